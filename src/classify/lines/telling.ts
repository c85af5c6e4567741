import type { WordPiece } from './pieces.ts';
import { BASE, DONE, MODAL, NO_PAST, PAST, PRESENT, YOU } from './verbs.ts';

/** What is counted of how a post is told, how a reviewer reads it, and whether it is counted among verbs or among all words. */
type Tell = { readonly tag: string; readonly label: string; readonly amongVerbs: boolean };

/** What the line *telling* looks at: how a post is told, not what about. */
export const TELLS: readonly Tell[] = [
  { tag: 'PastTense', label: 'told in the past tense', amongVerbs: true },
  { tag: 'PresentTense', label: 'told in the present tense', amongVerbs: true },
  { tag: 'Imperative', label: 'orders the reader', amongVerbs: true },
  { tag: 'Modal', label: 'says may, must, should or will', amongVerbs: true },
  { tag: 'Money', label: 'gives amounts of money', amongVerbs: false },
  { tag: 'Percent', label: 'gives percentages', amongVerbs: false },
  { tag: 'Number', label: 'gives numbers', amongVerbs: false },
  { tag: 'Name', label: 'names bodies, people and places', amongVerbs: false },
  { tag: 'You', label: 'speaks to the reader', amongVerbs: false },
];

/** Written with the tells in a store: what was heard by other lists is heard anew. */
export const HEARD_BY = '2';

/** After these a plain verb is in the present. */
const SUBJECTS = new Set(['we', 'they', 'you', 'i', 'which', 'who', 'that', 'and']);
/** After these a word in -ed tells what a thing is like, not what was done. */
const BEFORE_THINGS = new Set(
  'the a an this these those our your their its his her my of to for in with by on more most very as'.split(
    ' ',
  ),
);
const NOW = new Set("is are be being am isn't aren't we're they're you're".split(' '));
const HAD = new Set("have has had having haven't hasn't hadn't we've they've i've you've".split(' '));
const WAS = new Set("was were been wasn't weren't".split(' '));
/** Of these, nothing changes who did what: "has also replaced". */
const BETWEEN = /ly$|^(?:also|already|now|not|since|then|never|both|all)$/;

/**
 * How dense each of `TELLS` is, in their order, from 0 up: the share among verbs, doubled, or the root of ten times the share
 * among all words; both drawn towards nothing in a text of few words. Rounded to thousandths, since they are kept.
 */
export function readTelling(pieces: readonly WordPiece[]): number[] {
  const counts = new Map<string, number>();
  const add = (tag: string) => counts.set(tag, (counts.get(tag) ?? 0) + 1);
  let before = '';
  for (const piece of pieces) {
    const tag = piece.kind === 'word' ? verbIn(piece.word, before, piece.first) : TAGS[piece.kind];
    if (tag !== undefined) add(tag);
    if (piece.kind !== 'stop') add('word');
    if (YOU.has(piece.word)) add('You');
    before = nextBefore(piece, before);
  }
  const of = (tag: string) => counts.get(tag) ?? 0;
  const verbs = VERBS.reduce((sum, tag) => sum + of(tag), 0);
  return TELLS.map(({ tag, amongVerbs }) => {
    const dense = amongVerbs ? (2 * of(tag)) / (verbs + 2) : Math.sqrt((10 * of(tag)) / (of('word') + 10));
    return Math.round(dense * 1000) / 1000;
  });
}

const TAGS = { name: 'Name', money: 'Money', percent: 'Percent', number: 'Number', stop: undefined };
const VERBS = ['PastTense', 'PresentTense', 'Imperative', 'Modal', 'Plain'];

/** What a word is as a verb, by itself and by the word before it; undefined where it is none. */
function verbIn(word: string, before: string, first: boolean): string | undefined {
  if (MODAL.has(word)) return 'Modal';
  if (PAST.has(word) || (DONE.has(word) && (HAD.has(before) || WAS.has(before)))) return 'PastTense';
  if (word.length > 4 && word.endsWith('ed') && !NO_PAST.has(word))
    return BEFORE_THINGS.has(before) || NOW.has(before) ? undefined : 'PastTense';
  if (PRESENT.has(word)) return 'PresentTense';
  if (BASE.has(word)) return plainVerb(before, first);
  return word.length > 5 && word.endsWith('ing') ? 'Plain' : undefined;
}

function plainVerb(before: string, first: boolean): string | undefined {
  if (first) return 'Imperative';
  if (SUBJECTS.has(before)) return 'PresentTense';
  return before === 'to' || before === 'not' || MODAL.has(before) ? 'Plain' : undefined;
}

function nextBefore({ kind, word }: WordPiece, before: string): string {
  const isBetween = kind === 'word' && (HAD.has(before) || WAS.has(before)) && BETWEEN.test(word);
  if (isBetween) return before;
  return kind === 'money' || kind === 'percent' || kind === 'number' ? 'the' : word;
}
