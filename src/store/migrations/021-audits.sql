-- Posts from below the line that were drawn for a reviewer, and how likely each was to be drawn.
create table audit (
  post_id  integer primary key references post(id),
  chance   real not null,
  drawn_at integer not null
) strict;
