-- What was read of a text as numbers, not JSON: ranking 100,000 posts anew spent a third of its time on parsing. What was kept is read again
-- from the texts when posts are scored anew.
drop table marks;
create table marks (
  post_id   integer primary key references post(id),
  body_hash text not null,
  -- Of the weights whose terms were counted.
  edition   text not null,
  -- 64-bit floats; 16-bit numbers.
  telling   blob not null,
  wording   blob not null
) strict;
