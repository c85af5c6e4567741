import { type Council, namesOf } from '../classify/councils/councils.ts';
import { buyerByCode } from '../classify/councils/buyers.ts';
import { cellList, readFacts } from '../classify/facts.ts';
import { loadTaxonomy } from '../classify/load-taxonomy.ts';
import { topicOf } from '../classify/topics.ts';
import { councilName, type Entry } from './entry.ts';
import type { Doc } from './find/index.ts';
import { type KindNames, makeVocabulary, type TradeWord, type Vocabulary } from './find/vocabulary.ts';
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

let vocabulary: Vocabulary | undefined;

/** What people call topics and practices, and what the trades do; made once. */
export function ourVocabulary(): Vocabulary {
  vocabulary ??= makeVocabulary(kindNames(), tradeWords());
  return vocabulary;
}

/** Topics and practices by what people call them: the terms that the rules know them by, everyday speech, the labels of CPV codes. */
export function kindNames(): KindNames[] {
  const { topics, practices } = loadTaxonomy();
  const everyday = new Map(
    readFacts('everyday-names').map(({ slug = '', names }) => [slug, cellList(names)]),
  );
  const labels = Map.groupBy(readFacts('cpv-labels'), ({ label = '' }) => topicOf({ label }) ?? '');
  return [...topics, ...practices].map(({ slug, label, terms }) => ({
    slug,
    names: [
      label,
      slug,
      ...terms,
      ...(everyday.get(slug) ?? []),
      ...(labels.get(slug) ?? []).map((fact) => fact['label'] ?? ''),
    ],
  }));
}

/** Words of the labels of CPV codes and the topics whose codes they are used for: `boilers` are bought in one or two trades. */
export function tradeWords(): TradeWord[] {
  return readFacts('trade-words').map(({ root = '', topics }) => [root, cellList(topics)] as const);
}
