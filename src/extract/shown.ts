import { onceEach } from '../base/once-each.ts';
import { withoutElements, withoutTags } from '../base/text.ts';
import type { Page } from '../model/page.ts';

const SILENT = [
  { start: /<script\b/gi, end: /<\/script/gi },
  { start: /<style\b/gi, end: /<\/style/gi },
];

/** A page's markup without its scripts and styles; made once for each page. */
export const shownMarkup = onceEach(({ body }: Pick<Page, 'body'>): string => withoutElements(body, SILENT));

/** What markup without scripts says, with apostrophes as they are typed. */
export function saidIn(markup: string): string {
  return withoutTags(markup).replaceAll(/&#0?39;|&rsquo;|&#8217;/g, "'");
}
