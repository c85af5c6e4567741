-- Up to which post all were last seen to have a verdict of these rules, and when all were looked at. Unix ms.
create table scored (
  id          integer primary key check (id = 1),
  rules_hash  text not null,
  until_post  integer not null,
  seen_at     integer not null
) strict;
-- Else every crawl reads all pages to find the old ones: their time stands behind the page itself.
create index page_by_age on page(fetched_at);
