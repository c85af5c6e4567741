import { readFacts } from './facts.ts';
import { loadTaxonomy } from './load-taxonomy.ts';

/** What is known of a contract's subject: a CPV code (with or without check digit), its label, contract-countdown's group. */
export type Subject = { readonly cpv?: string; readonly label?: string; readonly group?: string };

/** The topic that a contract is about: by its code, else by the code of its label, else by its group; longest prefix wins. */
export function topicOf({ cpv, label, group }: Subject): string | undefined {
  const known = label === undefined ? undefined : labelled().get(key(label));
  return (
    topicOfCode(cpv ?? '') ??
    topicOfCode(known?.code ?? '') ??
    topicOfGroup(group ?? '') ??
    topicOfGroup(known?.group ?? '')
  );
}

function topicOfCode(code: string): string | undefined {
  const digits = /^\s*(\d{2,8})(-\d)?\s*$/.exec(code)?.[1] ?? '';
  for (let length = digits.length; length > 1; length -= 1) {
    const slug = prefixed().get(digits.slice(0, length));
    if (slug !== undefined) return slug;
  }
  return undefined;
}

let prefixes: ReadonlyMap<string, string> | undefined;

function prefixed(): ReadonlyMap<string, string> {
  prefixes ??= new Map(
    loadTaxonomy().topics.flatMap(({ slug, cpv }) => cpv.map((prefix): [string, string] => [prefix, slug])),
  );
  return prefixes;
}

function topicOfGroup(group: string): string | undefined {
  const wanted = key(group);
  return loadTaxonomy().topics.find(({ groups }) => groups.some((name) => key(name) === wanted))?.slug;
}

let labels: ReadonlyMap<string, { code: string; group: string }> | undefined;

// Contract-countdown's own labels come last and stand, since they have a group.
function labelled(): ReadonlyMap<string, { code: string; group: string }> {
  labels ??= new Map(
    [...readFacts('cpv'), ...readFacts('cpv-labels')].map(({ label = '', code = '', group = '' }) => [
      key(label),
      { code, group },
    ]),
  );
  return labels;
}

function key(name: string): string {
  return name.replaceAll('&', ' and ').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
