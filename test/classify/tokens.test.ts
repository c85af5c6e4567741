import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  intern,
  type Lexicon,
  makeLexicon,
  MONEY,
  NUMBER,
  PERCENT,
  UNKNOWN,
} from '../../src/classify/pack/lexicon.ts';
import { AFTER_LINE, AFTER_STOP, CAPITAL, tokenise, tokenText, wordsOf } from '../../src/classify/tokens.ts';
import { anyCharacter } from '../any-character.ts';

function lexiconOf(...words: string[]): Lexicon {
  const lexicon = makeLexicon();
  for (const word of words) intern(lexicon, word);
  return lexicon;
}

/** The words of the lexicon in a text, `·` for others, `#`, `£#`, `#%` for numbers. */
function read(text: string, ...words: string[]): string[] {
  const lexicon = lexiconOf(...words);
  const names = new Map([
    [UNKNOWN, '·'],
    [NUMBER, '#'],
    [MONEY, '£#'],
    [PERCENT, '#%'],
  ]);
  const { word, count } = tokenise(text, lexicon);
  return Array.from(word.subarray(0, count), (id) => names.get(id) ?? lexicon.words[id] ?? '?');
}

function pieces(text: string): string[] {
  const { from, to, count } = tokenise(text, lexiconOf());
  return Array.from({ length: count }, (_, at) => text.slice(from[at], to[at]));
}

test.each([
  ['case', 'COUNCIL Council council', ['council', 'council', 'council']],
  ['possessives, straight and curly', "Council's council’s councils’", ['council', 'council', '·']],
  ['accents', 'Cóuncil couNcíl', ['council', 'council']],
  ['a soft hyphen or a direction mark within', 'coun\u00adcil \u200fcouncil\u200e', ['council', 'council']],
  [
    'hyphens of all kinds between',
    'council-council council‑council',
    ['council', 'council', 'council', 'council'],
  ],
  ['dots and slashes of an address', 'council.gov.uk/council', ['council', '·', '·', 'council']],
])('a word is found whatever its %s', (_, text, expected) => {
  expect(read(text, 'council')).toEqual(expected);
});

test('a word within a longer word is not that word', () => {
  expect(read('councillor subcouncil council1', 'council')).toEqual(['·', '·', '·']);
});

test('an apostrophe within a word is no end of it', () => {
  expect(read("don't O’Brien rock'n'roll", 'dont', 'obrien', 'rocknroll')).toEqual([
    'dont',
    'obrien',
    'rocknroll',
  ]);
});

test('an ampersand is the word "and"', () => {
  expect(read('Brighton & Hove', 'and')).toEqual(['·', 'and', '·']);
});

test.each([
  ['£1.2m', '£#'],
  ['£ 25,000.50', '£#'],
  ['€3bn', '£#'],
  ['1.2 million pounds', '£#'],
  ['£25-million', '£#'],
  ['40 thousand euros', '£#'],
  ['60p', '£#'],
  ['40%', '#%'],
  ['40 %', '#%'],
  ['40 per cent', '#%'],
  ['12.5percent', '#%'],
  ['25,000', '#'],
  ['3 million', '#'],
  ['2nd', '·'],
])('"%s" is one token, %s', (text, kind) => {
  expect(read(text)).toEqual([kind]);
  expect(pieces(text)).toEqual([text]);
});

test.each([
  ['500tCO2e', ['500', 'tCO2e']],
  ['25kg', ['25', 'kg']],
  ['10–15%', ['10', '15%']],
  ['in 2024.', ['in', '2024']],
  ['£', []],
  ['50 percentage', ['50', 'percentage']],
  ['£m', ['m']],
])('"%s" is read as %j', (text, expected) => {
  expect(pieces(text)).toEqual(expected);
});

test('carbon is one word in every spelling', () => {
  expect(read('tCO2e tCO₂e TCO2E', 'tco2e')).toEqual(['tco2e', 'tco2e', 'tco2e']);
});

test('a number that a term knows is found as itself, and every other as a number', () => {
  expect(read('ISO 14001 and 14002', '14001')).toEqual(['·', '14001', '·', '#']);
});

test('tokens know what ended before them and whether they are capitals', () => {
  const { flags, count } = tokenise('Waste. Management of it\nBegan: now e.g. there', lexiconOf());
  const read = Array.from(flags.subarray(0, count), (flag) =>
    [flag & AFTER_LINE ? 'line' : flag & AFTER_STOP ? 'stop' : '', flag & CAPITAL ? 'capital' : '']
      .join(' ')
      .trim(),
  );
  expect(read).toEqual(['line capital', 'stop capital', '', '', 'line capital', 'stop', '', '', '']);
});

test('words of a term are spelt as words of a text are', () => {
  expect(wordsOf("Re-procure the King's CO₂ & more")).toEqual([
    're',
    'procure',
    'the',
    'king',
    'co2',
    'and',
    'more',
  ]);
});

test('any text gives tokens in order, within it, without overlap, none empty, and the same ones again', () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...Array.from("aZ9 .,£%&'’-\n\u00ad\u200f🐈é₂")), maxLength: 300 }),
  );
  fc.assert(
    fc.property(text, (text) => {
      const tokens = tokenise(text, lexiconOf('a'));
      let end = 0;
      for (let at = 0; at < tokens.count; at += 1) {
        const from = tokens.from[at] ?? -1;
        const to = tokens.to[at] ?? -1;
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThan(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2000 },
  );
});

test('the words of a word are that word', () => {
  const word = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZé’ø')), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, (word) => {
      const tokens = tokenise(word, lexiconOf());
      fc.pre(tokens.count === 1);
      const spelt = tokenText(tokens, 0);
      fc.pre(spelt !== '');
      expect(read(`0th ${word} 0th`, spelt)).toEqual(['·', spelt, '·']);
    }),
  );
});

test('arrays of spent tokens are written over', () => {
  const lexicon = lexiconOf('council');
  const spent = tokenise('a long text about the council and what it bought for its schools', lexicon);
  const tokens = tokenise('the council', lexicon, spent);
  expect(tokens.word).toBe(spent.word);
  expect(Array.from(tokens.word.subarray(0, tokens.count), (id) => lexicon.words[id])).toEqual([
    '',
    'council',
  ]);
});
