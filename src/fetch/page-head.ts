/** What a page calls itself: its title and its first heading, as plain text. */
export type Head = { readonly title: string; readonly heading: string };

/** Reads title and first `h1` by scanning; '' where there is none within reach. */
export function headOf(html: string): Head {
  return { title: inner(html, TITLE), heading: inner(html, HEADING) };
}

/** Whether to judge a body as a page for people: by its media type, or by its first letters where it has none. */
export function looksLikeHtml(contentType: string, body: string): boolean {
  if (contentType !== '') return contentType === 'text/html' || contentType === 'application/xhtml+xml';
  return /^\s*<(?:!doctype html|html|head|body|!--)/i.test(body.slice(0, 1000));
}

/** Words that a reader would see, counted up to `enough`: tags, scripts and styles are stepped over. */
export function wordCount(html: string, enough: number): number {
  let words = 0;
  const body = Math.max(0, html.search(/<body[\s>]/i));
  TEXT_OR_SKIPPED.lastIndex = body;
  for (
    let match = TEXT_OR_SKIPPED.exec(html);
    match !== null && words < enough;
    match = TEXT_OR_SKIPPED.exec(html)
  ) {
    const text = match[1];
    if (text !== undefined) words += text.match(WORD)?.length ?? 0;
  }
  return words;
}

function inner(html: string, open: RegExp): string {
  const from = html.search(open);
  if (from === -1) return '';
  const start = html.indexOf('>', from) + 1;
  const text = html.slice(start, start + LONGEST_HEAD).split(CLOSE, 1)[0] ?? '';
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:nbsp|#160);/g, ' ')
    .replaceAll(/&(?:rsquo|apos|#39|#8217|#x27);/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const LONGEST_HEAD = 500;
const TITLE = /<title[\s>]/i;
const HEADING = /<h1[\s>]/i;
const CLOSE = /<\/(?:title|h1)/i;
const WORD = /[\p{L}\p{N}]+/gu;
// Either an element whose text nobody reads, a tag, or (captured) text up to the next tag.
const TEXT_OR_SKIPPED =
  /<(?:script|style|noscript|svg|template)\b[^]*?<\/(?:script|style|noscript|svg|template)\s*>|<!--[^]*?-->|<[^>]*>|([^<]+)|</giu;
