/** White space of every kind folded to single spaces, ends trimmed. */
export function foldSpace(text: string): string {
  return text.replaceAll(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}

/** Words with a capital at their beginning, as a heading or a sentence has it. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words of a text in lower case: runs of letters and digits, of any script. */
export function lowerCaseWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Scripts that leave no space between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]/;
const LETTERS_A_WORD = 2.5;

/** How many words a text has; where a script leaves no space between them, by its letters. */
export function countWords(text: string): number {
  const runs = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (!UNSPACED.test(text)) return runs.length;
  return runs.reduce(
    (sum, run) => sum + (UNSPACED.test(run) ? Math.ceil(run.length / LETTERS_A_WORD) : 1),
    0,
  );
}

/** Text as HTML text or as a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** HTML with a space in place of each tag; what is no tag at the end stays. */
export function withoutTags(html: string): string {
  // Behind the last of these there is no tag, and looking for one from each "<" would take the square of their number.
  const end = html.lastIndexOf('>') + 1;
  return html.slice(0, end).replaceAll(/<[^>]*>/g, ' ') + html.slice(end);
}

/** Elements as patterns of a start tag's name and of an end tag, both `gi`, one of them for each kind of element. */
export type ElementPattern = { readonly start: RegExp; readonly end: RegExp };

/** HTML with a space in place of each of these elements, from its start tag to the next end tag; what is never ended stays. */
export function withoutElements(html: string, patterns: readonly ElementPattern[]): string {
  return patterns.reduce(withoutElement, html);
}

/** One kind after the other: a regular expression that looks for both tags would look for the second from each of the first. */
function withoutElement(html: string, { start, end }: ElementPattern): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index } of html.matchAll(start)) {
    if (index < from) continue;
    const open = html.indexOf('>', index);
    end.lastIndex = open;
    const close = open < 0 ? null : end.exec(html);
    if (close === null) break;
    parts.push(html.slice(from, index), ' ');
    from = close.index + close[0].length;
  }
  end.lastIndex = 0;
  return parts.join('') + html.slice(from);
}
