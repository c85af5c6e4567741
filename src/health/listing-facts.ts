import type { Strategy } from '../base/strategies.ts';
import { lowerCaseWords } from '../base/text.ts';
import type { Card } from '../model/card.ts';
import type { RunFacts } from '../model/run-facts.ts';

/** As much of a card as a run is judged by. */
type Shown = { readonly key: string } & Pick<Card, 'title' | 'published'>;

/** What the cards of a listing say of its health, field by field. `keys`: those of the first page. */
export function listingFacts(
  cards: readonly Shown[],
  { kind, keys }: { readonly kind: Strategy['kind']; readonly keys: readonly string[] },
): Pick<RunFacts, 'coverage' | 'newest' | 'days' | 'garbled'> {
  const byKey = new Map(cards.map((card) => [card.key, card]));
  return {
    coverage: coverageOf(cards, kind),
    newest: newestOf(cards),
    days: keys.map((key) => dayOf(byKey.get(key)) ?? null),
    garbled: cards.filter(({ title }) => isGarbled(title ?? '')).length,
  };
}

/** How many of the unseen posts bear a title that this source's posts bear already, or that two of them share. */
export function countRepeats(
  unseen: readonly Pick<Shown, 'title'>[],
  isKnown: (title: string) => boolean,
): number {
  const titles = unseen.map(({ title }) => foldTitle(title ?? '')).filter((title) => title !== '');
  const met = new Set<string>();
  return titles.filter((title) => isKnown(title) || met.has(title) || !met.add(title)).length;
}

/** A title as it is compared: case, punctuation and spaces say nothing. */
export function foldTitle(title: string): string {
  return lowerCaseWords(title).join(' ');
}

function coverageOf(cards: readonly Shown[], kind: Strategy['kind']): RunFacts['coverage'] {
  if (cards.length === 0 || kind === 'sitemap') return { title: null, date: null };
  const common = commonTitle(cards);
  const share = (has: (card: Shown) => boolean): number => cards.filter(has).length / cards.length;
  return {
    title: share(({ title }) => (title ?? '') !== '' && title !== common),
    date: share(({ published }) => (published?.value ?? null) !== null),
  };
}

/** What more than half of the cards are called ("Read more") is the name of none. */
function commonTitle(cards: readonly Shown[]): string | undefined {
  if (cards.length < 4) return undefined;
  const counts = new Map<string, number>();
  for (const { title = '' } of cards) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].find(([, times]) => times > cards.length / 2)?.[0];
}

function newestOf(cards: readonly Shown[]): string | null {
  return (
    cards
      .flatMap((card) => dayOf(card) ?? [])
      .sort()
      .at(-1) ?? null
  );
}

function dayOf(card: Shown | undefined): string | undefined {
  const { precision, value } = card?.published ?? { precision: 'none', value: null };
  return precision === 'day' ? (value ?? undefined) : undefined;
}

/** Text that was decoded with the wrong encoding: replacement characters, or UTF-8 read as Windows-1252 or Latin-1. */
function isGarbled(text: string): boolean {
  return /\uFFFD|[\u00C2\u00C3][\u0080-\u00BF\u2018-\u203A\u20AC\u0152-\u0192]|\u00E2(?:\u20AC|\u0080)/.test(
    text,
  );
}
