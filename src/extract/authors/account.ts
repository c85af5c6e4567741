import { A_DATE, A_TIME } from '../dates/written.ts';
import type { Line } from '../lines.ts';
import { firstFound } from '../read-field.ts';
import { hasDate, LONGEST } from './near-title.ts';
import { isNameLabel, type ReadName } from './name.ts';

/** What introduces a name has so many words at most, and so many little ones may stand between it and the day. */
const MOST_WORDS = { before: 3, behind: 2 };
/** A preposition or a mark. */
const LITTLE = /^(?:\P{L}+|\p{Ll}{1,3})$/u;
/** The same, or a weekday before a comma. */
const BEFORE_DAY = /^(?:\P{L}+|\p{Ll}{1,3}|\p{L}{3,9},)$/u;

/** "Posted by jsmith on 3 May 2024": the account that is all that a line near the title has besides the day and what introduces it. */
export function accountBesideDate(lines: readonly Line[], marked: ReadName): string | undefined {
  const dated = lines.filter(({ text }) => text.length <= LONGEST && hasDate(text));
  const parts = dated.flatMap(({ text }) =>
    text
      .replaceAll(A_TIME, '|')
      .replaceAll(A_DATE, '|')
      .split(/[|•·»]|\s[-–—/]\s/),
  );
  return firstFound(parts, (part) => marked(introducedAccount(part)));
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
