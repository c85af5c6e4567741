-- What the learnt lines read of a post's present text: the tagger is slow, and its answer depends on no weights.
create table marks (
  post_id   integer primary key references post(id),
  body_hash text not null,
  marks     text not null
) strict;
