import { dateFromPath } from '../../base/dates/dates.ts';
import { type HtmlElement, isElement } from '../../base/html.ts';
import type { ListingStrategy, Paging } from '../../base/strategies.ts';
import { resolveUrl, sameSite } from '../../base/url.ts';
import { ancestors, textOf, type View } from '../view.ts';

/** How the next page may be addressed, and where that leads. */
export type NextGuess = { readonly paging: Pick<ListingStrategy, 'next' | 'pages'>; readonly url: string };

const NAMED_PAGER =
  /(?:^|[\s_-])(?:pag(?:er|ination|ing)|page-?numbers|nav-?links|next-?page|page-?next)(?:$|[\s_-])/i;
/** Parameters that count pages or posts, as systems name them. */
const PAGE_PARAM =
  /^(?:pg?|paged?|p[aá]gina|seite|sid[ae]|strona|sivu|str[aá]nka|start|offset|from|skip|\w*_?page(?:_?(?:no|num|number|index))?)$/i;
/** Those of them that count pages only. */
const OF_PAGES = /^(?:pg?|paged?|p[aá]gina|seite|strona|sivu|str[aá]nka)$/i;
/** Parameters that say how many posts a page holds. */
const SIZE_PARAM = /^(?:per|per_?page|limit|page_?size|size|show|rows|ipp|display|items)$/i;
const SECOND_PATH = /^\/(?:(?:page|p|seite|pagina|sivu|strona)\/)?2(?:\/(?:index\.\w{2,5})?)?$/i;
/** A page of a folder that its address names. */
const INDEX = /\/index(?:\.\w{2,5})?$/i;

