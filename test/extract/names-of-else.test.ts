import { describe, expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

// Names of somebody or something else than the author, by what stands before them and by their place (docs/decisions/0078).
const TEXT = MEALS.map((text) => `<p>${text}</p>`).join('');
const TITLE = 'What is left on the plate';
const DAY = '<p class="date">12 March 2024</p>';
type Around = { readonly end?: string; readonly side?: string; readonly lang?: string };
const authorOf = (under: string, { end = '', side = '', lang = 'en-GB' }: Around = {}): string | undefined =>
  read(
    `<html lang="${lang}"><head><title>${TITLE} - The Ashford Herald</title></head><body><main><h1>${TITLE}</h1>${under}<div class="rte">${TEXT}${end}</div></main><aside>${side}</aside></body></html>`,
  ).author;

describe('behind a word that introduces names there is nobody who wrote', () => {
  it.each([
    ['en', '<p>By Design</p>'],
    ['en', '<p>By Royal Appointment</p>'],
    ['en', '<h2>By All Means Necessary</h2>'],
    ['en', '<p class="byline">Translated by Maria Keller</p>'],
    ['en', '<p>Edited by Owen Pryce</p>'],
    ['en', '<p>Delivered by Kier Highways</p>'],
    ['de', '<p>Übersetzt von Maria Keller</p>'],
    ['fr', '<p>Traduit par Élodie Marchand</p>'],
    ['en', '<p>Led by <a href="/people/priya-nair">Priya Nair</a> of highways</p>'],
    ['en', '<p>Pictured: <a href="/people/ann-holt">Ann Holt</a> and cooks</p>'],
  ])('(%s): %s', (lang, under) => {
    expect(authorOf(under + DAY, { lang })).toBeUndefined();
  });

  it.each([
    ['en', '<p>By Jude Law</p>', 'Jude Law'],
    ['en', '<p>By Mary Jane Watson</p>', 'Mary Jane Watson'],
    ['en', '<p>Blog by Jo Roe</p>', 'Jo Roe'],
    ['en', '<p>Written by Jo Roe | Edited by Owen Pryce</p>', 'Jo Roe'],
    ['en', '<p>12 March 2024 by Jo Roe</p>', 'Jo Roe'],
    ['en', '<p>By <a href="/people/jo-roe">Jo Roe</a>, head of kitchens</p>', 'Jo Roe'],
    ['cy', '<p>Gan Siân Evans</p>', 'Siân Evans'],
    ['cy', '<p>Gan: Siân Evans</p>', 'Siân Evans'],
    ['de', '<p>Gastbeitrag von Dr. Jo Roe</p>', 'Dr. Jo Roe'],
    ['it', '<p>A cura di Jo Roe</p>', 'Jo Roe'],
    ['cy', '<p>12 Mawrth 2024 gan Siân Evans</p>', 'Siân Evans'],
  ])('but there is (%s): %s', (lang, under, author) => {
    expect(authorOf(under + DAY, { lang })).toBe(author);
  });

  it('whoever is the author to write to has written', () => {
    expect(
      authorOf(DAY, { end: '<p>Contact the author: <a href="mailto:jo@a.example">Jo Roe</a></p>' }),
    ).toBe('Jo Roe');
  });
});

describe('a name in a place that is not the post’s', () => {
  const card = (name: string): string => `<div class="author-card"><h3>${name}</h3><p>Partner</p></div>`;
  it.each([
    ['a team', `<h2>Meet the team</h2>${card('Rory Flint')}${card('Kit Low')}`, ''],
    [
      'replies',
      '<div><h3>Two replies</h3><div class="msg"><span class="author">Rory Flint</span><p>Well done.</p></div><div class="msg"><span class="author">Kit Low</span><p>Not yet.</p></div></div>',
      '',
    ],
    [
      'another post',
      '',
      '<div><a href="/salt">Salt is up again</a><span class="author">Rory Flint</span></div>',
    ],
  ])('%s', (_, end, side) => {
    expect(authorOf(DAY, { end, side })).toBeUndefined();
  });

  it('is an author’s below a heading that says so', () => {
    expect(authorOf(DAY, { end: `<h2>About the author</h2>${card('Jo Roe')}` })).toBe('Jo Roe');
  });
});

describe('what stands beside the day like a name', () => {
  const beside = (name: string): string => `<p>${name} | 12 March 2024</p>`;
  it.each([
    ['Milton Keynes', '<p>Cooks in Milton Keynes were asked first.</p>', ''],
    ['East Sussex', '<p>East Sussex County let the contract, which nobody else had done before it.</p>', ''],
    ['Social Value', '<p>A tenth of the marks were for social value.</p>', ''],
    [
      'Arthur Binns',
      '<p>The county let the contract to Arthur Binns, who was asked.</p><p>It ends in May.</p>',
      '',
    ],
    ['Case Studies', '<p>This is a study of three counties, which took a year and a half.</p>', ''],
    ['Heat Networks', '', '<p><a href="/topics/heat-networks/">More</a></p>'],
    ['Public Funds', '', '<p>Reports of a fund</p>'],
    ['Social Value', '', '<ul><li><a href="/tag/social-value">Social Value</a></li></ul>'],
  ])('is none where the page uses it otherwise: %s', (name, end, side) => {
    expect(authorOf(beside(name), { end, side })).toBeUndefined();
  });

  it.each([
    '<div><span class="session__place">Grand Hall</span> <time>12 March 2024</time></div>',
    '<p>Bad Homburg, 12 March 2024</p>',
    '<p>LEVEL // EASY<br>PLACE // TOWN HALL<br>WHEN // 12 March 2024</p>',
  ])('is none in a place of its own: %s', (line) => {
    expect(authorOf(line)).toBeUndefined();
  });

  it('is none where a box of the site’s own account says more of it', () => {
    const end =
      '<div class="author-description"><b class="fn"><a rel="author" href="/a">~ Ashford Herald !</a></b><p>Senior Kitchen Engineer, in Ash.</p></div>';
    expect(authorOf(DAY, { end })).toBeUndefined();
  });

  it('is one of whom the page has more to show', () => {
    const side = '<p><a href="/author/jo-roe">Jo Roe</a></p><p>More by Jo Roe</p>';
    expect(authorOf(beside('Jo Roe'), { side })).toBe('Jo Roe');
  });
});
