import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Source, SourceDefinition } from '../../src/base/source.ts';
import { readDate } from '../../src/base/dates/dates.ts';
import { feed, listing, type ListingStrategy } from '../../src/base/strategies.ts';
import { urlKey } from '../../src/base/url.ts';
import { discover, type Discovery } from '../../src/discover/discover.ts';
import { startOf } from '../../src/discover/start-of.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { plainSense, readsOf } from '../../src/health/plain-sense.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { findNext } from '../../src/workshop/survey/find-next.ts';
import { viewOf } from '../../src/workshop/view.ts';
import { strategyFor } from '../../src/workshop/survey/try-listing.ts';
import { pageOf } from '../discover/page-of.ts';
import { sourceOf } from '../discover/source-of.ts';

// What stored pages of real publishers were seen to do, each as a trap of its kind, in mark-up of ours.

const loaded = await loadSources([fileURLToPath(new URL('../../sources/', import.meta.url))]);
const bundled = (id: string): Source => {
  const one = loaded.find(({ source }) => source.id === id);
  if (one === undefined) throw new Error(`${id} is no bundled source`);
  return one.source;
};

const TOWNS = ['Ayr', 'Bute', 'Cowes', 'Deal', 'Ely', 'Fife'];
const PROSE =
  'The council asked its suppliers what a lamp costs over twenty years, bought by that price, and saved a third of the bill within two winters.';
const all = (card: (town: string, at: number) => string): string => TOWNS.map(card).join('');

/** What "sources new" would read of a listing by itself. */
function surveyed(
  body: string,
  at = 'https://www.example.org/news/',
): Discovery & { readonly by: ListingStrategy } {
  const page = pageOf(`<html lang="en"><body>${body}</body></html>`, { url: at });
  const basics = {
    home: at,
    hosts: { canonical: 'www.example.org', aliases: [] },
    urlRules: [],
    dropParams: [],
  };
  const by = strategyFor(viewOf(page), basics);
  if (by === undefined) throw new Error('no listing was found');
  return { ...discover(page, { source: sourceOf(by), strategy: by, pageNumber: 1 }), by };
}

function post(
  body: string,
  { head = '', url = 'https://www.example.org/news/lamps/', title = 'Lamps that pay for themselves' } = {},
) {
  const read = extractPost(
    pageOf(
      `<html lang="en"><head><title>${title} | Example</title>${head}</head><body>${body}</body></html>`,
      { url },
    ),
    { source: sourceOf(), now: new Date('2026-11-23T12:00:00Z') },
  );
  if ('kind' in read) throw new Error(read.why);
  return { ...read, text: read.blocks.map(({ text }) => text).join('\n') };
}

const story = `<h1>Lamps that pay for themselves</h1>`;
const prose = `<p>${PROSE}</p><p>${PROSE}</p>`;

