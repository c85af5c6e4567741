import { DAY } from '../../base/durations.ts';
import type { Source } from '../../base/source.ts';
import type { Card } from '../../model/card.ts';

const DATED = 30;

/** What to expect of a source, from the days of its newest posts: round figures, and nothing from fewer than four days. */
export function cadenceOf(cards: readonly Card[]): Source['cadence'] & { readonly from: number } {
  const days = cards
    .flatMap(({ published }) => (published?.precision === 'day' ? (published.value ?? []) : []))
    .map((day) => Date.parse(day))
    .sort((a, b) => b - a)
    .slice(0, DATED);
  const [newest = 0] = days;
  const span = (newest - (days.at(-1) ?? newest)) / DAY;
  if (days.length < 4 || span < 7) return { perMonth: 4, quietOkDays: 60, from: 0 };
  const perMonth = ((days.length - 1) / span) * 30;
  const gaps = days.slice(1).map((day, at) => ((days[at] ?? day) - day) / DAY);
  const quiet = Math.max(21, 1.5 * Math.max(...gaps));
  return {
    perMonth: perMonth >= 1 ? Math.round(perMonth) : Math.round(perMonth * 10) / 10 || 0.1,
    quietOkDays: Math.min(365, Math.ceil(quiet / 5) * 5),
    from: days.length,
  };
}
