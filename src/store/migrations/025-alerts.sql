-- Who wants letters about new case studies that fit a search. Nothing but one letter that asks is sent before they have confirmed;
-- whoever stops them is forgotten.
create table alert (
  id           integer primary key,
  email        text not null,
  query        text not null,
  title        text not null,
  sender       text not null,
  asked_at     integer not null,
  confirmed_at integer,
  told_at      integer not null,
  unique (email, query)
) strict;
create index alert_by_asked on alert(asked_at);
