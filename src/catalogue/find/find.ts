import { eachSpelling, type Index, scoreStem } from './index.ts';
import type { Vocabulary } from './vocabulary.ts';
import { rootOf, slips, stemOf, tellingWords } from './words.ts';

/** What a question found. `near`: nothing had all of it, and these have some. */
export type Matched = {
  /** Entries, the best first. */
  readonly ids: readonly number[];
  readonly near: boolean;
  /** Words that were taken for others. */
  readonly mended: readonly { readonly from: string; readonly to: string }[];
  /** Stems to be marked where they are shown. */
  readonly stems: readonly string[];
};

/** One thing that is asked for: words that belong together, and the kinds that are called so, with what that counts. */
type Part = { readonly words: readonly string[]; readonly stems: readonly string[]; readonly kinds: Kinds };
type Kinds = ReadonlyMap<string, number>;

/** Entries and what each scores. */
type Scores = ReadonlyMap<number, number>;

const MOST_WORDS = 12;
const LONGEST_NAME = 4;
const MOST_ENDINGS = 60;
const MOST_NAMING = 2;
/** What it counts that an entry is of a kind, beside having the words: by how surely the words call the kind. */
const CALLED = { exactly: 6, moreWords: 3, inOtherForm: 5, byTrade: 3, inPart: 2 };
/** What the ending of an unfinished word counts, beside the word itself. */
const ENDING = 0.6;

/** Finds entries: by their words in any form, by what their kinds are called, mended where nobody writes a word so. */
export function find(index: Index, question: string): Matched {
  const asked = tellingWords(question).slice(0, MOST_WORDS);
  // Words that are part of a name are right as they are, such as the first of `cycle lanes`.
  const words = partsOf(index, asked).flatMap((part) =>
    part.kinds.size > 0 ? part.words : part.words.map((word) => mend(index, word, word === asked.at(-1))),
  );
  const parts = takenForNames(index, partsOf(index, words));
  const scores = parts.map((part, at) => scorePart(index, part, at === parts.length - 1));
  const whole = inAll(scores);
  return {
    ids: ranked(whole.size > 0 ? whole : nearly(scores)),
    near: whole.size === 0,
    mended: asked.flatMap((from, at) => toldMending(from, words[at] ?? '')),
    stems: parts.flatMap(({ stems }) => stems),
  };
}

/** What has a score in all of these, and the sum of them. */
function inAll(scores: readonly Scores[]): Scores {
  const [first = new Map(), ...others] = [...scores].sort((a, b) => a.size - b.size);
  if (others.length === 0) return first;
  const whole = new Map<number, number>();
  for (const [id, score] of first)
    if (others.every((one) => one.has(id)))
      whole.set(
        id,
        others.reduce((sum, one) => sum + (one.get(id) ?? 0), score),
      );
  return whole;
}

/** What is told of a word that was taken for another; two forms of one word are one. */
function toldMending(from: string, to: string): Matched['mended'] {
  return stemOf(from) === stemOf(to) ? [] : [{ from, to }];
}

/** Ids are less than this, so that an id and its score to the thousandth are one number, by which ten thousand are sorted in no time. */
const IDS = 2 ** 29;

/** Ids, those of the best scores first and of equal ones the newest. */
function ranked(scores: Scores): number[] {
  const keys = Float64Array.from(scores, ([id, score]) => Math.round(score * 1000) * IDS + id).sort();
  return Array.from(keys.reverse(), (key) => key % IDS);
}

/** Entries that have some of the parts: those with more of them before all others. */
function nearly(scores: readonly Scores[]): Scores {
  const sums = new Map<number, number>();
  for (const one of scores) for (const [id, score] of one) sums.set(id, (sums.get(id) ?? 0) + 1000 + score);
  return sums;
}

/** The word, or where nobody writes it and no kind is called so, the most alike that somebody does. */
function mend(index: Index, word: string, isLast: boolean): string {
  // A slip makes another word of many a short one, such as `pay` of `play`.
  const most = word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
  if (most === 0 || isKnown(index, word, isLast)) return word;
  let best = { word, slips: most + 1, entries: 0 };
  eachSpelling(index, (spelling, stem) => {
    if (Math.abs(spelling.length - word.length) > most) return;
    const made = slips(word, spelling, Math.min(most, best.slips));
    const entries = index.stems.get(stem)?.length ?? 0;
    if (made < best.slips || (made === best.slips && made <= most && entries > best.entries))
      best = { word: spelling, slips: made, entries };
  });
  return best.word;
}

