-- What the rounds keep: sources, listings, posts, verdicts, candidates, decisions, and the manners of each host.
-- Times are Unix milliseconds; dates are as far as they are known (YYYY, YYYY-MM, YYYY-MM-DD).

create table source (
  id            text primary key,
  next_due_at   integer not null,
  interval_ms   integer not null,
  failures      integer not null default 0,
  leased_until  integer not null default 0,
  lease_token   text,
  witnessed_at  integer not null default 0,
  -- where a walk over listing pages was cut short, so that the next run reads on from there: {url, pageNumber}
  frontier      text
) strict;

create table validator (
  url           text primary key,
  source_id     text not null,
  etag          text,
  last_modified text,
  adapter_hash  text not null,
  saved_at      integer not null
) strict;

create table crawl (
  id            text primary key,
  started_at    integer not null,
  finished_at   integer
) strict;

create table run (
  id            integer primary key,
  crawl_id      text not null references crawl(id),
  source_id     text not null,
  adapter_hash  text not null,
  started_at    integer not null,
  finished_at   integer,
  outcome       text,
  reasons       text not null default '[]',
  counters      text not null default '{}'
) strict;
create index run_by_source on run(source_id, id desc);

-- What listings showed and nobody has read yet, or could not be read: the work list that survives a kill.
create table card (
  source_id     text not null,
  key           text not null,
  url           text not null,
  facts         text not null,
  first_seen    integer not null,
  tries         integer not null default 0,
  next_try_at   integer not null default 0,
  problem       text,
  primary key (source_id, key)
) strict, without rowid;
create index card_by_due on card(source_id, next_try_at);

create table post (
  id             integer primary key,
  key            text not null unique,
  url            text not null,
  source_id      text not null,
  title          text not null,
  author         text,
  published      text,
  date_precision text not null,
  date_origin    text not null,
  modified       text,
  language       text,
  body_hash      text not null,
  words          integer not null,
  first_seen     integer not null,
  last_seen      integer not null
) strict;
create index post_by_source on post(source_id, id);

create table post_alias (
  key      text primary key,
  post_id  integer not null references post(id),
  kind     text not null
) strict, without rowid;
create index post_alias_by_post on post_alias(post_id);

-- One row for each text a post has had; the newest is the post's. zstd of JSON blocks.
create table revision (
  id         integer primary key,
  post_id    integer not null references post(id),
  body_hash  text not null,
  title      text not null,
  blocks     blob not null,
  canonicals text not null default '[]',
  winners    text not null default '{}',
  seen_at    integer not null,
  unique (post_id, body_hash)
) strict;

-- zstd of the page as it was read, for replays; dropped when it is older than the retention.
create table page (
  post_id      integer primary key references post(id),
  url          text not null,
  content_type text not null,
  body         blob not null,
  fetched_at   integer not null
) strict;

create table classification (
  post_id    integer primary key references post(id),
  rules_hash text not null,
  body_hash  text not null,
  score      real not null,
  band       text not null,
  verdict    text not null,
  made_at    integer not null
) strict;
create index classification_by_score on classification(score desc);

create table candidate (
  id         integer primary key,
  post_id    integer not null unique references post(id),
  origin     text not null,
  cluster_id integer,
  state      text not null default 'new',
  -- grows with every change a reviewer should know of: a decision names the version it saw
  version    integer not null default 1,
  held       text,
  created_at integer not null
) strict;
create index candidate_by_state on candidate(state, id);
create index candidate_by_cluster on candidate(cluster_id);

-- Append-only: never updated, never deleted. A candidate's state is derived from its newest decision.
create table decision (
  id           integer primary key,
  candidate_id integer not null references candidate(id),
  kind         text not null,
  reason       text,
  note         text,
  reviewer     text not null,
  version_seen integer not null,
  body_seen    text not null,
  made_at      integer not null
) strict;
create index decision_by_candidate on decision(candidate_id, id desc);

create table host (
  host            text primary key,
  next_allowed_at integer not null default 0,
  held_until      integer not null default 0,
  token           text
) strict;

create table robots (
  origin     text primary key,
  status     integer not null,
  body       text not null,
  fetched_at integer not null
) strict;

-- The manners ledger: what we asked of each host.
create table request (
  id        integer primary key,
  host      text not null,
  url       text not null,
  at        integer not null,
  status    integer,
  bytes     integer not null,
  waited_ms integer not null,
  robots    text not null
) strict;
create index request_by_host on request(host, at);
