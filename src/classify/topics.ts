import { readFacts } from './facts.ts';
import { loadTaxonomy } from './load-taxonomy.ts';

/** What is known of a contract's subject: a CPV code (with or without check digit), its label, contract-countdown's group. */
export type Subject = { readonly cpv?: string; readonly label?: string; readonly group?: string };

/**
 * The topic that a contract is about: by its code, else by the code of its label, else by its group; longest prefix wins. A label that is
 * on no list of ours is told by the words that the topics have.
 */
export function topicOf({ cpv, label, group }: Subject): string | undefined {
  const known = label === undefined ? undefined : labelled().get(key(label));
  return (
    topicOfCode(cpv ?? '') ??
    topicOfCode(known?.code ?? '') ??
    topicOfGroup(group ?? '') ??
    topicOfGroup(known?.group ?? '') ??
    topicOfWords(label ?? '')
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

/** Of all terms that stand in a label the longest; `~` stands for any ending. */
function topicOfWords(label: string): string | undefined {
  const words = ` ${label.toLowerCase().replaceAll(/[^a-z\d]+/g, ' ')} `;
  const fitting = loadTaxonomy()
    .topics.flatMap(({ slug, terms }) => terms.map((term) => ({ slug, term })))
    .filter(({ term }) =>
      new RegExp(` ${term.replaceAll(/[^a-z\d~]+/g, ' ').replaceAll('~', '[a-z]*')} `).test(words),
    );
  return fitting.sort((one, other) => other.term.length - one.term.length)[0]?.slug;
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
