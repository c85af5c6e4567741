-- What decisions taught beside the shipped weights, each time as a version. The newest is in force; one without corrections switches them off.
create table correction (
  id          integer primary key,
  made_at     integer not null,
  -- Who switched them off or on again; null for what was learnt by itself.
  made_by     text,
  decisions   integer not null,
  corrections text
) strict;