describe('a listing', () => {
  it('whose teaser, link and count are glued together and which has no dates, is read by its titles and is well', () => {
    const found = surveyed(
      `<main><h1>Case studies</h1><p>Your search returned 1,137 results</p>${all((town) => `<div class="views-row"><h3><a href="/case-studies/${town}-buys-lamps">${town} buys lamps together with others</a></h3><p>${PROSE}View all<a href="/topics/culture">Culture</a> articles</p></div>`)}</main>`,
    );
    expect(found.cards[0]).toMatchObject({ title: 'Ayr buys lamps together with others' });
    const sense = plainSense({
      cards: found.cards,
      beside: 0,
      datesUnread: found.datesUnread,
      at: 0,
      reads: readsOf(found.by),
    });
    expect(sense).toEqual([]);
  });

  it('with the alternative text of a picture before each title is read by the title', () => {
    const found = surveyed(
      `<main>${all((town) => `<article class="teaser"><a href="/news/${town}-buys-lamps"><img src="x.jpg" alt="A photograph of lorries in the snow"></a><h3><a href="/news/${town}-buys-lamps">${town} buys lamps together</a></h3><p>${PROSE}</p></article>`)}</main>`,
    );
    expect(found.cards.map(({ title }) => title)).toEqual(TOWNS.map((town) => `${town} buys lamps together`));
  });

  it('that says that there are no results and shows them all the same is not empty', () => {
    const found = surveyed(
      `<main><p class="empty">Sorry, there are no results.</p><ul>${all((town) => `<li class="row"><a href="/analysis/${town}-and-its-lamps">${town} and its lamps at night</a> ${PROSE}</li>`)}</ul></main>`,
    );
    expect(found).toMatchObject({ declaredEmpty: false });
    expect(found.cards).toHaveLength(6);
  });

  it('with a kicker in capitals above each title is read by the title', () => {
    const found = surveyed(
      `<main>${all((town, at) => `<div class="item"><span class="kicker">PROJECT REPORT</span><h3><a href="/publications/${town}-wealth">${town} and its community wealth</a></h3><span class="day">${at + 1}th February 2017</span></div>`)}</main>`,
    );
    expect(found.cards[4]).toMatchObject({
      title: 'Ely and its community wealth',
      published: { value: '2017-02-05' },
    });
  });

  it('whose teaser stands loose in its cell, and whose date is followed by words without a space, shows both', () => {
    const table = surveyed(
      `<form><table id="gv">${all((town, at) => `<tr><td>0${at + 1}/10/2026</td><td><a href="Item.aspx?NewsID=12${at}0">${town} buys lamps with care</a><br>${PROSE}</td></tr>`)}</table></form>`,
    );
    expect(table.cards[0]).toMatchObject({ teaser: PROSE, published: { value: '2026-10-01' } });
    const close = surveyed(
      `<main>${all((town, at) => `<div class="post"><ul><li><span>${at + 1} May 2026</span></li><li><span>2 min read</span></li></ul><a href="/post/${town}-buys-lamps"><p>How ${town} buys lamps with care, and asks others to join</p></a><div><div>${PROSE}</div></div></div>`)}</main>`,
    );
    expect(close.cards[1]).toMatchObject({ published: { value: '2026-05-02' } });
  });

  it('whose items have their key in a parameter (uid) tells them apart', () => {
    const found = surveyed(
      `<main><p>1 - 10 from 802</p>${all((town, at) => `<div class="news"><h4><a href="/news/?uid=a${at}f3">${town} buys lamps with care</a></h4><p>${PROSE}</p></div>`)}</main>`,
      'https://www.example.org/news/?c=search&p=1',
    );
    expect(new Set(found.cards.map(({ url }) => urlKey(url, sourceOf()))).size).toBe(6);
  });

  it('with the name and the day in one line, as “By NAME | 14 March 2025” and “February 28, 2018   By NAME”, shows the day', () => {
    const found = surveyed(
      `<main>${all((town, at) => `<div class="entry"><h3><a href="/tag/${town}-buys-lamps">${town} buys lamps with care</a></h3><p class="meta">By Ann Lee | ${at + 11} March 2025</p></div>`)}</main>`,
    );
    expect(found.cards[3]).toMatchObject({ published: { value: '2025-03-14' } });
    expect(readDate('February 28, 2018   By Ann Lee', 'text').value).toBe('2018-02-28');
    expect(readDate('4th August, 2022', 'text').value).toBe('2022-08-04');
    expect(readDate('01.08.17', 'text').value).toBe('2017-08-01');
    expect(readDate('28th Jul 2022', 'text').value).toBe('2022-07-28');
  });
});

describe('a listing by the survey', () => {
  const rows = (href: (town: string, at: number) => string, before = ''): string =>
    `<main>${all((town, at) => `<div class="row">${before}<h3><a href="${href(town, at)}">${town} buys lamps with care</a></h3><p>0${at + 1}/10/2026 ${PROSE} |</p></div>`)}</main>`;

  it('whose posts stand in two folders, or in none, is read as a whole', () => {
    const two = surveyed(
      rows((town, at) => (at % 2 === 0 ? `/evidence-and-ideas/news/${town}-lamps/` : `/news/${town}-lamps/`)),
    );
    expect(two.cards).toHaveLength(6);
    const root = surveyed(
      rows((town, at) => (at % 2 === 0 ? `/${town}-buys-lamps-with-care` : `/publication/${town}-lamps`)),
    );
    expect(root.cards).toHaveLength(6);
  });

  it('with a section’s listing elsewhere (“/comment/” of “/articles/…”), capitals and a number, keeps them as they are', () => {
    const found = surveyed(
      rows((town, at) => `/articles/${town}-Buys-Lamps/5277${at}`),
      'https://www.example.org/comment/',
    );
    expect(found.cards[0]).toMatchObject({
      url: 'https://www.example.org/articles/Ayr-Buys-Lamps/52770',
      title: 'Ayr buys lamps with care',
      published: { value: '2026-10-01' },
    });
  });

  it.each([
    ['/Public-News/Page-2', '/Public-News/'],
    ['/news/post_tag/lamps/page/3/', '/news/post_tag/lamps/page/2/'],
    ['/search/lamps/page/2', '/search/lamps/'],
    ['/index.cfm/news/?nextNID=0A1B&startRow=11', '/index.cfm/news/'],
    ['/index.cfm/blog/?startrow=11&display=search', '/index.cfm/blog/'],
    ['/blog/category/6?page=2', '/blog/category/6'],
  ])('goes on at %s', (next, at) => {
    const url = `https://www.example.org${at}`;
    const body = `${rows((town) => `/news/${town}-lamps/`)}<ul class="pager"><li class="next"><a href="${next.replace('&', '&amp;')}">Next</a></li></ul>`;
    const page = pageOf(`<html lang="en"><body>${body}</body></html>`, { url });
    expect(findNext(viewOf(page)).map((guess) => guess.url)).toContain(`https://www.example.org${next}`);
  });
});

