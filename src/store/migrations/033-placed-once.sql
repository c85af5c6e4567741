-- A candidate is placed (score, source, day) by whoever adds it, and its labels are told from its verdict in one look at the hits. The questions
-- that a post leaves open took three looks each, and a candidate that was placed after it was added took its place in every index twice.
create view told_group as
  select classification.post_id,
    case json_extract(hit.value, '$.group') when 'hint' then 'act' else json_extract(hit.value, '$.group') end as what
  from classification, jsonb_each(classification.verdict, '$.hits') as hit
  where json_extract(hit.value, '$.field') <> 'url'
    and (json_extract(hit.value, '$.points') > 0 or json_extract(hit.value, '$.full') > 0);
drop view proposed_label;
create view proposed_label as
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

drop trigger candidate_is_labelled;
create trigger candidate_is_placed after insert on candidate when new.source_id = '' begin
  update candidate set
    score = coalesce((select score from classification where classification.post_id = new.post_id), 0),
    source_id = (select source_id from post where post.id = new.post_id),
    published = (select coalesce(published, '') from post where post.id = new.post_id)
  where id = new.id;
end;
create trigger candidate_is_labelled after insert on candidate begin
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select 'missing', question.value, new.id from json_each('["body","act","outcome"]') as question
    where exists (select 1 from classification where post_id = new.post_id)
      and question.value not in (select what from told_group where post_id = new.post_id);
end;
drop trigger candidate_is_relabelled;
create trigger candidate_is_relabelled after update of facts on candidate begin
  delete from candidate_label where candidate_id = new.id and kind <> 'missing';
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
end;
drop trigger candidate_is_rescored;
create trigger candidate_is_rescored after insert on classification
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
