import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { pageAgain } from '../../src/model/page.ts';
import { findNext } from '../../src/workshop/survey/find-next.ts';
import { viewOf } from '../../src/workshop/view.ts';

const CASES = new URL('cases/', import.meta.url);
const Case = z.object({ url: z.string(), next: z.array(z.string()) });
const cards = Array.from(
  { length: 6 },
  (_, at) =>
    `<article class="card"><h3><a href="/news/post-${at}">Post ${at}</a></h3><p>Words.</p></article>`,
).join('');

function nextOf(body: string, url = 'https://town.example/news'): string[] {
  const page = pageAgain({ url, finalUrl: url, contentType: 'text/html', body, fetchedAt: 0 });
  return [...new Set(findNext(viewOf(page)).map((guess) => guess.url))];
}

describe('the next page of a listing that was once found wrongly', () => {
  it.each(readdirSync(CASES).filter((name) => name.endsWith('.json')))('%s', (name) => {
    const { url, next } = Case.parse(JSON.parse(readFileSync(new URL(name, CASES), 'utf8')));
    expect(nextOf(readFileSync(new URL(name.replace('.json', '.html'), CASES), 'utf8'), url)).toEqual(next);
  });
});

describe('the next page of a listing that was copied to files', () => {
  it('is found by its index page, whatever it is called', () => {
    const pager = '<p><a href="page/2/index.html">« Gamle innlegg</a></p>';
    const next = 'https://town.example/nyheter/page/2/index.html';
    for (const own of ['', 'index.html'])
      expect(nextOf(pager, `https://town.example/nyheter/${own}`)).toEqual([next]);
  });

  it('is no other post, though a pager leads to it', () => {
    const pager = '<div class="nav-links"><a rel="next" href="../31/new-lamps/">Next</a></div>';
    expect(nextOf(pager, 'https://town.example/2024/05/27/warm-homes/')).toEqual([]);
  });
});

describe('the next page of a listing', () => {
  it.each([
    [
      'a bare arrow in the item of a pager',
      '<ul class="pager"><li class="pager-next"><a href="/news?page=1">»</a></li></ul>',
    ],
    [
      'an icon in the item of a pager',
      '<ul class="pager"><li class="pager-next"><a href="/news?page=1"><i class="icon"></i></a></li></ul>',
    ],
    [
      'an arrow in a pager without names of its own',
      '<div class="pagination"><a href="/news?page=1">»</a></div>',
    ],
    ['words', '<div class="nav-links"><a class="next" href="/news?page=1">Older posts →</a></div>'],
    ['a word of another language', '<div class="pager"><a href="/news?page=1">Suivant ›</a></div>'],
    ['a word in no pager', '<p><a id="more" href="/news?page=1">Mehr anzeigen</a></p>'],
    [
      'a picture that says so',
      '<table><tr><td><a href="/news?page=1" title="Next"><img src="n.gif"></a></td></tr></table>',
    ],
    ['a link relation', '<a rel="next" href="/news?page=1">Weiter</a>'],
  ])('is found by %s', (_, pager) => {
    expect(nextOf(`<main>${cards}</main>${pager}`)).toContain('https://town.example/news?page=1');
  });

  it.each([
    [
      'the next story',
      '<div class="story-nav"><a rel="next" href="/news/the-mill-reopens">The mill reopens</a></div>',
    ],
    [
      'a way to more of everything',
      '<div class="box"><a class="btn" href="/services/more">More services</a></div>',
    ],
    [
      'the days of a month',
      '<table class="archive"><tr><td><a href="/news/2016/03/02">2</a></td><td><a href="/news/2016/03/03">3</a></td></tr></table>',
    ],
    [
      'the steps of a form',
      '<p><a href="/apply/step-1">1</a> <a href="/apply/step-2">2</a> <a href="/apply/step-3">3</a></p>',
    ],
    [
      'how many posts a page holds',
      '<p>Show <a href="/news?per=2">2</a> <a href="/news?per=10">10</a> <a href="/news?per=20">20</a></p>',
    ],
    ['the next letter', '<p class="az"><a class="next" href="/news?l=b">›</a></p>'],
    [
      'the next comments',
      '<div class="comment-navigation"><a class="next" href="/news?cpage=2">Next »</a></div>',
    ],
    ['the last page', '<p class="paging"><a href="/news?page=44">»</a></p>'],
    [
      'items of a numbered list',
      '<ol><li><a href="/docs/8842">2</a></li><li><a href="/docs/8843">3</a></li></ol>',
    ],
  ])('is not %s', (_, links) => {
    expect(nextOf(`<main>${cards}</main>${links}`)).toEqual([]);
  });
});