it('posts whose addresses differ in what an adapter drops are missed aloud, and not those that it turns away', () => {
  const by = listing({ url: '/news/', card: '.row', link: 'a' });
  const body = `<main>${all((town, at) => `<p class="row"><a href="/item?story=${at}7">${town} buys lamps with care</a></p>`)}</main>`;
  const signs = (over: Partial<SourceDefinition>): string[] => {
    const found = discover(pageOf(body), { source: sourceOf(by, over), strategy: by, pageNumber: 1 });
    const page = { cards: found.cards, beside: 0, merged: found.merged, at: 0, reads: readsOf(by) };
    return plainSense(page).map(({ kind }) => kind);
  };
  expect(signs({ dropParams: ['story'] })).toEqual(['merged']);
  expect(signs({ keep: ({ url }) => url.endsWith('07') })).toEqual([]);
});

describe('a feed', () => {
  const items = (link: (at: number) => string): string =>
    `<rss version="2.0"><channel>${all((town, at) => `<item><title>${town} &amp;amp; its lamps</title><link>${link(at)}</link><guid>${link(at).replace('example.org', 'example.org:80')}</guid><pubDate>Mon, 0${at + 1} Aug 2016 09:00:00 GMT</pubDate></item>`)}</channel></rss>`;
  const source = sourceOf(feed({ url: '/feed.xml' }));
  const read = (body: string): Discovery =>
    discover(pageOf(body, { url: 'https://www.example.org/feed.xml', contentType: 'text/xml' }), {
      ...{ source, strategy: source.discover, pageNumber: 1 },
    });

  it('every item of which links to the home page brings no post, and says why', () => {
    const found = read(items(() => 'http://www.example.org/'));
    expect(found.cards).toEqual([]);
    expect(found.problem).toMatch(/link/);
  });

  it('with links of their own brings them, entities that were escaped twice as the signs they are', () => {
    const found = read(items((at) => `http://www.example.org/news/${at}`));
    expect(found.cards).toHaveLength(6);
    expect(found.cards[0]?.title).toBe('Ayr & its lamps');
  });

  it('whose address answers with a page for people is told as no feed', () => {
    expect(read('<!doctype html><html><body><h1>News</h1></body></html>').problem).toMatch(/feed|HTML|page/);
  });
});

