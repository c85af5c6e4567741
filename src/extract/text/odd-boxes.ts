import { isElement, type HtmlDocument, type HtmlElement } from '../../base/html.ts';
import { dressOf } from '../dress.ts';
import type { Line, Lines } from '../lines.ts';
import { isProse } from './noise.ts';
import type { LineSpan } from './span.ts';

/** A box that is set into a text holds no larger part of the page's running text than this, */
const MOST_SHARE = 0.15;
/** what it stands in holds so many times as much, */
const AROUND = 2;
const LEAST_AROUND = 300;
/** and boxes in the same dress hold hardly any of it: otherwise that is how the text itself is boxed. */
const ALIKE = 0.2;
const MOST_LINES = 40;
/** An invitation, a bookmark or a picture's caption is no longer than this, in characters. */
const INVITATION = 500;
const CAPTION = 300;
const BUTTON = 30;
const BOXES = new Set(['div', 'section', 'figure', 'article', 'form', 'details', 'span']);
const CONTROLS = new Set(['form', 'input', 'select', 'textarea', 'button']);
/** What an author shows as it was typed has a box of its own, with a button to copy it. */
const CODE = new Set(['pre']);
/** Terms, and what each of them is in this case. */
const FACTS = new Set(['dl']);
const PICTURES = new Set(['img', 'picture', 'video', 'audio', 'iframe', 'amp-img']);

/** How much of the lines before each place is text, running text and link, in characters. */
type Sums = {
  readonly text: readonly number[];
  readonly prose: readonly number[];
  readonly links: readonly number[];
};

/**
 * Marks what is set into a text without being of it: boxes in a dress of their own, between paragraphs that look otherwise, that hold links,
 * a form, a card for another page or a picture with its caption. No word is looked at.
 */
export function withoutOddBoxes(page: Lines, titleAt: number): readonly Line[] {
  const { lines, spans } = page;
  const sums = sumsOf(lines);
  const total = gain(sums.prose, [0, lines.length]);
  const marked = new Set<number>();
  const judge = oddness(page, sums);
  for (const [element, span] of outermostFirst(spans)) {
    const [from, to] = span;
    if (!BOXES.has(element.name) || to - from > MOST_LINES || marked.has(from)) continue;
    if (titleAt >= from && titleAt < to) continue;
    if (gain(sums.prose, span) > total * MOST_SHARE || !judge(element, span)) continue;
    for (let at = from; at < to; at += 1) marked.add(at);
  }
  if (marked.size === 0) return lines;
  return lines.map((line, at) => (marked.has(at) ? { ...line, beside: true, company: true } : line));
}

function sumsOf(lines: readonly Line[]): Sums {
  const sums = { text: [0], prose: [0], links: [0] };
  let [text, prose, links] = [0, 0, 0];
  for (const line of lines) {
    const size = line.beside ? 0 : line.text.length;
    text += size;
    links += size * line.linked;
    if (isProse(line)) prose += size;
    sums.text.push(text);
    sums.prose.push(prose);
    sums.links.push(links);
  }
  return sums;
}

function gain(sums: readonly number[], [from, to]: LineSpan): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}

function outermostFirst(spans: Lines['spans']): readonly (readonly [HtmlElement, LineSpan])[] {
  return [...spans].toSorted(([, one], [, other]) => one[0] - other[0] || other[1] - one[1]);
}

/** Tells whether an element is a box set into the text around it, and not of it. */
function oddness({ lines, spans }: Lines, sums: Sums): (element: HtmlElement, span: LineSpan) => boolean {
  const wardrobes = new Map<HtmlDocument | HtmlElement, ReadonlyMap<string, number>>();
  const wardrobe = (parent: HtmlElement): ReadonlyMap<string, number> => {
    const known = wardrobes.get(parent) ?? proseByDress(parent, spans, sums);
    wardrobes.set(parent, known);
    return known;
  };
  return (element, span) => {
    const parent = aroundLink(element);
    const around = parent !== null && isElement(parent) ? spans.get(parent) : undefined;
    if (around === undefined || parent === null || !isElement(parent)) return false;
    const [own, all] = [gain(sums.prose, span), gain(sums.prose, around)];
    if (all - own < Math.max(LEAST_AROUND, own * AROUND)) return false;
    if ((wardrobe(parent).get(dressOf(element)) ?? 0) > all * ALIKE) return false;
    return isSetIn(element, {
      lines: lines.slice(...span),
      prose: own,
      text: gain(sums.text, span),
      links: gain(sums.links, span),
    });
  };
}

/** What holds an element, or the link that the whole of it is. */
function aroundLink({ parent }: HtmlElement): HtmlElement['parent'] {
  return parent !== null && isElement(parent) && parent.name === 'a' ? parent.parent : parent;
}

function proseByDress(parent: HtmlElement, spans: Lines['spans'], sums: Sums): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const child of parent.children) {
    const span = isElement(child) ? spans.get(child) : undefined;
    if (!isElement(child) || span === undefined) continue;
    const dress = dressOf(child);
    found.set(dress, (found.get(dress) ?? 0) + gain(sums.prose, span));
  }
  return found;
}

type Box = {
  readonly lines: readonly Line[];
  readonly prose: number;
  readonly text: number;
  readonly links: number;
};

function isSetIn(element: HtmlElement, { lines, prose, text, links }: Box): boolean {
  if (text === 0 || text > INVITATION * 2 || holds(element, CODE)) return false;
  const own = lines.filter((line) => !line.beside);
  if (prose === 0)
    return (
      isOfLinks(own, text, links) ||
      (isLabel(own) && !holds(element, FACTS)) ||
      (text <= CAPTION && (holds(element, PICTURES) || holds(element, CONTROLS)))
    );
  if (text > INVITATION) return false;
  const isCard = own.some(({ linked }) => linked > 0.8) && (links >= text * 0.15 || isInvitation(own, text));
  return (
    isCard || holds(element, CONTROLS) || (own.length < 3 && text <= CAPTION && holds(element, PICTURES))
  );
}

function isOfLinks(lines: readonly Line[], text: number, links: number): boolean {
  return links > text * 0.5 && lines.some(({ linked }) => linked > 0.8);
}

/** A heading, a sentence or two and a link to press. */
function isInvitation(lines: readonly Line[], text: number): boolean {
  const last = lines.at(-1);
  const isButton = last !== undefined && last.linked > 0.8 && last.text.length <= BUTTON;
  return isButton && lines.length <= 4 && lines[0]?.kind === 'heading' && text <= CAPTION;
}

/** A heading with a few words below it and no sentence; under several there are facts. */
function isLabel(lines: readonly Line[]): boolean {
  const [head, ...rest] = lines;
  return (
    rest.length > 0 &&
    head?.kind === 'heading' &&
    rest.every(({ kind }) => kind !== 'heading') &&
    lines.every(({ kind, text }) => kind !== 'row' && kind !== 'item' && text.length < 60)
  );
}

/** Whether an element of one of these kinds is within; what unfolds a panel is no control. */
function holds(parent: HtmlElement, names: ReadonlySet<string>): boolean {
  return parent.children.some(
    (child) =>
      isElement(child) &&
      ((names.has(child.name) && !('aria-expanded' in child.attribs) && child.attribs['type'] !== 'hidden') ||
        holds(child, names)),
  );
}
