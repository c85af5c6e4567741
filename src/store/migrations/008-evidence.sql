-- What vouches for a post's fields, and what stood beside its text: for the desk. Posts read before say nothing of either.
alter table revision add column evidence text not null default 'null';
alter table revision add column beside text not null default '[]';
