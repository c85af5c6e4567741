import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';

/** What a post of a simulated listing is called, where it is and when it came (Unix ms). */
export type Words = { readonly slug: string; readonly title: string; readonly at: number };

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
const MONTHS = /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/;

/** Writes a new post in the shape of another: address, title and dates changed wherever they stand in its text. */
export function rewrite(text: string, card: Card, source: Source, { slug, title, at }: Words): string {
  const moved = text.replaceAll(slugOf(card, source), slug);
  return redate(retitle(moved, card.title ?? '', title).replaceAll(/"id":\d+/g, `"id":${idOf(slug)}`), at);
}

/** The part of a post's address that names it: of its query where that is its name, else of its path. */
function slugOf(card: Card, source: Source): string {
  const { pathname, searchParams } = new URL(urlKey(card.url, source));
  const named = [...searchParams.values()].at(-1);
  return named ?? pathname.split('/').findLast((part) => part !== '') ?? pathname;
}

function retitle(text: string, from: string, to: string): string {
  const rest = /("title":\{"rendered":)"(?:[^"\\]|\\.)*"/;
  if (rest.test(text)) return text.replace(rest, (_, field: string) => field + JSON.stringify(to));
  const part = titleIn(text, from);
  return part === '' ? text : text.replaceAll(part, to);
}

/** A title as it stands in a text: whole, escaped, or at least its longest part that looks the same everywhere. */
function titleIn(text: string, title: string): string {
  const escaped = title.replaceAll('&', '&amp;');
  const parts = title.split(/[^\w ,.:-]+/).map((part) => part.trim());
  const plain = parts.sort((a, b) => b.length - a.length)[0] ?? '';
  return [title, escaped].find((one) => text.includes(one)) ?? plain;
}

/** Every date of a text, in the style that it was written in, becomes this day. */
export function redate(text: string, at: number): string {
  const iso = new Date(at).toISOString().slice(0, 10);
  const [year = '', , day = ''] = iso.split('-');
  const [name, weekday] = [MONTH.format(at), WEEKDAY.format(at)];
  const like = (month: string): string => (month.length === 3 ? name.slice(0, 3) : name);
  return text
    .replaceAll(/\b20\d\d-\d\d-\d\d/g, iso)
    .replaceAll(
      /\b(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8}) 20\d\d\b/g,
      (all: string, week: string | undefined, _day: string, month: string) =>
        MONTHS.test(month)
          ? `${week === undefined ? '' : `${weekday}, `}${Number(day)} ${like(month)} ${year}`
          : all,
    )
    .replaceAll(/\b([A-Z][a-z]{2,8}) \d{1,2}, 20\d\d\b/g, (all: string, month: string) =>
      MONTHS.test(month) ? `${like(month)} ${Number(day)}, ${year}` : all,
    );
}

/** All dates of a post taken away, with the fields and elements that held them left empty. */
export function undate(text: string): string {
  return text
    .replaceAll(/"(?:date|date_gmt|modified|modified_gmt)":"[^"]*",?/g, '')
    .replaceAll(/<(pubDate|dc:date|published|updated|lastmod)>[^<]*<\/\1>/g, '')
    .replaceAll(/ datetime="[^"]*"/g, '')
    .replaceAll(
      /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} 20\d\d\b/g,
      '',
    );
}

/** A number that is this slug's own. */
export function idOf(slug: string): number {
  let id = 7;
  for (const char of slug) id = (id * 31 + char.charCodeAt(0)) % 1_000_000_007;
  return id;
}
