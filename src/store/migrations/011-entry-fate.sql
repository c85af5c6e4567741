-- What is published is taken down by an editor alone. Entries that a reviewer's change of mind hid before stay hidden, by an event.
insert into entry_event (entry_id, kind, reason, made_by, made_at)
select entry.id, 'withdrawn', 'The reviewers took back their decision to list it.', 'desk', unixepoch() * 1000
from entry join candidate on candidate.id = entry.candidate_id
where candidate.state <> 'accepted' and 'withdrawn' <> coalesce(
  (select kind from entry_event where entry_id = entry.id and kind in ('listed', 'withdrawn', 'restored') order by id desc limit 1), '');
