import { DAY } from '../base/durations.ts';
import { garbled, redated, undated, untitled } from './field-rules.ts';
import { quantile } from './figures.ts';
import type { RunFacts, Trouble } from '../model/run-facts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { RuleName } from './rule-codes.ts';

/** What a run came to, why in sentences, and the rules that fired. Candidates of a run where `storm` fired are held back. */
export type Health = {
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly rules: readonly RuleName[];
};

/** Runs of history from which a source's own past can be held against it. */
const ENOUGH = 5;

type Past = readonly RunFacts[];

/** A rule says why it fires, figures included, or undefined. `since` is how many earlier runs it needs. */
type Rule = {
  readonly name: RuleName;
  readonly outcome: Outcome;
  readonly since: number;
  readonly fires: (facts: RunFacts, past: Past) => string | undefined;
};

/** In order of weight: the first that fires gives the outcome, all that fire give reasons. */
const RULES: readonly Rule[] = [
  { name: 'zero', outcome: 'degraded', since: 0, fires: zero },
  { name: 'blind', outcome: 'blind', since: 0, fires: blind },
  { name: 'drop', outcome: 'degraded', since: ENOUGH, fires: drop },
  { name: 'overlap', outcome: 'degraded', since: ENOUGH, fires: strangers },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: untitled },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: undated },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: garbled },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: redated },
  { name: 'gap', outcome: 'gap', since: ENOUGH, fires: gap },
  { name: 'storm', outcome: 'storm', since: ENOUGH, fires: storm },
  { name: 'moved', outcome: 'moved', since: ENOUGH - 1, fires: moved },
  { name: 'quiet', outcome: 'quiet', since: ENOUGH, fires: quiet },
];

const OF_TROUBLE: Readonly<Record<Exclude<Trouble['kind'], 'notModified'>, Outcome>> = {
  blocked: 'blocked',
  throttled: 'blocked',
  robotsDisallowed: 'robots_disallowed',
  gone: 'gone',
  movedHome: 'moved',
  refused: 'network_error',
  failed: 'network_error',
  locked: 'skipped_locked',
};

/**
 * Judges a run by what its listing showed, before anything was left out as known: with 0 new as the normal day, the number of new
 * posts says nothing about health. `history`: the last ten runs or fewer that were no 304, oldest first.
 */
export function judgeRun(facts: RunFacts, history: readonly RunFacts[]): Health {
  const past = history.slice(-10);
  if (facts.trouble !== null && facts.trouble.kind !== 'notModified') return troubled(facts.trouble);
  if (facts.problem !== null) return verdict('parse_error', [facts.problem]);
  const notModified = facts.trouble !== null;
  // An unchanged listing shows no cards to judge, but a witness may still know better.
  const fired = RULES.filter(
    ({ name, since }) => past.length >= since && (!notModified || name === 'blind'),
  ).flatMap((rule) => {
    const reason = rule.fires(facts, past);
    return reason === undefined ? [] : [{ ...rule, reason }];
  });
  return verdict(
    fired[0]?.outcome ?? calm(facts),
    fired.map(({ reason }) => reason),
    [...new Set(fired.map(({ name }) => name))],
  );
}

function verdict(outcome: Outcome, reasons: readonly string[], rules: readonly RuleName[] = []): Health {
  return { outcome, reasons, rules };
}

function troubled({ kind, why }: Trouble): Health {
  const outcome = kind === 'notModified' ? 'not_modified' : OF_TROUBLE[kind];
  return verdict(outcome, [why], outcome === 'blocked' ? ['blocked'] : []);
}

function calm(facts: RunFacts): Outcome {
  if (facts.trouble !== null) return 'not_modified';
  if (facts.cards === 0) return 'empty_declared';
  return facts.unseen > 0 ? 'ok_new' : 'ok_nothing_new';
}

function zero({ cards, declaredEmpty }: RunFacts): string | undefined {
  return cards === 0 && !declaredEmpty
    ? 'The listing shows 0 cards and does not say that it is empty.'
    : undefined;
}

