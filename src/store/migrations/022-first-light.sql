-- A source whose adapter was once tried, guess by guess, on its live site, and no guess was wrong.
create table first_light (
  source_id    text primary key,
  adapter_hash text not null,
  passed_at    integer not null
) strict;
