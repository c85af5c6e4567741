-- What entries are found by is indexed in memory, from the entries themselves.
drop table entry_text;
