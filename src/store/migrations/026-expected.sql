-- What is expected of a source whose adapter pins nothing: by the first run of that adapter that was well.
create table expected (
  source_id    text primary key,
  adapter_hash text not null,
  run_id       integer not null,
  pinned_at    integer not null,
  -- Expectations, JSON
  expectations text not null
) strict, without rowid;
