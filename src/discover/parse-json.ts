/**
 * What a JSON text holds, as systems send it: behind a byte order mark or a program's warnings, in a page that a browser made of it, before a
 * cache's remark, with commas that nothing follows and line breaks within texts.
 * @throws SyntaxError where it is no JSON all the same.
 */
export function parseJson(text: string): unknown {
  const whole = text.replace(/^\s*\uFEFF?/, '');
  try {
    return JSON.parse(whole);
  } catch (error) {
    const start = /\[\s{0,40}(?:\{|\])|\{\s{0,40}(?:"|\})/.exec(whole)?.index ?? -1;
    const end = Math.max(whole.lastIndexOf('}'), whole.lastIndexOf(']')) + 1;
    if (start === -1 || end <= start) throw error;
    return parseMended(whole.slice(start, end), error);
  }
}

/** @throws what is wrong with the whole, which says more than what is wrong with a part of it. */
function parseMended(part: string, wrong: unknown): unknown {
  try {
    return JSON.parse(part.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/,\s*(?=[\]}])/g, ''));
  } catch {
    throw wrong;
  }
}

/** A list that came as an object whose names are its numbers, as PHP writes one with gaps; anything else as it is. */
export function asList(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => /^\d+$/.test(name)) ? Object.values(value) : value;
}
