import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

const TEXT = [
  'We let the contract for school meals in March, and the new caterer cooks for sixty schools in the county.',
  'Parents were asked first what is left on the plate, and half of the answers named the gravy, which is gone.',
  'The price of a meal went up by a tenth of a pound, and two schools in three say that less is thrown away.',
];
const STANDFIRST =
  'How a county bought better meals for sixty schools, and what the plates had to do with the price.';
const paragraphs = (from = 0): string =>
  TEXT.slice(from)
    .map((text) => `<p>${text}</p>`)
    .join('');
const FRENCH = `<html lang="fr"><body><main><header><h1>School meals</h1><p class="desc">${STANDFIRST}</p>
  <span class="meta__author">Par <a class="link" href="/j/1">Jo Poe</a></span>
  <span class="date">Publié le 14 juin 2016 à 10h00 - Mis à jour le 15 juin 2016 à 11h34</span></header>
  <article><ul class="services"><li>Partager</li><li>Envoyer par e-mail</li></ul><p class="status">Réservé aux abonnés</p>
  ${TEXT.map((text) => `<p class="par">${text}</p>`).join('')}</article></main></body></html>`;

describe('between a standfirst and the text', () => {
  it('who, when and what readers may do are read, and are no text', () => {
    const post = read(FRENCH);
    expect(post.blocks.map(({ text }) => text)).toEqual([STANDFIRST, ...TEXT]);
    expect(post.author).toBe('Jo Poe');
    expect(post.published.value).toBe('2016-06-14');
  });

  it('a name and a day that only a style sheet sets apart are two', () => {
    const post = read(
      `<html lang="it"><h1>School meals</h1><div class="sommario">${STANDFIRST}</div><div><em class="firma">di JO POE</em><span class="data">27 luglio 2017</span></div><div>${paragraphs()}</div></html>`,
    );
    expect([post.author, post.published.value]).toEqual(['JO POE', '2017-07-27']);
  });

  it('a short paragraph of the text stays', () => {
    const text = postText(read(`<h1>School meals</h1><div><p>Dear parents,</p>${paragraphs()}</div>`));
    expect(text).toContain('Dear parents,');
  });
});

describe('behind the text', () => {
  const after = (rest: string): string =>
    postText(read(`<main><h1>School meals</h1><div class="text">${paragraphs()}</div>${rest}</main>`));

  it.each([
    ['labels and counts', '<div><p>Rate this <b>4/5</b></p></div><div>Tagi: <a href="/t">szkoły</a></div>'],
    [
      'whose the rights are',
      '<p>Copyright 2019 North News Inc. All rights reserved. It may not be rewritten.</p>',
    ],
    ['whose they are in Italian', '<p>© Riproduzione riservata</p>'],
    [
      'where to follow',
      '<p>Suivez North News sur <a href="https://x.example">Facebook</a>, chaque jour.</p>',
    ],
    [
      'comments that say in Polish how long ago, one of them a link alone',
      ['1', '2', '3']
        .map(
          (n) =>
            `<div class="kom"><div><b>gość</b> <span>${n} dni temu</span></div><div>${n === '2' ? 'http://x.example/a' : TEXT[0]?.toUpperCase()}</div></div>`,
        )
        .join(''),
    ],
  ])('%s are no text', (_, rest) => {
    expect(after(rest)).toBe(TEXT.join('\n\n'));
  });

  it('a last short line of the text stays', () => {
    expect(after('').endsWith(TEXT[2] ?? '')).toBe(true);
    const text = postText(read(`<h1>School meals</h1><div>${paragraphs()}<p>And no gravy</p></div>`));
    expect(text.endsWith('And no gravy')).toBe(true);
  });
});

describe('an author', () => {
  const byline = (html: string, head = ''): string | undefined =>
    read(
      `<html><head>${head}</head><body><h1>School meals</h1>${html}<div>${paragraphs()}</div></body></html>`,
    ).author;

  it('is not the word that introduces one', () => {
    expect(byline('<p class="author">Par</p>')).toBeUndefined();
    expect(byline('<p class="author">Von <b>Jo Poe</b></p>')).toBe('Jo Poe');
  });

  it('stands before an address', () => {
    expect(byline('<p class="byline">By Jo Poe jpoe@north.example</p>')).toBe('Jo Poe');
  });

  it('may be named in the title element before the site', () => {
    const head = '<title>School meals - Jo Poe - Medium</title><meta name="author" content="Jo Poe">';
    expect(byline('', head)).toBe('Jo Poe');
    const house = '<title>School meals - Jo Poe</title><meta name="author" content="Jo Poe">';
    expect(byline('', house)).toBeUndefined();
  });
});

