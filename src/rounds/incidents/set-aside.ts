import { cardsSetAside } from '../../store/cards.ts';
import { closeIncident, openIncident, openIncidentOf, updateIncident } from '../../store/incidents.ts';
import type { Store } from '../../store/open.ts';

const MOST_NAMED = 20;

/** Tells of pages that are set aside, since whoever read them was stopped three times; it is over when none is left. */
export function noteSetAside(
  store: Store,
  sourceId: string,
  { runId, at }: { runId: number; at: number },
): void {
  const pages = cardsSetAside(store, sourceId);
  const open = openIncidentOf(store, sourceId, 'pages');
  const [first] = pages;
  if (first === undefined) {
    if (open !== undefined) closeIncident(store, open.id, at);
    return;
  }
  const reasons = [
    `${pages.length} ${pages.length === 1 ? 'page is' : 'pages are'} set aside: reading was begun three times and never came to an end`,
    first.problem ?? first.url,
  ];
  if (open !== undefined) return updateIncident(store, open.id, { outcome: 'parse_error', reasons });
  openIncident(store, {
    sourceId,
    kind: 'pages',
    outcome: 'parse_error',
    reasons,
    body: [
      `## ${sourceId}: pages that cannot be read`,
      reasons.map((reason) => `- ${reason}`).join('\n'),
      pages
        .slice(0, MOST_NAMED)
        .map(({ url, problem }) => `- ${url}${problem === null ? '' : ` (${problem})`}`)
        .join('\n'),
      'All other pages of the source are read as ever. “Let them through” on the desk’s page of sources has them tried again.',
    ].join('\n\n'),
    runId,
    openedAt: at,
  });
}
