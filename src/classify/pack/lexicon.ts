import { numberOf, type Spellings, spell } from './spellings.ts';

/**
 * The closed vocabulary of a rule pack: every word that a term, a list or the gazetteer can match, by number.
 * It only grows while terms are compiled; reading text never adds to it, so an unknown word costs no allocation, and no text can make it
 * grow or change what another text scores.
 */
export type Lexicon = {
  /** Words by id; ids below FIRST_WORD are not words. */
  readonly words: string[];
  /** The same by their spelling, put together when they are first looked for; null where words came since. */
  spellings: Spellings | null;
};

/** Id of every word that no term knows. */
export const UNKNOWN = 0;
/** Ids of numbers that are not themselves words of a term (`iso 14001`): plain, money, percentage. */
export const NUMBER = 1;
export const MONEY = 2;
export const PERCENT = 3;
const FIRST_WORD = 4;

/** Longer runs of letters are never looked up; no term may hold one. */
export const MAX_WORD = 48;

/** The ids of a lexicon that grows. */
const growing = new WeakMap<Lexicon, Map<string, number>>();

export function makeLexicon(): Lexicon {
  return { words: Array.from({ length: FIRST_WORD }, () => ''), spellings: null };
}

/** The id of a word, new or old. The word must be as `normaliseWord` gives it. */
export function intern(lexicon: Lexicon, word: string): number {
  const ids = idsOf(lexicon);
  const known = ids.get(word);
  if (known !== undefined) return known;
  const id = lexicon.words.push(word) - 1;
  ids.set(word, id);
  lexicon.spellings = null;
  return id;
}

function idsOf(lexicon: Lexicon): Map<string, number> {
  const known = growing.get(lexicon);
  if (known !== undefined) return known;
  const ids = new Map(lexicon.words.map((word, id) => [word, id] as const).slice(FIRST_WORD));
  growing.set(lexicon, ids);
  return ids;
}

/** The words by their spelling, to be read letter by letter; their numbers are the ids. */
export function spellingsOf(lexicon: Lexicon): Spellings {
  lexicon.spellings ??= spell(lexicon.words);
  return lexicon.spellings;
}

/** The id of a normalised word, or UNKNOWN. */
export function lookUp(lexicon: Lexicon, word: string): number {
  return numberOf(spellingsOf(lexicon), word);
}

/**
 * One spelling of a word: lower case, compatibility forms and accents folded (`CO₂` → `co2`, `Môn` → `mon`),
 * apostrophes and invisible characters (soft hyphens, direction marks) gone, a possessive `'s` dropped.
 */
export function normaliseWord(raw: string): string {
  // Most are plain already; to fold a word takes six times as long as to see that there is nothing to fold.
  if (/^[a-z0-9]+$/i.test(raw)) return raw.toLowerCase();
  return raw
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/['‘’ʼ＇]s$/, '')
    .replaceAll(/['‘’ʼ＇]/g, '');
}
