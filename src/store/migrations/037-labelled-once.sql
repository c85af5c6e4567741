-- Whoever places a candidate labels it, too: it has the verdict in hand, and here it took four looks through its JSON. What comes without
-- a place is placed and labelled here. What lies by its score is asked for once in four decisions, and may be sorted then.
drop trigger candidate_is_labelled;
create trigger candidate_is_labelled after insert on candidate when new.source_id = '' begin
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select kind, slug, candidate_id from proposed_label where candidate_id = new.id and slug is not null;
  insert or ignore into candidate_label (kind, slug, candidate_id)
    select 'missing', question.value, new.id from json_each('["body","act","outcome"]') as question
    where exists (select 1 from classification where post_id = new.post_id)
      and question.value not in (select what from told_group where post_id = new.post_id);
end;
drop index classification_by_score;