function isKnown(index: Index, word: string, isLast: boolean): boolean {
  const { stems, spellings, vocabulary } = index;
  if (stems.has(stemOf(word)) || spellings.has(word) || vocabulary.spellings.has(word)) return true;
  if (kindsCalled(vocabulary, [word]).size > 0 || kindsSpokenOf(vocabulary, word).size > 0) return true;
  return isLast && begins(index, word);
}

function begins(index: Index, start: string): boolean {
  let isBegun = false;
  eachSpelling(index, (spelling) => {
    isBegun ||= spelling.startsWith(start);
  });
  return isBegun;
}

/** The words of a question, those together that are the name of a kind. */
function partsOf(index: Index, words: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < words.length;) {
    const part = namedAt(index, words, at);
    parts.push(part);
    at += part.words.length;
  }
  return parts;
}

function namedAt(index: Index, words: readonly string[], at: number): Part {
  for (let length = Math.min(LONGEST_NAME, words.length - at); length > 1; length -= 1) {
    const some = words.slice(at, at + length);
    const kinds = kindsCalled(index.vocabulary, some);
    if (kinds.size > 0) return { words: some, stems: some.map(stemOf), kinds };
  }
  const word = words[at] ?? '';
  return { words: [word], stems: [stemOf(word)], kinds: kindsCalled(index.vocabulary, [word]) };
}

/** The kinds with this name, as it is written or else in another form: `parking` is no form of `parks` where it is a name itself. */
function kindsCalled({ names, phrases, begun }: Vocabulary, words: readonly string[]): Kinds {
  const longer = CALLED.moreWords * (words.length - 1);
  const exact = names.get(words.join(' '));
  if (exact !== undefined) return counting(exact, CALLED.exactly + longer);
  const stems = words.map(stemOf);
  const whole = [...(phrases.get(stems.join(' ')) ?? []), ...(phrases.get(stems.join('')) ?? [])];
  const open = begun.flatMap(({ starts, slug }) => (beginsSo(words, starts) ? [slug] : []));
  return counting([...whole, ...open], CALLED.inOtherForm + longer);
}

function counting(slugs: readonly string[], score: number): Kinds {
  return new Map(slugs.map((slug) => [slug, score]));
}

/** Words that nobody writes are the kinds that speak of them: whose names have them, or whose trade does. */
function takenForNames(index: Index, parts: readonly Part[]): readonly Part[] {
  return parts.map((part) => {
    const [word = ''] = part.words;
    if (part.kinds.size > 0 || index.stems.has(stemOf(word))) return part;
    return { ...part, kinds: kindsSpokenOf(index.vocabulary, word) };
  });
}

function kindsSpokenOf({ inNames, roots }: Vocabulary, word: string): Kinds {
  const naming = [...(inNames.get(stemOf(word)) ?? [])];
  const trades = roots.get(rootOf(word)) ?? [];
  // Where many are called so, it tells nothing.
  return naming.length > 0 && naming.length <= MOST_NAMING
    ? counting(naming, CALLED.inPart)
    : counting(trades, CALLED.byTrade);
}

/** Whether each word begins with one of these; a short beginning is the word itself, or it would begin too many. */
function beginsSo(words: readonly string[], starts: readonly string[]): boolean {
  return (
    words.length === starts.length &&
    words.every((word, at) => {
      const start = starts[at] ?? '';
      return start.length > 3 ? word.startsWith(start) : stemOf(word) === stemOf(start);
    })
  );
}

function scorePart(index: Index, { words, stems, kinds }: Part, isLast: boolean): Map<number, number> {
  const each = stems.map((stem) => {
    const scores = new Map<number, number>();
    scoreStem(index, stem, scores);
    return scores;
  });
  const last = words.at(-1) ?? '';
  if (isLast && last.length > 2)
    for (const stem of endings(index, last)) scoreStem(index, stem, each.at(-1) ?? new Map(), ENDING);
  const scores = new Map(inAll(each));
  for (const [kind, counts] of kinds)
    for (const id of index.kinds.get(kind) ?? []) scores.set(id, (scores.get(id) ?? 0) + counts);
  return scores;
}

/** Stems of words that begin so: a reader may not have finished typing. */
function endings(index: Index, start: string): string[] {
  const found = new Set<string>();
  eachSpelling(index, (spelling, stem) => {
    if (found.size < MOST_ENDINGS && spelling.length > start.length && spelling.startsWith(start))
      found.add(stem);
  });
  found.delete(stemOf(start));
  return [...found];
}
