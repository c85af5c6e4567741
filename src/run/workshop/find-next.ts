import { type HtmlElement, isElement } from '../../base/html.ts';
import { resolveUrl, sameSite } from '../../base/url.ts';
import { brittle } from '../lint-source.ts';
import { ancestors, stableClasses, textOf, type View } from './view.ts';

/** A selector that may find the link to the next page, and where it leads. */
export type NextGuess = { readonly selector: string; readonly url: string };

const SAYS_NEXT = /^(?:next|older|more)\b|^(?:›|»|→|>>)$|\bnext page\b|\bolder (?:posts|entries|stories)\b/i;

/** Ways to find the link to the next page, the sturdiest first; each leads somewhere else than to this page. */
export function findNext(view: View): NextGuess[] {
  const { $, base, page } = view;
  const said = $('a[href]')
    .toArray()
    .filter(isElement)
    .filter((link) => SAYS_NEXT.test(textOf(link)) || SAYS_NEXT.test(link.attribs['aria-label'] ?? ''));
  const selectors = ['a[rel=next]', 'link[rel=next]', ...said.flatMap(namesOf)];
  return [...new Set(selectors)].flatMap((selector) => {
    if (brittle(selector).length > 0) return [];
    const [first] = $(selector).toArray().filter(isElement);
    const url = first === undefined ? undefined : resolveUrl(first.attribs['href'] ?? '', base);
    const leads = url !== undefined && url !== page.finalUrl && sameSite(url, page.finalUrl);
    return leads ? [{ selector, url }] : [];
  });
}

/** Selectors for a link that says "next": by a class of its own or of what is around it, else by its word. */
function namesOf(link: HtmlElement): string[] {
  const word = /[a-z]+/i.exec(textOf(link))?.[0] ?? '';
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

/** How page addresses count up: the second and third page's differ by one number. `at(n)` is the address of page n, from 1. */
export type Counting = { readonly at: (pageNumber: number) => string };

export function countingOf(second: string, third: string): Counting | undefined {
  const [a, b] = [second, third].map((url) => url.split(/(\d+)/));
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  const differing = a.flatMap((part, at) => (part === b[at] ? [] : [at]));
  const [place] = differing;
  if (place === undefined || differing.length !== 1 || place % 2 === 0) return undefined;
  const [from, to] = [Number(a[place]), Number(b[place])];
  if (to <= from) return undefined;
  return {
    at: (pageNumber) => a.toSpliced(place, 1, String(from + (pageNumber - 2) * (to - from))).join(''),
  };
}
