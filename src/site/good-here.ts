import { casePath, type Entry } from '../catalogue/entry.ts';
import { practiceTitle, topicTitle } from '../catalogue/words.ts';
import { leadFact } from './cards.ts';

const MOST_RESULTS = 5;
const MOST_KINDS = 8;

/** What good looks like in a topic or a practice: what came of it, where that is confirmed, and what was done, most often first. */
export function goodHere(facet: 'topic' | 'practice', value: string, entries: readonly Entry[]) {
  const other = facet === 'topic' ? 'practice' : 'topic';
  const title = other === 'practice' ? practiceTitle : topicTitle;
  const counts = new Map<string, number>();
  for (const entry of entries)
    for (const slug of other === 'practice' ? entry.practices : entry.topics)
      counts.set(slug, (counts.get(slug) ?? 0) + 1);
  const kinds = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MOST_KINDS);
  return {
    results: entries
      .filter(({ facts }) => facts.result !== undefined)
      .slice(0, MOST_RESULTS)
      .map((entry) => ({ fact: leadFact(entry), title: entry.title, href: casePath(entry) })),
    kindsHeading: other === 'practice' ? 'What they did' : 'What it was used for',
    kinds: kinds.map(([slug, count]) => ({
      text: title(slug),
      count,
      href: `/search?${facet}=${value}&${other}=${slug}`,
    })),
  };
}
