-- The desk: people, what they said of candidates, and what the queue is sorted and searched by.

create table reviewer (
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

-- Tokens of every kind are kept as SHA-256: a copy of the store signs nobody in.
create table session (
  hash          text primary key,
  reviewer_id   integer not null references reviewer(id),
  form_token    text not null,
  agent         text not null,
  created_at    integer not null,
  seen_at       integer not null
) strict, without rowid;
create index session_by_reviewer on session(reviewer_id);

create table invitation (
  hash          text primary key,
  email         text,
  role          text not null,
  made_by       integer references reviewer(id),
  made_at       integer not null,
  expires_at    integer not null,
  used_at       integer
) strict, without rowid;

create table api_token (
  id            integer primary key,
  hash          text not null unique,
  reviewer_id   integer not null references reviewer(id),
  name          text not null,
  scope         text not null,
  created_at    integer not null,
  used_at       integer,
  revoked_at    integer
) strict;

create table sign_in_failure (
  who           text primary key,
  tries         integer not null,
  last_at       integer not null
) strict, without rowid;

-- Who gave whom what; append-only.
create table account_event (
  id            integer primary key,
  at            integer not null,
  actor_id      integer references reviewer(id),
  reviewer_id   integer references reviewer(id),
  what          text not null,
  detail        text not null default ''
) strict;

create table claim (
  candidate_id  integer primary key references candidate(id),
  reviewer_id   integer not null references reviewer(id),
  until         integer not null
) strict;
create index claim_by_reviewer on claim(reviewer_id);

create table saved_view (
  reviewer_id   integer not null references reviewer(id),
  name          text not null,
  query         text not null,
  primary key (reviewer_id, name)
) strict, without rowid;

-- kinds: accept reject second snooze duplicate wake (they make the state), undo, edit, note
alter table decision add column undoes integer references decision(id);
alter table decision add column until integer;
alter table decision add column duplicate_of integer references candidate(id);
alter table decision add column facts text;
-- one form, one decision: the second click of a double click names the same one
alter table decision add column nonce text;
alter table decision add column batch text;
create unique index decision_by_nonce on decision(nonce) where nonce is not null;
create unique index decision_by_undone on decision(undoes) where undoes is not null;
create index decision_by_reviewer on decision(reviewer, id desc);
create index decision_by_batch on decision(batch) where batch is not null;
create index decision_by_time on decision(made_at);
create trigger decision_is_kept before update on decision begin select raise(abort, 'decisions are append-only'); end;
create trigger decision_is_never_lost before delete on decision begin select raise(abort, 'decisions are append-only'); end;

-- What the queue is sorted and filtered by, copied beside the state so that one index answers. Triggers keep it in step.
alter table candidate add column score real not null default 0;
alter table candidate add column source_id text not null default '';
-- '' when no date is known, so that one comparison orders all
alter table candidate add column published text not null default '';
alter table candidate add column until integer;
alter table candidate add column disputed integer not null default 0;
-- JSON of what a reviewer edited; null while the verdict's proposal stands
alter table candidate add column facts text;
create index candidate_by_score on candidate(state, score desc, id) where held is null;
create index candidate_by_date on candidate(state, published desc, id desc) where held is null;
create index candidate_by_source on candidate(state, source_id, score desc, id) where held is null;
create index candidate_by_origin on candidate(state, origin, score desc, id) where held is null;
create index candidate_snoozed on candidate(until) where state = 'snoozed';
create index candidate_disputed on candidate(disputed, id) where disputed = 1;

create table candidate_label (
  kind          text not null,
  slug          text not null,
  candidate_id  integer not null references candidate(id),
  primary key (kind, slug, candidate_id)
) strict, without rowid;
create index candidate_label_by_candidate on candidate_label(candidate_id);

-- The labels of a candidate: an edit's, or else its verdict's.
create view proposed_label as
  select candidate.id as candidate_id, 'council' as kind, json_extract(council.value, '$.code') as slug
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each(coalesce(candidate.facts, classification.verdict), '$.councils') as council
  union all
  select candidate.id, 'topic', topic.value
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each(coalesce(candidate.facts, classification.verdict), '$.topics') as topic
  union all
  select candidate.id, 'practice', practice.value
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each(coalesce(candidate.facts, classification.verdict), '$.practices') as practice;

update candidate set
  score = coalesce((select score from classification where classification.post_id = candidate.post_id), 0),
  source_id = (select source_id from post where post.id = candidate.post_id),
  published = (select coalesce(published, '') from post where post.id = candidate.post_id);
insert or ignore into candidate_label (kind, slug, candidate_id)
  select kind, slug, candidate_id from proposed_label where slug is not null;

create trigger candidate_is_labelled after insert on candidate begin
  update candidate set
    score = coalesce((select score from classification where classification.post_id = new.post_id), 0),
    source_id = (select source_id from post where post.id = new.post_id),
    published = (select coalesce(published, '') from post where post.id = new.post_id)
  where id = new.id;
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
end;
create trigger candidate_is_relabelled after update of facts on candidate begin
  delete from candidate_label where candidate_id = new.id;
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
end;
create trigger candidate_is_rescored after insert on classification begin
  update candidate set score = new.score where post_id = new.post_id;
  delete from candidate_label where candidate_id = (select id from candidate where post_id = new.post_id);
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label
    where candidate_id = (select id from candidate where post_id = new.post_id) and slug is not null;
end;
create trigger candidate_is_redated after update of published on post begin
  update candidate set published = coalesce(new.published, '') where post_id = new.id;
end;

-- Every post's words; the text itself stays in revision. `search_mark` says how far the index has come.
create virtual table post_search using fts5(
  title, body, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);
create table search_mark (
  id            integer primary key check (id = 1),
  revision_id   integer not null
) strict;
insert into search_mark values (1, 0);

-- When the webhook was last told of new posts; a person's own digest is in their row.
create table digest_mark (
  id            integer primary key check (id = 1),
  sent_at       integer not null
) strict;
insert into digest_mark values (1, 0);
