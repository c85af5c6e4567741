-- When somebody last used the desk, and when the visit before this one ended: what is new is told since then.
create table visit (
  reviewer_id integer primary key references reviewer(id),
  seen_at     integer not null,
  -- null during the first visit
  before_at   integer
) strict;
-- Who was asked to look at a post, by whom.
create table assignment (
  candidate_id integer primary key references candidate(id),
  reviewer_id  integer not null references reviewer(id),
  by_id        integer not null references reviewer(id),
  at           integer not null
) strict;
create index assignment_by_reviewer on assignment(reviewer_id);
-- What is new since a visit, and how far a run has come, are asked for with every look at the queue.
create index candidate_by_created on candidate(created_at);
create index post_by_reading on post(source_id, last_seen);

-- Which of the three answers a post lacks is a label too, so that the queue can be filtered by it.
drop view proposed_label;
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
    json_each(coalesce(candidate.facts, classification.verdict), '$.practices') as practice
  union all
  select candidate.id, 'missing', question.value
    from candidate join classification on classification.post_id = candidate.post_id,
    json_each('["body","act","outcome"]') as question
    where not exists (
      select 1 from json_each(classification.verdict, '$.hits') as hit
      where json_extract(hit.value, '$.field') <> 'url'
        and (json_extract(hit.value, '$.points') > 0 or json_extract(hit.value, '$.full') > 0)
        and (json_extract(hit.value, '$.group') = question.value
             or (question.value = 'act' and json_extract(hit.value, '$.group') = 'hint')));
insert or ignore into candidate_label (kind, slug, candidate_id)
  select kind, slug, candidate_id from proposed_label where kind = 'missing';
