import { BASE, DONE, MODAL, NO_PAST, PAST, PRESENT, YOU } from './verbs.ts';

/** What a word is among verbs, as bits: worked out once a word. */
export const IS = {
  modal: 1,
  past: 2,
  done: 4,
  noPast: 8,
  present: 16,
  base: 32,
  you: 64,
  endsInEd: 128,
  endsInIng: 256,
  /** After it a plain verb is in the present. */
  subject: 512,
  /** After it a word in -ed tells what a thing is like, not what was done. */
  beforeThings: 1024,
  now: 2048,
  /** A form of "have" or "was": a participle after it is a past. */
  auxiliary: 4096,
  /** Changes nothing of who did what: "has also replaced". */
  between: 8192,
  /** After it a plain verb is neither told nor ordered. */
  beforePlain: 16_384,
} as const;

const [D, E, G, I, L, N, Y] = Array.from('degilny', (letter) => letter.charCodeAt(0));

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const LISTS: readonly (readonly [bit: number, words: ReadonlySet<string>])[] = [
  [IS.modal | IS.beforePlain, MODAL],
  [IS.past, PAST],
  [IS.done, DONE],
  [IS.noPast, NO_PAST],
  [IS.present, PRESENT],
  [IS.base, BASE],
  [IS.you, YOU],
  [IS.subject, list('we they you i which who that and')],
  [
    IS.beforeThings,
    list('the a an this these those our your their its his her my of to for in with by on more most very as'),
  ],
  [IS.now, list("is are be am being isn't aren't we're they're you're")],
  [
    IS.auxiliary,
    list("have has had having haven't hasn't hadn't we've they've i've you've was were been wasn't weren't"),
  ],
  [IS.between, list('also already now not since then never both all')],
  [IS.beforePlain, list('to not')],
];

/** Every word that some list has. */
export const LISTED: readonly string[] = [...new Set(LISTS.flatMap(([, words]) => [...words]))];

/** The traits of a word in lower case. */
export function traitsOf(word: string): number {
  let traits = endingTraits(
    word.length,
    word.charCodeAt(word.length - 3),
    word.charCodeAt(word.length - 2),
    word.charCodeAt(word.length - 1),
  );
  for (const [bit, words] of LISTS) if (words.has(word)) traits |= bit;
  return traits;
}

/** What the last three letters of a word that is in no list tell, as UTF-16 units in lower case. */
export function endingTraits(length: number, third: number, second: number, last: number): number {
  if (second === E && last === D) return length > 4 ? IS.endsInEd : 0;
  if (second === L && last === Y) return IS.between;
  return length > 5 && third === I && second === N && last === G ? IS.endsInIng : 0;
}
