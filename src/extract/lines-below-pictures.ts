import { isElement, isText, type HtmlElement, outwards } from '../base/html.ts';
import type { Line } from './lines.ts';

/** A line is a caption no longer than this. */
const LONGEST = 120;
/** What is linked further is a line of tools or of sections, with an icon. */
const MOST_LINKED = 0.4;

/** Lines that have a box with a picture to themselves. */
export function linesBelowPictures(lines: readonly Line[], titleAt: number): readonly number[] {
  return lines.flatMap((line, at) =>
    at !== titleAt &&
    line.kind === 'text' &&
    !line.beside &&
    line.text.length <= LONGEST &&
    line.linked < MOST_LINKED &&
    isBelowPicture(line)
      ? [at]
      : [],
  );
}

function isBelowPicture({ element, text }: Line): boolean {
  // A paragraph that opens with its words goes on to show what they say; a pixel that counts its readers is a picture, too.
  if (isElement(element) && element.name === 'p' && opensWithText(element)) return false;
  for (const at of outwards(element, 2)) {
    if (/^(?:body|main|article|section|td)$/.test(at.name)) return false;
    const seen = contentOf(at, text.length + 20);
    if (seen === undefined) return false;
    if (seen.hasPicture) return true;
  }
  return false;
}

/** Whether words come before anything else that an element shows. */
function opensWithText(parent: HtmlElement): boolean {
  for (const node of parent.children) {
    if (isText(node) ? node.data.trim() === '' : !isElement(node)) continue;
    if (isText(node)) return true;
    return isElement(node) && !/^(?:img|picture)$/.test(node.name) && opensWithText(node);
  }
  return false;
}

/** Whether an element holds a picture; undefined where it holds more text than that. */
function contentOf(element: HtmlElement, most: number): { readonly hasPicture: boolean } | undefined {
  let size = 0;
  let hasPicture = false;
  const walk = (parent: HtmlElement): void => {
    for (const node of parent.children) {
      if (size > most) return;
      if (isText(node)) size += node.data.trim().length;
      else if (isElement(node)) {
        if (node.name === 'img' || node.name === 'picture') hasPicture = true;
        if (node.name !== 'noscript' && node.name !== 'script' && node.name !== 'style') walk(node);
      }
    }
  };
  walk(element);
  return size > most ? undefined : { hasPicture };
}
