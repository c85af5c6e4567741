-- By which reading of addresses the posts of a source have their names: where it is another now, they are given theirs anew.
alter table source add column named_by text;
