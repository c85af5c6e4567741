import type { HtmlElement } from '../../base/html.ts';
import { isElement, isText } from '../../base/html.ts';
import { foldSpace } from '../../base/text.ts';
import { ancestors, stableClasses, textOf, type View } from '../view.ts';
import { type CardGuess, elementsIn, TEASER } from './find-cards.ts';
import { best, namesWithin, share } from './name-within.ts';

/** What names a post, and does not tell of it; a second link may tell. */
const NAMES = /^(?:h[1-6]|time)$/;
const LEADS = /^(?:a|h[1-6]|time)$/;

/** Finds how the teaser is read in all of these cards; `title`: how their titles are. */
export function teaserSelector(
  { $ }: View,
  cards: readonly CardGuess[],
  title: string | undefined,
): string | undefined {
  const named = cards.flatMap(({ element }) =>
    elementsIn(element).flatMap((one) =>
      stableClasses(one)
        .filter((name) => /summary|teaser|excerpt|intro|standfirst|description/i.test(name))
        .map((name) => `.${name}`),
    ),
  );
  const told = (selector: string, isFit: (one: HtmlElement) => boolean): number =>
    share(cards, ({ element, link }) => {
      const [first] = $(element).find(selector).toArray().filter(isElement);
      if (first === undefined || first === link || NAMES.test(first.name)) return false;
      // Within a link a text without a name of its own is the title.
      const isNamed = selector.startsWith('.') || !isWithin(first, link, element);
      return isFit(first) && isNamed && textOf(first).length > TEASER;
    });
  const tells = (selector: string): number => told(selector, ({ name }) => name !== 'a');
  const bare = (selector: string): number =>
    told(selector, (one) => !elementsIn(one).some((inner) => inner !== one && LEADS.test(inner.name)));
  const usual = [...new Set(named), 'p'];
  // One that ends in a link to the rest says that as well.
  const plain = best(usual, bare, 0.6) ?? best(usual, tells, 0.6);
  if (plain !== undefined) return plain;
  // Where the first paragraph is another thing, the teaser is told by its own class or by what stands before it.
  const long = cards.flatMap(({ element, link }) => longTexts(element, link).slice(0, 2));
  const behind = best(
    long.flatMap(([one, card]) =>
      namesWithin(one, card).filter((name) => !/^(?:div|span|td|li)$/.test(name)),
    ),
    tells,
    0.6,
  );
  return behind ?? looseTeaser($, cards) ?? headedTeaser($, cards, title);
}

/** A teaser that stands beside its link, in no element of its own. */
function looseTeaser($: View['$'], cards: readonly CardGuess[]): string | undefined {
  const named = cards.flatMap(({ element, link }) =>
    link.parent === element
      ? ['.']
      : ancestors(link)
          .slice(0, 1)
          .flatMap((box) => namesWithin(box, element)),
  );
  const tells = (name: string): number =>
    share(cards, ({ element }) => {
      const found = name === '.' ? [element] : $(element).find(name).toArray().filter(isElement);
      const first = found.map(looseText).find((text) => text !== '');
      return (first?.length ?? 0) > TEASER;
    });
  const chosen = best(named, tells, 0.6);
  return chosen === undefined ? undefined : `${chosen}@text`;
}

/** A second heading, as long as a teaser is, below the one that is the title. */
function headedTeaser(
  $: View['$'],
  cards: readonly CardGuess[],
  title: string | undefined,
): string | undefined {
  if (title === undefined || !/^h[1-5]$/.test(title)) return undefined;
  return best(
    ['h2', 'h3', 'h4', 'h5', 'h6'].filter((name) => name > title),
    (name) =>
      share(cards, ({ element }) => {
        const [only, more] = $(element).find(name).toArray().filter(isElement);
        return only !== undefined && more === undefined && textOf(only).length > TEASER;
      }),
    0.6,
  );
}

function looseText({ children }: HtmlElement): string {
  return foldSpace(
    children
      .filter(isText)
      .map(({ data }) => data)
      .join(' '),
  );
}

/** Whether an element is part of a link that is not the card as a whole: what stands there names the post. */
function isWithin(one: HtmlElement, link: HtmlElement, card: HtmlElement): boolean {
  return link !== card && ancestors(one).includes(link);
}

/** The elements of a card that say much and hold no link and no heading, each with its card. */
function longTexts(card: HtmlElement, link: HtmlElement): (readonly [HtmlElement, HtmlElement])[] {
  return elementsIn(card)
    .filter((one) => one !== card && !elementsIn(one).some(({ name }) => LEADS.test(name)))
    .filter((one) => textOf(one).length > TEASER && !isWithin(one, link, card))
    .map((one) => [one, card] as const);
}
