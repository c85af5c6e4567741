import { describe, expect, it } from 'vitest';
import { tryFrontPage } from '../../src/workshop/survey/try-front-page.ts';
import { isApproach } from '../../src/workshop/survey/approach.ts';
import { cardsOn } from '../../src/workshop/survey/try-listing.ts';
import { listing } from '../../src/base/strategies.ts';
import { pageAgain } from '../../src/model/page.ts';

const pageOf = (url: string, body: string) =>
  pageAgain({ url, finalUrl: url, contentType: 'text/html', body, fetchedAt: 0 });

const HOST = 'www.example.org';
const basics = {
  id: 'blog',
  home: `https://${HOST}/news/`,
  hosts: { canonical: HOST, aliases: [] },
  urlRules: [],
  dropParams: [],
};
const links = (...paths: string[]) =>
  paths.map((path) => `<li><a href="${path}">About ${path} and more</a></li>`).join('');
const NEWEST = ['/news/lamps-in-leeds/', '/news/vans-in-kent/', '/news/food-in-bath/'];
const listed = cardsOn(
  { page: pageOf(`https://${HOST}/news/`, `<ul>${links(...NEWEST)}</ul>`), number: 1 },
  listing({ url: '/news/', card: 'li', link: 'a', title: 'a', maxPages: 1 }),
  basics,
);
const tried = (body: string) => tryFrontPage(pageOf(`https://${HOST}/`, body), listed, basics);

describe('a front page as a witness', () => {
  it.each([
    ['and no other link into their folder', links(...NEWEST)],
    [
      'and menus that lead to the listing',
      `<nav>${links('/news/', '/news')}</nav>${links(...NEWEST)}<a href="/news/">All</a>`,
    ],
    [
      'and a menu of its months',
      `<nav>${links('/news/', '/news/2026/11/')}</nav><main>${links(...NEWEST)}</main>`,
    ],
  ])('shows the newest posts %s', (_what, body) => {
    const found = tried(body);
    expect(isApproach(found) && found.cards.map(({ url }) => new URL(url).pathname)).toEqual(NEWEST);
  });

  it('is none, and says how many of the posts it shows, where other pages of the folder are among them', () => {
    expect(tried(`<main>${links(...NEWEST, '/news/tags/')}</main>`)).toEqual({
      kind: 'front page',
      why: 'it shows 3 of the newest posts, among other links into /news/',
    });
    expect(tried(links('/about/'))).toMatchObject({ why: 'it shows none of the posts' });
  });
});
