import { foldSpace } from '../base/text.ts';

export const BLURB_MAX = 200;
const BLURB_MIN = 30;
/** A run of this many words in common with the source is its sentence, not ours. */
const BORROWED_WORDS = 8;

/** What keeps a blurb from being published, in words for the editor; none when it may be. */
export function blurbProblems(blurb: string, sourceText: string): string[] {
  const text = foldSpace(blurb);
  const problems: string[] = [];
  if (text.length < BLURB_MIN)
    problems.push(`Say in one sentence what readers find there, in at least ${BLURB_MIN} characters.`);
  if (text.length > BLURB_MAX)
    problems.push(`Shorten it by ${text.length - BLURB_MAX} characters: cards have room for ${BLURB_MAX}.`);
  if (/https?:\/\/|www\.|<\/?[a-z]/i.test(text))
    problems.push('Leave out links and markup: cards show plain text.');
  const borrowed = borrowedRun(text, sourceText);
  if (borrowed !== '')
    problems.push(`Use your own words: the source also says “${borrowed}”. Its text is its publisher’s.`);
  return problems;
}

/** The first run of words that a blurb has in common with its source, as the blurb writes it; '' when there is none that long. */
function borrowedRun(blurb: string, sourceText: string): string {
  // A dash between spaces is not a word.
  const words = blurb.split(' ').filter((word) => plainWords(word).length > 0);
  const source = ` ${plainWords(sourceText).join(' ')} `;
  for (let at = 0; at + BORROWED_WORDS <= words.length; at += 1) {
    const run = words.slice(at, at + BORROWED_WORDS).join(' ');
    if (source.includes(` ${plainWords(run).join(' ')} `)) return run;
  }
  return '';
}

function plainWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll(/['’]/g, '')
      .match(/[\p{L}\p{N}%£]+/gu) ?? []
  );
}
