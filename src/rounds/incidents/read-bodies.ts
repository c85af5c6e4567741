import { type BodyFacts, judgeBodies } from '../../health/body-health.ts';
import type { Health } from '../../health/judge-run.ts';
import { newestWords } from '../../store/posts.ts';
import { adapterSince } from '../../store/runs.ts';
import { isHealthy } from '../../model/outcome.ts';
import type { SourceRun } from '../source-run.ts';

/** How long a source's newest posts are, against those before: a listing may be well while its posts come empty. */
export function bodyFacts({ tools, source, adapterHash, counters }: SourceRun): BodyFacts {
  const { recent, usual } = newestWords(
    tools.store,
    source.id,
    adapterSince(tools.store, source.id, adapterHash),
  );
  return { recent, usual, read: counters.posts + counters.revised, unreadable: counters.unreadable };
}

/** A run's health with what its posts came to: a listing that was well does not make up for posts that were not. */
export function withBodies(health: Health, bodies: BodyFacts | undefined): Health {
  const reason = bodies === undefined || !isHealthy(health.outcome) ? undefined : judgeBodies(bodies);
  return reason === undefined
    ? health
    : { outcome: 'degraded', reasons: [reason, ...health.reasons], rules: [...health.rules, 'coverage'] };
}
