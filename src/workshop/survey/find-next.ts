import { type HtmlElement, isElement } from '../../base/html.ts';
import { resolveUrl, sameSite } from '../../base/url.ts';
import { brittle } from '../lint-source.ts';
import { ancestors, stableClasses, textOf, type View } from '../view.ts';
import {
  isDated,
  isInPager,
  leapsAhead,
  type NextGuess,
  numberedNext,
  secondPage,
  shelfOf,
} from './counted-next.ts';

/** What a link to the next page says, whole: "More info" and "Next thread" lead elsewhere. */
const SAYS_NEXT =
  /^(?:go to )?(?:next|older|more)(?: (?:page|posts?|entries|stories|articles|items|results|news))?\W{0,3}$|^(?:›|»|→|>>?)$/i;
const NAMED_NEXT = /(?:^|[\s_-])(?:next|older)(?:$|[\s_-])/i;
/** A pager stands above a list and below it; what is said more often is said by each card. */
const MOST_SAID = 2;
const LONGEST_LABEL = 30;

/** Ways to the next page, the sturdiest first; each leads somewhere else than to this page. A false one is worse than none. */
export function findNext(view: View): NextGuess[] {
  const found = [...linkedNext(view), ...numberedNext(view)];
  return found.length > 0 ? found : addressedNext(view);
}

/** The site's own link to the next page: it knows best where that is. */
function linkedNext(view: View): NextGuess[] {
  const { $, base, page } = view;
  const links = $('a[href]').toArray().filter(isElement);
  const said = links.filter(saysNext);
  const hasSingle = said.some((link) => /^[›>→]$/.test(labelOf(link)));
  const isOne = said.filter(
    (link) =>
      said.filter((other) => labelOf(other) === labelOf(link)).length <= MOST_SAID &&
      // Beside a single arrow the double one leads to the last page.
      !(hasSingle && /^(?:»|>>)$/.test(labelOf(link))),
  );
  const selectors = ['a[rel=next]', 'link[rel=next]', ...isOne.flatMap(namesOf)];
  return [...new Set(selectors)].flatMap((selector) => {
    if (brittle(selector).length > 0) return [];
    const [first] = $(selector).toArray().filter(isElement);
    const url = first === undefined ? undefined : resolveUrl(first.attribs['href'] ?? '', base);
    const leads = url !== undefined && url !== page.finalUrl && sameSite(url, page.finalUrl);
    return leads &&
      first !== undefined &&
      !leapsAhead(url, page.finalUrl) &&
      isPageOf(first, url, page.finalUrl)
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
  // A letter of an alphabet, and the pages of comments, have arrows of their own.
  if (/[?&]\w+=[a-z]$/i.test(url) || isOfComments(link)) return false;
  const [next, own] = [shelfOf(url), shelfOf(here)];
  // A post's own pager leads to the next post, and an archive's to the next month.
  if (isInPager(link) && !isDated(url)) return true;
  return next !== undefined && next === own;
}

/** In no language is anything said of numbers: whatever it is called, the link leads to this page's address with the second page's number. */
function addressedNext({ $, base, page }: View): NextGuess[] {
  const here = page.finalUrl;
  const leading = $('a[href]')
    .toArray()
    .filter(isElement)
    .filter((link) => !/\d/.test(textOf(link)) && textOf(link).length <= LONGEST_LABEL)
    .filter((link) => !isOfComments(link));
  const urls = leading.flatMap((link) => resolveUrl(link.attribs['href'] ?? '', base) ?? []);
  const found = urls.flatMap((url) => {
    const pages = secondPage(url, here);
    return pages === undefined ? [] : [{ paging: { pages }, url }];
  });
  return found.slice(0, 1);
}

function isOfComments(link: HtmlElement): boolean {
  return [link, ...ancestors(link).slice(0, 3)].some(({ attribs }) =>
    /comment/i.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`),
  );
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
      ? named(link)
      : around.flatMap((box) => stableClasses(box).map((name) => `.${name} a:contains("${word}")`))),
  ];
}

/** A link that shows a picture, by what it says to those who do not see it. */
function named({ attribs }: HtmlElement): string[] {
  return ['aria-label', 'title'].flatMap((name) => {
    const said = attribs[name] ?? '';
    return SAYS_NEXT.test(said) && /^[\w ]+$/.test(said) ? [`a[${name}="${said}"]`] : [];
  });
}
