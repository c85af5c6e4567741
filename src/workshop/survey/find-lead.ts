import { type HtmlElement, isElement } from '../../base/html.ts';
import type { Lead } from '../../base/strategies.ts';
import { ancestors, isBeside, textOf, type View } from '../view.ts';
import { commonShape, shapeOf } from './address-shape.ts';
import { type CardFields, findCardFields } from './card-fields.ts';
import { chooseSelector } from './choose-selector.ts';
import { cardGuess, type CardGuess, elementsIn, postLinks } from './find-cards.ts';

/**
 * The newest post, where it stands above the list in mark-up of its own: the one post before the cards that is not among them and
 * has an address of their shape. Several such links are a menu or a slider, and none of them is taken.
 */
export function findLead(view: View, cards: readonly CardGuess[], fields: CardFields): Lead | undefined {
  const links = postLinks(view);
  const { shape } = commonShape(cards.map(({ url }) => url));
  const known = new Set(cards.map(({ url }) => url));
  const listed = new Set(cards.map(({ element }) => element));
  const above: HtmlElement[] = [];
  for (const link of view.$('a[href]').toArray().filter(isElement)) {
    if ([link, ...ancestors(link)].some((one) => listed.has(one))) break;
    const url = links.get(link);
    if (url === undefined || known.has(url) || shapeOf(url) !== shape || isBeside(link)) continue;
    if (textOf(link).split(' ').length >= 3) above.push(link);
  }
  const urls = new Set(above.map((link) => links.get(link)));
  const [link] = above;
  if (link === undefined || urls.size !== 1) return undefined;
  const guess = cardGuess(boxOf(link, listed), links);
  return guess === undefined ? undefined : leadOf(view, guess, fields);
}

/** The largest element around a link that holds none of the cards. */
function boxOf(link: HtmlElement, cards: ReadonlySet<HtmlElement>): HtmlElement {
  let box = link;
  for (const element of ancestors(link)) {
    if (/^(?:body|html|main)$/.test(element.name) || elementsIn(element).some((one) => cards.has(one))) break;
    box = element;
  }
  return box;
}

function leadOf(view: View, guess: CardGuess, fields: CardFields): Lead | undefined {
  const card = chooseSelector(view, [guess.element], () => false);
  const own = findCardFields(view, [guess]);
  if (card === undefined || own === undefined) return undefined;
  const differing = Object.entries(own).filter(([name, selector]) => !isSame(fields, name, selector));
  return { card, ...Object.fromEntries(differing) };
}

function isSame(fields: CardFields, name: string, selector: string): boolean {
  return Object.entries(fields).some(([field, value]) => field === name && value === selector);
}
