-- How many wait is told on every page of the desk: counted in the index alone, however many were decided before.
create index candidate_waiting on candidate(state, cluster_id) where held is null;
