-- What a person said of a source that had been called amiss: it is meant so, from this run on.
create table meant (
  source_id    text primary key,
  run_id       integer not null,
  adapter_hash text not null,
  -- kinds of signs that plain sense is no longer to mind, JSON
  signs        text not null,
  said_at      integer not null,
  said_by      text not null
) strict, without rowid;
