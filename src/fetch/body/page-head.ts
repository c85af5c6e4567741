import { countWords, withoutTags } from '../../base/text.ts';

/** What a page calls itself: its title and its first heading, as plain text. */
export type Head = { readonly title: string; readonly heading: string };

const LONGEST_HEAD = 500;
const MOST_EMPTY = 3;
const LONGEST_OPENING = 600;
const LONGEST_ASIDE = 100_000;
const LONG_WORD = 40;

/** Reads title and first `h1` that says something by scanning; '' where there is none. */
export function headOf(html: string): Head {
  return { title: inner(html, 'title'), heading: inner(html, 'h1') };
}

/** Whether to judge a body as a page for people: by its media type, or by its first letters where it has none. */
export function looksLikeHtml(contentType: string, body: string): boolean {
  if (contentType !== '') return contentType === 'text/html' || contentType === 'application/xhtml+xml';
  return /^\s*<(?:!doctype html|html|head|body|!--)/i.test(body.slice(0, 1000));
}

/** The body of a page as far as its judge asks: running text, which is outside of links, menus and controls. */
export type Gist = {
  /** Words of it, counted up to a limit. */
  readonly words: number;
  /** Its first letters, single spaces between the words. */
  readonly opening: string;
  readonly links: number;
};

/** Reads the gist of a page up to `enough` words. One pass, no way back; a menu of a thousand links is no text. */
export function gistOf(html: string, enough: number): Gist {
  let words = 0;
  let links = 0;
  let opening = '';
  const closes = closings(html);
  let at = Math.max(0, tagStart(html, 'body'));
  while (at < html.length && words < enough) {
    const tag = html.indexOf('<', at);
    const end = tag === -1 ? html.length : tag;
    // More than this between two tags is text enough by itself, and need not be read to its end.
    const text = html.slice(at, Math.min(end, at + enough * LONG_WORD));
    words += countWords(text);
    // Templates leave more white space between tags than words.
    // A long menu leaves nothing else.
    const said = opening.length < LONGEST_OPENING ? text.trim() : '';
    if (said !== '') opening += ` ${said}`;
    if (/^<a\s/i.test(html.slice(end, end + 3))) links += 1;
    at = end === html.length ? end : afterTag(html, end, closes);
  }
  return { words, links, opening: plain(opening.slice(0, LONGEST_OPENING)) };
}

/** Where the mark-up that opens at `at` ends: a comment, an element whose text is not running text, or a tag. */
function afterTag(html: string, at: number, closes: Closings): number {
  if (html.startsWith('<!--', at)) return after(html, '-->', at);
  const start = html.slice(at, at + 12);
  const unread = /^<(script|style|noscript|svg|template)\b/i.exec(start)?.[1];
  if (unread !== undefined) return after(html, `</${unread}`, at);
  const aside = /^<(nav|select|button|a(?=\s))/i.exec(start)?.[1];
  const close = aside === undefined ? -1 : closes(aside, at);
  // An element that is never closed must not swallow the page.
  return close !== -1 && close - at < LONGEST_ASIDE ? close : after(html, '>', at);
}

/** Where an element of this name ends behind a place, or -1. */
type Closings = (name: string, at: number) => number;

/** Answers for places that only go forward. What was found is kept, so that a page of menus that never end is not sought through for each of them. */
function closings(html: string): Closings {
  const known = new Map<string, number>();
  return (name, at) => {
    const last = known.get(name);
    if (last !== undefined && (last === -1 || last >= at)) return last;
    const found = html.indexOf(`</${name}`, at);
    known.set(name, found);
    return found;
  };
}

function after(html: string, text: string, from: number): number {
  const found = html.indexOf(text, from);
  return found === -1 ? html.length : found + text.length;
}

function inner(html: string, tag: string): string {
  let from = tagStart(html, tag);
  // Themes leave an empty one where a page has no title of its own.
  for (let tries = 0; from !== -1 && tries < MOST_EMPTY; tries += 1) {
    const start = html.indexOf('>', from) + 1;
    const text = html.slice(start, start + LONGEST_HEAD).split(/<\/(?:title|h1)/i, 1)[0] ?? '';
    const said = plain(withoutTags(text));
    if (said !== '') return said;
    from = tagStart(html, tag, start);
  }
  return '';
}

function plain(text: string): string {
  return text
    .replaceAll(/&(?:nbsp|#160);/g, ' ')
    .replaceAll(/&(?:rsquo|apos|#39|#8217|#x27);/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Plain searches cost a tenth of a regular expression's; a page that mixes cases in a tag's name is not worth it. */
function tagStart(html: string, tag: string, from = 0): number {
  const found = html.indexOf(`<${tag}`, from);
  return found === -1 ? html.indexOf(`<${tag.toUpperCase()}`, from) : found;
}
