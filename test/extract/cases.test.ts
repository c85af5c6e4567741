import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DATE_ORIGINS, readDate } from '../../src/base/dates/dates.ts';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { postText } from '../../src/model/post.ts';
import { NOW, pageOf, sourceWith } from './pages.ts';
import { WantedPost } from './wanted-post.ts';

// Pages that were once read wrongly, each after a page of a corpus or a report of other readers' users. What a case does not name may be anything.
const CASES = new URL('cases/', import.meta.url);
const Case = WantedPost.extend({
  url: z.string(),
  card: z.union([z.string(), z.strictObject({ date: z.string(), origin: z.enum(DATE_ORIGINS) })]).optional(),
});
const names = readdirSync(CASES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5));

function readCase(name: string) {
  const wanted = Case.parse(JSON.parse(readFileSync(new URL(`${name}.json`, CASES), 'utf8')));
  const page = pageOf(readFileSync(new URL(`${name}.html`, CASES), 'utf8'), wanted.url);
  const listed =
    typeof wanted.card === 'string' ? { date: wanted.card, origin: 'time' as const } : wanted.card;
  const published = listed === undefined ? undefined : readDate(listed.date, listed.origin, { now: NOW });
  const card = published === undefined ? {} : { card: { url: wanted.url, published } };
  const post = extractPost(page, { source: sourceWith({}, 'Someone'), now: NOW, ...card });
  return { wanted, post };
}

describe('a page that was once read wrongly', () => {
  it.each(names)('%s', (name) => {
    const { wanted, post } = readCase(name);
    if ('kind' in post) throw new Error(`unreadable: ${post.why}`);
    const { title, author, published, has, hasNot, band } = wanted;
    const text = postText(post);
    if (title !== undefined) expect(post.title).toBe(title);
    if (author !== undefined) expect(post.author ?? null).toBe(author);
    if (published !== undefined) expect(post.published.value).toBe(published);
    for (const words of has) expect(text).toContain(words);
    for (const words of hasNot) expect(text).not.toContain(words);
    if (band !== undefined) expect(classify(post, loadRules()).band).toBe(band);
  });
});
