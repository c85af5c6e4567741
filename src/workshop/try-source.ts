import { classify } from '../classify/classify.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Card } from '../model/card.ts';
import type { Discovery } from '../discover/discovery.ts';
import { type Post, postText } from '../model/post.ts';
import type { Band } from '../model/verdict.ts';
import { type ScoreBreakdown, breakDownScore } from '../review/score-breakdown.ts';

/** What a listing shows, as a person wants to see it. */
export type TriedListing = {
  readonly url: string;
  readonly cards: readonly TriedCard[];
  readonly dropped: number;
  readonly next: readonly string[];
  readonly declaredEmpty: boolean;
  /** For each field with a fallback chain, how many cards each of its readers won. */
  readonly winners: Discovery['winners'];
  readonly problem: string | null;
};

export type TriedCard = {
  readonly url: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly dateFrom: string | null;
  readonly bringsText: boolean;
};

/** What is read of a post, and what the rules make of it. */
/** A score's breakdown as `--json` has always named it. */
export type Ladder = Omit<ScoreBreakdown, 'lines'> & { readonly rungs: ScoreBreakdown['lines'] };

export type TriedPost = {
  readonly url: string;
  readonly title: string;
  readonly date: string | null;
  readonly dateFrom: string;
  readonly words: number;
  /** Which reader of each field's chain won, from 0. */
  readonly winners: Post['winners'];
  readonly score: number;
  readonly band: Band;
  readonly wouldBeCandidate: boolean;
  readonly ladder: Ladder;
};

export function triedListing(url: string, found: Discovery): TriedListing {
  const { dropped, next, declaredEmpty, winners, problem } = found;
  return {
    url,
    cards: found.cards.map(triedCard),
    dropped,
    next,
    declaredEmpty,
    winners,
    problem: problem ?? null,
  };
}

export function triedCard({ url, title, published, content }: Card): TriedCard {
  const date = published?.value ?? null;
  return {
    url,
    title: title ?? null,
    date,
    dateFrom: date === null ? null : (published?.origin ?? null),
    bringsText: content !== undefined,
  };
}

export function ladderOf({ lines, ...breakdown }: ScoreBreakdown): Ladder {
  return { rungs: lines, ...breakdown };
}

export function triedPost(post: Post, rules: RuleSet): TriedPost {
  const verdict = classify(post, rules);
  return {
    url: post.url,
    title: post.title,
    date: post.published.value,
    dateFrom: post.published.origin,
    words: postText(post).split(/\s+/).length,
    winners: post.winners,
    score: verdict.score,
    band: verdict.band,
    wouldBeCandidate: verdict.band !== 'below',
    ladder: ladderOf(breakDownScore(post, verdict, rules)),
  };
}

/** A listing in lines for a terminal. */
export function sayListing({ url, cards, dropped, next, winners, problem }: TriedListing): string[] {
  if (problem !== null) return [`${url}: cannot be read: ${problem}`];
  const dated = cards.filter(({ date }) => date !== null).length;
  return [
    `${url}: ${cards.length} cards, ${cards.filter(({ title }) => title !== null).length} with a title, ${dated} with a date${dropped > 0 ? `; "keep" turned ${dropped} away` : ''}`,
    ...cards.map(
      ({ title, date, dateFrom, url: at }) =>
        `  ${date ?? '—'.padEnd(10)}  ${title ?? '(no title)'}${dateFrom === null ? '' : `  [date: ${dateFrom}]`}\n              ${at}`,
    ),
    ...Object.entries(winners).map(
      ([field, counts]) =>
        `  ${field}: ${counts.map((count, at) => `choice ${at + 1} on ${count}`).join(', ')}`,
    ),
    next.length === 0
      ? '  no next page'
      : `  next: ${next.slice(0, 3).join(' ')}${next.length > 3 ? ' …' : ''}`,
  ];
}

/** A post in lines for a terminal. */
export function sayPost({
  title,
  url,
  date,
  dateFrom,
  words,
  winners,
  wouldBeCandidate,
  ladder,
}: TriedPost): string[] {
  const chosen = Object.entries(winners).map(([field, by]) => `${field} by choice ${by + 1}`);
  return [
    title,
    `  ${url}`,
    `  ${date ?? 'no date'} (${dateFrom}), ${words} words; ${chosen.join(', ')}`,
    `  ${ladder.band}, ${ladder.score}: ${wouldBeCandidate ? 'would be a candidate' : 'would not be a candidate'}`,
    ...sayBreakdown(ladder),
  ];
}

export function sayBreakdown({ rungs, caps }: Ladder): string[] {
  return [
    ...rungs.map(
      ({ points, group, words, field }) => `    ${points.padStart(5)}  ${group}: ${words} in the ${field}`,
    ),
    ...caps.map((cap) => `           ${cap}`),
  ];
}
