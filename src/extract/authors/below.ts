import { isElement } from '../../base/html.ts';
import { linesBelow } from '../lines-below.ts';
import type { Line } from '../lines.ts';
import { firstFound } from '../read-field.ts';
import { isAnothers } from '../whose.ts';
import type { AuthorSources } from './author-sources.ts';
import { opensByName } from './introduced.ts';
import { belowLabel } from './label-and-name.ts';
import { LONGEST } from './near-title.ts';
import { plainlyToldOf, toldOf } from './told-of.ts';
import type { ReadName } from './name.ts';
import { isPersonal } from './person.ts';

/** A name alone behind a dash. */
const SIGNATURE = /^[-–—]{1,2}\s*(\S.{3,50})$/;
/** What agencies end with, where others write more of it. */
const REPORTING = /^\(?Reporting by ([^;()]{5,80}?)[.;)]/;
/** So many lines behind the text may say whose it was. */
const BELOW = 6;

/** "Written by …" behind the text. */
export function signedBelow(from: AuthorSources, name: ReadName): string | undefined {
  const below = linesBelow(from, BELOW).filter(
    ({ element }) => !isElement(element) || !isAnothers(element, from.titled),
  );
  const ends = [...from.text.slice(-1), ...below];
  const signature = ends.map(({ text }) => SIGNATURE.exec(text)?.[1]);
  return (
    belowLabel([...from.text.slice(-4), ...below], name) ??
    firstFound(below, ({ text }) => (opensByName(text, from.seen.language) ? name(text) : undefined)) ??
    firstFound(from.text.slice(-1), (line) => signedWhole(line, from.seen.language, name)) ??
    firstFound(ends, ({ text }) => name(REPORTING.exec(text)?.[1])) ??
    firstFound(signature, (said) => (said !== undefined && isPersonal(said) ? name(said) : undefined))
  );
}

/** A last line of the text that is no more than who wrote it, and what they are. */
function signedWhole({ text }: Line, language: string | undefined, name: ReadName): string | undefined {
  if (text.length > LONGEST || !opensByName(text, language)) return undefined;
  const found = name(text.replace(/\.$/, ''));
  return found !== undefined && isPersonal(found) ? found : undefined;
}

/** "**Jane Roe** is head of …": who is told of at the end of the text or behind it. */
export function toldBelow(from: AuthorSources, name: ReadName): string | undefined {
  const own = from.text.filter(({ company }) => company !== true);
  const ends = [...own.slice(-1), ...linesBelow(from, 3)];
  return firstFound(ends, (line) => {
    if (isElement(line.element) && isAnothers(line.element, from.titled)) return undefined;
    return name(toldOf(line)) ?? name(onlyHere(plainlyToldOf(line), line, own));
  });
}

/** Of whom the text tells before, or as it tells of others, is one of those whom it is about. */
function onlyHere(who: string | undefined, line: Line, text: readonly Line[]): string | undefined {
  const surname = who?.split(/\s+/).at(-1) ?? '';
  const isOne = text.some(
    (other) => other !== line && (other.text.includes(surname) || plainlyToldOf(other) !== undefined),
  );
  return isOne ? undefined : who;
}
