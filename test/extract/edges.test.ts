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

it('the day of the reader is no day of a post whose title is not in sight', () => {
  const post = read(
    `<html><head><title>School meals</title></head><body><p>Monday, November 23, 2026</p><div>${paragraphs()}</div></body></html>`,
  );
  expect(post.published.value).toBeNull();
});
