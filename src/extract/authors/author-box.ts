import type { HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { isNobodys } from './byline.ts';
import { leavesOf } from './names-alike.ts';
import type { ReadName } from './name.ts';
import { isPersonal } from './person.ts';

/** More people than this are no authors of a post. */
const MOST_AUTHORS = 4;

/** Whom the boxes tell of that a page has for its authors: of each the first name that it shows. */
export function boxedAuthors(
  boxes: readonly HtmlElement[],
  around: ReadonlySet<HtmlElement>,
  name: ReadName,
): string | undefined {
  const found = boxes.filter((box) => !isNobodys(box, around)).map((box) => firstName(box, name));
  const names = new Set(found.filter((one) => one !== undefined));
  return names.size > MOST_AUTHORS ? undefined : [...names].join(', ') || undefined;
}

function firstName(box: HtmlElement, name: ReadName): string | undefined {
  for (const leaf of leavesOf(box)) {
    const text = textOf(leaf).trim();
    const found = isPersonal(text) ? name(text) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
