import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import { parsePage } from '../base/html.ts';

/** What a page is recorded as: a listing is kept whole, an article and a machine's answer are cut to what a test needs. */
export type SlimKind = 'listing' | 'article' | 'xml' | 'json';

const PARAGRAPHS_KEPT = 8;
const ENTRIES_KEPT = 12;
const ITEMS_KEPT = 5;
const TEXT_KEPT = 400;

/** A page without what no test reads, and without people's addresses and numbers. */
export function slim(body: string, kind: SlimKind): string {
  switch (kind) {
    case 'listing':
      return masked(slimHtml(body, false));
    case 'article':
      return masked(slimHtml(body, true));
    case 'xml':
      return masked(slimXml(body));
    case 'json':
      return masked(slimJson(body));
  }
}

/** E-mail addresses and telephone numbers replaced by ones that belong to nobody (Ofcom keeps 01632 960000 for drama). */
function masked(text: string): string {
  return text
    .replaceAll(/[\w.+-]+@(?!context|type|id\b|graph)[\w-]+(?:\.[\w-]+)+/g, 'someone@example.org')
    .replaceAll(
      /(?<![\w/=.,:;#&-])(?:\+44[\s-]?(?:\(0\)[\s-]?)?|\(?0)\d{2,5}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?![\w-])/g,
      '01632 960000',
    );
}

function slimHtml(body: string, isArticle: boolean): string {
  const $ = load(parsePage(body));
  $('script').each((_, element) => {
    const script = $(element);
    if (!/ld\+json/i.test(script.attr('type') ?? '')) script.remove();
    else if (isArticle) script.text(shortLinkedData(script.text()));
  });
  $(
    'style, iframe, svg, noscript, template, object, link[rel~=stylesheet], link[rel~=preload], link[rel~=icon]',
  ).remove();
  $('[style]').removeAttr('style');
  $('[srcset]').removeAttr('srcset');
  $('[src^="data:"]').removeAttr('src');
  $('[onclick]').removeAttr('onclick');
  if (isArticle) cutParagraphs($);
  return `<!DOCTYPE html>\n${$.html()
    .replaceAll(/\n\s*\n+/g, '\n')
    .trim()}\n`;
}

function cutParagraphs($: CheerioAPI): void {
  const long = $('p').filter((_, element) => $(element).text().length > 80);
  long.slice(PARAGRAPHS_KEPT).remove();
}

/** JSON-LD stays, but not the whole text that some put into it. */
function shortLinkedData(text: string): string {
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'string' && value.length > TEXT_KEPT ? value.slice(0, TEXT_KEPT) : value;
  try {
    return JSON.stringify(JSON.parse(text, short));
  } catch {
    return text;
  }
}

/** A feed or sitemap with its first entries only. */
function slimXml(body: string): string {
  const cut = (tag: string, most: number, text: string): string => {
    let met = 0;
    const entry = new RegExp(`<${tag}[\\s>][\\s\\S]*?</${tag}>\\s*`, 'gi');
    return text.replaceAll(entry, (found) => ((met += 1) <= most ? found : ''));
  };
  const cutAll = [
    ['url', ENTRIES_KEPT],
    ['sitemap', ENTRIES_KEPT],
    ['item', ITEMS_KEPT],
    ['entry', ITEMS_KEPT],
  ] as const;
  const entries = cutAll.reduce((text, [tag, most]) => cut(tag, most, text), body);
  return entries
    .replaceAll(/<(content:encoded|content)([^>]*)>[\s\S]*?<\/\1>\s*/g, '')
    .replaceAll(/<!--[\s\S]*?-->\s*/g, '');
}

/** A REST answer with its first posts, their texts cut; written one field a line. */
function slimJson(body: string): string {
  const json: unknown = JSON.parse(body);
  const kept: unknown = Array.isArray(json) ? json.slice(0, ITEMS_KEPT) : json;
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'string' && value.length > TEXT_KEPT ? value.slice(0, TEXT_KEPT) : value;
  return `${JSON.stringify(kept, short, 2)}\n`;
}
