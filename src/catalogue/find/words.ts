// These files also run in browsers, as part of the static site's search: they import nothing but each other.

const STOP = new Set(
  'a also an and are as at be been but by can could do does for from get had has have he her his how i if in into is it its me more my not of on or our she so such than that the their then there these they this those through to was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);

/** A text as words: small letters without accents or apostrophes, `&` as `and`. */
export function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[\p{M}'’]/gu, '')
      .replaceAll('&', ' and ')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** The words of a question that tell anything; all of them where none does. */
export function tellingWords(text: string): string[] {
  const words = wordsIn(text);
  const telling = words.filter((word) => !STOP.has(word));
  return telling.length === 0 ? words : telling;
}

/** Nouns that are no form of what would be left of them, such as parking of parks. */
const NO_FORMS = new Set(['evening', 'morning', 'parking', 'training']);

/** An English word without the ending of its number or its tense: `lights`, `lighting` and `lighted` are one. */
export function stemOf(word: string): string {
  const single = withoutPlural(word);
  if (NO_FORMS.has(single)) return single;
  const bare = single.length > 8 ? single.replace(/ment$/, '') : single;
  if (bare.length > 5 && bare.endsWith('ing') && /[aeiouy]/.test(bare.slice(0, -3)))
    return undouble(bare.slice(0, -3));
  if (bare.length > 4 && /[^e]ed$/.test(bare) && /[aeiouy]/.test(bare.slice(0, -2)))
    return undouble(bare.slice(0, -2));
  return bare.length > 5 ? bare.replace(/e$/, '') : bare;
}

// Longest first. What people, places and work are called after one thing: `interpreters` and `interpretation`, `electrician` and `electrical`.
const DERIVED =
  'ational ication ation ition ician icity ancy ency ural ture ment ator ance ence ical ing ion ian ist ity ive ant ent ure ery or er al ic ed y e'.split(
    ' ',
  );

/** What a word has in common with those that are made from it or with it; longer than four letters' worth of it is left, or it is the stem. */
export function rootOf(word: string): string {
  const stem = stemOf(word);
  const ending = DERIVED.find((end) => stem.length - end.length > 3 && stem.endsWith(end));
  return ending === undefined ? stem : undouble(stem.slice(0, -ending.length));
}

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:s|x|z|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function undouble(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

/**
 * How many letters must be added, taken out, changed or swapped with their neighbour to make one word of another (optimal string
 * alignment); more than `most` is told as `most + 1`.
 */
export function slips(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      let cost = Math.min(
        (above[at] ?? 0) + 1,
        (line[at - 1] ?? 0) + 1,
        (above[at - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        cost = Math.min(cost, (before[at - 2] ?? 0) + 1);
      line.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = above;
    above = line;
  }
  return above[other.length] ?? most + 1;
}
