import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expandTerms, isGazetteerList } from './lists.ts';
import type { Pack, PackRule } from './pack.ts';

/** Raised when the same terms come to find something else in the same text. */
const READING = 1;
const FACTS = ['cautions', 'councils', 'places', 'public-bodies', 'regions'];
const LETTERS = 16;

/**
 * What a rule looks for, as a short hash: terms with their lists written out, the stems' exceptions, and the facts where it asks for
 * names. Weight, group, state and words to people are no part of it. '' for a rule that looks for nothing, or is not looked for.
 */
export function patternOf(rule: PackRule, pack: Pack): string {
  if (
    rule.lacks !== undefined ||
    (rule.length !== undefined && rule.names === undefined) ||
    rule.status === 'draft' ||
    rule.status === 'retired'
  )
    return '';
  const words = (terms: readonly string[]): readonly string[] => {
    const expansion = expandTerms(terms, pack.lists);
    return expansion.kind === 'terms' ? expansion.terms : [];
  };
  const looked = {
    terms: words([
      ...rule.terms,
      ...rule.list.filter((name) => !isGazetteerList(name)).map((name) => `@${name}`),
    ]),
    lists: rule.list.filter(isGazetteerList),
    near: rule.near.map(({ a, b, within, ordered }) => ({ a: words(a), b: words(b), within, ordered })),
    unless: rule.unless === undefined ? null : { ...rule.unless, terms: words(rule.unless.terms) },
    ...(rule.names !== undefined && { names: true }),
  };
  const said = JSON.stringify(looked);
  const exceptions = Object.entries(pack.exceptions).filter(([stem]) => said.toLowerCase().includes(stem));
  const hash = createHash('sha256').update(
    JSON.stringify([READING, pack.density === undefined, looked, exceptions]),
  );
  if (looked.lists.length > 0) hash.update(factsHash());
  return hash.digest('hex').slice(0, LETTERS);
}

let facts: string | undefined;

function factsHash(): string {
  if (facts === undefined) {
    const hash = createHash('sha256');
    for (const name of FACTS) hash.update(readFileSync(new URL(`../facts/${name}.csv`, import.meta.url)));
    facts = hash.digest('hex');
  }
  return facts;
}