/** Whether a link stands in a box that is named as the pager of a list. */
export function isInPager(link: HtmlElement): boolean {
  return ancestors(link)
    .slice(0, 4)
    .some(({ attribs }) => NAMED_PAGER.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`));
}

/** The path without what counts pages. */
export function shelfOf(url: string): string | undefined {
  return URL.parse(url)
    ?.pathname.replace(INDEX, '')
    .replace(/(?:\/(?:page|p|seite|pagina)?[-/]?\d{1,4})?(?:\/|\.\w{2,5})?$/i, '');
}

/** How pages are counted where an address is this page's own with the number of the second page in it, and nothing else changed. */
export function secondPage(url: string, here: string): Paging | undefined {
  const [to, from] = [URL.parse(url), URL.parse(here)];
  if (to === null || from === null || to.host !== from.host) return undefined;
  const added = [...to.searchParams].filter(([name, value]) => from.searchParams.get(name) !== value);
  const own = from.pathname.replace(INDEX, '').replace(/(?<!\/)\/$/, '');
  if (to.pathname === from.pathname) {
    const [param, value] = added[0] ?? [];
    const isCount = added.length === 1 && param !== undefined && PAGE_PARAM.test(param);
    return isCount ? countedBy(param, Number(value)) : undefined;
  }
  const rest = to.pathname.startsWith(own) ? to.pathname.slice(own.length) : '';
  if (added.length > 0 || !SECOND_PATH.test(rest)) return undefined;
  return { path: `${decodeURI(own)}${rest.replace('2', '{n}')}${to.search}`, first: 1, step: 1 };
}

/** Whether an address counts on by more than one page: an arrow to it leads to the last. */
export function leapsAhead(url: string, here: string): boolean {
  const [to, from] = [URL.parse(url)?.searchParams, URL.parse(here)?.searchParams];
  return [...(to ?? [])].some(
    ([name, value]) => OF_PAGES.test(name) && Number(value) > Number(from?.get(name) ?? 1) + 1,
  );
}

/** Pages are counted from 0 or 1, posts by tens from 0. */
function countedBy(param: string, value: number): Paging | undefined {
  if (value === 1 || value === 2) return { param, first: value - 1, step: 1 };
  return value > 2 && value <= 100 && value % 5 === 0 ? { param, first: 0, step: value } : undefined;
}

/** Links that say nothing but "2" and "3": their addresses tell how pages are numbered. */
export function numberedNext({ $, base, page }: View): NextGuess[] {
  const labelled = new Map<string, HtmlElement>();
  for (const link of $('a[href]').toArray().filter(isElement)) {
    const label = textOf(link).replace(/^page\s+/i, '');
    if (!labelled.has(label)) labelled.set(label, link);
  }
  const leadsTo = (label: string): string | undefined => {
    const link = labelled.get(label);
    const url = link === undefined ? undefined : resolveUrl(link.attribs['href'] ?? '', base);
    return url !== undefined && sameSite(url, page.finalUrl) ? url : undefined;
  };
  const [first, second, third] = [leadsTo('1'), leadsTo('2'), leadsTo('3')];
  const link = labelled.get('2');
  if (second === undefined || link === undefined) return [];
  // The steps of a form and the notes below a text are numbered, too: there the first leads away.
  if (first !== undefined && shelfOf(first) !== shelfOf(page.finalUrl) && !isInPager(link)) return [];
  const pages = isDated(second) && !isDated(page.finalUrl) ? undefined : pagingOf(second, third);
  if (pages === undefined || ('param' in pages && SIZE_PARAM.test(pages.param))) return [];
  // Pages are counted from 0 or 1, also where items are counted: days of a calendar are not.
  return pages.first < 0 || pages.first > 1 ? [] : [{ paging: { pages }, url: second }];
}

/** Whether an address names a day or a month: posts have such, and the days of an archive's calendar, which are labelled with numbers, too. */
export function isDated(url: string): boolean {
  return dateFromPath(url).precision === 'day' || dateFromPath(url).precision === 'month';
}

/** Page 2 tells which number counts pages, page 3 by how much it grows; without a third, Drupal's 1 and everybody's 2 are known. */
function pagingOf(second: string, third: string | undefined): Paging | undefined {
  const found = third === undefined ? numberIn(second) : countingNumber(second, third);
  if (found === undefined) return undefined;
  const { from, step, parts, place } = found;
  const before = parts.slice(0, place).join('');
  const param = /[?&]([^=&?]+)=$/.exec(before)?.[1];
  const counts = { first: from - step, step };
  if (param !== undefined) return { param: decodeURIComponent(param), ...counts };
  const { pathname, search } = new URL(parts.toSpliced(place, 1, '{n}').join(''));
  return { path: decodeURI(pathname) + search, ...counts };
}

type Counted = {
  readonly parts: readonly string[];
  readonly place: number;
  readonly from: number;
  readonly step: number;
};

function countingNumber(second: string, third: string): Counted | undefined {
  const [a, b] = [second, third].map((url) => url.split(/(\d+)/));
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  const differing = a.flatMap((part, at) => (part === b[at] ? [] : [at]));
  const [place] = differing;
  if (place === undefined || differing.length !== 1 || place % 2 === 0) return undefined;
  const [from, to] = [Number(a[place]), Number(b[place])];
  return to > from ? { parts: a, place, from, step: to - from } : undefined;
}

function numberIn(second: string): Counted | undefined {
  const parts = second.split(/(\d+)/);
  const place = parts.findLastIndex((part) => part === '1' || part === '2');
  return place < 1 ? undefined : { parts, place, from: Number(parts[place]), step: 1 };
}

/** How page addresses count up: the second and third page's differ by one number. `at(n)` is the address of page n, from 1. */
export type Counting = { readonly at: (pageNumber: number) => string };

export function countingOf(second: string, third: string): Counting | undefined {
  const found = countingNumber(second, third);
  if (found === undefined) return undefined;
  const { parts, place, from, step } = found;
  return { at: (pageNumber) => parts.toSpliced(place, 1, String(from + (pageNumber - 2) * step)).join('') };
}
