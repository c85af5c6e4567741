-- What was bought, for how much, with what result, by which route, from whom and for how long: JSON, each part optional.
alter table entry add column facts text not null default '{}';