describe('an address', () => {
  it('of a story on the mirror and on the main site is one, and a tag’s listing below a post’s address is no post', () => {
    const lga = bundled('lga-case-studies');
    expect(urlKey('https://www.pas.gov.uk/case-studies/lamps', lga)).toBe(
      urlKey('https://www.local.gov.uk/case-studies/lamps', lga),
    );
    const apse = bundled('apse-news');
    const keeps = (path: string): boolean =>
      apse.keep?.({ url: `https://www.apse.org.uk/apse/index.cfm/${path}` }) ?? true;
    expect(keeps('news/articles/2015/lamps/')).toBe(true);
    expect(keeps('news/2015/lamps/')).toBe(true);
    expect(keeps('news/articles/2015/lamps/tag/energy/')).toBe(false);
  });

  it('of a listing says that the newest come first, whatever the site’s own order is, and so does the next page’s', () => {
    const lga = bundled('lga-case-studies');
    const first = startOf(lga, lga.discover, 0);
    expect(first).toContain('sort_by=created&sort_order=DESC');
    const body = `<div class="view-content">${all((town) => `<div class="views-row"><h3><a href="/case-studies/${town}-lamps">${town} and its lamps</a></h3></div>`)}</div><ul class="pager"><li class="pager__item--next"><a href="?page=1&amp;sort_order=DESC&amp;sort_by=created" rel="next">Next</a></li></ul>`;
    const { next } = discover(pageOf(body, { url: first }), {
      ...{ source: lga, strategy: lga.discover, pageNumber: 1 },
    });
    expect(next.map((url) => new URL(url).searchParams.get('sort_order'))).toEqual(['DESC']);
  });

  it('of a further host that shows the same posts is the post’s own', () => {
    const foe = bundled('foe-councils');
    const paths = ['campaigning.friendsoftheearth.uk', 'takeclimateaction.uk', 'groups.friendsoftheearth.uk'];
    expect(new Set(paths.map((host) => urlKey(`https://${host}/stories/lamps`, foe))).size).toBe(1);
    const lga = bundled('lga-case-studies');
    expect(urlKey('https://lgalabour.local.gov.uk/case-studies/lamps', lga)).toBe(
      urlKey('https://www.local.gov.uk/case-studies/lamps', lga),
    );
    const old = 'https://www.local.gov.uk/web/guest/media-releases/-/journal_content/56/10180/3677841/NEWS';
    expect(lga.keep?.({ url: old })).toBe(false);
  });

  it('that holds its item’s key in a parameter keeps it', () => {
    const procura = bundled('procura-plus');
    const at = (uid: string): string => urlKey(`https://procuraplus.org/news/?c=search&uid=${uid}`, procura);
    expect(at('cHml1U5O')).not.toBe(at('cHml1U5P'));
  });

  it('of a copy in another language is the post’s own', () => {
    const ocp = bundled('open-contracting');
    const at = 'https://www.open-contracting.org/2024/05/06/lamps';
    expect(urlKey(`${at}/?lang=es`, ocp)).toBe(urlKey(at, ocp));
    expect(ocp.keep?.({ url: 'https://www.open-contracting.org/es/2024/05/06/lamps/' }) ?? true).toBe(false);
  });

  it('of a story at the root or by its number is kept', () => {
    const keeps = (path: string): boolean =>
      bundled('lga-case-studies').keep?.({ url: `https://www.local.gov.uk/${path}` }) ?? true;
    expect(['wirral-aiming-self-suffiency-sports-provision-2020', 'node/8259100'].map(keeps)).toEqual([
      true,
      true,
    ]);
  });

  it('narrowed to a topic is that of the listing, or of the very same post', () => {
    const foe = bundled('foe-councils');
    const at = 'https://takeclimateaction.uk/stories';
    expect(foe.keep?.({ url: `${at}?topic=56` })).toBe(false);
    expect(urlKey(`${at}/lamps?topic=56`, foe)).toBe(urlKey(`${at}/lamps`, foe));
  });
});

describe('a post', () => {
  it.each([
    ['a link back to the latest', '<a href="/latest">Back to latest</a>'],
    [
      'a trail with digits of an icon font',
      '<div class="crumbs"><a href="/">Home</a> 5 <a href="/thinking">Our thinking</a> 5</div>',
    ],
    ['a kicker', '<p class="kicker">PROJECT REPORT</p>'],
    [
      'a long cookie dialog and another post’s title and day',
      `<div class="cookie-notice"><h2>Cookies on this site</h2><p>We use cookies to make this site work, to measure how it is used and to remember what you chose. You may accept or reject those that are not needed.</p></div><div class="latest"><h4><a href="/publication/vans">Vans that share a depot</a></h4><span>3rd Jan 2020</span></div>`,
    ],
  ])('below %s has its own title, day and text', (_, above) => {
    const read = post(
      `<div id="page">${above}<article>${story}<p class="day">28th Jul 2022</p>${prose}</article></div>`,
    );
    expect(read).toMatchObject({
      title: 'Lamps that pay for themselves',
      published: { value: '2022-07-28' },
    });
    expect(read.text).toContain('twenty years');
    expect(read.text).not.toMatch(/cookies|depot|Back to latest/);
  });

  it('with two days, one after the other, was published on the first of them', () => {
    const read = post(
      `<article>${story}<p>Published 14 March 2018</p><p>Last updated 15 March 2018</p>${prose}</article>`,
    );
    expect(read.published.value).toBe('2018-03-14');
  });

  it('with a day in brackets at the head of its text was published on no other', () => {
    const read = post(`<article>${story}<p>[22/01/25] ${PROSE}</p>${prose}</article>`);
    expect(['2025-01-22', null]).toContain(read.published.value);
  });

  it('that ends at “Read More” does not go on into what every page says', () => {
    const read = post(
      `<article>${story}<p>12 May 2024</p>${prose}<p><a href="/more">Read More</a></p></article><aside class="promo"><p>Find out what suits your council’s size and budget: write to us today.</p></aside>`,
    );
    expect(read.text).not.toContain('size and budget');
  });
});