function blind(facts: RunFacts, past: Past): string | undefined {
  const { witness, unseen } = facts;
  if (witness === null || witness.unseen === 0) return undefined;
  const newest = facts.newest ?? past.at(-1)?.newest ?? null;
  if (witness.dates === 'modified' || newest === null || witness.newest === null)
    return newAddresses(witness.unseen, unseen, past);
  const days = (Date.parse(witness.newest) - Date.parse(newest)) / DAY;
  return days > 2
    ? `The witness shows a post of ${witness.newest}, ${days} days after the newest of the listing (${newest}).`
    : undefined;
}

/** A sitemap's dates change with every correction, and some witnesses have none: then only addresses that appear there count. */
function newAddresses(now: number, unseen: number, past: Past): string | undefined {
  const before = past.findLast((run) => run.witness !== null)?.witness?.unseen;
  if (before === undefined || now <= before || unseen > 0) return undefined;
  return `The witness shows ${now - before} new addresses since the last run, the listing none.`;
}

function drop({ cards, declaredEmpty }: RunFacts, past: Past): string | undefined {
  const usual = quantile(
    past.map((run) => run.cards),
    0.5,
  );
  return cards > 0 && !declaredEmpty && cards < 0.6 * usual
    ? `The listing shows ${cards} cards; the median of the last ${past.length} runs is ${usual}.`
    : undefined;
}

function strangers(facts: RunFacts, past: Past): string | undefined {
  const last = past.findLast(({ keys }) => keys.length > 0);
  if (last === undefined || facts.declaredEmpty || movedOn(facts, past)) return undefined;
  if (facts.keys.length === 0)
    return facts.cards > 0
      ? `The source keeps none of ${facts.cards} cards; it kept ${last.keys.length} of the last listing.`
      : undefined;
  const shared = sharedKeys(facts, last);
  const most = Math.min(new Set(facts.keys).size, new Set(last.keys).size);
  return shared / most < 0.3
    ? `Only ${shared} of ${most} posts were in the last listing: the selectors may have drifted, or the addresses changed.`
    : undefined;
}

function sharedKeys(facts: RunFacts, last: RunFacts): number {
  const known = new Set(last.keys);
  return [...new Set(facts.keys)].filter((key) => known.has(key)).length;
}

/** A first page all unseen and newer than before: the source published faster than it was read, which is no drift. */
function movedOn({ unseen, keys, newest, coverage }: RunFacts, past: Past): boolean {
  const before = past.findLast((run) => run.newest !== null)?.newest ?? null;
  const isNewer = newest !== null && before !== null && newest > before;
  return isNewer && unseen >= keys.length && (coverage.date ?? 0) > 0.5;
}

function gap({ metKnown, cards, unseen, stoppedBy }: RunFacts): string | undefined {
  return cards > 0 && unseen > 0 && !metKnown
    ? `All ${cards} cards are new and no known post was met before the walk ended (${stoppedBy}): posts between may have been missed.`
    : undefined;
}

function storm({ unseen, nearDuplicates }: RunFacts, past: Past): string | undefined {
  // A first run knows nothing yet: that all was new to it does not make a flood ordinary.
  const arrivals = past.filter(({ metKnown }) => metKnown).map((run) => run.unseen);
  const limit = Math.max(10, 5 * quantile(arrivals, 0.95));
  if (unseen > limit)
    return `${unseen} posts are new at once; ${limit} is the most that this source's past explains.`;
  return unseen > 1 && nearDuplicates > unseen / 2
    ? `${nearDuplicates} of ${unseen} new posts nearly repeat others of this source.`
    : undefined;
}

function moved({ movedTo }: RunFacts, past: Past): string | undefined {
  const last = past.slice(-(ENOUGH - 1));
  return movedTo !== null && last.every((run) => run.movedTo !== null)
    ? `The listing answered from ${movedTo} on ${ENOUGH} runs in a row: the source should give the new address.`
    : undefined;
}

function quiet({ newest, at, cadence, unseen }: RunFacts): string | undefined {
  if (newest === null || unseen > 0) return undefined;
  const days = Math.floor((at - Date.parse(newest)) / DAY);
  const ordinary = Math.max((3 * 30.4) / cadence.perMonth, cadence.quietOkDays);
  return days > ordinary
    ? `The newest post is ${days} days old (${newest}); up to ${Math.round(ordinary)} days are ordinary here.`
    : undefined;
}
