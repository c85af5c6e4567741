import { allCouncils, namesOf } from './councils.ts';
import { cellList, readFacts } from '../facts.ts';
import { intern, type Lexicon, makeLexicon } from '../pack/lexicon.ts';
import { AFTER_STOP, CAPITAL, tokenise, type Tokens, tokenText } from '../tokens.ts';

/** What a name in a text may stand for. `region` is a state or a country: never found for itself, a cue for others. */
export type Named =
  | { readonly kind: 'council'; readonly code: string }
  | { readonly kind: 'body'; readonly code: string; readonly name: string }
  | { readonly kind: 'place'; readonly name: string; readonly region: string; readonly country: string }
  | { readonly kind: 'region'; readonly name: string; readonly country: string; readonly brief: boolean };

/** A name as words of the lexicon, with what it may stand for. */
export type GazetteerEntry = {
  readonly name: string;
  readonly words: readonly number[];
  /** Which words must be written with a capital: all but `of`, `council` and their like. */
  readonly capitals: readonly boolean[];
  /** An abbreviation: found only as it is written here. */
  readonly verbatim: boolean;
  readonly named: readonly Named[];
};

/** Every name, by the lexicon's id of its first word; longest first. */
export type Gazetteer = {
  readonly byFirst: readonly (readonly GazetteerEntry[] | undefined)[];
  /** By the same id: 0 where no name begins so, else the flags its first word must have, and one bit more. */
  readonly begins: Uint8Array;
  /** Ids of the lexicon: what stands for a council that was named before, "council" and "authority". */
  readonly authority: readonly [number, number];
  /** 1 by the id of a word that stands for bodies which buy and are no councils: "trust", "university". */
  readonly bodies: Uint8Array;
};

/** A name that a text holds, as token range (end exclusive). */
export type Sighting = { readonly entry: GazetteerEntry; readonly first: number; readonly end: number };

const NO_WORDS = makeLexicon();
/** Beside the flags of a token, of which it is none. */
const BEGINS = 128;
const BODIES =
  'association associations trust trusts university universities nhs police constabulary hospital hospitals landlord landlords'.split(
    ' ',
  );
/** Words of official names that are often written small: "Leeds city council". */
const COMMON = new Set('council city county borough district metropolitan combined authority'.split(' '));

/** Compiles the facts for one lexicon. Its words enter the lexicon, so compile before tokenising. */
export function makeGazetteer(lexicon: Lexicon): Gazetteer {
  const byFirst: GazetteerEntry[][] = [];
  for (const { spelt, ...name } of spelledNames()) {
    const words = spelt.map((word) => intern(lexicon, word));
    (byFirst[words[0] ?? 0] ??= []).push({ ...name, words });
  }
  const begins = new Uint8Array(lexicon.words.length);
  for (const [word, entries] of byFirst.entries())
    if (entries !== undefined)
      begins[word] = BEGINS | (entries.every(({ capitals }) => capitals[0] === true) ? CAPITAL : 0);
  const authority = [intern(lexicon, 'council'), intern(lexicon, 'authority')] as const;
  const bodyWords = BODIES.map((word) => intern(lexicon, word));
  const bodies = new Uint8Array(lexicon.words.length);
  for (const word of bodyWords) bodies[word] = 1;
  return { byFirst, begins, authority, bodies };
}

/** The names in a text, longest match first, none overlapping, in one pass over its tokens. */
export function sightNames({ byFirst, begins }: Gazetteer, tokens: Tokens): Sighting[] {
  const sightings: Sighting[] = [];
  const { count, word: words, flags } = tokens;
  for (let at = 0; at < count; at += 1) {
    const word = words[at] ?? 0;
    // Words that came into the lexicon later are in no name.
    if (word >= begins.length) continue;
    const begin = begins[word] ?? 0;
    // Most words begin no name, and most that do stand here without the capital that it has.
    if (begin === 0 || (begin & CAPITAL & ~(flags[at] ?? 0)) !== 0) continue;
    const entry = entryAt(byFirst[word], tokens, at);
    if (entry === undefined) continue;
    const end = at + entry.words.length;
    sightings.push({ entry, first: at, end });
    at = end - 1;
  }
  return sightings;
}

