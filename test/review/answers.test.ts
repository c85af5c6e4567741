import { expect, test } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { answersOf, sentenceAround } from '../../src/review/answers.ts';

const around = (text: string, words: string): string => {
  const from = text.indexOf(words);
  return sentenceAround(text, from, from + words.length);
};

test.each([
  ['We met. They saved £2 million! Then we left.', 'saved', 'They saved £2 million!'],
  ['A heading\nIt was bought “once.” Later more.', 'bought', 'It was bought “once.”'],
  [
    'So we worked with the U.S. Department of Health. Next.',
    'worked',
    'So we worked with the U.S. Department of Health.',
  ],
  [
    'One. The U.S. Department and St. Albans bought lamps, e.g. of Dr. Lee. Two.',
    'bought',
    'The U.S. Department and St. Albans bought lamps, e.g. of Dr. Lee.',
  ],
  ['It cost 2.5 million in phase 2. Then it ended', 'ended', 'Then it ended'],
  ['It is run by the State of N.Y. It was cheap.', 'N.Y.', 'It is run by the State of N.Y. It was cheap.'],
])('of “%s” the sentence around “%s” is “%s”', (text, words, sentence) => {
  expect(around(text, words)).toBe(sentence);
});

test('what came of it is not how bids were to be judged, where something came of it', () => {
  const weight = 'Social value delivered in the answers carries 10% of the marks.';
  const result = 'The contract created 40 local jobs and saved £2 million.';
  const outcomeOf = (...texts: readonly string[]) => {
    const post = {
      url: 'https://example.org/post',
      title: 'How Leeds buys its vans',
      blocks: texts.map((text) => ({ kind: 'body', text }) as const),
    };
    return answersOf(post, classify(post, loadRules())).find(({ slug }) => slug === 'outcome')?.sentence;
  };
  expect(outcomeOf(weight, result)).toBe(result);
  expect(outcomeOf(weight)).toBe(weight);
});
