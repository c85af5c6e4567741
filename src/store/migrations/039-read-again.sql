-- Each run of a source asks which of its posts are to be read again, and of what days the newest are: both are told without the posts
-- themselves, which lie each on a page of its own.
drop index post_by_reading;
create index post_by_reading on post(source_id, last_seen, first_seen);
create index post_by_day on post(source_id, published) where date_precision = 'day';
-- Nobody ever read when a server last vouched for its validators, and it was written with every 304.
alter table validator_trust drop column vouched_at;
