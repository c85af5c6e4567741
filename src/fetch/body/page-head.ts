/** What a page calls itself: its title and its first heading, as plain text. */
export type Head = { readonly title: string; readonly heading: string };

const LONGEST_HEAD = 500;
const LONG_WORD = 40;
const WORD = /[\p{L}\p{N}]+/gu;

/** Reads title and first `h1` by scanning; '' where there is none. */
export function headOf(html: string): Head {
  return { title: inner(html, 'title'), heading: inner(html, 'h1') };
}

/** Whether to judge a body as a page for people: by its media type, or by its first letters where it has none. */
export function looksLikeHtml(contentType: string, body: string): boolean {
  if (contentType !== '') return contentType === 'text/html' || contentType === 'application/xhtml+xml';
  return /^\s*<(?:!doctype html|html|head|body|!--)/i.test(body.slice(0, 1000));
}

/** Words that a reader would see, counted up to `enough`: tags, scripts and styles are stepped over. One pass, no way back. */
export function wordCount(html: string, enough: number): number {
  let words = 0;
  let at = Math.max(0, tagStart(html, 'body'));
  while (at < html.length && words < enough) {
    const tag = html.indexOf('<', at);
    const end = tag === -1 ? html.length : tag;
    // More than this between two tags is text enough by itself, and need not be read to its end.
    words += html.slice(at, Math.min(end, at + enough * LONG_WORD)).match(WORD)?.length ?? 0;
    at = end === html.length ? end : afterTag(html, end);
  }
  return words;
}

/** Where the mark-up that opens at `at` ends: a comment, an element whose text nobody reads, or a tag. */
function afterTag(html: string, at: number): number {
  if (html.startsWith('<!--', at)) return after(html, '-->', at);
  const name = /^<(script|style|noscript|svg|template)\b/i.exec(html.slice(at, at + 12))?.[1];
  return name === undefined ? after(html, '>', at) : after(html, `</${name}`, at);
}

function after(html: string, text: string, from: number): number {
  const found = html.indexOf(text, from);
  return found === -1 ? html.length : found + text.length;
}

function inner(html: string, tag: string): string {
  const from = tagStart(html, tag);
  if (from === -1) return '';
  const start = html.indexOf('>', from) + 1;
  const text = html.slice(start, start + LONGEST_HEAD).split(/<\/(?:title|h1)/i, 1)[0] ?? '';
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:nbsp|#160);/g, ' ')
    .replaceAll(/&(?:rsquo|apos|#39|#8217|#x27);/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Plain searches cost a tenth of a regular expression's; a page that mixes cases in a tag's name is not worth it. */
function tagStart(html: string, tag: string): number {
  const found = html.indexOf(`<${tag}`);
  return found === -1 ? html.indexOf(`<${tag.toUpperCase()}`) : found;
}
