import { describe, expect, it } from 'vitest';
import { PROSE, read } from './pages.ts';

const authorOf = (under: string, head = ''): string | undefined =>
  read(
    `<html lang="en"><head><title>School meals | The Ashford Herald</title>${head}</head><body><main><h1>School meals</h1>${under}<p>25 June 2012</p><div>${PROSE}</div></main></body></html>`,
  ).author;
const person = (name: string): string =>
  `<span itemprop="author" itemscope><span itemprop="name">${name}</span></span>`;

describe('several who wrote a post', () => {
  it.each([
    ['a mark each, side by side', `${person('Priya Nair')} and ${person('Sam Smith')}`],
    ['a link each', '<a rel="author" href="/a/1">Priya Nair</a> <a rel="author" href="/a/2">Sam Smith</a>'],
    [
      'an item each',
      '<ul><li><a rel="author" href="/a/1">Priya Nair</a></li><li><a rel="author" href="/a/2">Sam Smith</a></li></ul>',
    ],
  ])('are all named: %s', (_, byline) => {
    expect(authorOf(`<div>${byline}</div>`)).toBe('Priya Nair, Sam Smith');
  });

  it('are one where the same name stands twice, and where what stands beside it is no name', () => {
    const twice = `${person('Priya Nair')}${person('By PRIYA NAIR')}`;
    expect(authorOf(`<div>${twice}</div>`)?.toLowerCase()).toBe('priya nair');
    expect(authorOf(`<div>${person('Priya Nair')} ${person('jsmith')}</div>`)).toBe('Priya Nair');
  });

  it('stand in one byline, three of them, over lines', () => {
    const names = '<span>Priya Nair</span>,<br><span>Sam Smith</span> and<br><span>Ana Low</span>';
    expect(authorOf(`<div class="article-byline">By<br>${names}</div>`)).toBe(
      'Priya Nair, Sam Smith, Ana Low',
    );
  });

  it('are told to machines one by one, with the house and whoever made the site among them', () => {
    const metas = ['Priya Nair', 'https://maker.example', 'Sam Smith', 'The Ashford Herald', 'Sam Smith'];
    const head = metas.map((name) => `<meta property="article:author" content="${name}">`).join('');
    const site = '<meta property="og:site_name" content="The Ashford Herald">';
    expect(authorOf('', head + site)).toBe('Priya Nair, Sam Smith');
  });
});

describe('how papers mark who wrote', () => {
  it.each([
    [
      'names alone',
      'By <span itemprop="name">Priya Nair</span> and <span class="last-byline" itemprop="name">Sam Smith</span>',
    ],
    [
      'links with names in them',
      '<span class="PostByline"><a rel="author" href="/staff/pn"><span itemprop="name">Priya Nair</span></a>, <a rel="author" href="/staff/ss"><span itemprop="name">Sam Smith</span></a></span>',
    ],
    ['a class of two words', '<span class="ArticleHeader_authorName__x1Yz">Priya Nair, Sam Smith</span>'],
    ['what else they did', 'Story and photos by Priya Nair, Sam Smith'],
    ['an agency that has no name', '<span class="byline">Priya Nair, Sam Smith and agencies</span>'],
  ])('by %s', (_, byline) => {
    expect(authorOf(`<p>${byline}</p>`)).toBe('Priya Nair, Sam Smith');
  });

  it('an Arab’s article is part of the surname', () => {
    expect(authorOf('<p class="byline">By Rashid al-Mansouri</p>')).toBe('Rashid al-Mansouri');
  });

  it('a link to all that somebody wrote is no name', () => {
    const more = '<a href="/author/priya-nair">More from Priya Nair</a>';
    expect(authorOf(`<div class="author-links">${more}</div>`)).toBeUndefined();
  });
});

describe('who is named by a link', () => {
  it('is whom it leads to, whatever stands before it in an element for the author', () => {
    const by = '<div class="author-by">通過</div> <a href="/author/lala/">LaLa</a><div> - </div>';
    expect(authorOf(`<div class="post-author-name">${by}</div>`)).toBe('LaLa');
  });

  it('is nobody where it says no more than where it leads', () => {
    const link = (href: string, text: string): string => `<a rel="author" href="${href}">${text}</a>`;
    expect(authorOf(link('https://plus.google.com/1115', '<span>Google+</span>'))).toBeUndefined();
    expect(authorOf(`<div class="author">${link('https://www.linkedin.com/in/p', 'LinkedIn')}</div>`)).toBe(
      undefined,
    );
    expect(authorOf(link('https://priyanair.example/author/priya/', 'Priya Nair'))).toBe('Priya Nair');
  });
});

it('machines are told a person, whose site is called like them', () => {
  const told = (type: string, name: string): string =>
    `<meta property="og:site_name" content="${name}"><script type="application/ld+json">{"@type":"BlogPosting","headline":"School meals","author":{"@type":"${type}","name":"${name}"}}</script>`;
  expect(authorOf('', told('Person', 'Priya Nair'))).toBe('Priya Nair');
  expect(authorOf('', told('Organization', 'Priya Nair'))).toBeUndefined();
  expect(authorOf('', told('Person', 'Ashford Council'))).toBeUndefined();
});

it('a desk is who wrote where machines are told what a byline shows, and a system’s account is not', () => {
  const desk = (name: string, shown = name): string | undefined =>
    authorOf(
      `<p class="byline">By <a rel="author" href="/author/7">${shown}</a></p>`,
      `<meta property="og:site_name" content="The Ashford Herald"><script type="application/ld+json">{"@type":"NewsArticle","headline":"School meals","author":{"@type":"Person","name":"${name}"}}</script>`,
    );
  expect(desk('Redazione A24')).toBe('Redazione A24');
  expect(desk('Ashford Herald Staff')).toBe('Ashford Herald Staff');
  expect(desk('Ashford Herald Staff', 'Staff')).toBeUndefined();
  for (const nobody of ['Site Admin', 'News', 'sales@herald.example']) expect(desk(nobody)).toBeUndefined();
});
