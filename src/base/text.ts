/** White space of every kind folded to single spaces, ends trimmed. */
export function foldSpace(text: string): string {
  return text.replaceAll(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}
