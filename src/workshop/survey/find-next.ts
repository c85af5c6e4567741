import { dateFromPath } from '../../base/dates/dates.ts';
import { type HtmlElement, isElement } from '../../base/html.ts';
import type { ListingStrategy, Paging } from '../../base/strategies.ts';
import { resolveUrl, sameSite } from '../../base/url.ts';
import { brittle } from '../lint-source.ts';
import { ancestors, stableClasses, textOf, type View } from '../view.ts';

/** How the next page may be addressed, and where that leads. */
export type NextGuess = { readonly paging: Pick<ListingStrategy, 'next' | 'pages'>; readonly url: string };

/** What a link to the next page says, whole: "More info" and "Next thread" lead elsewhere. */
const SAYS_NEXT =
  /^(?:go to )?(?:next|older|more)(?: (?:page|posts?|entries|stories|articles|items|results|news))?\W{0,3}$|^(?:›|»|→|>>?)$/i;
const NAMED_NEXT = /(?:^|[\s_-])(?:next|older)(?:$|[\s_-])/i;
const NAMED_PAGER =
  /(?:^|[\s_-])(?:pag(?:er|ination|ing)|page-?numbers|nav-?links|next-?page|page-?next)(?:$|[\s_-])/i;
/** A pager stands above a list and below it; what is said more often is said by each card. */
const MOST_SAID = 2;

/** Ways to the next page, the sturdiest first; each leads somewhere else than to this page. A false one is worse than none. */
export function findNext(view: View): NextGuess[] {
  return [...linkedNext(view), ...numberedNext(view)];
}

/** The site's own link to the next page: it knows best where that is. */
function linkedNext(view: View): NextGuess[] {
  const { $, base, page } = view;
  const links = $('a[href]').toArray().filter(isElement);
  const said = links.filter(saysNext);
  const isOne = said.filter(
    (link) => said.filter((other) => labelOf(other) === labelOf(link)).length <= MOST_SAID,
  );
  const selectors = ['a[rel=next]', 'link[rel=next]', ...isOne.flatMap(namesOf)];
  return [...new Set(selectors)].flatMap((selector) => {
    if (brittle(selector).length > 0) return [];
    const [first] = $(selector).toArray().filter(isElement);
    const url = first === undefined ? undefined : resolveUrl(first.attribs['href'] ?? '', base);
    const leads = url !== undefined && url !== page.finalUrl && sameSite(url, page.finalUrl);
    return leads && first !== undefined && isPageOf(first, url, page.finalUrl)
      ? [{ paging: { next: selector }, url }]
      : [];
  });
}

/** By its words, or by nothing but an arrow or a picture where it, or the item of the pager around it, is named "next". */
function saysNext(link: HtmlElement): boolean {
  if (SAYS_NEXT.test(labelOf(link)) || SAYS_NEXT.test(link.attribs['aria-label'] ?? '')) return true;
  const isBare = !/[\p{L}\p{N}]/u.test(textOf(link));
  const named = [link, ...ancestors(link).slice(0, 2)];
  return isBare && named.some(({ attribs }) => NAMED_NEXT.test(attribs['class'] ?? ''));
}

function labelOf(link: HtmlElement): string {
  const text = textOf(link).trim();
  return text === '' ? (link.attribs['aria-label'] ?? link.attribs['title'] ?? '').trim() : text;
}

/** The next page of a list is addressed like this one but for numbers and query, or stands in a pager: the next post is neither. */
function isPageOf(link: HtmlElement, url: string, here: string): boolean {
  if (
    ancestors(link)
      .slice(0, 4)
      .some(({ attribs }) => NAMED_PAGER.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`))
  )
    return true;
  const [next, own] = [shelfOf(url), shelfOf(here)];
  return next !== undefined && next === own;
}

/** The path without what counts pages. */
function shelfOf(url: string): string | undefined {
  return URL.parse(url)
    ?.pathname.replace(/(?:\/(?:page|p|seite|pagina)?[-/]?\d{1,4})?(?:\/|\.\w{2,5})?$/i, '')
    .replace(/\/index$/i, '');
}

/** Selectors for a link that says "next": by a class of its own or of what is around it, else by its word. */
function namesOf(link: HtmlElement): string[] {
  const word = /[a-z]+|[›»→]|>>?/i.exec(textOf(link))?.[0] ?? '';
  const around = ancestors(link).slice(0, 3);
  const isNext = (name: string): boolean => /next|older/i.test(name);
  return [
    ...stableClasses(link)
      .filter(isNext)
      .map((name) => `a.${name}`),
    ...around.flatMap((box) =>
      stableClasses(box)
        .filter(isNext)
        .map((name) => `.${name} a`),
    ),
    ...(word === ''
      ? []
      : around.flatMap((box) => stableClasses(box).map((name) => `.${name} a:contains("${word}")`))),
  ];
}

/** Links that say nothing but "2" and "3": their addresses tell how pages are numbered. */
function numberedNext({ $, base, page }: View): NextGuess[] {
  const leadsTo = (label: string): string | undefined => {
    const link = $('a[href]')
      .toArray()
      .filter(isElement)
      .find((one) => textOf(one).replace(/^page\s+/i, '') === label);
    const url = link === undefined ? undefined : resolveUrl(link.attribs['href'] ?? '', base);
    return url !== undefined && sameSite(url, page.finalUrl) ? url : undefined;
  };
  const [second, third] = [leadsTo('2'), leadsTo('3')];
  if (second === undefined) return [];
  const pages = isDated(second) && !isDated(page.finalUrl) ? undefined : pagingOf(second, third);
  // Pages are counted from 0 or 1, also where items are counted: days of a calendar are not.
  return pages === undefined || pages.first < 0 || pages.first > 1
    ? []
    : [{ paging: { pages }, url: second }];
}

/** The days of an archive's calendar are labelled with numbers, too. */
function isDated(url: string): boolean {
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
