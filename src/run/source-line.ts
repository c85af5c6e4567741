import { tellFirstFill } from '../model/first-fill.ts';
import type { SourceSummary } from '../rounds/summary.ts';

/**
 * What a run of a source came to, in a line for a person, with its notes below. Each line names the run that it is of: what is searched
 * for is found whole.
 */
export function sourceLine(summary: SourceSummary, runId: string): string {
  const { id, outcome, cards, unseen, posts, candidates, requests, reasons, errors } = summary;
  const figures = `${cards} cards, ${unseen} unseen, ${posts} posts, ${candidates} candidates, ${requests} requests`;
  const notes = [
    ...reasons,
    ...leftWords(summary),
    ...errors.slice(0, 3),
    ...(errors.length > 3 ? [`… and ${errors.length - 3} more errors`] : []),
  ];
  return [`${id}: ${outcome} — ${figures}`, ...notes.map((note) => `    ${note}`)]
    .flatMap((line) => line.split('\n'))
    .map((line) => `${line} [run ${runId.slice(0, 8)}]`)
    .join('\n');
}

/** What a budget left for later, in words. */
function leftWords({ reached, waiting, firstFill }: SourceSummary): string[] {
  if (reached === null) return [];
  const left = `its budget of ${reached} is spent: ${waiting} ${waiting === 1 ? 'post waits' : 'posts wait'} for its next turn`;
  return firstFill === null ? [left] : [left, tellFirstFill(firstFill)];
}
