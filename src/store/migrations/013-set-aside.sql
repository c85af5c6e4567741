-- How often the reading of a card was begun and never came to an end: at three it is set aside for a person.
alter table card add column begun integer not null default 0;
