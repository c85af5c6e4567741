import { type HtmlDocument, type HtmlElement, type HtmlNode, isElement, isText } from '../../base/html.ts';
import type { PictureLook, PicturePart, PictureTag } from '../../model/listing-picture.ts';
import type { CardMarks } from './mark-cards.ts';

/** What stands out on a page, besides its cards. */
export type Notes = {
  readonly marks: CardMarks;
  readonly outside: ReadonlySet<HtmlElement>;
  /** The block that an element begins. */
  readonly picks: ReadonlyMap<HtmlElement, number>;
};

/** A page with more pieces than this is drawn as far as that. */
const MOST_PARTS = 8000;
const LONGEST_TEXT = 400;

/** What is never words on the page, or would ask for something. */
const LEFT_OUT =
  /^(?:head|script|style|noscript|template|svg|math|iframe|frame|object|embed|video|audio|canvas|select|option|textarea|button)$/;
const BLOCK =
  /^(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|flat-card|footer|form|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|th|tr|ul)$/;

/** Draws a page in parts of ours: its words, and what is a box, a heading, a link or a picture. The site's own mark-up is not taken over. */
export function drawPage(
  document: HtmlDocument,
  notes: Notes,
): { readonly parts: readonly PicturePart[]; readonly isCut: boolean } {
  const parts: PicturePart[] = [];
  const walk = (node: HtmlNode): void => {
    if (parts.length >= MOST_PARTS) return;
    if (!isElement(node)) {
      if (isText(node)) addText(parts, node.data);
      return;
    }
    if (LEFT_OUT.test(node.name)) return;
    const block = notes.picks.get(node);
    if (block !== undefined) parts.push({ kind: 'pick', block });
    const opened = openings(node, notes);
    const before = parts.length;
    for (const { tag, look, says } of opened) {
      parts.push({ kind: 'open', tag, look });
      if (says !== undefined) parts.push(...nameTag(says));
    }
    const inside = parts.length;
    if (node.name === 'img') addText(parts, node.attribs['alt'] ?? '');
    for (const child of node.children) walk(child);
    // A box with nothing in it says nothing.
    if (parts.length === inside && !opened.some(({ says }) => says !== undefined)) parts.length = before;
    else for (const { tag } of opened.toReversed()) parts.push({ kind: 'close', tag });
  };
  for (const node of document.children) walk(node);
  return { parts, isCut: parts.length >= MOST_PARTS };
}

type Opening = { readonly tag: PictureTag; readonly look: PictureLook; readonly says?: string };

/** What is opened for an element, the outermost first. */
function openings(element: HtmlElement, { marks, outside }: Notes): readonly Opening[] {
  const own = marks.get(element) ?? [];
  const tag = BLOCK.test(element.name) || own.some(({ kind }) => kind === 'card') ? 'div' : 'span';
  const cards = own.flatMap((one): Opening[] =>
    one.kind === 'card' ? [{ tag: 'div', look: 'card', says: String(one.number) }] : [],
  );
  const names = own.flatMap((one) => (one.kind === 'field' ? [one.name] : []));
  return [
    ...cards,
    ...(names.length === 0 ? [] : [{ tag, look: 'field', says: names.join(', ') } as const]),
    ...(outside.has(element) ? [{ tag, look: 'outside', says: 'outside' } as const] : []),
    ...looksOf(element, tag),
  ];
}

function looksOf({ name }: HtmlElement, tag: PictureTag): readonly Opening[] {
  if (/^h[1-6]$/.test(name)) return [{ tag: 'div', look: 'heading' }];
  if (name === 'a') return [{ tag, look: 'link' }];
  if (name === 'img') return [{ tag: 'span', look: 'image' }];
  return BLOCK.test(name) ? [{ tag: 'div', look: 'box' }] : [];
}

function nameTag(text: string): readonly PicturePart[] {
  return [
    { kind: 'open', tag: 'span', look: 'name' },
    { kind: 'text', text },
    { kind: 'close', tag: 'span' },
  ];
}

function addText(parts: PicturePart[], said: string): void {
  const text = said.slice(0, LONGEST_TEXT).replaceAll(/\s+/g, ' ');
  const last = parts.at(-1);
  const isGap = text === ' ' && (last === undefined || last.kind !== 'text');
  if (text !== '' && !isGap) parts.push({ kind: 'text', text });
}
