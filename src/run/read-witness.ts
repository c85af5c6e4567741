import { urlKey } from '../base/url.ts';
import { startOf } from '../discover/discover.ts';
import type { WitnessFacts } from '../discover/run-facts.ts';
import { nextStep, type WalkedPage } from '../discover/walk.ts';
import { unseenKeys } from '../store/cards.ts';
import { keepWitnessed, sourceRow } from '../store/sources.ts';
import { tell } from './counters.ts';
import { asks, discoverSafely } from './read-listing.ts';
import { ask, type Turn } from './turn.ts';

const DAY = 86_400_000;

/** Whether the second witness has not been heard for a day. */
export function isWitnessDue({ tools, source }: Turn): boolean {
  return (
    source.witness !== undefined && tools.now() - (sourceRow(tools.store, source.id)?.witnessedAt ?? 0) >= DAY
  );
}

/**
 * Asks the source's second witness, an independent way to its posts, what the newest are. Stores nothing that it shows.
 * A witness that cannot be heard is told as an error of the run, and proves nothing.
 */
export async function readWitness(turn: Turn): Promise<WitnessFacts | null> {
  const { tools, source } = turn;
  const strategy = source.witness;
  if (strategy === undefined) return null;
  // Asked once a day, heard or not.
  keepWitnessed(tools.store, source.id, tools.now());
  const pages: WalkedPage[] = [];
  const days: string[] = [];
  let unseen = 0;
  for (let url = startOf(source, strategy); ;) {
    const outcome = await ask(turn, { url, ...asks(strategy.kind) });
    if (outcome.kind !== 'page') {
      turn.counters.errors.push(`witness ${tell(outcome)}`);
      return null;
    }
    const found = discoverSafely(outcome, { source, strategy, pageNumber: pages.length + 1 });
    if (found.problem !== undefined) {
      turn.counters.errors.push(`witness ${url}: ${found.problem}`);
      return null;
    }
    const keys = found.cards.map((card) => urlKey(card.url, source));
    const unseenHere = unseenKeys(tools.store, source.id, keys).length;
    unseen += unseenHere;
    days.push(
      ...found.cards.flatMap(({ published }) =>
        published?.precision === 'day' ? (published.value ?? []) : [],
      ),
    );
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
