import { DAY } from '../base/durations.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import { startOf } from '../discover/discover.ts';
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
  let unseen = 0;
  for (let url = startOf(source, strategy); ;) {
    const visited = await visit(sourceRun, { kind: 'witness', url, pageNumber: pages.length + 1 });
    const { outcome } = visited;
    if (outcome.kind !== 'page') {
      sourceRun.counters.errors.push(`witness ${tell(outcome)}`);
      return null;
    }
    const found = foundIn(visited);
    if (found.problem !== undefined) {
      sourceRun.counters.errors.push(`witness ${url}: ${found.problem}`);
      return null;
    }
    const keyed = found.cards.map((card) => ({ key: urlKey(card.url, source), card }));
    const keys = keyed.map(({ key }) => key);
    const unknown = new Set(unseenKeys(tools.store, source.id, keys));
    const unseenHere = unknown.size;
    unseen += unseenHere;
    // Only a post that we do not know can show that we are blind.
    days.push(...keyed.flatMap(({ key, card }) => (unknown.has(key) ? dayOf(card) : [])));
    pages.push({ url, keys, unseen: unseenHere, next: found.next });
    const step = nextStep(pages, { source, strategy });
    if (step.kind === 'stop') break;
    url = step.url;
  }
  return {
    newest: days.sort().at(-1) ?? null,
    unseen,
    dates: strategy.kind === 'sitemap' ? 'modified' : 'published',
  };
}

function dayOf({ published }: Card): string[] {
  return published?.precision === 'day' && published.value !== null ? [published.value] : [];
}
