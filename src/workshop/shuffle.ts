import { load } from 'cheerio/slim';
import { isElement, parseHtml } from '../base/html.ts';

/** A page as it is written again after it was parsed, so that it can be compared with one whose attributes were shuffled. */
export function asParsed(html: string): string {
  return load(parseHtml(html)).html();
}

/** The same page with the attributes of each element in the opposite order. */
export function withShuffledAttributes(html: string): string {
  const $ = load(parseHtml(html));
  for (const element of $('*').toArray().filter(isElement))
    element.attribs = Object.fromEntries(Object.entries(element.attribs).toReversed());
  return $.html();
}
