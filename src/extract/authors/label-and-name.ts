import { isElement } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import { isNameLabel, type ReadName } from './name.ts';
import { partsOf } from './pieces.ts';
import { isAddressOf, WHERE_TO_WRITE } from './near-title.ts';
import { isPersonal, isRole } from './person.ts';

/** What somebody is takes no longer. */
const LONGEST_ROLE = 70;
/** Characters. */
const LONGEST_LABEL = 20;

/** So many lines below the label may name somebody each. */
const MOST_BELOW = 8;
/** "Jane Roe is …", "Jane Roe works …". */
const TOLD_OF = /^(\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'.-]+){1,2})\s\p{Ll}+\s/u;

/** Who a line names, or tells of, that stands right below its label, or in the next cell of its row: "Written by", "About the author". "Authors" may stand above several. */
export function belowLabel(lines: readonly Line[], name: ReadName): string | undefined {
  for (const [at, { text, kind }] of lines.entries()) {
    const [label = '', said] = kind === 'row' ? text.split(' | ') : [];
    const told = isNameLabel(label) ? name(said) : undefined;
    if (told !== undefined) return told;
    if (!isNameLabel(text)) continue;
    const isMany = /authors:?$/i.test(text);
    const below = lines.slice(at + 1, at + 1 + (isMany ? MOST_BELOW : 1));
    const names = below.map((line) => name(namedBy(line.text))).filter((one) => one !== undefined);
    if (names.length > 0) return [...new Set(names)].join(', ');
  }
  return undefined;
}

/** The name that a line is, or goes on to say something of. */
function namedBy(text: string): string | undefined {
  const told = TOLD_OF.exec(text)?.[1];
  if (told !== undefined) return isPersonal(told) ? told : undefined;
  return isPersonal(text) && !isRole(text) ? text : undefined;
}

/** Who a line names and nothing else, where the next says what they are, or how to write to them by their name. */
export function aboveRole(lines: readonly Line[], name: ReadName): string | undefined {
  for (const [at, line] of lines.entries()) {
    const [said = '', below] = partsOf(line);
    const next = below ?? lines[at + 1]?.text;
    if (next === undefined || !isPersonal(said)) continue;
    if (!saysRole(next) && (isHeading(line) || !isAddressOf(said, next))) continue;
    if (isOtherLabel(lines[at - 1])) continue;
    const found = name(said);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A word or two above a name say whose it is: "Contact". */
function isOtherLabel(line: Line | undefined): boolean {
  if (line === undefined || line.text.length > LONGEST_LABEL || /\d|[.!?]$/.test(line.text)) return false;
  return line.text.split(/\s+/).length <= 2 && !isPersonal(line.text) && !isRole(line.text);
}

function saysRole(text: string): boolean {
  const said = text.split(/\s+/).filter((word) => !WHERE_TO_WRITE.test(word));
  const role = said.join(' ');
  return role.length <= LONGEST_ROLE && !/[.!?:]$/.test(role) && isRole(role);
}

/** "Contact Info" stands above info@. */
function isHeading({ element }: Line): boolean {
  return isElement(element) && /^h[1-6]$/.test(element.name);
}
