import type { Sign } from '../model/run-facts.ts';
import { foldTitle } from './listing-facts.ts';
import { quantile } from './figures.ts';

/** What came of the posts that a source's newest cards led to. */
export type BodyFacts = {
  /** Words of the newest posts read with the adapter as it is, the newest first. */
  readonly recent: readonly number[];
  /** Words of the posts read before those. */
  readonly usual: readonly number[];
  /** Posts of this run that were read, and that came but could not be read. */
  readonly read: number;
  readonly unreadable: number;
  /** Of the pages read in this run: how many bear the title of their card, and how many another. */
  readonly agreed?: number;
  readonly disagreed?: number;
};

const RECENT = 5;
const ENOUGH = 5;
/** So many pages must speak before anything is held against them. */
const FEW = 3;

/** Coverage, of the posts themselves: bodies that have shrunk or cannot be read, which no listing shows. Undefined when all is well. */
export function judgeBodies({ recent, usual, read, unreadable }: BodyFacts): string | undefined {
  if (unreadable >= FEW && unreadable > read)
    return read === 0
      ? `None of the ${unreadable} posts that came could be read.`
      : `${unreadable} of the ${unreadable + read} posts that came could not be read.`;
  if (recent.length < RECENT || usual.length < ENOUGH) return undefined;
  const [now, before] = [quantile(recent, 0.5), quantile(usual, 0.5)];
  return now < 0.3 * before
    ? `The ${recent.length} newest posts have ${now} words (median); the ${usual.length} before had ${before}.`
    : undefined;
}

/** What plain sense has against the posts read, whatever the source's past. */
export function senseOfBodies({ recent, read, agreed = 0, disagreed = 0 }: BodyFacts): readonly Sign[] {
  const words = quantile(recent.slice(0, Math.max(0, read)), 0.5);
  return [
    ...(disagreed >= FEW && disagreed > agreed
      ? [
          {
            kind: 'disagree' as const,
            why: `${disagreed} of ${agreed + disagreed} posts bear another title on their own page than on their card.`,
          },
        ]
      : []),
    ...(Math.min(read, recent.length) >= FEW && words < 20
      ? [
          {
            kind: 'short' as const,
            why: `The posts read have ${words} words (median): that is no text of a post.`,
          },
        ]
      : []),
  ];
}

/** Whether a page's title is its card's: cut short, with a kicker, or in other words of which half are the same. */
export function isSameTitle(card: string, page: string): boolean {
  const [a, b] = [new Set(foldTitle(card).split(' ')), new Set(foldTitle(page).split(' '))];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= Math.min(a.size, b.size) * 0.5 && shared >= Math.max(a.size, b.size) * 0.25;
}
