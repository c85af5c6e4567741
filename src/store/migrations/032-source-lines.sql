-- From which score on posts of a source are laid on the desk, where its own decisions moved that from the line of the pack.
create table source_line (
  source_id  text primary key,
  line       real not null,
  -- What it was worked out from: the pack's line, how many posts of the source were decided, and the rules that scored them.
  pack_line  real not null,
  decided    integer not null,
  rules_hash text not null
) strict;
