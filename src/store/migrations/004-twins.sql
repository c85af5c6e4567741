-- Sampled five-word shingles of candidates' posts, to find the same story on two sites.
create table shingle (
  hash     integer not null,
  post_id  integer not null references post(id),
  primary key (hash, post_id)
) strict, without rowid;
create index shingle_by_post on shingle(post_id);
