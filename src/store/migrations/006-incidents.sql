-- Alarms: what is wrong with a source (or with the rounds as a whole), whom we told, and the pages that prove it.

-- Bad runs in a row, counted as they end: a run that was cut short is neither good nor bad.
create table source_health (
  source_id  text primary key,
  bad_runs   integer not null default 0
) strict, without rowid;

create table incident (
  id             integer primary key,
  -- null: the rounds as a whole
  source_id      text,
  kind           text not null,
  outcome        text not null,
  reasons        text not null,
  -- Markdown, ready to paste into an issue; written once, as it was when it opened
  body           text not null,
  run_id         integer,
  opened_at      integer not null,
  closed_at      integer,
  -- what was said, each once: that it opened, that it still is (newest), that it is over
  told_at        integer,
  told_open_at   integer,
  told_closed_at integer
) strict;
create unique index incident_open on incident(coalesce(source_id, ''), kind) where closed_at is null;
create index incident_untold on incident(id) where told_at is null or (closed_at is not null and told_closed_at is null);
create index incident_by_source on incident(source_id, id desc);

-- The first page of a listing: of the last good run, and of the newest bad ones. zstd.
create table listing_copy (
  run_id       integer primary key,
  source_id    text not null,
  kind         text not null,
  url          text not null,
  final_url    text not null,
  content_type text not null,
  body         blob not null,
  fetched_at   integer not null
) strict;
create index listing_copy_by_source on listing_copy(source_id, kind, run_id desc);

-- What a server's validators have been found to be worth. An edited adapter gives them another chance.
create table validator_trust (
  source_id    text primary key,
  adapter_hash text not null,
  body_hash    text not null,
  -- conditional requests in a row that were answered in full with the very same body
  same_bodies  integer not null default 0,
  -- when the server last said 304
  vouched_at   integer,
  distrust     text
) strict, without rowid;
