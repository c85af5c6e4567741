const WRAPPED = /^\s*export default \(\{[\w\s,]*\}\) =>/;
const STRING_OR_COMMENT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const KEY = /[A-Za-z_]\w*(?=\s*:)/g;
const NUMBER = /\b\d[\d_]*(?:\.\d+)?\b/g;
const WORD = /\b(?:true|false|defineSource|listing|feed|sitemap|wordpress|browser|jsonLd)\b/g;

/**
 * Whether the text of an adapter says the same whenever and wherever it is read: it asks for the kit, and is nothing but names, strings,
 * numbers and calls of the kit. Told by what is left of it when these are taken away, so that whatever is not known here makes it code.
 */
export function isPlainAdapter(text: string): boolean {
  const bare = text.replace(STRING_OR_COMMENT, ' ');
  if (!WRAPPED.test(bare)) return false;
  const left = [WRAPPED, KEY, NUMBER, WORD].reduce((rest, known) => rest.replace(known, ' '), bare);
  return /^[\s{}[\]():,;-]*$/.test(left);
}