/** As `find` would tell, without a function for each word of a text that may begin a name. */
function entryAt(
  entries: Gazetteer['byFirst'][number],
  tokens: Tokens,
  at: number,
): GazetteerEntry | undefined {
  for (const entry of entries ?? []) if (standsAt(entry, tokens, at)) return entry;
  return undefined;
}

function standsAt(
  { words, capitals, verbatim, name }: GazetteerEntry,
  tokens: Tokens,
  first: number,
): boolean {
  for (let at = 0; at < words.length; at += 1) {
    const flags = tokens.flags[first + at] ?? 0;
    if (tokens.word[first + at] !== words[at]) return false;
    if (capitals[at] === true && (flags & CAPITAL) === 0) return false;
    if (at > 0 && (flags & AFTER_STOP) !== 0 && tokenText(tokens, first + at - 1) !== 'st') return false;
  }
  if (first + words.length > tokens.count) return false;
  return !verbatim || tokens.text.slice(tokens.from[first], tokens.to[first + words.length - 1]) === name;
}

/** Whether a text has a word for bodies that buy and are no councils. */
export function hasBodies({ bodies }: Gazetteer, { count, word }: Tokens): boolean {
  for (let at = 0; at < count; at += 1) if (bodies[word[at] ?? 0] === 1) return true;
  return false;
}

/** A name that no lexicon knows yet. */
type SpelledName = Omit<GazetteerEntry, 'words'> & { readonly spelt: readonly string[] };

let spelled: readonly SpelledName[] | undefined;

/** Every name once, longest first, with all that it may stand for; the same for every lexicon, so worked out once. */
function spelledNames(): readonly SpelledName[] {
  if (spelled === undefined) {
    const names = new Map<string, SpelledName>();
    for (const { name, named } of everyName()) {
      const one = spellName(name, named);
      const key = `${one.spelt.join(' ')}${one.verbatim ? name : ''}`;
      const known = names.get(key);
      names.set(key, known === undefined ? one : { ...known, named: [...known.named, named] });
    }
    spelled = [...names.values()].sort((one, other) => other.spelt.length - one.spelt.length);
  }
  return spelled;
}

function spellName(name: string, named: Named): SpelledName {
  const tokens = tokenise(name, NO_WORDS);
  const at = Array.from({ length: tokens.count }, (_, index) => index);
  return {
    name,
    spelt: at.map((index) => tokenText(tokens, index)),
    capitals: at.map(
      (index) => ((tokens.flags[index] ?? 0) & CAPITAL) !== 0 && !COMMON.has(tokenText(tokens, index)),
    ),
    verbatim: at.length === 1 && /^[A-Z][A-Za-z&]*[A-Z&]$/.test(name),
    named: [named],
  };
}

function* everyName(): Generator<{ name: string; named: Named }> {
  for (const council of allCouncils())
    for (const name of new Set(namesOf(council)))
      yield { name, named: { kind: 'council', code: council.code } };
  for (const fact of readFacts('public-bodies')) {
    const { code = '', name: full = '', short_name: short = '', aliases } = fact;
    for (const name of new Set([full, short, ...cellList(aliases)]))
      yield { name, named: { kind: 'body', code, name: full } };
  }
  for (const { name = '', region = '', country = '' } of readFacts('places'))
    yield { name, named: { kind: 'place', name, region, country } };
  for (const { name = '', abbreviations, country = '' } of readFacts('regions')) {
    yield { name, named: { kind: 'region', name, country, brief: false } };
    for (const brief of cellList(abbreviations))
      yield { name: brief, named: { kind: 'region', name, country, brief: brief.length < 3 } };
  }
}
