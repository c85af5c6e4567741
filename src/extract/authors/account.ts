import { A_DATE, A_TIME } from '../dates/written.ts';
import type { HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import type { Line } from '../lines.ts';
import { firstFound } from '../read-field.ts';
import { hasDate, LONGEST } from './near-title.ts';
import { isNameLabel, type ReadName } from './name.ts';

/** What introduces a name has so many words at most, and so many little ones may stand between it and the day. */
const MOST_WORDS = { before: 3, behind: 2 };
const LONGEST_ALONE = 50;
/** A preposition or a mark. */
const LITTLE = /^(?:\P{L}+|\p{Ll}{1,3})$/u;
/** The same, or a weekday before a comma. */
const BEFORE_DAY = /^(?:\P{L}+|\p{Ll}{1,3}|\p{L}{3,9},)$/u;

/** "Posted by jsmith on 3 May 2024": the account that is all that a line near the title has besides the day and what introduces it. */
export function accountBesideDate(
  lines: readonly Line[],
  page: () => readonly Line[],
  marked: ReadName,
): string | undefined {
  const dated = lines.filter(({ text }) => text.length <= LONGEST && hasDate(text));
  const parts = dated.flatMap(({ text }) =>
    text
      .replaceAll(A_TIME, '|')
      .replaceAll(A_DATE, '|')
      .split(/[|•·»]|\s[-–—/]\s/),
  );
  return firstFound(parts, (part) => marked(introducedAccount(part))) ?? saidTwice(parts, page, marked);
}

/** The account beside the day that another line of the page says alone behind its label: "by jsmith". */
function saidTwice(
  parts: readonly string[],
  page: () => readonly Line[],
  marked: ReadName,
): string | undefined {
  const beside = parts
    .map((part) => part.trim())
    .filter((part) => /^\S{3,}$/u.test(part) && marked(part) !== undefined);
  if (beside.length === 0) return undefined;
  const introduced = page().map(({ text }) =>
    text.length <= LONGEST_ALONE ? introducedAccount(text) : undefined,
  );
  return marked(beside.find((account) => introduced.includes(account)));
}

/** The one word behind a label and before little words. */
function introducedAccount(part: string): string | undefined {
  const words = part.trim().split(/\s+/);
  for (let at = Math.min(MOST_WORDS.before, words.length - 1); at > 0; at -= 1) {
    if (!isNameLabel(words.slice(0, at).join(' '))) continue;
    const rest = words.slice(at + 1);
    const isAlone = rest.length <= MOST_WORDS.behind && rest.every((word) => BEFORE_DAY.test(word));
    const account = words[at]?.replace(/[,:]$/, '') ?? '';
    return isAlone && !LITTLE.test(account) ? account : undefined;
  }
  return undefined;
}

/** "View all posts by jsmith", in any language: the end of what a link to all that somebody wrote says, which its address spells. */
export function calledByAddress(element: HtmlElement): string | undefined {
  if (element.attribs['rel'] !== 'author') return undefined;
  const slug =
    (element.attribs['href'] ?? '')
      .replace(/\/(?:index\.html?)?$/, '')
      .split('/')
      .at(-1) ?? '';
  const words = plainText(textOf(element))
    .replace(/(?<=[\p{L}\d])[^\p{L}\d]+$/u, '')
    .split(' ');
  const ends = [1, 2, 3].map((count) => words.slice(-count).join(' '));
  return words.length > 3 ? ends.find((end) => sameWords(end) === sameWords(slug)) : undefined;
}
