import type { Card } from '../model/card.ts';

/** So many different days in one order are no accident. */
const IN_LINE = 4;

/** Whether the days of a listing run from the oldest to the newest, all of them. */
export function isOldestFirst(cards: readonly Pick<Card, 'published'>[]): boolean {
  const days = cards.flatMap(({ published }) =>
    published?.precision === 'day' && published.value !== null ? [published.value] : [],
  );
  const isRising = days.every((day, at) => at === 0 || day >= (days[at - 1] ?? ''));
  return isRising && new Set(days).size >= IN_LINE;
}
