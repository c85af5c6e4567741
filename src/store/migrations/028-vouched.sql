-- Whence the title and the day of an entry are known; of entries that were listed before this was kept, by the post as it was read last.
alter table entry add column vouched text not null default 'null';
update entry set vouched = coalesce((
  select json_object(
    'title', iif(post.title = entry.title, json(revision.evidence -> '$.title'), json('{"origin":"editor","confirmed":true}')),
    'published', iif(post.published is null, json('null'),
      json_object('origin', post.date_origin, 'confirmed', json(revision.evidence -> '$.published.confirmed'))))
  from candidate
  join post on post.id = candidate.post_id
  join revision on revision.post_id = post.id and revision.body_hash = post.body_hash
  where candidate.id = entry.candidate_id and revision.evidence is not null and revision.evidence <> 'null'
    and entry.published is post.published), 'null');
