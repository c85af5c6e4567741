-- Since when a source is being read for the first time, where that takes more runs than one; null where it is not.
alter table source add column filling_since integer;
