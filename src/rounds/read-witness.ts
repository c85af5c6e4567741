import { defined } from '../base/defined.ts';
import { DAY } from '../base/durations.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import { startOf } from '../discover/start-of.ts';
import { witnessFault } from '../health/witness-fault.ts';
import type { WitnessFacts } from '../model/run-facts.ts';
import { nextStep, type WalkedPage } from '../discover/listing-walk.ts';
import { unseenKeys } from '../store/cards.ts';
import { keepWitnessed, sourceRow } from '../store/sources.ts';
import { tell } from './counters.ts';
import { foundIn, type SourceRun, visit } from './source-run.ts';

/** Whether the second witness has not been heard for a day. */
export function isWitnessDue({ tools, source }: SourceRun): boolean {
  return (
    source.witness !== undefined && tools.now() - (sourceRow(tools.store, source.id)?.witnessedAt ?? 0) >= DAY
  );
}

/**
 * Asks the source's second witness, an independent list of its posts, what the newest are. Stores nothing that it shows.
 * A witness that cannot be heard is told as an error of the run, and proves nothing.
 */
export async function readWitness(sourceRun: SourceRun): Promise<WitnessFacts | null> {
  const { tools, source } = sourceRun;
  const strategy = source.witness;
  if (strategy === undefined) return null;
  // Asked once a day, heard or not.
  keepWitnessed(tools.store, source.id, tools.now());
  const pages: WalkedPage[] = [];
  const days: string[] = [];
  const shown: Parameters<typeof witnessFault>[1][number][] = [];
  const strangers = new Set<string>();
  let unseen = 0;
  for (let url = startOf(source, strategy, tools.now()); ;) {
    const visited = await visit(sourceRun, { kind: 'witness', url, pageNumber: pages.length + 1 });
    const { outcome } = visited;
    if (outcome.kind !== 'page') {
      return unheard(sourceRun, tell(outcome), outcome.kind === 'gone' || outcome.kind === 'movedHome');
    }
    const found = foundIn(visited);
    if (found.problem !== undefined) {
      return unheard(sourceRun, `${url}: ${found.problem}`, true);
    }
    const keyed = found.cards.map((card) => ({ key: urlKey(card.url, source), card }));
    const keys = keyed.map(({ key }) => key);
    const unknown = new Set(unseenKeys(tools.store, source.id, keys));
    const unseenHere = unknown.size;
    shown.push(...keyed.map(({ key, card: { published } }) => ({ key, ...defined({ published }) })));
    for (const key of unknown) strangers.add(key);
    unseen += unseenHere;
    // Only a post that we do not know can show that we are blind.
    days.push(...keyed.flatMap(({ key, card }) => (unknown.has(key) ? dayOf(card) : [])));
    pages.push({ url, keys, unseen: unseenHere, next: found.next });
    const step = nextStep(pages, { source, strategy });
    if (step.kind === 'stop') break;
    url = step.url;
  }
  const fault = witnessFault(strategy, shown, (key) => !strangers.has(key));
  if (fault !== undefined) unheard(sourceRun, `${pages[0]?.url ?? ''}: ${fault}`, true);
  if (shown.length === 0) return null;
  return {
    newest: days.sort().at(-1) ?? null,
    unseen,
    dates: strategy.kind === 'sitemap' ? 'modified' : 'published',
  };
}

/** A witness that the network keeps from us may be heard the next time; one that is not there, or shows nothing, is a wrong guess. */
function unheard({ counters }: SourceRun, why: string, isGuess: boolean): null {
  counters.errors.push(`witness ${why}`);
  if (isGuess) counters.witnessFault = why;
  return null;
}

function dayOf({ published }: Card): string[] {
  return published?.precision === 'day' && published.value !== null ? [published.value] : [];
}
