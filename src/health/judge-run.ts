import { DAY } from '../base/durations.ts';
import { garbled, redated, undated, untitled } from './field-rules.ts';
import { quantile } from './figures.ts';
import { drop, strangers } from './page-rules.ts';
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
export const ENOUGH = 5;

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
  { name: 'moved', outcome: 'moved', since: 0, fires: movedHost },
  { name: 'zero', outcome: 'degraded', since: 0, fires: zero },
  { name: 'sense', outcome: 'degraded', since: 0, fires: signs },
  { name: 'blind', outcome: 'blind', since: 0, fires: blind },
  { name: 'drop', outcome: 'degraded', since: ENOUGH, fires: drop },
  { name: 'overlap', outcome: 'degraded', since: ENOUGH, fires: strangers },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: untitled },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: undated },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: garbled },
  { name: 'coverage', outcome: 'degraded', since: ENOUGH, fires: redated },
  { name: 'gap', outcome: 'gap', since: ENOUGH, fires: gap },
  { name: 'storm', outcome: 'storm', since: ENOUGH, fires: flood },
  { name: 'storm', outcome: 'storm', since: 1, fires: repeats },
  { name: 'moved', outcome: 'moved', since: ENOUGH - 1, fires: moved },
  { name: 'blind', outcome: 'blind', since: ENOUGH, fires: frozen },
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
  if (facts.problem !== null) {
    const away = movedHost(facts) ?? sentElsewhere(facts);
    return away === undefined
      ? verdict('parse_error', [facts.problem])
      : verdict('moved', [away, facts.problem], ['moved']);
  }
  const notModified = facts.trouble !== null;
  // An unchanged listing shows no cards to judge, but a witness may still know better.
  const fired = RULES.filter(
    ({ name, since }) => past.length >= since && (!notModified || name === 'blind'),
  ).flatMap((rule) => {
    const reason = rule.fires(facts, past);
    return reason === undefined ? [] : [{ ...rule, reason }];
  });
  const outcome = fired[0]?.outcome ?? calm(facts);
  const reasons = fired.map(({ reason }) => reason);
  const rules = [...new Set(fired.map(({ name }) => name))];
  // A listing that is amiss and answers from another address is amiss because of that.
  const away = outcome === 'degraded' ? sentElsewhere(facts) : undefined;
  return away === undefined
    ? verdict(outcome, reasons, rules)
    : verdict('moved', [away, ...reasons], ['moved', ...rules.filter((name) => name !== 'moved')]);
}

