import { DAY } from '../base/durations.ts';
import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** A post whose page is due to be looked at once more. */
export type Reread = {
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly words: number;
};

/** Ages (ms) at which a young post is read again: that is when publishers correct what they wrote, and when a wall that passed for a post is gone. */
const AGES = [DAY, 7 * DAY, 30 * DAY];
const HAS_COME_TO_ONE = AGES.map(
  (age) => `(last_seen < first_seen + ${age} and $now >= first_seen + ${age})`,
).join(' or ');
const HAS_COME_OF_AGE = `source_id = $source and last_seen > $oldest and first_seen > $oldest and (${HAS_COME_TO_ONE})`;
/** So long after it was found (ms) a post is left alone. */
const LOOKED_AFTER = 60 * DAY;
/** A post published longer before it was found than this is not edited any more. */
const YOUNG_DAYS = 45;

/**
 * Posts of a source that were published lately and have reached one of the ages since they were last read, oldest first. Only those whose
 * page was asked for: what a feed or REST brings is compared each time. One that waits on the work list already is left out.
 */
export function postsToReread(store: Store, sourceId: string, now: number, most: number): Reread[] {
  const asked = { source: sourceId, now, oldest: now - LOOKED_AFTER };
  // Most rounds find none, and the index alone says so.
  if (store.sql(`select 1 from post where ${HAS_COME_OF_AGE} limit 1`).get(asked) === undefined) return [];
  return store
    .sql(
      `select key, url, title, words from post
       where ${HAS_COME_OF_AGE}
         and (published is null or julianday(published) > julianday(first_seen / 1000, 'unixepoch') - $young)
         and exists (select 1 from page where page.post_id = post.id)
         and not exists (select 1 from card where card.source_id = $source and card.key = post.key)
       order by first_seen, id limit $most`,
    )
    .all({ ...asked, young: YOUNG_DAYS, most })
    .map((row) => ({
      key: text(row, 'key'),
      url: text(row, 'url'),
      title: text(row, 'title'),
      words: number(row, 'words'),
    }));
}
