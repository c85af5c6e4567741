import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeLexicon } from '../../src/classify/pack/lexicon.ts';
import { findTerms } from '../../src/classify/matcher.ts';
import { compileTerms } from '../../src/classify/pack/compile-terms.ts';
import { readTerm, type TermPart } from '../../src/classify/pack/terms.ts';
import { tokenise } from '../../src/classify/tokens.ts';

function parts(term: string): readonly TermPart[] {
  const reading = readTerm(term);
  if (reading.kind === 'fault') throw new Error(reading.say);
  return reading.parts;
}

/** What each set found, as text. */
function find(sets: string[][], text: string): Record<number, string[]> {
  const lexicon = makeLexicon();
  const matcher = compileTerms(
    sets.map((terms) => terms.map(parts)),
    lexicon,
  );
  const tokens = tokenise(text, lexicon);
  const found: Record<number, string[]> = {};
  const { ranges, from, to } = findTerms(matcher, tokens);
  for (const set of sets.keys())
    for (let at = from[set]!; at < to[set]!; at += 2)
      (found[set] ??= []).push(text.slice(tokens.from[ranges[at]!], tokens.to[ranges[at + 1]! - 1]));
  return found;
}

test('all sets are found in one pass, each by its own terms', () => {
  expect(find([['county council'], ['council'], ['tree']], 'A county council is a council')).toEqual({
    0: ['county council'],
    1: ['council', 'council'],
  });
});

test('what was found in another text before, and its arrays, leave no trace', () => {
  const lexicon = makeLexicon();
  const matcher = compileTerms([[parts('tree')], [parts('county council')]], lexicon);
  const before = findTerms(matcher, tokenise('tree county council '.repeat(9), lexicon));
  const { ranges, from, to, found } = findTerms(matcher, tokenise('a tree', lexicon), before);
  expect(ranges).toBe(before.ranges);
  expect([found, from[0], to[0], ranges[0], ranges[1], from[1], to[1]]).toEqual([1, 0, 2, 1, 2, 0, 0]);
});

test('the longest term at the leftmost place wins within a set', () => {
  expect(find([['social', 'social value', 'value for money']], 'social value for money')).toEqual({
    0: ['social value'],
  });
});

test('a stem, a number and a word mix in one term', () => {
  expect(find([['sav~ £# of #%', '# tonne~']], 'Saving £1.2m of 40 per cent; 500 tonnes, 3 tCO2e')).toEqual({
    0: ['Saving £1.2m of 40 per cent', '500 tonnes', '3 tCO2e'],
  });
});

test('# takes amounts and percentages too; £# and #% take no others', () => {
  expect(find([['#'], ['£#'], ['#%'], ['14001']], '£5 4% 14001')).toEqual({
    0: ['£5', '4%', '14001'],
    1: ['£5'],
    2: ['4%'],
    3: ['14001'],
  });
});

test('no phrase runs over the end of a sentence, a clause or a line', () => {
  const text =
    'We left the county. Council tax rose: county\ncouncil; county – council, yet county, council and county-council';
  expect(find([['county council']], text)).toEqual({ 0: ['county, council', 'county-council'] });
});

test('a shorter term still matches where a longer one breaks off', () => {
  expect(find([['a b c d'], ['b c'], ['b']], 'a b c x')).toEqual({ 1: ['b c'], 2: ['b'] });
});

test('what is found does not depend on the order of sets and terms, and agrees with looking at every place', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'saving', 'saves');
  const term = fc.array(fc.constantFrom('a', 'b', 'c', 'sav~'), { minLength: 1, maxLength: 3 });
  const sets = fc.array(fc.array(term, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(sets, fc.array(word, { maxLength: 30 }), (sets, words) => {
      const found = find(
        sets.map((terms) => terms.map((term) => term.join(' '))),
        words.join(' '),
      );
      for (const [at, terms] of sets.entries()) expect(found[at] ?? []).toEqual(slowly(terms, words));
    }),
    { numRuns: 500 },
  );
});

function slowly(terms: string[][], words: string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length;) {
    const fits = (term: string[]) =>
      term.every((part, place) =>
        part === 'sav~' ? (words[at + place] ?? '').startsWith('sav') : words[at + place] === part,
      );
    const longest = Math.max(0, ...terms.filter(fits).map((term) => term.length));
    if (longest > 0) found.push(words.slice(at, at + longest).join(' '));
    at += Math.max(1, longest);
  }
  return found;
}

test.each([
  ['proc.*ment', 'regular expression'],
  ['/tender/i', 'regular expression'],
  ['(a|b)', 'regular expression'],
  ['us~', 'three letters'],
  ['sa~ve', 'end of a word'],
  ['£25m', '£#'],
  ['ref#2', 'numbers are'],
  ['now: then', 'letters'],
  ['–', 'letters'],
  ['a b c d e f g h i j k l m', 'longer than'],
  ['x'.repeat(60), 'no text'],
])('"%s" is no term', (term, why) => {
  const reading = readTerm(term);
  expect(reading.kind).toBe('fault');
  expect(reading.kind === 'fault' && reading.say).toContain(why);
});
