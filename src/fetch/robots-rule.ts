/** How specific a rule is, what stands between its stars, and whether it must reach the end of a path. */
export type Rule = {
  readonly allow: boolean;
  readonly weight: number;
  readonly parts: readonly string[];
  readonly anchored: boolean;
};

/** What a line of robots.txt says. Allowing /news/index.html allows /news/ as well, as Google reads it; no weight, no rule. */
export function rulesOf(allow: boolean, value: string): readonly Rule[] {
  const pattern = normalPattern(value);
  const folder = allow ? /\/index\.html?$/.exec(pattern) : null;
  const whole = ruleOf(allow, pattern);
  return folder === null ? [whole] : [whole, ruleOf(allow, `${pattern.slice(0, folder.index + 1)}$`)];
}

function ruleOf(allow: boolean, pattern: string): Rule {
  const anchored = pattern.endsWith('$');
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  return { allow, weight: pattern.length, parts, anchored };
}

/** `*` stands for anything, a final `$` for the end; otherwise a prefix. Linear: each part is sought once, leftmost first. */
export function matches({ parts, anchored }: Rule, path: string): boolean {
  const [first = ''] = parts;
  if (!path.startsWith(first)) return false;
  if (parts.length === 1) return !anchored || path.length === first.length;
  const sought = anchored ? parts.length - 1 : parts.length;
  let at = first.length;
  for (let part = 1; part < sought; part += 1) {
    const text = parts[part] ?? '';
    const found = path.indexOf(text, at);
    if (found === -1) return false;
    at = found + text.length;
  }
  const last = anchored ? (parts.at(-1) ?? '') : '';
  return !anchored || (path.length - last.length >= at && path.endsWith(last));
}

/**
 * The one spelling of escapes in which rules and addresses are compared (RFC 9309, 2.2.2; RFC 3986, 6.2.2): those of letters, digits and
 * `-._~` undone, the others in capitals.
 */
function normalEscapes(text: string): string {
  if (!text.includes('%')) return text;
  return text.replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
}

/** In that spelling, and what no address can hold bare (spaces, letters beyond ASCII) escaped. */
export function escaped(text: string): string {
  return normalEscapes(text).replaceAll(/[^\u0021-\u007e]+/g, (run) =>
    encodeURIComponent(run.toWellFormed()),
  );
}

/** A rule in that spelling, with an escape for a `$` that ends nothing. */
function normalPattern(value: string): string {
  return escaped(value).replaceAll(/\$(?!$)/g, '%24');
}
