import { createRequire } from 'node:module';

/** A class of words that the tagger marks, how a reviewer reads it, and whether it is counted among verbs or among all words. */
type Tell = { readonly tag: string; readonly label: string; readonly amongVerbs: boolean };

/** What the line *telling* looks at: how a post is told, not what about. */
export const TELLS: readonly Tell[] = [
  { tag: 'PastTense', label: 'told in the past tense', amongVerbs: true },
  { tag: 'PresentTense', label: 'told in the present tense', amongVerbs: true },
  { tag: 'Imperative', label: 'orders the reader', amongVerbs: true },
  { tag: 'Modal', label: 'says may, must, should or will', amongVerbs: true },
  { tag: 'Money', label: 'gives amounts of money', amongVerbs: false },
  { tag: 'Percent', label: 'gives percentages', amongVerbs: false },
  { tag: 'Value', label: 'gives numbers', amongVerbs: false },
  { tag: 'City', label: 'names cities', amongVerbs: false },
  { tag: 'Place', label: 'names places', amongVerbs: false },
];
const VERBS = ['PastTense', 'PresentTense', 'Imperative', 'Modal', 'Infinitive', 'Gerund'];

/** The tagger's time grows with the text and it is slow: of a long post its opening tells how it is told, and no text that the weights were learnt from is longer. */
const MOST_CHARACTERS = 2000;
/** A run of letters that is no word; the tagger would try every ending on it. */
const NO_WORD = /\S{50,}/g;
/** Dots in a row within a word, as in hostile text, are what the tagger is slowest at. */
const ODD_DOTS = /(?:\p{L}\.){5,}/gu;

type Tagged = readonly (readonly { readonly tags?: ReadonlySet<string> }[])[];
type Tagger = (text: string) => { readonly document: Tagged };

/** Loading takes as long as tagging a hundred summaries, so it waits until a post comes. */
const require = createRequire(import.meta.url);
let tagger: Tagger | undefined;

function loadTagger(): Tagger {
  const loaded: Tagger = require('compromise/two');
  return loaded;
}

/**
 * How dense each of `TELLS` is, in their order, from 0 up: the share among verbs, doubled, or the root of ten times the share
 * among all words; both drawn towards nothing in a text of few words. Rounded to thousandths, since they are kept.
 */
export function readTelling(text: string): number[] {
  tagger ??= loadTagger();
  const short = text.slice(0, MOST_CHARACTERS).replaceAll(NO_WORD, ' ').replaceAll(ODD_DOTS, ' ');
  const counts = new Map<string, number>();
  let words = 0;
  for (const sentence of tagger(short).document)
    for (const { tags } of sentence) {
      words += 1;
      for (const tag of tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  const of = (tag: string) => counts.get(tag) ?? 0;
  const verbs = VERBS.reduce((sum, tag) => sum + of(tag), 0);
  return TELLS.map(({ tag, amongVerbs }) => {
    const dense = amongVerbs ? (2 * of(tag)) / (verbs + 2) : Math.sqrt((10 * of(tag)) / (words + 10));
    return Math.round(dense * 1000) / 1000;
  });
}
