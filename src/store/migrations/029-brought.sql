-- A hash of the words that a post's listing brought with it: a feed that tells no changes shows one by other words.
alter table post add column brought text;
