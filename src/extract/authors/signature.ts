import { isElement } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import { isItalic } from '../ending/ending.ts';
import type { TextAndPage } from '../lines-below.ts';
import { isProse } from '../noise.ts';
import { piecesBetweenBreaks } from './pieces.ts';
import { HOUSE } from './house.ts';
import { isRole } from './name.ts';
import { isPersonal } from './near-title.ts';
import { isNoPerson } from './no-person.ts';

const QUOTED = /["”’»“]\s*$/u;
const LONGEST = 160;

/**
 * Who signs a text below its last paragraph: a name over what they are, or alone to the right or in italics ("Learn More" and "Next Steps"
 * stand alone there, too), behind a sentence that neither announces nor quotes them. Whom the text tells of is not believed to have written it.
 */
export function signedAtEnd(
  { text, lines }: TextAndPage,
  name: (said: string | undefined) => string | undefined,
): string | undefined {
  const own = text.filter(({ company }) => company !== true);
  const [before, last] = own.slice(-2);
  if (before === undefined || last === undefined || last.linked > 0 || last.text.length > LONGEST)
    return undefined;
  if (!isProse(before) || before.text.endsWith(':') || QUOTED.test(before.text) || isQuoted(last))
    return undefined;
  const [said = '', role] = piecesBetweenBreaks(last);
  const isSigned =
    isPersonal(said) && !HOUSE.test(said) && (role === undefined ? isSetApart(last) : isRole(role));
  const isToldOf = own.slice(0, -1).some((line) => line.text.includes(said));
  return isSigned && !isToldOf && !isNoPerson(said, lines()) ? name(said) : undefined;
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
  for (let at = element.parent; at !== null && isElement(at); at = at.parent)
    if (/^(?:blockquote|figure|li|table)$/.test(at.name)) return true;
  return isElement(element) && /^(?:blockquote|figure|figcaption|li|t[dh]|h[1-6])$/.test(element.name);
}
