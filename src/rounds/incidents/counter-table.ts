import type { RunFacts } from '../../model/run-facts.ts';

const COUNTERS: readonly (readonly [string, (facts: RunFacts) => string])[] = [
  ['cards', ({ cards }) => String(cards)],
  ['kept on the first page', ({ keys }) => String(keys.length)],
  ['never seen before', ({ unseen }) => String(unseen)],
  ['of these, near repeats', ({ nearDuplicates }) => String(nearDuplicates)],
  ['with a title', ({ coverage }) => percent(coverage.title)],
  ['with a date', ({ coverage }) => percent(coverage.date)],
  ['newest card', ({ newest }) => newest ?? '–'],
  ['witness: newest', ({ witness }) => witness?.newest ?? '–'],
  ['witness: never seen', ({ witness }) => String(witness?.unseen ?? '–')],
  ['answered from', ({ movedTo }) => movedTo ?? 'where it should'],
  ['walk ended by', ({ stoppedBy }) => stoppedBy],
];

/** The figures of a run next to those of the last good one, as a Markdown table. */
export function counterTable(now: RunFacts, before: RunFacts | undefined): string {
  const rows = COUNTERS.map(
    ([name, read]) => `| ${name} | ${before === undefined ? '–' : read(before)} | ${read(now)} |`,
  );
  const day = before === undefined ? 'none' : new Date(before.at).toISOString().slice(0, 10);
  return [`| | last good run (${day}) | this run |`, '|---|---|---|', ...rows].join('\n');
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(100 * share)} %`;
}
