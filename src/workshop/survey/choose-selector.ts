import type { HtmlElement } from '../../base/html.ts';
import { isElement } from '../../base/html.ts';
import { brittle } from '../lint-source.ts';
import { ancestors, stableClasses, type View } from '../view.ts';

/** Words that people give to cards; a class with one of them is likely to stay. */
const TELLING = /post|news|item|card|entry|teaser|article|story|result|row|views|listing|case|summary|blog/i;

/**
 * The plainest sturdy selector that finds all of these elements and, besides them, only others that `isLike` lets pass;
 * undefined where there is none.
 */
export function chooseSelector(
  { $ }: View,
  elements: readonly HtmlElement[],
  isLike: (element: HtmlElement) => boolean,
): string | undefined {
  const wanted = new Set(elements);
  return candidates(elements).find((selector) => {
    if (brittle(selector).length > 0) return false;
    const found = $(selector).toArray().filter(isElement);
    const met = found.filter((element) => wanted.has(element)).length;
    return met === wanted.size && found.every((element) => wanted.has(element) || isLike(element));
  });
}

/** Selectors to try for elements that look alike, in the order in which a person would write them. */
function candidates(elements: readonly HtmlElement[]): string[] {
  const [first] = elements;
  if (first === undefined) return [];
  const tag = first.name;
  const own = sharedClasses(elements);
  const around = [0, 1, 2, 3].flatMap((level) => containerNames(elements, level));
  return [
    ...(tag === 'article' ? [tag] : []),
    ...own.map((name) => `.${name}`),
    ...own.map((name) => `${tag}.${name}`),
    ...around.flatMap((box) => own.map((name) => `${box} .${name}`)),
    ...around.map((box) => `${box} > ${tag}`),
    ...around.map((box) => `${box} ${tag}`),
    ...around.map((box) => `${box} ${tag}:has(a)`),
    ...(tag === 'a' ? ['h2 a', 'h3 a', 'h4 a', 'li a', 'p a'] : []),
    ...['h2', 'h3', 'h4'].map((heading) => `${tag}:has(${heading} a)`),
    `main ${tag}`,
    tag,
    ...['h2', 'h3', 'td', 'li'].map((box) => `${box} > ${tag}`).filter(() => tag === 'a'),
    ...(tag === 'tr' || tag === 'li' ? [`${tag}:has(a)`, `${tag}:has(td a)`] : []),
    // Where a build tool made every name.
    ...around.map((box) => `${box} ${tag}:has(> a)`),
    ...(tag === 'a' ? [] : [`${tag}:has(> a)`]),
  ];
}

/** Names of what stands `level` steps around all of the elements. */
function containerNames(elements: readonly HtmlElement[], level: number): string[] {
  const around = elements.flatMap((element) => ancestors(element)[level] ?? []);
  const [box] = around;
  if (box === undefined || around.length < elements.length) return [];
  const id = box.attribs['id'] ?? '';
  const byId = around.every((one) => one === box) && /^[a-z_][\w-]*$/i.test(id) ? [`#${id}`] : [];
  const semantic = /^(main|article|section|dl|ul|ol)$/.test(box.name) ? [box.name] : [];
  return [...sharedClasses(around).map((name) => `.${name}`), ...byId, ...semantic];
}

function sharedClasses(elements: readonly HtmlElement[]): string[] {
  const [first, ...rest] = elements.map(stableClasses);
  const shared = (first ?? []).filter((name) => rest.every((names) => names.includes(name)));
  return shared.sort((a, b) => Number(TELLING.test(b)) - Number(TELLING.test(a)));
}
