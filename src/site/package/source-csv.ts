import type { Entry } from '../../catalogue/entry.ts';
import { topicTitle } from '../../catalogue/words.ts';
import { wordPressIds } from '../../store/entries.ts';
import type { Store } from '../../store/open.ts';
import { csvLine } from '../../base/csv.ts';

/** The tag that publishers are asked to give. */
const TAG = 'Procurement case study';

/** Entries that are written between two looks at the others who wait. */
const SLICE = 100;

/** For a publisher, part by part: which of its posts are case studies, and of what; with the byte order mark that spreadsheets want. */
export function* sourceCsv(entries: readonly Entry[]): Generator<string> {
  yield `\uFEFF${csvLine(['url', 'title', 'published', 'tags', 'topics', 'councils'])}`;
  yield* lines(entries, (entry) => [
    entry.url,
    entry.title,
    entry.published,
    tagsOf(entry).join(', '),
    entry.topics.join('; '),
    entry.councils.map(({ as }) => as).join('; '),
  ]);
}

/**
 * The same in the columns that WordPress's CSV importers read (post_id, post_name, post_type, post_title, post_tags): a post whose
 * number we know is found by it, others by their slug; only tags are set.
 */
export function* wordPressCsv(store: Store, sourceId: string, entries: readonly Entry[]): Generator<string> {
  yield csvLine(['post_id', 'post_name', 'post_type', 'post_title', 'post_tags']);
  const ids = wordPressIds(store, sourceId);
  yield* lines(entries, (entry) => [
    ids.get(entry.id) ?? null,
    lastPart(entry.url),
    'post',
    entry.title,
    tagsOf(entry).join(','),
  ]);
}

function* lines(
  entries: readonly Entry[],
  cellsOf: (entry: Entry) => readonly (string | number | null)[],
): Generator<string> {
  for (let at = 0; at < entries.length; at += SLICE)
    yield entries
      .slice(at, at + SLICE)
      .map((entry) => csvLine(cellsOf(entry)))
      .join('');
}

// Importers part tags by commas, so none may hold one.
function tagsOf(entry: Entry): string[] {
  return [TAG, ...entry.topics.map(topicTitle)].map((tag) =>
    tag.replaceAll(',', ' and').replaceAll(/\s+/g, ' '),
  );
}

function lastPart(url: string): string {
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '');
  try {
    return decodeURIComponent(parts.at(-1) ?? '');
  } catch {
    return parts.at(-1) ?? '';
  }
}
