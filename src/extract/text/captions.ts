import { isElement, type HtmlElement, outwards } from '../../base/html.ts';

const CAPTION = /(?:^|[\s_-])[a-z]*caption(?:$|[\s_-])/i;
/** So far around a caption its picture stands, and so many elements there are looked at. */
const PICTURE_LEVELS = 4;
const MOST_BY_PICTURE = 60;

/** What is named for the words below a picture. */
export function isCaption({ attribs }: HtmlElement): boolean {
  return (
    attribs['itemprop'] === 'caption' || CAPTION.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`)
  );
}

/** Whether a picture stands in the box of an element. */
export function isByPicture(element: HtmlElement): boolean {
  for (const at of outwards(element, PICTURE_LEVELS)) {
    if (/^(?:body|main|article)$/.test(at.name)) return false;
    if (holdsPicture(at, { left: MOST_BY_PICTURE })) return true;
  }
  return false;
}

function holdsPicture(parent: HtmlElement, room: { left: number }): boolean {
  return parent.children.some((child) => {
    if (!isElement(child)) return false;
    room.left -= 1;
    return room.left > 0 && (/^(?:img|picture|video)$/.test(child.name) || holdsPicture(child, room));
  });
}
