import { readFileSync } from 'node:fs';
import { classify, judge, marksFor } from '../../src/classify/classify.ts';
import { DEFAULT_RULES, parseRules, type RuleSet } from '../../src/classify/rules.ts';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { weighAnew } from '../../src/classify/weigh.ts';
import type { Block } from '../../src/model/post.ts';
import { realTexts } from './real-texts.ts';

type BenchPost = { readonly url: string; readonly title: string; readonly blocks: readonly Block[] };

const POSTS = 400;
const WORDS = 900;
const ROUNDS = 5;

/** Posts of 900 words a second on one core, by our engine and by regular expressions over the same terms. */
export async function run(print: (line: string) => void): Promise<void> {
  const text = readFileSync(DEFAULT_RULES, 'utf8');
  const own = rulesOf(text);
  const posts = makePosts(own);
  print(`${POSTS} posts of ${WORDS} words, CPU time of one core, best of ${ROUNDS}`);
  const pages = realPosts();
  const marks = pages.map((post) => marksFor(post, own));
  const anew = rate(() => pages.forEach((post) => classify(post, own)));
  const kept = rate(() => pages.forEach((post, at) => classify(post, own, marks[at])));
  const found = pages.flatMap((post, at) => {
    const { verdict, finds } = judge(post, own, marks[at]);
    return finds === null ? [] : [{ url: post.url, verdict, finds, marks: marks[at] }];
  });
  const weighed = rate(() => found.forEach((one) => weighAnew(one, own)));
  print(`texts of real pages, whose words are many more
  classify, everything read                                 ${perSecond(anew)} posts a second
  classify, what the learnt lines read was kept             ${perSecond(kept)}
  only weights changed, what was found was kept, too        ${perSecond(weighed)}
sentences of the pack's own tests among common words`);
  for (const rules of [own, rulesOf(withMoreRules(text, 300 - own.source.rules.length))]) {
    const patterns = patternsOf(rules);
    const combined = new RegExp(patterns.map(({ source }) => source).join('|'), 'g');
    const engine = rate(() => posts.forEach((post) => classify(post, rules)));
    const loop = rate(() => posts.forEach((post) => countMatches(post, patterns)));
    const single = rate(() => posts.forEach((post) => countMatches(post, [combined])));
    print(`${rules.source.rules.length} rules`);
    print(`  classify: weights, pairs, caps, spans, councils, topics   ${perSecond(engine)} posts a second`);
    print(
      `  a regular expression a rule, words only                   ${perSecond(loop)} (classify is ${times(engine, loop)})`,
    );
    print(
      `  one combined regular expression, words only               ${perSecond(single)} (classify is ${times(engine, single)})`,
    );
  }
  await Promise.resolve();
}

function rulesOf(text: string): RuleSet {
  const reading = parseRules(text);
  if (reading.kind === 'faulty') throw new Error(`the pack is faulty: ${reading.faults[0]?.say}`);
  return reading.rules;
}

/** The pack with more rules of two-word terms, put before its last section. */
function withMoreRules(text: string, count: number): string {
  const rules = Array.from({ length: Math.max(0, count) }, (_, at) => {
    const terms = [0, 1, 2, 3].map(
      (n) =>
        `"${FILLER[(at * 7 + n * 3) % FILLER.length]} ${FILLER[(at * 11 + n * 5 + 1) % FILLER.length]} ${at}"`,
    );
    return `  - { id: more.r${at}, group: body, weight: 1, terms: [${terms.join(', ')}], why: more, tests: { match: [a], no_match: [b] } }`;
  });
  return text.replace(/^rules:.*$/m, (line) => `${line}\n${rules.join('\n')}`);
}

/** Real texts, one after another, cut where they have so many words. */
function realPosts(): BenchPost[] {
  const pieces = realTexts().flatMap(({ title, text }) =>
    textBlocks(text).map((block) => ({ title, block })),
  );
  const posts: BenchPost[] = [];
  let [blocks, left]: [Block[], number] = [[], WORDS];
  for (const { title, block } of pieces) {
    const words = block.text.split(' ').slice(0, left);
    blocks.push({ ...block, text: words.join(' ') });
    left -= words.length;
    if (left > 0) continue;
    posts.push({ url: `https://example.org/news/${posts.length}`, title, blocks });
    [blocks, left] = [[], WORDS];
    if (posts.length === POSTS) break;
  }
  return posts;
}

/** Sentences of the pack's own tests among filler, the same in every run. */
function makePosts(rules: RuleSet): BenchPost[] {
  const sentences = rules.source.rules.flatMap(({ tests }) => [...tests.match, ...tests.no_match]);
  let seed = 7;
  const pick = <T>(list: readonly T[]): T => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const chosen = list[seed % list.length];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  };
  const words = (count: number) => {
    const made: string[] = [];
    while (made.length < count) {
      if (pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) === 1) made.push(...pick(sentences).split(' '));
      else made.push(...Array.from({ length: 8 }, () => pick(FILLER)), `${pick(FILLER)}.`);
    }
    return made.slice(0, count).join(' ');
  };
  return Array.from({ length: POSTS }, (_, at) => ({
    url: `https://example.org/news/${words(5).replaceAll(/\W+/g, '-')}-${at}`,
    title: words(10),
    blocks: [
      { kind: 'lede', text: words(40) },
      ...Array.from({ length: 10 }, (): Block => ({ kind: 'body', text: words((WORDS - 60) / 10) })),
      { kind: 'heading', text: words(5) },
    ],
  }));
}

const FILLER =
  `the of and to a in is that for it as was with be by on not he his but at are this have from or had an they
which one you were all her she there would their we him been has when who will no more if out so up said what its about than
into them can only other time new some could these two may first then do any like my now over such our man even most made after
also did many off before must well back through years much where your way down should because long each just state those people
mr how too little good world make very year still see own work men day get here old life both between being under three never
know same last another while us might great go come since against right came take used himself few house use place during high
without again home around small however found mrs part school thought went say general once upon war every light service cost`.split(
    /\s+/,
  );

/** What one would write by hand: the words of each rule as an expression, a stem as a beginning. */
function patternsOf(rules: RuleSet): RegExp[] {
  return rules.source.rules.flatMap((rule) => {
    const terms = [...rule.terms, ...rule.near.flatMap(({ a, b }) => [...a, ...b])].filter(
      (term) => !term.startsWith('@'),
    );
    return terms.length === 0 ? [] : [new RegExp(`\\b(?:${terms.map(sourceOf).join('|')})`, 'g')];
  });
}

function sourceOf(term: string): string {
  return term
    .toLowerCase()
    .split(/[\s-]+/)
    .map((word) =>
      word
        .replace(/^£#$/, '£[\\d,.]+')
        .replace(/^#%$/, '[\\d.]+ ?%')
        .replace(/^#$/, '\\d+')
        .replace(/e?~$/, '\\w*'),
    )
    .join('[\\s-]+');
}

function countMatches({ title, blocks }: BenchPost, patterns: readonly RegExp[]): number {
  const text = `${title}\n${blocks.map((block) => block.text).join('\n')}`.toLowerCase();
  return patterns.reduce((sum, pattern) => sum + [...text.matchAll(pattern)].length, 0);
}

/** Posts per second of CPU time. */
function rate(work: () => void): number {
  work();
  const micros = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return (POSTS * 1e6) / Math.min(...micros);
}

function perSecond(value: number): string {
  return String(Math.round(value)).padStart(7);
}

function times(one: number, other: number): string {
  return `${(one / other).toFixed(1)} times as fast`;
}
