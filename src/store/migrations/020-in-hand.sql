-- The card whose reading is under way: what is found here when a run begins was in hand when an earlier one was killed.
alter table source add column in_hand text;
