-- A candidate is listed under the councils that bought, not under those it merely names.
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