describe('who wrote it, as pages of other countries say', () => {
  const author = (html: string, { lang = 'en', end = '', head = '' } = {}): string | undefined =>
    read(
      `<html lang="${lang}"><head>${head}</head><body><main><h1>School meals</h1>${html}<div>${paragraphs()}</div>${end}</main></body></html>`,
    ).author;

  it.each([
    ['<p>Erstellt am 12. Oktober 2017 von <a href="/a">Jo Poe</a></p>', 'de', 'Jo Poe'],
    ['<p>Propos recueillis par Jo Poe</p>', 'fr', 'Jo Poe'],
    ['<p>Filed in Council News by Jo Poe</p>', 'en', 'Jo Poe'],
    ['<p class="byline">Guest blog by Jo Poe, Friends of the River</p>', 'en', 'Jo Poe'],
    ['<p class="byline">By Jo Poe in Brussels</p>', 'en', 'Jo Poe'],
    [
      '<p><span>Story by </span><a href="/1">Jo Poe</a><span>Photographs by </span><a href="/2">Al Fox</a></p>',
      'en',
      'Jo Poe',
    ],
    ['<div class="authors"><a href="/1">Jo Poe</a>, <a href="/2">Al Fox</a></div>', 'en', 'Jo Poe, Al Fox'],
    ['<p class="byline">Press Office</p>', 'en', undefined],
    ['<p>Last edited by Al Fox, 3 May 2019</p>', 'en', undefined],
    ['<figure><img><figcaption>The hall. Photo by Al Fox</figcaption></figure>', 'en', undefined],
  ])('%s', (html, lang, expected) => {
    expect(author(html, { lang })).toBe(expected);
  });

  it('is told behind the text by a dash or a note in italics', () => {
    expect(author('', { end: '<p>– Jo Poe</p>' })).toBe('Jo Poe');
    expect(author('', { end: '<p><em>Jo Poe is a cook in the county.</em></p>' })).toBe('Jo Poe');
  });

  it('is each of those that a journal names to machines', () => {
    const head =
      '<meta name="citation_author" content="Poe, Jo"><meta name="citation_author" content="Fox, Al">';
    expect(author('', { head })).toBe('Jo Poe, Al Fox');
  });
});

describe('the day', () => {
  const day = (html: string, lang = 'de'): string | null =>
    read(
      `<html lang="${lang}"><body><main><h1>School meals</h1>${html}<div>${paragraphs()}</div></main></body></html>`,
    ).published.value;

  it('of a change is none, in other languages and beside a time element', () => {
    expect(day('<p>Zuletzt aktualisiert am 2. Juli 2018</p>')).toBeNull();
    expect(day('<p>Last updated: <time datetime="2019-01-01">1 January 2019</time></p>', 'en')).toBeNull();
    expect(day('<p>Aktualisiert: 2.7.2018, veröffentlicht: 29.6.2018</p>')).toBe('2018-06-29');
  });

  it('is the time element that a system names for both days while a post is as it was published', () => {
    const time = (names: string): string =>
      `<p class="meta"><time class="${names}" datetime="2019-03-12T09:00:00+00:00">in March</time></p>`;
    expect(day(time('entry-date published updated'), 'en')).toBe('2019-03-12');
    expect(day(time('entry-published updated'), 'en')).toBe('2019-03-12');
    expect(day(time('entry-date updated'), 'en')).toBeNull();
    const told = time('entry-date published updated').replace('<time', '<b>Last updated:</b> <time');
    expect(day(told, 'en')).toBeNull();
    expect(day(`<nav><a href="/next">The next post ${time('published updated')}</a></nav>`, 'en')).toBeNull();
  });

  it.each([
    ['id', '17 Agustus 2019', '2019-08-17'],
    ['az', '5 noyabr 2019', '2019-11-05'],
    ['ar', '5 يناير 2019', '2019-01-05'],
    ['hi', '5 मई 2019', '2019-05-05'],
    ['ko', '2019. 5. 5.', '2019-05-05'],
    ['kk', '5 қаңтар 2019', '2019-01-05'],
    ['hi', '5 जनवरी 2019', '2019-01-05'],
    ['th', '5 มิถุนายน 2019', '2019-06-05'],
    ['ta', '5 மார்ச், 2019', '2019-03-05'],
    ['en', '17 Agustus 2019', null],
    ['zz', '17 Agustus 2019', null],
  ])(
    'has a month in any language that ICU spells, if the page says it is in that: %s',
    (language, text, value) => {
      expect(day(`<p>${text}</p>`, language)).toBe(value);
    },
  );

  it('is read in Austria, cut short in Germany, and year first in Hungary', () => {
    expect(day('<p>7. Jänner 2015, 10:00</p>')).toBe('2015-01-07');
    expect(day('<p>5. Mrz 2016</p>')).toBe('2016-03-05');
    expect(day('<p>2018. március 14.</p>', 'hu')).toBe('2018-03-14');
  });

  it('of the first in a thread is the post’s, though all its boxes look alike', () => {
    const said = (name: string, stamp: string, text = TEXT.join(' ')): string =>
      `<div itemprop="comment" class="topic-body"><div><span class="creator" itemprop="author"><a href="/u">${name}</a></span> <time itemprop="datePublished" datetime="${stamp}T10:00:00Z">${stamp}</time></div><div><p>${text}</p></div></div>`;
    const post = read(
      `<body><h1><a href="/t">School meals</a></h1>${said('Jo Poe', '2022-06-18')}${said('Al Fox', '2023-01-03', TEXT[0])}${said('Di Orr', '2023-01-03', TEXT[1])}</body>`,
    );
    expect([post.published.value, post.author]).toEqual(['2022-06-18', 'Jo Poe']);
  });
});

it('the only element called the headline is the title where nothing else is', () => {
  const body = `<div class="headline">How sixty schools got better meals</div><div>${paragraphs()}</div>`;
  const page = `<html><head><title>Ashden</title></head><body>${body}</body></html>`;
  expect(read(page).title).toBe('How sixty schools got better meals');
});

it('what the page says the post is about is its standfirst, by whatever name', () => {
  const page = `<h1>School meals</h1><div class="teaser-text" itemprop="description"><p>${STANDFIRST}</p></div><div itemprop="articleBody">${paragraphs()}</div>`;
  expect(postText(read(page))).toContain(STANDFIRST);
});

it('the day of the reader is no day of a post whose title is not in sight', () => {
  const post = read(
    `<html><head><title>School meals</title></head><body><p>Monday, November 23, 2026</p><div>${paragraphs()}</div></body></html>`,
  );
  expect(post.published.value).toBeNull();
});
