import type { Entry } from '../../catalogue/entry.ts';
import { topicTitle } from '../../catalogue/words.ts';
import { wordPressIds } from '../../store/entries.ts';
import type { Store } from '../../store/open.ts';
import { csv } from '../../base/csv.ts';

/** The tag that publishers are asked to give. */
const TAG = 'Procurement case study';

/** For a publisher: which of its posts are case studies, and of what; with the byte order mark that spreadsheets want. */
export function sourceCsv(entries: readonly Entry[]): string {
  const table = csv(
    ['url', 'title', 'published', 'tags', 'topics', 'councils'],
    entries.map((entry) => [
      entry.url,
      entry.title,
      entry.published,
      tagsOf(entry).join(', '),
      entry.topics.join('; '),
      entry.councils.map(({ as }) => as).join('; '),
    ]),
  );
  return `\uFEFF${table}`;
}

/**
 * The same in the columns that WordPress's CSV importers read (post_id, post_name, post_type, post_title, post_tags): a post whose
 * number we know is found by it, others by their slug; only tags are set.
 */
export function wordPressCsv(store: Store, sourceId: string, entries: readonly Entry[]): string {
  const ids = wordPressIds(store, sourceId);
  return csv(
    ['post_id', 'post_name', 'post_type', 'post_title', 'post_tags'],
    entries.map((entry) => [
      ids.get(entry.id) ?? null,
      lastPart(entry.url),
      'post',
      entry.title,
      tagsOf(entry).join(','),
    ]),
  );
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
