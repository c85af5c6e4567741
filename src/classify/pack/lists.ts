/** What `@name` in a list of terms stands for, or why it cannot be told. */
export type Expansion =
  | { readonly kind: 'terms'; readonly terms: readonly string[] }
  | { readonly kind: 'fault'; readonly say: string };

/** Lists whose words come from the gazetteer and not from the pack. */
export const GAZETTEER_LISTS = ['councils', 'public-bodies', 'places'] as const;
export type GazetteerList = (typeof GAZETTEER_LISTS)[number];

export function isGazetteerList(name: string): name is GazetteerList {
  return GAZETTEER_LISTS.some((list) => list === name);
}

/** Terms with every `@name` replaced by the terms of that list, and those of the lists within it. */
export function expandTerms(
  terms: readonly string[],
  lists: Readonly<Record<string, readonly string[]>>,
  within: readonly string[] = [],
): Expansion {
  const expanded: string[] = [];
  for (const term of terms) {
    const inner = term.startsWith('@') ? expandList(term.slice(1), lists, within) : undefined;
    if (inner?.kind === 'fault') return inner;
    if (inner === undefined) expanded.push(term);
    else for (const one of inner.terms) expanded.push(one);
  }
  return { kind: 'terms', terms: [...new Set(expanded)] };
}

function expandList(
  name: string,
  lists: Readonly<Record<string, readonly string[]>>,
  within: readonly string[],
): Expansion {
  if (within.includes(name))
    return {
      kind: 'fault',
      say: `lists go in a circle: ${[...within, name].map((one) => `@${one}`).join(' → ')}`,
    };
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list !== undefined) return expandTerms(list, lists, [...within, name]);
  const hint = isGazetteerList(name) ? '; the gazetteer is used by "list:"' : '';
  return { kind: 'fault', say: `there is no list "${name}"${hint}` };
}
