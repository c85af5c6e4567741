-- Doors: what an invitation is for, who an organisation's account belongs to, and from where somebody has signed in before.

-- 'join' for one person, 'first' for the first administrator, 'reset' for a new password
alter table invitation add column purpose text not null default 'join';
update invitation set purpose = 'first' where email is null and made_by is null and role = 'admin';

-- Bound to issuer and subject (OpenID Connect Core 1.0, 5.7): an e-mail address may come to belong to somebody else.
create table identity (
  issuer        text not null,
  subject       text not null,
  reviewer_id   integer not null references reviewer(id),
  bound_at      integer not null,
  primary key (issuer, subject)
) strict, without rowid;
create unique index identity_by_reviewer on identity(reviewer_id, issuer);

-- Networks from which somebody has signed in: strangers' guesses do not lock the owner out there.
create table sign_in_place (
  reviewer_id   integer not null references reviewer(id),
  network       text not null,
  at            integer not null,
  primary key (reviewer_id, network)
) strict, without rowid;
