import { isFirst, PIECE_KINDS, type Pieces } from './pieces.ts';
import { IS, traitsOf } from './traits.ts';

/** What is counted of how a post is told, how a reviewer reads it, and whether it is counted among verbs or among all words. */
type Tell = {
  readonly tag:
    | 'PastTense'
    | 'PresentTense'
    | 'Imperative'
    | 'Modal'
    | 'Money'
    | 'Percent'
    | 'Number'
    | 'Name'
    | 'You';
  readonly label: string;
  readonly amongVerbs: boolean;
};

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

/**
 * How dense each of `TELLS` is, in their order, from 0 up: the share among verbs, doubled, or the root of ten times the share
 * among all words; both drawn towards nothing in a text of few words. Rounded to thousandths, since they are kept.
 */
export function readTelling(pieces: Pieces): number[] {
  const counts = { ...NONE };
  let before = 0;
  for (let at = 0; at < pieces.count; at += 1) {
    const kind = PIECE_KINDS[pieces.kind[at] ?? 0] ?? 'stop';
    const traits = pieces.traits[at] ?? 0;
    const tag = kind === 'word' ? verbOf(traits, before, isFirst(pieces, at)) : TAGS[kind];
    if (tag !== undefined) counts[tag] += 1;
    if (kind !== 'stop') counts.Word += 1;
    if ((traits & IS.you) !== 0) counts.You += 1;
    if (kind !== 'word') before = kind === 'name' || kind === 'stop' ? 0 : LIKE_THE;
    else if ((before & IS.auxiliary) === 0 || (traits & IS.between) === 0) before = traits;
  }
  const verbs = counts.PastTense + counts.PresentTense + counts.Imperative + counts.Modal + counts.Plain;
  return TELLS.map(({ tag, amongVerbs }) => {
    const dense = amongVerbs
      ? (2 * counts[tag]) / (verbs + 2)
      : Math.sqrt((10 * counts[tag]) / (counts.Word + 10));
    return Math.round(dense * 1000) / 1000;
  });
}

type Tag = (typeof TELLS)[number]['tag'] | 'Plain' | 'Word';

const NONE: Readonly<Record<Tag, number>> = {
  PastTense: 0,
  PresentTense: 0,
  Imperative: 0,
  Modal: 0,
  Money: 0,
  Percent: 0,
  Number: 0,
  Name: 0,
  You: 0,
  Plain: 0,
  Word: 0,
};
const TAGS = { name: 'Name', money: 'Money', percent: 'Percent', number: 'Number', stop: undefined } as const;
/** What follows an amount is a thing: "£2m saved". */
const LIKE_THE = traitsOf('the');

/** What a word is as a verb, by itself and by the word before it; undefined where it is none. */
function verbOf(traits: number, before: number, first: boolean): Tag | undefined {
  const is = (bits: number) => (traits & bits) !== 0;
  if (is(IS.modal)) return 'Modal';
  if (is(IS.past) || (is(IS.done) && (before & IS.auxiliary) !== 0)) return 'PastTense';
  if (is(IS.endsInEd) && !is(IS.noPast))
    return (before & (IS.beforeThings | IS.now)) === 0 ? 'PastTense' : undefined;
  if (is(IS.present)) return 'PresentTense';
  if (is(IS.base)) return plainVerb(before, first);
  return is(IS.endsInIng) ? 'Plain' : undefined;
}

function plainVerb(before: number, first: boolean): Tag | undefined {
  if (first) return 'Imperative';
  if ((before & IS.subject) !== 0) return 'PresentTense';
  return (before & IS.beforePlain) === 0 ? undefined : 'Plain';
}
