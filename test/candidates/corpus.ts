import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const POSTS = fileURLToPath(new URL('../../src/demo/posts/', import.meta.url));

/** Different articles: the posts of the demonstration, 200 to 500 words each, all of our own writing. */
export const ARTICLES: readonly { readonly slug: string; readonly words: readonly string[] }[] = [
  'apse',
  'ashden',
  'lga',
]
  .flatMap((site) => readdirSync(join(POSTS, site)).map((name) => join(POSTS, site, name)))
  .map((file) => ({ slug: file.replace(/^.*\/|\.md$/g, ''), words: wordsIn(file) }))
  // The demonstration tells one story on two of its sites, on purpose.
  .filter(({ slug, words }) => words.length >= 120 && !slug.startsWith('oxfordshire'));

function wordsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .replace(/^---[\s\S]*?\n---/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** What becomes of an article on another site. */
export const COPIES: Readonly<Record<string, (words: readonly string[], seed: number) => readonly string[]>> =
  {
    'word for word': (words) => words,
    'the first 40 %': (words) => words.slice(0, Math.ceil(words.length * 0.4)),
    'the first 25 %': (words) => words.slice(0, Math.ceil(words.length * 0.25)),
    '5 % of words edited': (words, seed) => edited(words, 0.05, seed),
    '15 % of words edited': (words, seed) => edited(words, 0.15, seed),
    'an own introduction and 70 %': (words, seed) => [
      ...own(60, seed),
      ...words.slice(Math.ceil(words.length * 0.3)),
    ],
    'with 200 words of another template': (words, seed) => [
      ...own(100, seed),
      ...words,
      ...own(100, seed + 1),
    ],
  };

function edited(words: readonly string[], share: number, seed: number): string[] {
  const chance = random(seed);
  return words.map((word) =>
    chance() < share ? (VOCABULARY[Math.floor(chance() * VOCABULARY.length)] ?? word) : word,
  );
}

function own(count: number, seed: number): string[] {
  const chance = random(seed + 77);
  return Array.from({ length: count }, () => VOCABULARY[Math.floor(chance() * VOCABULARY.length)] ?? 'and');
}

const VOCABULARY = ARTICLES.flatMap(({ words }) => words);

/** Mulberry32: the same numbers each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** 134 words that stand under every post of a site. */
export const FOOTER = own(134, 4242).join(' ');
