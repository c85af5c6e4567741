import { describe, expect, it } from 'vitest';
import { type Placed, identityAdvice } from '../../src/workshop/learnt/identity.ts';
import { tellingAcrossRuns, tellingAdvice } from '../../src/workshop/learnt/telling.ts';
import { templateAdvice } from '../../src/workshop/learnt/template.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { NOW, pageOf, sourceWith } from '../extract/pages.ts';
import { defineSource } from '../../src/base/source.ts';
import { feed } from '../../src/base/strategies.ts';
import { urlKey } from '../../src/base/url.ts';

const definition = {
  id: 'a-site',
  name: 'Somewhere news',
  publisher: 'Somewhere',
  home: 'https://example.org/news/',
  hosts: { canonical: 'example.org' },
  cadence: { perMonth: 6, quietOkDays: 45 },
  discover: feed({ url: '/feed/' }),
};

const post = (url: string, number: number): Placed => ({
  url: `https://example.org${url}`,
  title: `Story ${number} of school meals`,
  published: '2026-05-0' + (number % 9 || 9),
});
const four = [1, 2, 3, 4];
const rules = (posts: readonly Placed[]): string[] => identityAdvice(posts).map(({ rule }) => rule);

describe('what changes in addresses while the content stays is proposed as a rule', () => {
  it('a parameter of each visit', () => {
    const posts = four.flatMap((n) => [post(`/news/${n}?visit=a${n}`, n), post(`/news/${n}?visit=b${n}`, n)]);
    expect(rules(posts)).toEqual(["dropParams: ['visit']"]);
    expect(identityAdvice(posts)[0]?.why).toContain('4 posts');
  });

  it('a folder in front', () => {
    const posts = four.flatMap((n) => [post(`/news/${n}`, n), post(`/m/news/${n}`, n)]);
    expect(rules(posts)).toEqual([String.raw`urlRules: [{ from: /^\/m(?=\/)/, to: '' }]`]);
  });

  it('a fragment', () => {
    const posts = four.flatMap((n) => [post(`/news/${n}#/a`, n), post(`/news/${n}#/b`, n)]);
    expect(rules(posts)).toEqual(['link: a selector without the fragment, since it names no post here']);
  });

  it('never what tells posts apart, nor what only two posts show, nor two things at once', () => {
    const copies = four.flatMap((n) => [post(`/news?id=${n}`, n), post(`/news?id=${n + 90}`, n)]);
    expect(rules(copies)).toEqual([]);
    expect(rules([1, 2].flatMap((n) => [post(`/${n}?v=1`, n), post(`/${n}?v=2`, n)]))).toEqual([]);
    expect(rules(four.flatMap((n) => [post(`/a/${n}?v=1`, n), post(`/b/${n}?v=2`, n)]))).toEqual([]);
    expect(rules(four.map((n) => post(`/news/${n}`, n)))).toEqual([]);
    expect(rules([post('/a', 1), { ...post('/b', 1), url: 'no address' }])).toEqual([]);
  });
});

describe('a parameter that is for tracking elsewhere', () => {
  const source = sourceWith({}, 'Somewhere');
  const listed = (path: (n: number) => string): Placed[] => four.map((n) => post(path(n), n));

  it('is proposed to be kept where it alone tells the posts of a listing apart', () => {
    const [advice] = tellingAdvice(
      listed((n) => `/story?ncid=${n}&utm_source=list`),
      source,
    );
    expect(advice?.rule).toBe("keepParams: ['ncid']");
    expect(advice?.why).toContain('4 posts of the listing differ in nothing else, and count as 1');
    const kept = defineSource({ ...definition, keepParams: ['ncid'] });
    expect(
      tellingAdvice(
        listed((n) => `/story?ncid=${n}`),
        kept,
      ),
    ).toEqual([]);
    expect(urlKey('https://example.org/story?ncid=1&utm_source=x', kept)).toBe(
      'https://example.org/story?ncid=1',
    );
  });

  it('is proposed to be kept where another post comes under each address, one run after the other', () => {
    const known = four.map((n) => {
      const url = `https://example.org/desk/${n}`;
      return { url, key: urlKey(url, source), title: `School meals of ward ${n}`, published: null };
    });
    const shown = four.map((n) => ({
      ...post(`/desk/${n}?ncid=${n}`, n),
      title: 'How lorries were bought by lots',
    }));
    expect(tellingAcrossRuns(shown, known, source).map(({ rule }) => rule)).toEqual(["keepParams: ['ncid']"]);
    const edited = shown.map((one, at) => ({ ...one, title: `School meals of ward ${at + 1}, again` }));
    expect(tellingAcrossRuns(edited, known, source)).toEqual([]);
    expect(tellingAcrossRuns(shown.slice(0, 2), known, source)).toEqual([]);
  });

  it('is left alone where it is the same for all, or the posts are one', () => {
    expect(
      tellingAdvice(
        listed((n) => `/story/${n}?ncid=${n}`),
        source,
      ),
    ).toEqual([]);
    const copies = four.map((n) => ({ ...post(`/story?ncid=${n}`, 1) }));
    expect(tellingAdvice(copies, source)).toEqual([]);
    expect(tellingAdvice([post('no address', 1), post('/a?ncid=1', 2)], source)).toEqual([]);
  });
});

const PROSE =
  'The council let a contract for school meals, and the new caterer cooks for sixty schools in the county. ';
const NAMES = ['Ann Lee', 'Bo Ray', 'Cy Fox', 'Di Orr', 'Ed Pym'];
const page = (n: number) =>
  pageOf(
    `<html><head><title>Story ${n} of meals</title></head><body><main><h1>Story ${n} of meals</h1><div class="when">${n + 1} May 2026</div><div class="who">By ${NAMES[n % 5]}</div><div class="text"><p>${PROSE.repeat(3)} Number ${n}.</p><p>${PROSE} It was the ${n}th such contract.</p><p class="pledge">We publish all of our contracts, and anybody may use what we write here.</p><p>${PROSE} And that was ${n}.</p></div></main><div class="other"><span class="stamp">1 June 2020</span></div></body></html>`,
    `https://example.org/${n}`,
  );
const source = sourceWith({}, 'Somewhere');
const readAll = (count: number, from = source) =>
  Array.from({ length: count }, (_, n) => {
    const read = extractPost(page(n), { source: from, now: NOW });
    if ('kind' in read) throw new Error(read.why);
    return { page: page(n), post: read };
  });

describe('a source’s template', () => {
  it('is known after ten posts: where day and author stand, and what every text repeats', () => {
    const advice = templateAdvice(readAll(10), source);
    expect(advice.map(({ rule }) => rule)).toEqual([
      "article: { date: ['.when', 'auto'] }",
      "article: { author: ['.who', 'auto'] }",
      "article: { drop: ['.pledge'] }",
    ]);
    expect(advice[0]?.why).toBe('10 of 10 posts have it there');
  });

  it('is not known after nine, and is silent on what the source names itself', () => {
    expect(templateAdvice(readAll(9), source)).toEqual([]);
    const own = sourceWith({ date: '.when', author: '.who', drop: ['.pledge'] }, 'Somewhere');
    expect(templateAdvice(readAll(10, own), own)).toEqual([]);
  });
});
