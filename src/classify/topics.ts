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
  const { topics } = loadTaxonomy();
  const prefixes = topics.flatMap(({ slug, cpv }) => cpv.map((prefix) => ({ slug, prefix })));
  const fitting = prefixes.filter(({ prefix }) => digits.startsWith(prefix));
  return fitting.sort((one, other) => other.prefix.length - one.prefix.length)[0]?.slug;
}

function topicOfGroup(group: string): string | undefined {
  const wanted = key(group);
  return loadTaxonomy().topics.find(({ groups }) => groups.some((name) => key(name) === wanted))?.slug;
}

let labels: ReadonlyMap<string, { code: string; group: string }> | undefined;

function labelled(): ReadonlyMap<string, { code: string; group: string }> {
  labels ??= new Map(
    readFacts('cpv-labels').map(({ label = '', code = '', group = '' }) => [key(label), { code, group }]),
  );
  return labels;
}

function key(name: string): string {
  return name.replaceAll('&', ' and ').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
