import { type HtmlElement, isElement, outwards } from '../../base/html.ts';
import type { Lead } from '../../base/strategies.ts';
import { ancestors, isBeside, textOf, type View } from '../view.ts';
import { commonShape, shapeOf } from './address-shape.ts';
import { type CardFields, findCardFields } from './card-fields.ts';
import { chooseSelector } from './choose-selector.ts';
import { cardGuess, type CardGuess, elementsIn, postLinks } from './find-cards.ts';

/** So many posts may stand above a list: slides of a slider, say. More are another list. */
const MOST_LEADS = 6;

/**
 * The newest posts, where they stand above the list in mark-up of their own: the posts before the cards that are not among them and
 * have addresses of their shape. Of several the boxes must look alike; where they do not, none is taken.
 */
export function findLead(view: View, cards: readonly CardGuess[], fields: CardFields): Lead | undefined {
  const links = postLinks(view);
  const above = linksAbove(view, cards, links);
  const urls = [...new Set(above.values())];
  if (urls.length === 0 || urls.length > MOST_LEADS) return undefined;
  const listed = cards.map(({ element }) => element);
  const boxes = urls.map((url) => {
    const others = [...above].flatMap(([link, other]) => (other === url ? [] : [link]));
    const own = [...above].find(([, other]) => other === url);
    return own === undefined ? undefined : boxOf(own[0], new Set([...listed, ...others]));
  });
  const guesses = boxes.flatMap((box) => (box === undefined ? [] : (cardGuess(box, links) ?? [])));
  return guesses.length === urls.length ? leadOf(view, guesses, fields) : undefined;
}

/** The links before the first card that say the title of a post which is no card. */
function linksAbove(
  view: View,
  cards: readonly CardGuess[],
  links: ReadonlyMap<HtmlElement, string>,
): ReadonlyMap<HtmlElement, string> {
  const { shape } = commonShape(cards.map(({ url }) => url));
  const known = new Set(cards.map(({ url }) => url));
  const listed = new Set(cards.map(({ element }) => element));
  const above = new Map<HtmlElement, string>();
  for (const link of view.$('a[href]').toArray().filter(isElement)) {
    if ([...outwards(link)].some((one) => listed.has(one))) break;
    const url = links.get(link);
    if (url === undefined || known.has(url) || shapeOf(url) !== shape || isBeside(link)) continue;
    if (textOf(link).split(' ').length >= 3) above.set(link, url);
  }
  return above;
}

/** The largest element around a link that holds none of the others. */
function boxOf(link: HtmlElement, others: ReadonlySet<HtmlElement>): HtmlElement {
  let box = link;
  for (const element of ancestors(link)) {
    if (/^(?:body|html|main)$/.test(element.name) || elementsIn(element).some((one) => others.has(one)))
      break;
    box = element;
  }
  return box;
}

function leadOf(view: View, guesses: readonly CardGuess[], fields: CardFields): Lead | undefined {
  const elements = guesses.map(({ element }) => element);
  const card = chooseSelector(view, elements, () => false);
  const own = findCardFields(view, guesses);
  if (card === undefined || own === undefined) return undefined;
  const differing = Object.entries(own).filter(([name, selector]) => !isSame(fields, name, selector));
  return { card, ...Object.fromEntries(differing) };
}

function isSame(fields: CardFields, name: string, selector: string): boolean {
  return Object.entries(fields).some(([field, value]) => field === name && value === selector);
}
