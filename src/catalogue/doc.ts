import { type Council, namesOf } from '../classify/councils/councils.ts';
import { buyerByCode } from '../classify/councils/buyers.ts';
import { readFacts } from '../classify/facts.ts';
import { loadTaxonomy } from '../classify/load-taxonomy.ts';
import { topicOf } from '../classify/topics.ts';
import { councilName, type Entry } from './entry.ts';
import type { Doc, KindNames } from './find/index.ts';
import { evidenceTitle, practiceTitle, stageTitle, topicTitle } from './words.ts';

/** What is searched of an entry; `places` are its councils as they stand now, by whose names it is found, too. */
export function docOf(entry: Entry, places: readonly Council[]): Doc {
  const { facts } = entry;
  const said = [facts.challenge, facts.bought, facts.supplier, facts.result?.say, facts.cost?.say];
  const kinds = [...entry.topics.map(topicTitle), ...entry.practices.map(practiceTitle)];
  return {
    id: entry.id,
    title: entry.title,
    text: [entry.blurb, ...kinds, stageTitle(entry.stage), evidenceTitle(entry.evidence), ...said]
      .filter((text) => text !== undefined)
      .join('\n'),
    names: [entry.publisher, ...entry.councils.flatMap(namesOfBuyer), ...places.flatMap(namesOf)].join('\n'),
    kinds: [...entry.topics, ...entry.practices],
  };
}

function namesOfBuyer(named: { readonly code: string; readonly as: string }): string[] {
  const buyer = buyerByCode(named.code);
  const known = buyer === undefined ? [] : [buyer.name, buyer.shortName, ...buyer.aliases, buyer.code];
  return [councilName(named), named.as, ...known];
}

/** Topics and practices by what people call them: the terms that the rules know them by, and for topics the labels of CPV codes. */
export function kindNames(): KindNames[] {
  const { topics, practices } = loadTaxonomy();
  const labels = Map.groupBy(readFacts('cpv-labels'), ({ label = '' }) => topicOf({ label }) ?? '');
  return [...topics, ...practices].map(({ slug, label, terms }) => ({
    slug,
    names: [label, slug, ...terms, ...(labels.get(slug) ?? []).map((fact) => fact['label'] ?? '')],
  }));
}
