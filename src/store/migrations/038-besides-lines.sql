-- What a post comes to without the learnt lines, by the weights of one pack: what decisions teach moves one line of 100,000 posts, and
-- each was summed up anew for it.
create table weighing (
  id   integer primary key,
  -- Of the pack whose weights they are.
  hash text not null unique
) strict;
alter table finds add column weighing integer references weighing(id);
-- In tenths; the ceiling is null where no gate is shut.
alter table finds add column besides integer;
alter table finds add column ceiling integer;
