import { sourceName } from '../base/source.ts';
import { isWell } from '../model/outcome.ts';
import type { Store } from '../store/open.ts';
import { lastRuns, type LastRun, runsUnderWay, type RunUnderWay } from '../store/rounds-state.ts';
import { longTime } from '../web/words.ts';

type Named = { readonly id: string; readonly name: string; readonly paused?: unknown };

/** One thing to know of the rounds, in a sentence; `trouble` is what somebody should look at. It is about the round itself, the network of this machine, who cannot be reached, or what was read. */
export type Told = {
  readonly kind: 'trouble' | 'news';
  readonly about: 'round' | 'network' | 'unreachable' | 'sources';
  readonly say: string;
};

/** How the rounds stand, in the words that the desk, `crawl`, `doctor` and `sources status` share; empty when all is well and quiet. */
export function tellRounds(store: Store, sources: readonly Named[], now: number): Told[] {
  return wordsOf(sources, lastRuns(store), runsUnderWay(store, now));
}

/** As `tellRounds`, of what the store said. Pure. */
function wordsOf(
  sources: readonly Named[],
  last: readonly LastRun[],
  underWay: readonly RunUnderWay[],
): Told[] {
  const known = new Set(sources.filter(({ paused }) => paused === undefined).map(({ id }) => id));
  const runs = last.filter(({ sourceId }) => known.has(sourceId));
  const going = underWay.map((run) => goingWords(sources, run));
  return [
    ...(going.length === 0 ? [] : [news(`A round is under way: ${going.join('; ')}.`)]),
    ...(runs.length === 0 && going.length === 0 ? [news('No source has been read yet.')] : []),
    ...unreachableWords(sources, runs),
    ...unwellWords(sources, runs),
  ];
}

function goingWords(sources: readonly Named[], { sourceId, read, waiting }: RunUnderWay): string {
  const name = sourceName(sources, sourceId);
  const all = read + waiting;
  return all === 0
    ? `${name}, looking for new posts`
    : `${name}, ${read.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} pages read`;
}

function unreachableWords(sources: readonly Named[], runs: readonly LastRun[]): Told[] {
  const lost = runs.flatMap(({ sourceId, unreachableSince }) =>
    unreachableSince === null ? [] : [{ sourceId, since: unreachableSince }],
  );
  const [first] = lost;
  if (first === undefined) return [];
  if (lost.length === runs.length && lost.length > 1) {
    const since = Math.max(...lost.map((one) => one.since));
    return [
      trouble(
        'network',
        `No network: none of the ${lost.length} sources could be reached since ${longTime(since)}. Check the connection of this machine; each source is tried again by itself.`,
      ),
    ];
  }
  const each = lost.map((one) => `${sourceName(sources, one.sourceId)} since ${longTime(one.since)}`);
  return [
    trouble(
      'unreachable',
      `${lost.length} of ${runs.length} sources cannot be reached: ${listed(each)}. They are tried again.`,
    ),
  ];
}

function unwellWords(sources: readonly Named[], runs: readonly LastRun[]): Told[] {
  const unwell = runs.filter(
    ({ outcome, unreachableSince }) => unreachableSince === null && outcome !== null && !isWell(outcome),
  );
  if (unwell.length === 0) return [];
  const names = unwell.map(({ sourceId }) => sourceName(sources, sourceId));
  return [
    trouble(
      'sources',
      `${unwell.length} ${unwell.length === 1 ? 'source needs' : 'sources need'} a look: ${listed(names)}.`,
    ),
  ];
}

/** The first few, and how many more there are. */
function listed(words: readonly string[]): string {
  const more = words.length - 4;
  return more > 0 ? `${words.slice(0, 4).join(', ')} and ${more} more` : words.join(', ');
}

const news = (say: string): Told => ({ kind: 'news', about: 'round', say });
const trouble = (about: Told['about'], say: string): Told => ({ kind: 'trouble', about, say });
