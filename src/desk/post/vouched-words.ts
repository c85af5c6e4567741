import type { DateOrigin } from '../../base/dates/dates.ts';
import type { FieldEvidence, FieldOrigin } from '../../model/post.ts';
import type { StoredPost } from '../../store/posts.ts';
import { longDate } from '../../web/words.ts';

const DATE_PLACES: Readonly<Record<DateOrigin, string>> = {
  'json-ld': 'the page’s data',
  meta: 'the page’s metadata',
  time: 'a time on the page',
  text: 'words on the page',
  path: 'its address',
  feed: 'the feed',
  rest: 'the site’s own list',
  sitemap: 'the sitemap',
  none: '',
};
const FIELD_PLACES: Readonly<Record<FieldOrigin, string>> = {
  source: 'the place that the source names',
  'json-ld': 'the page’s data',
  meta: 'the page’s metadata',
  heading: 'the heading',
  title: 'the title of the window',
  byline: 'a byline',
  listing: 'the listing',
};

/**
 * Where title, date and author of a post were read and whether anything independent says the same, for a reviewer: "Title: the heading, confirmed.
 * Date: the page’s metadata and its address." Where other days were named, they follow. '' where no page was read.
 */
export function vouchedWords({ evidence, dateOrigin, published, author }: StoredPost): string {
  if (evidence === null) return '';
  const places = [dateOrigin, ...evidence.published.agreeing].map((origin) => DATE_PLACES[origin]);
  const others = evidence.published.others.flatMap(({ value, origin }) =>
    value === null ? [] : [`${DATE_PLACES[origin]} ${longDate(value)}`],
  );
  const said = [...new Set(places)].filter((place) => place !== '').join(' and ');
  return [
    `Title: ${fieldWords(evidence.title)}.`,
    published === null || said === ''
      ? ''
      : `Date: ${said}${evidence.published.confirmed ? '' : ', and nothing else says so'}.`,
    others.length === 0 ? '' : `Other days named: ${others.join('; ')}.`,
    author === null || evidence.author === undefined ? '' : `Author: ${fieldWords(evidence.author)}.`,
  ]
    .filter((words) => words !== '')
    .join(' ');
}

function fieldWords({ origin, confirmed }: FieldEvidence): string {
  return `${FIELD_PLACES[origin]}, ${confirmed ? 'confirmed' : 'not confirmed'}`;
}
