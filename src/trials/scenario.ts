import { DAY } from '../base/durations.ts';
import type { Page } from '../model/page.ts';
import type { Words } from './post-text.ts';
import { type Memory, type Moment, NO_MEMORY, remember, simulateRun } from './simulate.ts';
import { pageWith, postsLike, SHOWN, type Site } from './site.ts';

/** A site with six good runs behind it, on one of which a new post came; and what it would show in the next run. */
export type Scenario = {
  readonly site: Site;
  readonly memory: Memory;
  /** When the next run is, Unix ms: a week after the last new post. */
  readonly at: number;
  /** Posts 0, 1 … are known, the newest first; -1, -2 … are still to come, one day before the next run. */
  readonly post: (number: number) => Words;
  /** The texts of the posts that the next run finds when nothing happens. */
  readonly posts: readonly string[];
  /** The listing with these posts. */
  readonly listing: (posts: readonly string[], at?: number) => Page;
  /** The witness with what it showed before, and these posts on top. */
  readonly witness: (newer: readonly Words[], at?: number) => Page | undefined;
  /** The texts of posts with these words, as the listing shows them. */
  readonly texts: (words: readonly Words[]) => string[];
};

const RUNS = 6;

/** Such as people write them: with a pound sign, a dash and a proper apostrophe among them. */
const TITLES = [
  'Story # of a council’s £2m contract',
  'Story # about warmer homes',
  'How a depot – number # – went electric',
  'Lessons from tender #',
  'The council’s story # of school meals',
];

/** Lives through a source's good runs. */
export function scenarioOf(site: Site): Scenario {
  const { source, listing, witness } = site;
  const begun = listing.page.fetchedAt;
  const last = begun + 3 * DAY;
  const at = last + 7 * DAY;
  const gap = Math.min(30, 30 / source.cadence.perMonth) * DAY;
  const post = (number: number): Words => ({
    slug: `story-${number < 0 ? `new-${-number}` : number}`,
    title: TITLES[Math.abs(number) % TITLES.length]?.replace('#', String(number + 50)) ?? '',
    at: number < 0 ? at - DAY : last - number * gap,
  });
  const range = (from: number): Words[] => Array.from({ length: SHOWN }, (_, index) => post(from + index));
  const texts = (words: readonly Words[]): string[] => postsLike(listing, source, words);
  const showing = (posts: readonly string[], when = at): Page => pageWith(listing, posts, when);
  const seen = (newer: readonly Words[], from: number, when: number): Page | undefined =>
    witness && pageWith(witness, postsLike(witness, source, [...newer, ...range(from)]), when);
  let memory = NO_MEMORY;
  for (let run = 0; run < RUNS; run += 1) {
    const when = begun + run * DAY;
    // Post 0 comes with the fourth run.
    const from = run < 3 ? 1 : 0;
    const moment: Moment = {
      at: when,
      listing: showing(texts(range(from)), when),
      witness: seen([], from, when),
    };
    memory = remember(memory, simulateRun(site, moment, memory), source);
  }
  return {
    site,
    memory,
    at,
    post,
    texts,
    posts: texts(range(0)),
    listing: showing,
    witness: (newer, when = at) => seen(newer, 0, when),
  };
}
