-- What readers see: entries, their history, the health of their links, and what readers tell us.
-- Times are Unix milliseconds; dates are as far as they are known (YYYY, YYYY-MM, YYYY-MM-DD).

create table entry (
  id             integer primary key,
  -- null for an entry that came with a data package
  candidate_id   integer unique references candidate(id),
  url            text not null,
  url_key        text not null unique,
  title          text not null,
  slug           text not null,
  publisher      text not null,
  source_id      text not null,
  blurb          text not null,
  published      text,
  date_precision text not null,
  stage          text not null,
  evidence       text not null,
  -- JSON lists; councils are [{code, as}], as the source names them
  councils       text not null default '[]',
  topics         text not null default '[]',
  practices      text not null default '[]',
  why            text not null default '[]',
  accepted_at    integer not null,
  listed_at      integer not null,
  updated_at     integer not null
) strict;

-- Append-only: the public change log. Whether an entry is withdrawn is what its newest withdrawal or restoring says.
create table entry_event (
  id        integer primary key,
  entry_id  integer not null references entry(id),
  kind      text not null check (kind in ('listed', 'revised', 'withdrawn', 'restored', 'link')),
  reason    text not null default '',
  -- never shown to the public
  made_by   text not null,
  made_at   integer not null
) strict;
create index entry_event_by_entry on entry_event(entry_id, id desc);
create index entry_event_by_time on entry_event(made_at, id);

create virtual table entry_text using fts5(words, tokenize = "porter unicode61 remove_diacritics 2");

create table link (
  entry_id    integer primary key references entry(id),
  state       text not null default 'unchecked',
  strikes     integer not null default 0,
  checked_at  integer,
  next_at     integer not null,
  archive_url text,
  archive_at  integer,
  -- when a copy was last looked for or asked for, so that nobody is asked twice
  archive_tried_at integer,
  moved_to    text,
  -- what the page said when it was accepted, as hashes that cannot be read back: {title, shingles}
  likeness    text
) strict;
create index link_by_due on link(next_at);

-- Append-only: what each check saw.
create table link_check (
  id        integer primary key,
  entry_id  integer not null references entry(id),
  outcome   text not null,
  strikes   integer not null,
  evidence  text not null default '{}',
  made_at   integer not null
) strict;
create index link_check_by_entry on link_check(entry_id, id desc);

-- A reader's better example, or a problem with an entry. Only ever a row: its address is fetched later, once, by a person's leave.
create table suggestion (
  id           integer primary key,
  kind         text not null check (kind in ('suggestion', 'report')),
  -- SHA-256 of the private link's secret
  secret       text not null unique,
  url          text,
  url_key      text,
  entry_id     integer references entry(id),
  note         text not null,
  -- SHA-256 of the sender's network with a secret of this process: for the rate limit only
  sender       text not null,
  state        text not null default 'queued',
  outcome      text not null default '',
  candidate_id integer references candidate(id),
  made_at      integer not null,
  settled_at   integer
) strict;
create unique index suggestion_by_key on suggestion(url_key) where url_key is not null;
create index suggestion_by_time on suggestion(made_at);
create index suggestion_by_state on suggestion(state, id);

-- One number that grows with whatever readers could see, so that pages are made again only then.
create table catalogue_change (n integer not null) strict;
insert into catalogue_change values (1);
create trigger entry_added after insert on entry begin update catalogue_change set n = n + 1; end;
create trigger entry_revised after update on entry begin update catalogue_change set n = n + 1; end;
create trigger entry_happened after insert on entry_event begin update catalogue_change set n = n + 1; end;
create trigger link_added after insert on link begin update catalogue_change set n = n + 1; end;
create trigger link_changed after update on link begin update catalogue_change set n = n + 1; end;
create trigger entry_decided after update of state on candidate
  when exists (select 1 from entry where candidate_id = new.id) begin update catalogue_change set n = n + 1; end;
