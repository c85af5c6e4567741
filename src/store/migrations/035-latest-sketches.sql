-- By what the posts that came last are found: it is moved to sketch_entry a stretch at a time, so that many rows share a page there.
create table sketch_latest (
  -- They are counted on by one.
  n        integer primary key,
  post_id  integer not null references post(id),
  -- Names the state of this table where it is in the last row: it is another after each change.
  token    integer not null,
  -- As in sketch.
  hashes   blob not null
) strict;
create index sketch_latest_by_post on sketch_latest(post_id);
