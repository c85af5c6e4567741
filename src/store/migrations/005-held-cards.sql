-- Why what comes of a card is held back from reviewers: a storm is told by its listing, and its cards may be read by a later run.
alter table card add column held text;
