/** Behind a phrase that opens a title a story goes on: so many words more, or a colon and so many. */
const MOST_WORDS_MORE = 5;
const STORY = /^[^:|]{0,20}:(?:\s+\S+){2}/;

/** Whether a phrase opens a title and hardly a word follows it: "Access denied: how renters are shut out" is news. */
export function opens(words: string, phrase: RegExp): boolean {
  const found = phrase.exec(words)?.[0];
  if (found === undefined) return false;
  const rest = words.slice(found.length);
  return !STORY.test(rest) && wordsIn(rest) <= MOST_WORDS_MORE;
}

/** Whether a phrase stands in a title that does not go on to tell a story behind a colon: "Page not found: archives lost in a flood". */
export function says(words: string, phrase: RegExp): boolean {
  const found = phrase.exec(words);
  return found !== null && !STORY.test(words.slice(found.index + found[0].length));
}

/** Whether a title goes on behind the phrase that it opens with as a sentence does: "Access denied no more", "One moment, please, for the caretaker". */
export function goesOn(words: string, phrase: RegExp): boolean {
  const found = phrase.exec(words)?.[0];
  return found !== undefined && /^(?:,?\s+\p{Ll}+){2}/u.test(words.slice(found.length));
}

function wordsIn(text: string): number {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').length;
}
