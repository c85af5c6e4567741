import { expect, test } from 'vitest';
import { factsCsv } from '../../src/base/csv.ts';
import { readFacts } from '../../src/classify/facts.ts';
import { topicOf } from '../../src/classify/topics.ts';
import { rootOf, tellingWords } from '../../src/catalogue/find/words.ts';

/** A word tells something where so much of its use is in so few topics. */
const MOST_TOPICS = 2;
const SHARE = 0.75;
/** A topic with less of a word's use than this is there by chance. */
const LEAST = 0.2;
const SHORTEST = 4;
/** The vocabulary has thousands of codes for goods and a dozen for street cleaning: a use counts by how many others its topic has. */
const FEW_CODES = 300;

test('the words of the trades are what the labels of the vocabulary say (vitest -u writes them anew)', async () => {
  const words = [...usesByRoot()].flatMap(([root, uses]) => {
    const slugs = tellingTopics(uses);
    return slugs.length === 0 ? [] : [{ root, topics: slugs.join(';') }];
  });
  words.sort((a, b) => (a.root < b.root ? -1 : 1));
  await expect(factsCsv(words)).toMatchFileSnapshot('../../src/classify/facts/trade-words.csv');
});

function usesByRoot(): Map<string, Map<string, number>> {
  const labels = readFacts('cpv').map(({ code = '', label = '' }) => ({
    topic: topicOf({ cpv: code }) ?? '',
    label,
  }));
  const codes = new Map<string, number>();
  for (const { topic } of labels) codes.set(topic, (codes.get(topic) ?? 0) + 1);
  const all = new Map<string, Map<string, number>>();
  for (const { topic, label } of labels) {
    const words = tellingWords(label).filter((word) => word.length >= SHORTEST);
    for (const root of new Set(words.map(rootOf))) {
      const uses = all.get(root) ?? new Map<string, number>();
      uses.set(topic, (uses.get(topic) ?? 0) + 1 / ((codes.get(topic) ?? 0) + FEW_CODES));
      all.set(root, uses);
    }
  }
  return all;
}

function tellingTopics(uses: ReadonlyMap<string, number>): string[] {
  const whole = [...uses.values()].reduce((sum, count) => sum + count, 0);
  const most = [...uses].sort((a, b) => b[1] - a[1]).slice(0, MOST_TOPICS);
  const told = most.reduce((sum, [, count]) => sum + count, 0);
  return told < whole * SHARE ? [] : most.flatMap(([slug, count]) => (count < whole * LEAST ? [] : [slug]));
}
