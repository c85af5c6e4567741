import { isElement, outwards } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import { isItalic } from '../text/ending.ts';
import { linesBelow, type TextAndPage } from '../lines-below.ts';
import { isProse } from '../text/noise.ts';
import { partsOf } from './pieces.ts';
import { HOUSE } from './house.ts';
import { type ReadName } from './name.ts';
import { isNoPerson } from './no-person.ts';
import { isPersonal, isRole } from './person.ts';

const QUOTED = /["”’»“]\s*$/u;
const LONGEST = 160;
/** "Yours sincerely," above a name. */
const GREETING = /^\p{Lu}[\p{L}\s]{3,35},$/u;

/**
 * Who signs a text below its last paragraph: a name over what they are, or alone to the right or in italics ("Learn More" and "Next Steps"
 * stand alone there, too), behind a sentence that neither announces nor quotes them. Whom the text tells of is not believed to have written it.
 */
export function signedAtEnd(from: TextAndPage, name: ReadName): string | undefined {
  const own = from.text.filter(({ company }) => company !== true);
  const end = own.findLastIndex((line) => isProse(line));
  const before = own[end];
  // The signature may stand in the text's own box, or be the first that stands behind it.
  const behind = [...own.slice(end + 1), ...linesBelow(from, 3)];
  const isGreeted = GREETING.test(behind[0]?.text ?? '');
  const [last, next] = isGreeted ? behind.slice(1) : behind;
  if (before === undefined || last === undefined || !isPlainBehind(last, before)) return undefined;
  const text = own.slice(0, end + 1);
  const { said, role = next?.text ?? '', isSet } = partedIn(last);
  const isSigned = isPersonal(said) && !HOUSE.test(said) && (isGreeted || isSet || isRole(role));
  const isToldOf = isOfBox(last, text) || text.some((line) => line.text.includes(said));
  return isSigned && !isToldOf && !isNoPerson(said, from.lines()) ? name(said) : undefined;
}

/** A short line of its own that the one before neither announces nor quotes. */
function isPlainBehind(last: Line, before: Line): boolean {
  if (last.linked > 0 || last.text.length > LONGEST || isQuoted(last)) return false;
  return !before.text.endsWith(':') && !QUOTED.test(before.text);
}

/** In a box with the last paragraph alone: whose words that is, and not the text. */
function isOfBox({ element }: Line, text: readonly Line[]): boolean {
  const box = element.parent;
  const inBox = text.filter((line) => isProse(line) && line.element.parent === box);
  return box !== null && inBox.length === 1 && text.filter((line) => isProse(line)).length > 2;
}

/** A name, and what stands behind a break or a comma; whether the name is set apart, or below a greeting. */
function partedIn(line: Line): { readonly said: string; readonly role?: string; readonly isSet: boolean } {
  const parts = partsOf(line);
  const isGreeted = parts.length > 1 && GREETING.test(parts[0] ?? '');
  const [whole = '', below] = isGreeted ? parts.slice(1) : parts;
  const [, said = whole, office = below] = /^([^,–—]{5,40}?)(?:,| [–—]) (\S.*)$/.exec(whole) ?? [];
  const isSet = isGreeted || (office === undefined && isSetApart(line));
  return { said, isSet, ...(office === undefined ? {} : { role: office }) };
}

/** To the right, or in italics. */
function isSetApart({ element }: Line): boolean {
  if (!isElement(element)) return false;
  const { style = '', align = '', class: dress = '' } = element.attribs;
  return (
    /\b(?:right|end)\b/i.test(`${align} ${dress} ${/text-align:[^;]*/i.exec(style)?.[0] ?? ''}`) ||
    isItalic(element)
  );
}

function isQuoted({ element }: Line): boolean {
  for (const at of outwards(element.parent))
    if (/^(?:blockquote|figure|li|table)$/.test(at.name)) return true;
  return isElement(element) && /^(?:blockquote|figure|figcaption|li|t[dh]|h[1-6])$/.test(element.name);
}
