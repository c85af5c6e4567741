-- What a catalogue is known by wherever it is served, so that feeds keep their ids under a new address; and which entry changed
-- when, so that after a change only those are read again.
alter table catalogue_change add column catalogue_id text not null default '';
update catalogue_change set catalogue_id = lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2)
  || '-' || hex(randomblob(6)));

create table entry_change (entry_id integer primary key, n integer not null) strict;
create index entry_change_by_number on entry_change(n);

drop trigger entry_added;
drop trigger entry_revised;
drop trigger entry_happened;
drop trigger link_added;
drop trigger link_changed;
drop trigger entry_decided;
create trigger entry_added after insert on entry begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.id, n from catalogue_change;
end;
create trigger entry_revised after update on entry begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.id, n from catalogue_change;
end;
create trigger entry_happened after insert on entry_event begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.entry_id, n from catalogue_change;
end;
create trigger link_added after insert on link begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.entry_id, n from catalogue_change;
end;
create trigger link_changed after update on link begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.entry_id, n from catalogue_change;
end;
