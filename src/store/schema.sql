-- What a new store begins with: what the migrations make, in one piece. Written by `node test/store/write-schema.ts`.

CREATE TABLE source (
  id            text primary key,
  next_due_at   integer not null,
  interval_ms   integer not null,
  failures      integer not null default 0,
  leased_until  integer not null default 0,
  lease_token   text,
  witnessed_at  integer not null default 0,
  -- where a walk over listing pages was cut short, so that the next run reads on from there: {url, pageNumber}
  frontier      text
, filling_since integer, in_hand text, named_by text) strict;

CREATE TABLE validator (
  url           text primary key,
  source_id     text not null,
  etag          text,
  last_modified text,
  adapter_hash  text not null,
  saved_at      integer not null
) strict;

CREATE TABLE crawl (
  id            text primary key,
  started_at    integer not null,
  finished_at   integer
) strict;

CREATE TABLE run (
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

CREATE INDEX run_by_source on run(source_id, id desc);

CREATE TABLE card (
  source_id     text not null,
  key           text not null,
  url           text not null,
  facts         text not null,
  first_seen    integer not null,
  tries         integer not null default 0,
  next_try_at   integer not null default 0,
  problem       text, held text, begun integer not null default 0,
  primary key (source_id, key)
) strict, without rowid;

CREATE INDEX card_by_due on card(source_id, next_try_at);

CREATE TABLE post (
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
, brought text) strict;

CREATE INDEX post_by_source on post(source_id, id);

CREATE TABLE post_alias (
  key      text primary key,
  post_id  integer not null references post(id),
  kind     text not null
) strict, without rowid;

CREATE INDEX post_alias_by_post on post_alias(post_id);

CREATE TABLE revision (
  id         integer primary key,
  post_id    integer not null references post(id),
  body_hash  text not null,
  title      text not null,
  blocks     blob not null,
  canonicals text not null default '[]',
  winners    text not null default '{}',
  seen_at    integer not null, evidence text not null default 'null', beside text not null default '[]',
  unique (post_id, body_hash)
) strict;

CREATE TABLE page (
  post_id      integer primary key references post(id),
  url          text not null,
  content_type text not null,
  body         blob not null,
  fetched_at   integer not null
) strict;

CREATE TABLE classification (
  post_id    integer primary key references post(id),
  rules_hash text not null,
  body_hash  text not null,
  score      real not null,
  band       text not null,
  verdict    text not null,
  made_at    integer not null
) strict;

CREATE TABLE candidate (
  id         integer primary key,
  post_id    integer not null unique references post(id),
  origin     text not null,
  cluster_id integer,
  state      text not null default 'new',
  -- grows with every change a reviewer should know of: a decision names the version it saw
  version    integer not null default 1,
  held       text,
  created_at integer not null
, score real not null default 0, source_id text not null default '', published text not null default '', until integer, disputed integer not null default 0, facts text) strict;

CREATE INDEX candidate_by_state on candidate(state, id);

CREATE INDEX candidate_by_cluster on candidate(cluster_id);

CREATE TABLE decision (
  id           integer primary key,
  candidate_id integer not null references candidate(id),
  kind         text not null,
  reason       text,
  note         text,
  reviewer     text not null,
  version_seen integer not null,
  body_seen    text not null,
  made_at      integer not null
, undoes integer references decision(id), until integer, duplicate_of integer references candidate(id), facts text, nonce text, batch text) strict;

CREATE INDEX decision_by_candidate on decision(candidate_id, id desc);

CREATE TABLE host (
  host            text primary key,
  next_allowed_at integer not null default 0,
  held_until      integer not null default 0,
  token           text
) strict;

CREATE TABLE robots (
  origin     text primary key,
  status     integer not null,
  body       text not null,
  fetched_at integer not null
) strict;

CREATE TABLE request (
  id        integer primary key,
  host      text not null,
  url       text not null,
  at        integer not null,
  status    integer,
  bytes     integer not null,
  waited_ms integer not null,
  robots    text not null
) strict;

CREATE INDEX request_by_host on request(host, at);

CREATE TABLE reviewer (
  id            integer primary key,
  email         text not null unique collate nocase,
  name          text not null,
  role          text not null,
  -- argon2id, PHC string; null until an invitation is taken up, or for ever with single sign-on
  password      text,
  disabled_at   integer,
  created_at    integer not null,
  -- JSON: {"on": true, "map": {"a": "y"}}
  keys          text not null default '{}',
  digest        text not null default 'none',
  digest_sent_at integer not null default 0
) strict;

CREATE TABLE session (
  hash          text primary key,
  reviewer_id   integer not null references reviewer(id),
  form_token    text not null,
  agent         text not null,
  created_at    integer not null,
  seen_at       integer not null
) strict, without rowid;

CREATE INDEX session_by_reviewer on session(reviewer_id);

CREATE TABLE invitation (
  hash          text primary key,
  email         text,
  role          text not null,
  made_by       integer references reviewer(id),
  made_at       integer not null,
  expires_at    integer not null,
  used_at       integer
, purpose text not null default 'join') strict, without rowid;

CREATE TABLE api_token (
  id            integer primary key,
  hash          text not null unique,
  reviewer_id   integer not null references reviewer(id),
  name          text not null,
  scope         text not null,
  created_at    integer not null,
  used_at       integer,
  revoked_at    integer
) strict;

CREATE TABLE sign_in_failure (
  who           text primary key,
  tries         integer not null,
  last_at       integer not null
) strict, without rowid;

CREATE TABLE account_event (
  id            integer primary key,
  at            integer not null,
  actor_id      integer references reviewer(id),
  reviewer_id   integer references reviewer(id),
  what          text not null,
  detail        text not null default ''
) strict;

CREATE TABLE claim (
  candidate_id  integer primary key references candidate(id),
  reviewer_id   integer not null references reviewer(id),
  until         integer not null
) strict;

CREATE INDEX claim_by_reviewer on claim(reviewer_id);

CREATE TABLE saved_view (
  reviewer_id   integer not null references reviewer(id),
  name          text not null,
  query         text not null,
  primary key (reviewer_id, name)
) strict, without rowid;

CREATE UNIQUE INDEX decision_by_nonce on decision(nonce) where nonce is not null;

CREATE UNIQUE INDEX decision_by_undone on decision(undoes) where undoes is not null;

CREATE INDEX decision_by_reviewer on decision(reviewer, id desc);

CREATE INDEX decision_by_batch on decision(batch) where batch is not null;

CREATE INDEX decision_by_time on decision(made_at);

CREATE TRIGGER decision_is_kept before update on decision begin select raise(abort, 'decisions are append-only'); end;

CREATE TRIGGER decision_is_never_lost before delete on decision begin select raise(abort, 'decisions are append-only'); end;

CREATE INDEX candidate_by_score on candidate(state, score desc, id) where held is null;

CREATE INDEX candidate_by_date on candidate(state, published desc, id desc) where held is null;

CREATE INDEX candidate_by_source on candidate(state, source_id, score desc, id) where held is null;

CREATE INDEX candidate_by_origin on candidate(state, origin, score desc, id) where held is null;

CREATE INDEX candidate_snoozed on candidate(until) where state = 'snoozed';

CREATE INDEX candidate_disputed on candidate(disputed, id) where disputed = 1;

CREATE TABLE candidate_label (
  kind          text not null,
  slug          text not null,
  candidate_id  integer not null references candidate(id),
  primary key (kind, slug, candidate_id)
) strict, without rowid;

CREATE INDEX candidate_label_by_candidate on candidate_label(candidate_id);

CREATE TRIGGER candidate_is_redated after update of published on post begin
  update candidate set published = coalesce(new.published, '') where post_id = new.id;
end;

CREATE VIRTUAL TABLE post_search using fts5(
  title, body, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TABLE search_mark (
  id            integer primary key check (id = 1),
  revision_id   integer not null
) strict;

CREATE TABLE digest_mark (
  id            integer primary key check (id = 1),
  sent_at       integer not null
) strict;

CREATE TABLE entry (
  id             integer primary key,
  -- null for an entry that came with a data package
  candidate_id   integer unique references candidate(id),
  url            text not null,
  url_key        text not null unique,
  title          text not null,
  slug           text not null,
  publisher      text not null,
  source_id      text not null,
  blurb          text not null,
  published      text,
  date_precision text not null,
  stage          text not null,
  evidence       text not null,
  -- JSON lists; councils are [{code, as}], as the source names them
  councils       text not null default '[]',
  topics         text not null default '[]',
  practices      text not null default '[]',
  why            text not null default '[]',
  accepted_at    integer not null,
  listed_at      integer not null,
  updated_at     integer not null
, facts text not null default '{}', vouched text not null default 'null') strict;

CREATE TABLE entry_event (
  id        integer primary key,
  entry_id  integer not null references entry(id),
  kind      text not null check (kind in ('listed', 'revised', 'withdrawn', 'restored', 'link')),
  reason    text not null default '',
  -- never shown to the public
  made_by   text not null,
  made_at   integer not null
) strict;

CREATE INDEX entry_event_by_entry on entry_event(entry_id, id desc);

CREATE INDEX entry_event_by_time on entry_event(made_at, id);

CREATE TABLE link (
  entry_id    integer primary key references entry(id),
  state       text not null default 'unchecked',
  strikes     integer not null default 0,
  checked_at  integer,
  next_at     integer not null,
  archive_url text,
  archive_at  integer,
  -- when a copy was last looked for or asked for, so that nobody is asked twice
  archive_tried_at integer,
  moved_to    text,
  -- what the page said when it was accepted, as hashes that cannot be read back: {title, shingles}
  likeness    text
) strict;

CREATE INDEX link_by_due on link(next_at);

CREATE TABLE link_check (
  id        integer primary key,
  entry_id  integer not null references entry(id),
  outcome   text not null,
  strikes   integer not null,
  evidence  text not null default '{}',
  made_at   integer not null
) strict;

CREATE INDEX link_check_by_entry on link_check(entry_id, id desc);

CREATE TABLE suggestion (
  id           integer primary key,
  kind         text not null check (kind in ('suggestion', 'report')),
  -- SHA-256 of the private link's secret
  secret       text not null unique,
  url          text,
  url_key      text,
  entry_id     integer references entry(id),
  note         text not null,
  -- SHA-256 of the sender's network with a secret of this process: for the rate limit only
  sender       text not null,
  state        text not null default 'queued',
  outcome      text not null default '',
  candidate_id integer references candidate(id),
  made_at      integer not null,
  settled_at   integer
) strict;

CREATE UNIQUE INDEX suggestion_by_key on suggestion(url_key) where url_key is not null;

CREATE INDEX suggestion_by_time on suggestion(made_at);

CREATE INDEX suggestion_by_state on suggestion(state, id);

CREATE TABLE catalogue_change (n integer not null, catalogue_id text not null default '') strict;

CREATE TABLE source_health (
  source_id  text primary key,
  bad_runs   integer not null default 0
) strict, without rowid;

CREATE TABLE incident (
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

CREATE UNIQUE INDEX incident_open on incident(coalesce(source_id, ''), kind) where closed_at is null;

CREATE INDEX incident_untold on incident(id) where told_at is null or (closed_at is not null and told_closed_at is null);

CREATE INDEX incident_by_source on incident(source_id, id desc);

CREATE TABLE listing_copy (
  run_id       integer primary key,
  source_id    text not null,
  kind         text not null,
  url          text not null,
  final_url    text not null,
  content_type text not null,
  body         blob not null,
  fetched_at   integer not null
) strict;

CREATE INDEX listing_copy_by_source on listing_copy(source_id, kind, run_id desc);

CREATE TABLE validator_trust (
  source_id    text primary key,
  adapter_hash text not null,
  body_hash    text not null,
  -- conditional requests in a row that were answered in full with the very same body
  same_bodies  integer not null default 0,
  -- when the server last said 304
  distrust     text
) strict, without rowid;

CREATE TABLE meant (
  source_id    text primary key,
  run_id       integer not null,
  adapter_hash text not null,
  -- kinds of signs that plain sense is no longer to mind, JSON
  signs        text not null,
  said_at      integer not null,
  said_by      text not null
) strict, without rowid;

CREATE TABLE identity (
  issuer        text not null,
  subject       text not null,
  reviewer_id   integer not null references reviewer(id),
  bound_at      integer not null,
  primary key (issuer, subject)
) strict, without rowid;

CREATE UNIQUE INDEX identity_by_reviewer on identity(reviewer_id, issuer);

CREATE TABLE sign_in_place (
  reviewer_id   integer not null references reviewer(id),
  network       text not null,
  at            integer not null,
  primary key (reviewer_id, network)
) strict, without rowid;

CREATE TABLE unsketched (post_id integer primary key references post(id)) strict;

CREATE TABLE sketch (
  post_id  integer primary key references post(id),
  hashes   blob not null
) strict;

CREATE TABLE sketch_entry (
  hash     integer not null,
  post_id  integer not null references post(id),
  primary key (hash, post_id)
) strict, without rowid;

CREATE TABLE boilerplate (
  hash     integer not null,
  -- scheme and host
  site     text not null,
  primary key (hash, site)
) strict, without rowid;

CREATE TABLE entry_change (entry_id integer primary key, n integer not null) strict;

CREATE INDEX entry_change_by_number on entry_change(n);

CREATE TRIGGER entry_added after insert on entry begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.id, n from catalogue_change;
end;

CREATE TRIGGER entry_revised after update on entry begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.id, n from catalogue_change;
end;

CREATE TRIGGER entry_happened after insert on entry_event begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.entry_id, n from catalogue_change;
end;

CREATE TRIGGER link_added after insert on link begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.entry_id, n from catalogue_change;
end;

CREATE TRIGGER link_changed after update on link begin
  update catalogue_change set n = n + 1;
  insert or replace into entry_change select new.entry_id, n from catalogue_change;
end;

CREATE TABLE visit (
  reviewer_id integer primary key references reviewer(id),
  seen_at     integer not null,
  -- null during the first visit
  before_at   integer
) strict;

CREATE TABLE assignment (
  candidate_id integer primary key references candidate(id),
  reviewer_id  integer not null references reviewer(id),
  by_id        integer not null references reviewer(id),
  at           integer not null
) strict;

CREATE INDEX assignment_by_reviewer on assignment(reviewer_id);

CREATE INDEX candidate_by_created on candidate(created_at);

CREATE TABLE audit (
  post_id  integer primary key references post(id),
  chance   real not null,
  drawn_at integer not null
) strict;

CREATE TABLE first_light (
  source_id    text primary key,
  adapter_hash text not null,
  passed_at    integer not null
) strict;

CREATE TABLE correction (
  id          integer primary key,
  made_at     integer not null,
  -- Who switched them off or on again; null for what was learnt by itself.
  made_by     text,
  decisions   integer not null,
  corrections text
) strict;

CREATE TABLE mention (
  decision_id  integer not null references decision(id),
  candidate_id integer not null references candidate(id),
  reviewer_id  integer not null references reviewer(id),
  at           integer not null,
  seen_at      integer,
  mailed_at    integer,
  primary key (decision_id, reviewer_id)
) strict, without rowid;

CREATE INDEX mention_by_reviewer on mention(reviewer_id, candidate_id);

CREATE TABLE alert (
  id           integer primary key,
  email        text not null,
  query        text not null,
  title        text not null,
  sender       text not null,
  asked_at     integer not null,
  confirmed_at integer,
  told_at      integer not null,
  unique (email, query)
) strict;

CREATE INDEX alert_by_asked on alert(asked_at);

CREATE TABLE expected (
  source_id    text primary key,
  adapter_hash text not null,
  run_id       integer not null,
  pinned_at    integer not null,
  -- Expectations, JSON
  expectations text not null
) strict, without rowid;

CREATE INDEX candidate_waiting on candidate(state, cluster_id) where held is null;

CREATE TABLE finds_edition (
  id      integer primary key,
  edition text not null unique
) strict;

CREATE TABLE finds (
  post_id   integer primary key references post(id),
  edition   integer not null references finds_edition(id),
  words     integer not null,
  -- What the learnt lines read, before the pack says how much each counts; null of one that was not asked.
  wording   real,
  telling   real,
  decisions real,
  -- Six numbers of 16 bits, the low byte first, for each rule that was found; null of a post without a word.
  counts    blob
, weighing integer references weighing(id), besides integer, ceiling integer) strict;

CREATE INDEX classification_side on classification(post_id, score, band);

CREATE TABLE pack_version (
  id      integer primary key,
  made_at integer not null,
  made_by text not null,
  note    text not null,
  -- Accepted posts that it was known to lose; null where that was not asked.
  lost    integer,
  pack    text
) strict;

CREATE TABLE pack_draft (
  reviewer_id integer primary key references reviewer(id),
  made_at     integer not null,
  base        integer not null,
  pack        text not null
) strict;

CREATE TABLE rescoring (
  only_one   integer primary key check (only_one = 1),
  owed_since integer not null,
  after      integer not null
) strict;

CREATE TABLE source_line (
  source_id  text primary key,
  line       real not null,
  -- What it was worked out from: the pack's line, how many posts of the source were decided, and the rules that scored them.
  pack_line  real not null,
  decided    integer not null,
  rules_hash text not null
) strict;

CREATE VIEW told_group as
  select classification.post_id,
    case json_extract(hit.value, '$.group') when 'hint' then 'act' else json_extract(hit.value, '$.group') end as what
  from classification, jsonb_each(classification.verdict, '$.hits') as hit
  where json_extract(hit.value, '$.field') <> 'url'
    and (json_extract(hit.value, '$.points') > 0 or json_extract(hit.value, '$.full') > 0);

CREATE VIEW proposed_label as
  select candidate.id as candidate_id, 'council' as kind, json_extract(council.value, '$.code') as slug
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each(coalesce(candidate.facts, classification.verdict), '$.councils') as council
    where coalesce(json_extract(council.value, '$.role'), 'buyer') = 'buyer'
  union all
  select candidate.id, 'topic', topic.value
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each(coalesce(candidate.facts, classification.verdict), '$.topics') as topic
  union all
  select candidate.id, 'practice', practice.value
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each(coalesce(candidate.facts, classification.verdict), '$.practices') as practice;

CREATE TRIGGER candidate_is_placed after insert on candidate when new.source_id = '' begin
  update candidate set
    score = coalesce((select score from classification where classification.post_id = new.post_id), 0),
    source_id = (select source_id from post where post.id = new.post_id),
    published = (select coalesce(published, '') from post where post.id = new.post_id)
  where id = new.id;
end;

CREATE TRIGGER candidate_is_relabelled after update of facts on candidate begin
  delete from candidate_label where candidate_id = new.id and kind <> 'missing';
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
end;

CREATE TRIGGER candidate_is_rescored after insert on classification
  when exists (select 1 from candidate where post_id = new.post_id) begin
  update candidate set score = new.score where post_id = new.post_id;
  delete from candidate_label where candidate_id = (select id from candidate where post_id = new.post_id);
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label
    where candidate_id = (select id from candidate where post_id = new.post_id) and slug is not null;
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select 'missing', question.value, (select id from candidate where post_id = new.post_id)
    from json_each('["body","act","outcome"]') as question
    where question.value not in (select what from told_group where post_id = new.post_id);
end;

CREATE TABLE scored (
  id          integer primary key check (id = 1),
  rules_hash  text not null,
  until_post  integer not null,
  seen_at     integer not null
) strict;

CREATE INDEX page_by_age on page(fetched_at);

CREATE TABLE sketch_latest (
  -- They are counted on by one.
  n        integer primary key,
  post_id  integer not null references post(id),
  -- Names the state of this table where it is in the last row: it is another after each change.
  token    integer not null,
  -- As in sketch.
  hashes   blob not null
) strict;

CREATE INDEX sketch_latest_by_post on sketch_latest(post_id);

CREATE TABLE marks (
  post_id   integer primary key references post(id),
  body_hash text not null,
  -- Of the weights whose terms were counted.
  edition   text not null,
  -- 64-bit floats; 16-bit numbers.
  telling   blob not null,
  wording   blob not null
) strict;

CREATE TRIGGER candidate_is_labelled after insert on candidate when new.source_id = '' begin
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select 'missing', question.value, new.id from json_each('["body","act","outcome"]') as question
    where exists (select 1 from classification where post_id = new.post_id)
      and question.value not in (select what from told_group where post_id = new.post_id);
end;

CREATE TABLE weighing (
  id   integer primary key,
  -- Of the pack whose weights they are.
  hash text not null unique
) strict;

CREATE INDEX post_by_reading on post(source_id, last_seen, first_seen);

CREATE INDEX post_by_day on post(source_id, published) where date_precision = 'day';

insert into search_mark values (1, 0);
insert into digest_mark values (1, 0);
insert into catalogue_change values (1, lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2)
  || '-' || hex(randomblob(6))));
