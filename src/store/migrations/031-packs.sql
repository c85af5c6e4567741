-- Rule packs that were saved, each as a version. The newest is in force; one without a pack puts the file in force again.
create table pack_version (
  id      integer primary key,
  made_at integer not null,
  made_by text not null,
  note    text not null,
  -- Accepted posts that it was known to lose; null where that was not asked.
  lost    integer,
  pack    text
) strict;
-- What each person is editing, and which version they began from (0: the file).
create table pack_draft (
  reviewer_id integer primary key references reviewer(id),
  made_at     integer not null,
  base        integer not null,
  pack        text not null
) strict;
-- Stored posts are to be scored anew, since when, and after which post it goes on.
create table rescoring (
  only_one   integer primary key check (only_one = 1),
  owed_since integer not null,
  after      integer not null
) strict;
