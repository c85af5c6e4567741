import { type BodyFacts, judgeBodies } from '../../health/body-health.ts';
import type { Health } from '../../health/judge-run.ts';
import { newestFields, newestWords } from '../../store/posts.ts';
import { adapterSince } from '../../store/runs.ts';
import { unmetByPosts } from '../../health/expectations.ts';
import { isHealthy } from '../../model/outcome.ts';
import type { RuleName } from '../../health/rule-codes.ts';
import type { Sign } from '../../model/run-facts.ts';
import { expectOf } from '../expected.ts';
import type { SourceRun } from '../source-run.ts';

/** How long a source's newest posts are, against those before: a listing may be well while its posts come empty. */
export function bodyFacts({ tools, source, adapterHash, counters }: SourceRun): BodyFacts {
  const { recent, usual } = newestWords(
    tools.store,
    source.id,
    adapterSince(tools.store, source.id, adapterHash),
  );
  const { posts, revised, unreadable, agreed, disagreed } = counters;
  return { recent, usual, read: posts + revised, unreadable, agreed, disagreed };
}

/** What a run's posts are by their adapter's own word, where it read any. */
export function unmetPosts(sourceRun: SourceRun): readonly Sign[] {
  const { tools, source, adapterHash, counters } = sourceRun;
  const { missing, tried, posts, revised } = counters;
  const none = { posts: 0, dated: 0, authored: 0, words: [] };
  const seen =
    posts + revised > 0
      ? newestFields(tools.store, source.id, adapterSince(tools.store, source.id, adapterHash))
      : none;
  return unmetByPosts({ ...seen, missing, tried }, seen.posts === 0 ? {} : expectOf(sourceRun));
}

/**
 * A run's health with what its posts came to: a listing that was well does not make up for posts that were not.
 * `signs`: what plain sense has against the posts.
 */
export function withBodies(
  health: Health,
  bodies: BodyFacts | undefined,
  signs: readonly Sign[] = [],
): Health {
  if (bodies === undefined || !(isHealthy(health.outcome) || health.outcome === 'degraded')) return health;
  const shrunk = judgeBodies(bodies);
  const reasons = [...(shrunk === undefined ? [] : [shrunk]), ...signs.map(({ why }) => why)];
  if (reasons.length === 0) return health;
  const rules = new Set<RuleName>(health.rules);
  if (shrunk !== undefined) rules.add('coverage');
  if (signs.length > 0) rules.add('sense');
  return {
    outcome: 'degraded',
    reasons: isHealthy(health.outcome) ? [...reasons, ...health.reasons] : [...health.reasons, ...reasons],
    rules: [...rules],
  };
}
