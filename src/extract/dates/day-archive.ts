import { readDate, type DateOptions } from '../../base/dates/dates.ts';
import { isElement, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { plainText } from '../plain-text.ts';
import { WEIGHTS, type Witness } from './witness.ts';

/** A link that is there for a day takes no more, nor does the line that it stands in. */
const LONGEST = { link: 40, line: 200 };
/** What stands alone in the page's frame has all of the page for its element: so many elements of it are looked at. */
const MOST_ELEMENTS = 100;
const DAY_ARCHIVE = /(?:^|\/)((?:19|20)\d\d)\/(\d{1,2})\/(\d{1,2})\/?(?:index\.html?)?$/;

/**
 * A link beside the title to all that a site published on one day, which says that day of the month, in any language and without its year:
 * many themes of WordPress date posts so. A number alone is a day of a calendar.
 */
export function dayArchive(lines: readonly Line[], options: DateOptions): readonly Witness[] {
  for (const line of lines) {
    if (line.text.length > LONGEST.line) continue;
    for (const link of linksOf(line)) {
      const reading = readDate(dayOf(link), 'text', options);
      if (reading.precision === 'day') return [{ reading, party: 'shown', weight: WEIGHTS.text }];
    }
  }
  return [];
}

/** The day of a link that says it; '' of others. */
function dayOf(link: HtmlElement): string {
  const [, year = '', month = '', day = ''] = DAY_ARCHIVE.exec(link.attribs['href'] ?? '') ?? [];
  const said = plainText(textOf(link));
  const isSaid = said.length <= LONGEST.link && /\p{L}/u.test(said) && saysNumber(said, Number(day));
  return year !== '' && isSaid ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

function linksOf({ element, text }: Line): readonly HtmlElement[] {
  const links: HtmlElement[] = [];
  let left = MOST_ELEMENTS;
  const walk = (parent: Line['element']): void => {
    for (const child of parent.children) {
      if (!isElement(child) || (left -= 1) < 0) continue;
      if (child.name !== 'a') walk(child);
      else if (text.includes(plainText(textOf(child)))) links.push(child);
    }
  };
  walk(element);
  return links;
}

function saysNumber(text: string, number: number): boolean {
  return (text.match(/\d+/g) ?? []).some((digits) => Number(digits) === number);
}
