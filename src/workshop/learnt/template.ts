import { readDate } from '../../base/dates/dates.ts';
import { type HtmlElement, isElement } from '../../base/html.ts';
import type { Source } from '../../base/source.ts';
import { nameIn, publishersOf } from '../../extract/authors/name.ts';
import type { Page } from '../../model/page.ts';
import type { Post } from '../../model/post.ts';
import { stableClasses, textOf, viewOf } from '../view.ts';
import type { Advice } from './identity.ts';

/** A kept page, and what was read of it. */
export type ReadPost = { readonly page: Page; readonly post: Post };

/** After so many posts a source's template is known. */
const LEAST_PAGES = 10;
/** A place is a field's where it is right on this share of the posts that have it, */
const RIGHT = 0.9;
/** and there on this share of all. */
const THERE = 0.8;
/** Who wrote is not told of each post. */
const SIGNED = 0.5;
const LONGEST = 120;
const MOST_ELEMENTS = 4000;

/**
 * Where a source's template keeps its date and its author, and what it repeats in every text, learnt from its posts: as rules of the adapter,
 * for what the source does not name yet. Only a place that leads to the right thing on nearly every page is named.
 */
export function templateAdvice(posts: readonly ReadPost[], source: Source): Advice[] {
  if (posts.length < LEAST_PAGES) return [];
  const pages = posts.map(({ page, post }) => ({ post, elements: elementsOf(page) }));
  return [
    ...(isOpen(source.article.date) ? placeOf('date', pages, { read: dayIn(source), least: THERE }) : []),
    ...(isOpen(source.article.author)
      ? placeOf('author', pages, { read: authorIn(source), least: SIGNED })
      : []),
    ...boilerplate(pages, source),
  ];
}

/** Elements of a page by the selectors that a person would write for them, in order. */
type Elements = ReadonlyMap<string, readonly HtmlElement[]>;
type Known = { readonly post: Post; readonly elements: Elements };
type Reader = (element: HtmlElement, post: Post) => 'right' | 'wrong' | 'nothing';

function isOpen(field: Source['article']['date']): boolean {
  return field === undefined || field === 'auto';
}

function elementsOf(page: Page): Elements {
  const all = new Map<string, HtmlElement[]>();
  const found = viewOf(page).$('body *').toArray().filter(isElement).slice(0, MOST_ELEMENTS);
  for (const element of found) {
    const names = element.name === 'time' ? ['time'] : [];
    for (const selector of [...stableClasses(element).map((name) => `.${name}`), ...names])
      all.set(selector, [...(all.get(selector) ?? []), element]);
  }
  return all;
}

function dayIn({ timeZone, dates }: Source): Reader {
  return (element, { published }) => {
    const text = element.attribs['datetime'] ?? textOf(element);
    if (text.length > LONGEST || published.precision !== 'day') return 'nothing';
    const { value, precision } = readDate(text, 'text', { zone: timeZone, ...dates });
    return precision !== 'day' ? 'nothing' : value === published.value ? 'right' : 'wrong';
  };
}

function authorIn({ publisher, name }: Source): Reader {
  return (element, { author }) => {
    const text = textOf(element);
    const found = text.length > LONGEST ? undefined : nameIn(text, publishersOf([publisher, name]));
    if (found === undefined) return 'nothing';
    return found === author ? 'right' : 'wrong';
  };
}

/** The first element of a selector on each page is what an adapter would read. */
function placeOf(
  field: 'date' | 'author',
  pages: readonly Known[],
  { read, least }: { readonly read: Reader; readonly least: number },
): Advice[] {
  const told = [...new Set(pages.flatMap(({ elements }) => [...elements.keys()]))].map((selector) => {
    const answers = pages.map(({ elements, post }) => {
      const [first] = elements.get(selector) ?? [];
      return first === undefined ? 'nothing' : read(first, post);
    });
    const right = answers.filter((answer) => answer === 'right').length;
    return { selector, right, wrong: answers.filter((answer) => answer === 'wrong').length };
  });
  const sure = told.filter(
    ({ right, wrong }) => right >= pages.length * least && right >= (right + wrong) * RIGHT,
  );
  const [best] = sure.toSorted((a, b) => b.right - a.right || a.selector.length - b.selector.length);
  if (best === undefined) return [];
  return [
    {
      rule: `article: { ${field}: ['${best.selector}', 'auto'] }`,
      adds: { field, selector: best.selector },
      why: `${best.right} of ${pages.length} posts have it there${best.wrong === 0 ? '' : `, ${best.wrong} something else`}`,
    },
  ];
}

/** What several posts of different titles say in the same words is the template's. */
function boilerplate(pages: readonly Known[], { article: { drop = [] } }: Source): Advice[] {
  const counts = new Map<string, number>();
  for (const { post } of pages)
    for (const text of new Set(post.blocks.map((block) => block.text)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  const repeated = new Set(
    [...counts].filter(([, count]) => count >= pages.length / 2).map(([text]) => text),
  );
  if (repeated.size === 0) return [];
  const selectors = [...new Set(pages.flatMap(({ elements }) => [...elements.keys()]))];
  return selectors
    .filter((selector) => !drop.includes(selector) && holdsOnly(selector, pages, repeated))
    .slice(0, 3)
    .map((selector) => ({
      rule: `article: { drop: ['${selector}'] }`,
      adds: { field: 'drop', selector },
      why: `it holds nothing but words that half of the posts have in common`,
    }));
}

function holdsOnly(selector: string, pages: readonly Known[], repeated: ReadonlySet<string>): boolean {
  const texts = pages
    .flatMap(({ elements }) => elements.get(selector) ?? [])
    .map((element) => textOf(element));
  return texts.length >= pages.length / 2 && texts.every((text) => repeated.has(text.replace(/^[•\s]+/, '')));
}