/** Whether a run was amiss only beside earlier ones, in how many posts it showed and which: what it showed was read well. */
export function isSound({ outcome, rules }: Health, facts: RunFacts | undefined): boolean {
  if (outcome !== 'degraded' || facts === undefined || facts.keys.length === 0) return false;
  return rules.length > 0 && rules.every((rule) => rule === 'drop' || rule === 'overlap');
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

function movedHost({ movedTo, movedHost: isAway = false }: RunFacts): string | undefined {
  return isAway && movedTo !== null
    ? `The listing answers from ${movedTo}, a host that the source does not name: "hosts" and the addresses need it.`
    : undefined;
}

function sentElsewhere({ movedTo }: RunFacts): string | undefined {
  return movedTo === null ? undefined : `The listing answers from ${movedTo}: its address has changed.`;
}

function signs({ signs: seen = [] }: RunFacts): string | undefined {
  return seen.length === 0 ? undefined : seen.map(({ why }) => why).join(' ');
}

function zero({ cards, declaredEmpty }: RunFacts): string | undefined {
  return cards === 0 && !declaredEmpty
    ? 'The listing shows 0 cards and does not say that it is empty.'
    : undefined;
}

function blind(facts: RunFacts, past: Past): string | undefined {
  const { witness } = facts;
  if (witness === null || witness.unseen === 0) return undefined;
  const newest = facts.newest ?? past.at(-1)?.newest ?? null;
  const isDated = witness.dates === 'published' && newest !== null && witness.newest !== null;
  if (!isDated || isOfChanges(facts, past)) return newAddresses(witness.unseen, facts, past);
  const days = (Date.parse(witness.newest) - Date.parse(newest)) / DAY;
  return days > 2
    ? `The witness shows a post of ${witness.newest}, ${days} days after the newest of the listing (${newest}).`
    : overdue(witness, facts, past);
}

/** A post that the listing had days to show, beside others of its own, where until that day it had all that the witness has. */
function overdue(
  { newest, unseen }: NonNullable<RunFacts['witness']>,
  facts: RunFacts,
  past: Past,
): string | undefined {
  const since = Date.parse(newest ?? '');
  const before = past.flatMap(({ at, witness }) => (at < since && witness !== null ? [witness] : []));
  const isAgreed = before.length > 0 && before.every((one) => one.unseen === 0);
  return isAgreed && facts.at - since > 3 * DAY && !isBusy(facts)
    ? `The witness shows what the listing has not shown in the days since ${newest} (posts: ${unseen}); until then it had all of it.`
    : undefined;
}

/** Whether the days of a listing say when its pages were last changed: it is a sitemap, which has no titles. */
function isOfChanges(facts: RunFacts, past: Past): boolean {
  const shown = facts.cards > 0 ? facts : past.findLast(({ cards }) => cards > 0);
  return shown?.coverage.title === null;
}

/** A sitemap's dates change with every correction, and some witnesses have none: then only addresses that appear there count. */
function newAddresses(now: number, facts: RunFacts, past: Past): string | undefined {
  const heard = past.flatMap(({ witness, ...run }) => (witness === null ? [] : [{ ...run, witness }]));
  const before = heard.at(-1)?.witness.unseen;
  if (before === undefined || now <= before || isBusy(facts)) return undefined;
  // Where each new post has a second address in the witness, one more there is that post's.
  const comesAlong = heard.some(
    ({ unseen, metKnown, witness }, at) =>
      unseen > 0 && metKnown && witness.unseen > (heard[at - 1]?.witness.unseen ?? witness.unseen),
  );
  return facts.unseen > 0 && comesAlong
    ? undefined
    : `The witness shows ${now - before} new addresses since the last run, the listing none of them.`;
}

/** The walk has not come to all that is new: the witness may show what lies behind its end. */
function isBusy({ unseen, metKnown, stoppedBy }: RunFacts): boolean {
  return unseen > 0 && (!metKnown || stoppedBy === 'budget' || stoppedBy === 'trouble');
}

function gap({ metKnown, cards, unseen, stoppedBy }: RunFacts): string | undefined {
  // Where the budget ended the walk, it goes on from there.
  return cards > 0 && unseen > 0 && !metKnown && stoppedBy !== 'budget'
    ? `All ${cards} cards are new and no known post was met before the walk ended (${stoppedBy}): posts between may have been missed.`
    : undefined;
}

function flood({ unseen }: RunFacts, past: Past): string | undefined {
  // A first run knows nothing yet: that all was new to it does not make a flood ordinary.
  const arrivals = past.filter(({ metKnown }) => metKnown).map((run) => run.unseen);
  const limit = Math.max(10, 5 * quantile(arrivals, 0.95));
  return unseen > limit
    ? `${unseen} posts are new at once; ${limit} is the most that this source's past explains.`
    : undefined;
}

function repeats({ unseen, nearDuplicates }: RunFacts): string | undefined {
  return unseen > 1 && nearDuplicates > unseen / 2
    ? `${nearDuplicates} of ${unseen} new posts nearly repeat others of this source.`
    : undefined;
}

/**
 * Whether what is new is most likely what is known, under other addresses: posts that are read then would be on record twice. They wait
 * until the adapter is mended, or for the next run that shows them at the addresses it knows.
 */
export function isElsewhere(facts: RunFacts, past: Past): boolean {
  return past.length > 0 && (facts.movedHost === true || repeats(facts) !== undefined);
}

function moved({ movedTo }: RunFacts, past: Past): string | undefined {
  const last = past.slice(-(ENOUGH - 1));
  return movedTo !== null && last.every((run) => run.movedTo !== null)
    ? `The listing answered from ${movedTo} on ${ENOUGH} runs in a row: the source should give the new address.`
    : undefined;
}

/** Three times as long as is ordinary, and no other way to the posts to ask: silence is told as what it may well be. */
function frozen({ newest, at, cadence, unseen, unwitnessed = false }: RunFacts): string | undefined {
  if (!unwitnessed || newest === null || unseen > 0) return undefined;
  const days = Math.floor((at - Date.parse(newest)) / DAY);
  return days > 3 * ordinaryDays(cadence)
    ? `The newest post is ${days} days old (${newest}), three times what is ordinary, and the source has no witness: the listing may be frozen.`
    : undefined;
}

function ordinaryDays({ perMonth, quietOkDays }: RunFacts['cadence']): number {
  return Math.max((3 * 30.4) / perMonth, quietOkDays);
}

function quiet({ newest, at, cadence, unseen }: RunFacts): string | undefined {
  if (newest === null || unseen > 0) return undefined;
  const days = Math.floor((at - Date.parse(newest)) / DAY);
  const ordinary = ordinaryDays(cadence);
  return days > ordinary
    ? `The newest post is ${days} days old (${newest}); up to ${Math.round(ordinary)} days are ordinary here.`
    : undefined;
}
