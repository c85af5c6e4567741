-- Whom a note mentions: seen once they have opened the post, mailed once a letter has told them.
create table mention (
  decision_id  integer not null references decision(id),
  candidate_id integer not null references candidate(id),
  reviewer_id  integer not null references reviewer(id),
  at           integer not null,
  seen_at      integer,
  mailed_at    integer,
  primary key (decision_id, reviewer_id)
) strict, without rowid;
create index mention_by_reviewer on mention(reviewer_id, candidate_id);
