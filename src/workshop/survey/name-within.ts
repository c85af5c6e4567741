import type { HtmlElement } from '../../base/html.ts';
import { isElement } from '../../base/html.ts';
import { brittle } from '../lint-source.ts';
import { ancestors, stableClasses } from '../view.ts';
import type { CardGuess } from './find-cards.ts';

/** Selectors, plainest first, that may name an element within its card. */
export function namesWithin(element: HtmlElement, card: HtmlElement): string[] {
  const around = ancestors(element);
  const inside = around.slice(0, Math.max(0, around.indexOf(card)));
  const heading = inside.find(({ name }) => /^h[1-6]$/.test(name));
  const tag = element.name;
  return [
    ...(heading === undefined ? [] : [`${heading.name} ${tag}`]),
    ...(element.attribs['rel'] === 'bookmark' ? [`${tag}[rel=bookmark]`] : []),
    ...stableClasses(element).map((name) => (tag === 'a' ? `a.${name}` : `.${name}`)),
    ...inside.slice(0, 2).flatMap((box) => stableClasses(box).map((name) => `.${name} ${tag}`)),
    ...inside.slice(0, 1).map((box) => `${box.name} ${tag}`),
    tag,
    ...afterSibling(element, card),
  ];
}

/** `.date + p`, `h3 + p`: what has no class may be told by what always stands before it. */
function afterSibling(element: HtmlElement, card: HtmlElement): string[] {
  if (element === card) return [];
  let before = element.prev;
  while (before !== null && !isElement(before)) before = before.prev;
  if (before === null) return [];
  const names = [...stableClasses(before).map((name) => `.${name}`), before.name];
  return names.map((name) => `${name} + ${element.name}`);
}

/** The selector that serves most cards, the earlier of two that serve as many, and none that serves fewer than `least`. */
export function best(
  selectors: readonly string[],
  worth: (selector: string) => number,
  least: number,
): string | undefined {
  let chosen: { readonly selector: string; readonly worth: number } | undefined;
  for (const selector of new Set(selectors)) {
    if (brittle(selector).length > 0) continue;
    const found = worth(selector);
    if (found >= least && found > (chosen?.worth ?? 0)) chosen = { selector, worth: found };
    if (found === 1) break;
  }
  return chosen?.selector;
}

export function share(cards: readonly CardGuess[], has: (card: CardGuess) => boolean): number {
  return cards.length === 0 ? 0 : cards.filter(has).length / cards.length;
}
