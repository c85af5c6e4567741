import { FEW_LINKS } from '../../base/markup/site-around.ts';
import { resolveUrl, sameSite } from '../../base/url.ts';

/** A page longer than this has something of a site around it. */
const LARGEST = 60_000;
/** What only a page that was published says of itself. */
const OF_A_POST =
  /\barticle:published_time\b|\bdatePublished\b|"@type"\s?:\s?\[?"(?:News|Blog|Tech|Scholarly|Report)?(?:Article|Posting)"/;
/** A day in figures or with its month in letters; a wall's own clock shows the seconds, too. */
const DAY =
  /(?:\b\d{1,2}(?:\.|st|nd|rd|th)?[\s./-]+(?:de\s+)?(?:\d{1,2}|\p{L}{3,12}\.?)[\s./-]+(?:de\s+)?(?:19|20)\d\d|\b\p{L}{3,9}\.?\s+\d{1,2},\s+(?:19|20)\d\d|\b(?:19|20)\d\d-\d\d-\d\d)(?!\W{1,3}\d{1,2}:\d\d:\d\d)/u;
const NEAR_BEFORE = 200;
const NEAR_AFTER = 600;
/** Where what belongs to the heading ends: other headings, lists and forms have days of their own. */
const NEXT_PART = /<(?:h[2-6]|ul|ol|form|article|footer|aside|nav)\b/i;

/** Whether a page says that it was published: in its data, or by a day beside its heading. */
export function isDated(html: string): boolean {
  if (OF_A_POST.test(html)) return true;
  const heading = html.search(/<h1\b/i);
  if (heading === -1) return false;
  const after = html.slice(heading, heading + NEAR_AFTER);
  const end = after.search(NEXT_PART);
  const near = end === -1 ? after : after.slice(0, end);
  const before = html.slice(Math.max(0, heading - NEAR_BEFORE), heading);
  return /<time\b/i.test(near) || DAY.test(near) || DAY.test(before);
}

const LINK = /<a\s[^>]{0,1000}?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

/** Whether no link of a page leads further into its site: what stands before a site, or in its place, knows none of its pages. */
export function isAlone(html: string, url: string): boolean {
  if (html.length > LARGEST) return false;
  let links = 0;
  for (const [, double, single, bare] of html.matchAll(LINK)) {
    links += 1;
    if (links > FEW_LINKS || leadsIn(double ?? single ?? bare ?? '', url)) return false;
  }
  return true;
}

function leadsIn(href: string, url: string): boolean {
  const to = URL.parse(resolveUrl(href, url) ?? '');
  const here = URL.parse(url);
  if (to === null || here === null || !sameSite(to.href, here.href)) return false;
  return to.pathname !== '/' && to.pathname !== here.pathname;
}

/** Forms of a search or a letter, which ask for words: a site has them on every page. */
const ASKS_FOR_WORDS =
  /<input\b(?![^>]*\btype\s*=\s*["']?(?:hidden|submit|button|checkbox|radio|image)\b)|<textarea\b/i;
const CONTROL = /<(?:button|form|noscript|input)\b|\bonclick\s*=|href\s*=\s*["']?javascript:/i;

/** Whether a page has something to press that is no search: a wall is there to be answered. */
export function hasChoice(html: string): boolean {
  const rest = html.replaceAll(/<form\b[^]{0,5000}?<\/form/gi, (form) =>
    ASKS_FOR_WORDS.test(form) && !/captcha/i.test(form) ? '' : form,
  );
  return CONTROL.test(rest);
}
