import { mean, percent } from './figures.ts';
import type { RunFacts } from '../model/run-facts.ts';

type Past = readonly RunFacts[];

/** Coverage: titles that used to be there are missing, or say the same on most cards. */
export function untitled({ coverage, cards }: RunFacts, past: Past): string | undefined {
  const usual = mean(past.flatMap((run) => run.coverage.title ?? []));
  // One post without a title is the site's slip, not the adapter's.
  if (coverage.title === null || cards === 0 || (1 - coverage.title) * cards < 1.5) return undefined;
  // A site that always left some cards untitled has not drifted.
  return usual === undefined || coverage.title < usual - 0.02
    ? `${percent(coverage.title)} of ${cards} cards have a title; ${percent(usual ?? 1)} is usual.`
    : undefined;
}

/** Coverage: dates that used to be there are missing. */
export function undated({ coverage, cards }: RunFacts, past: Past): string | undefined {
  const usual = mean(past.flatMap((run) => run.coverage.date ?? []));
  return coverage.date !== null && cards > 0 && usual !== undefined && coverage.date < usual - 0.3
    ? `${percent(coverage.date)} of ${cards} cards have a date; ${percent(usual)} is usual.`
    : undefined;
}

/** Coverage: titles are read with the wrong encoding. */
export function garbled({ garbled: now = 0, cards }: RunFacts, past: Past): string | undefined {
  const usual = mean(past.map((run) => (run.garbled ?? 0) / Math.max(1, run.cards))) ?? 0;
  return now > 0 && now / cards > usual + 0.2
    ? `${now} of ${cards} titles hold the marks of a wrong encoding; ${percent(usual)} is usual.`
    : undefined;
}

/** Coverage: posts that were in the last listing bear another date: the site writes other dates, or the adapter reads them. */
export function redated(facts: RunFacts, past: Past): string | undefined {
  const last = past.findLast(({ days }) => days?.some((day) => day !== null));
  if (last === undefined) return undefined;
  const before = new Map(last.keys.map((key, index) => [key, last.days?.[index] ?? null]));
  const both = facts.keys.flatMap((key, index) => {
    const [then, now] = [before.get(key) ?? null, facts.days?.[index] ?? null];
    return then === null || now === null ? [] : [then !== now];
  });
  const changed = both.filter(Boolean).length;
  return changed >= 3 && changed > both.length / 2
    ? `${changed} of ${both.length} posts that were in the last listing bear another date now.`
    : undefined;
}
