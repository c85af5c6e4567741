-- How often each rule was found in each post's present text: other weights then need no text, and another rule only its own.
create table finds_edition (
  id      integer primary key,
  edition text not null unique
) strict;
create table finds (
  post_id   integer primary key references post(id),
  edition   integer not null references finds_edition(id),
  words     integer not null,
  -- What the learnt lines read, before the pack says how much each counts; null of one that was not asked.
  wording   real,
  telling   real,
  decisions real,
  -- Six numbers of 16 bits, the low byte first, for each rule that was found; null of a post without a word.
  counts    blob
) strict;
-- A preview looks at every verdict's side of the line, and not at its words, which fill a page each.
create index classification_side on classification(post_id, score, band);
