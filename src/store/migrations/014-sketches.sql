-- Twins by a bounded sketch per post: the lowest hashes of what it says, the few of them that it is found by, and what its site says under every
-- post. Sketches of posts that had shingles are made anew, a few at a time, by the crawls to come.
create table unsketched (post_id integer primary key references post(id)) strict;
insert into unsketched select distinct post_id from shingle;
drop table shingle;

-- Unsigned 32-bit hashes, ascending, little-endian.
create table sketch (
  post_id  integer primary key references post(id),
  hashes   blob not null
) strict;

create table sketch_entry (
  hash     integer not null,
  post_id  integer not null references post(id),
  primary key (hash, post_id)
) strict, without rowid;

create table boilerplate (
  hash     integer not null,
  -- scheme and host
  site     text not null,
  primary key (hash, site)
) strict, without rowid;
