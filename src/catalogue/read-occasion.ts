import { defined } from '../base/defined.ts';
import { resolveBuyer } from '../classify/councils/buyers.ts';
import { slugOf } from './entry.ts';
import { GENERAL, loadTaxonomy } from '../classify/load-taxonomy.ts';
import { topicOfWords } from '../classify/topic-of-words.ts';
import { topicOf } from '../classify/topics.ts';
import { foldSpace } from '../base/text.ts';
import type { Occasion } from './showcase.ts';

/** An occasion as an address carries it. */
export type OccasionWords = {
  readonly council?: string;
  readonly cpv?: readonly string[];
  readonly group?: string;
  /** A group or a topic's slug, as addresses by path have it. */
  readonly kind?: string;
};

/** A contract has a handful of classifications at most. */
const MOST_CODES = 10;

/**
 * What another site asks for: a buyer by any of its names, and a kind of contract by CPV codes or labels, or by a group of
 * contract-countdown's. What nobody knows is left open, never refused: a block always has something to show.
 */
export function readOccasion(words: OccasionWords): Occasion {
  const folded = (text = '') => foldSpace(text).slice(0, 200);
  const named = folded(words.council);
  const council = resolveBuyer(named);
  const stranger = council === undefined && named !== '' && named !== '_' ? slugOf(named) : undefined;
  const kind = folded(words.kind);
  const codes = (words.cpv ?? []).slice(0, MOST_CODES).map(folded);
  const topics = isTopic(kind) ? [kind] : topicsFor(codes, folded(words.group) || kind);
  return { topics, ...defined({ council, stranger }) };
}

/** The topics of codes or labels; of a group its first topic, then the others that the group covers. */
function topicsFor(codes: readonly string[], group: string): readonly string[] {
  const own = codes.map((cpv) =>
    /^\d/.test(cpv) ? topicOf({ cpv }) : (topicOf({ label: cpv }) ?? topicOfWords(cpv)),
  );
  const whole = topicOf({ group });
  const others = whole === undefined ? [] : topicsSharing(whole);
  const known = [...new Set([...own, whole, ...others].filter((slug) => slug !== undefined))];
  // A trade that no topic has is served best by how to buy well.
  return known.length === 0 && codes.some((code) => code !== '') ? [GENERAL] : known;
}

function isTopic(slug: string): boolean {
  return loadTaxonomy().topics.some((topic) => topic.slug === slug);
}

function topicsSharing(topic: string): string[] {
  const { topics } = loadTaxonomy();
  const groups = topics.find(({ slug }) => slug === topic)?.groups ?? [];
  return topics.filter((one) => one.groups.some((name) => groups.includes(name))).map(({ slug }) => slug);
}
