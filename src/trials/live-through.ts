import { DAY } from '../base/durations.ts';
import type { Source } from '../base/source.ts';
import { isHealthy, type Outcome } from '../model/outcome.ts';
import type { Recording } from '../workshop/recordings.ts';
import { createChance } from './chance.ts';
import { HARMFUL } from './harmful.ts';
import { firstPosts, type Life, nextDay } from './life.ts';
import { judgeMutation } from './mutation-report.ts';
import type { Words } from './post-text.ts';
import type { Scenario } from './scenario.ts';
import { type Memory, type Moment, NO_MEMORY, remember, simulateRun } from './simulate.ts';
import { pageWith, postsLike, SHOWN, type Site, siteOf } from './site.ts';

/** An alarm at a day on which the site did nothing but live. */
export type FalseAlarm = {
  readonly day: number;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
};

/** A fault, the day it began, and the day on which it was told by its right name; null where that took too long. */
export type SimulatedFault = { readonly name: string; readonly day: number; readonly toldOn: number | null };

export type LifeReport = {
  readonly source: string;
  /** Days that were simulated, a run each. */
  readonly runs: number;
  /** Posts that were published in them. */
  readonly posts: number;
  readonly falseAlarms: readonly FalseAlarm[];
  readonly faults: readonly SimulatedFault[];
};

/** In so many days of a thousand something breaks. */
const FAULTS = 20;
/** A fault that is not told for so long is missed. */
const PATIENCE = 3;
/** Before so many runs nothing breaks: the source has no past yet. */
const SETTLED = 12;

/**
 * Lives through years of a site's days by its recordings, one run a day: posts at the source's own pace, bursts, embargoes, edits, pins,
 * holidays, outages; and now and then a fault, which is mended once it is told. Every other alarm is a false one. The seed fixes all chance.
 * Undefined where no recording of the listing shows a post.
 */
export function liveThrough(
  source: Source,
  recordings: readonly Recording[],
  { years, seed }: { readonly years: number; readonly seed: number },
): LifeReport | undefined {
  const site = siteOf(source, recordings);
  if (site === undefined) return undefined;
  const begun = site.listing.page.fetchedAt;
  const chance = createChance(seed);
  const runs = Math.max(1, Math.round(years * 365));
  let life: Life = { posts: firstPosts(source, begun), embargoed: [], pinned: undefined, isOut: false };
  let memory = NO_MEMORY;
  const falseAlarms: FalseAlarm[] = [];
  const faults: SimulatedFault[] = [];
  for (let day = 0; day < runs; day += 1) {
    const at = begun + day * DAY;
    life = nextDay(life, { at, chance, source });
    if (life.isOut) continue;
    if (day > SETTLED && chance() * 1000 < FAULTS)
      faults.push(...faultOn(day, sceneOf(site, life, { memory, at }), chance));
    const run = simulateRun(site, momentOf(site, life, at), memory);
    memory = remember(memory, run, source);
    const { outcome, reasons } = run.health;
    if (!isHealthy(outcome)) falseAlarms.push({ day, outcome, reasons });
  }
  return { source: source.id, runs, posts: life.posts.length, falseAlarms, faults };
}

/** Breaks the site in one way of the matrix, until that is told or has gone on for too long; what was not told is remembered like any run. */
function faultOn(day: number, scene: Scenario, chance: () => number): SimulatedFault[] {
  const mutation = HARMFUL[Math.floor(chance() * HARMFUL.length)];
  if (mutation === undefined) return [];
  let { memory } = scene;
  for (let later = 0; later < PATIENCE; later += 1) {
    const today = { ...scene, memory, at: scene.at + later * DAY };
    const { verdict } = judgeMutation(today, mutation, true);
    if (verdict === 'not applicable' || (verdict === 'unharmed' && later === 0)) return [];
    if (verdict === 'right') return [{ name: mutation.name, day, toldOn: day + later }];
    const moment = mutation.apply(today);
    if (moment !== undefined)
      memory = remember(memory, simulateRun(scene.site, moment, memory), scene.site.source);
  }
  return [{ name: mutation.name, day, toldOn: null }];
}

/** The site as its matrix of faults sees it: what it shows today, and what it would show of newer posts. */
function sceneOf(
  site: Site,
  life: Life,
  { memory, at }: { readonly memory: Memory; readonly at: number },
): Scenario {
  const { source, listing, witness } = site;
  const shown = shownOf(life, source, at);
  const post = (number: number): Words =>
    shown[number] ?? {
      slug: `story-${number < 0 ? `new-${-number}` : number}-${life.posts.length}`,
      title: `Lessons ${life.posts.length + Math.abs(number)} from a tender of this week`,
      at: number < 0 ? at - DAY / 2 : (shown.at(-1)?.at ?? at) - number * DAY,
    };
  const page = (posts: readonly string[], when = at) => pageWith(listing, posts, when);
  return {
    ...{ site, memory, at, post },
    texts: (words) => postsLike(listing, source, words),
    posts: postsLike(listing, source, shown),
    listing: page,
    witness: (newer, when = at) =>
      witness && pageWith(witness, postsLike(witness, source, [...newer, ...shown]), when),
  };
}

function momentOf(site: Site, life: Life, at: number): Moment {
  const { source, listing, witness } = site;
  const shown = shownOf(life, source, at);
  return {
    at,
    listing: pageWith(listing, postsLike(listing, source, shown), at),
    witness: witness && pageWith(witness, postsLike(witness, source, shown), at),
  };
}

/** The first page: the newest, below a pinned one where there is one; of a listing with the year in its address this year's alone, once there is any. */
function shownOf({ posts: all, pinned }: Life, { discover }: Source, at: number): readonly Words[] {
  const isYearly = discover.kind !== 'wordpress' && discover.url.includes('{year}');
  const isOfYear = (post: Words): boolean =>
    new Date(post.at).getUTCFullYear() === new Date(at).getUTCFullYear();
  const posts = isYearly && all.some(isOfYear) ? all.filter(isOfYear) : all;
  const rest = posts.filter((post) => post !== pinned);
  return [...(pinned === undefined ? [] : [pinned]), ...rest].slice(0, SHOWN);
}
