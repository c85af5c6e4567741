import { expect, it, describe } from 'vitest';
import { PROSE, read } from './pages.ts';

const page = (under: string, lang = 'en', rest = ''): string =>
  `<html lang="${lang}"><head><title>Forty roads | Aberdulais Council</title></head><body><main><h1>Forty roads</h1>${under}<div>${PROSE}</div>${rest}</main></body></html>`;
const dayOf = (under: string, lang: string): string | null => read(page(under, lang)).published.value;
const authorOf = (under: string, rest = ''): string | undefined => read(page(under, 'en', rest)).author;

describe('a day of change', () => {
  it.each([
    ['es', 'Última actualización: 8 de abril de 2024'],
    ['pt', 'Última atualização em 8 de abril de 2024'],
    ['it', 'Ultimo aggiornamento: 8 aprile 2024'],
    ['fr', 'Dernière modification le 8 avril 2024'],
    ['de', 'Letzte Änderung: 08.04.2024'],
    ['de', 'Stand: 08.04.2024'],
    ['ga', 'Nuashonraithe: 11 Bealtaine 2024'],
    ['en', 'Last update: 8 April 2024'],
  ])('is none of publication where a noun or another language says so (%s: %s)', (lang, said) => {
    expect(dayOf(`<p>${said}</p>`, lang)).toBeNull();
  });

  it.each([
    ['es', 'Actualidad | 8 de abril de 2024'],
    ['fr', 'Actualités, 8 avril 2024'],
    ['de', 'Die Länder, 8. April 2024'],
  ])('is not told by words that only look like it (%s: %s)', (lang, said) => {
    expect(dayOf(`<p>${said}</p>`, lang)).toBe('2024-04-08');
  });
});

it.each([
  ['Cyhoeddwyd ar 21ain o Fedi 2023', '2023-09-21'],
  ['Dydd Llun, 6ed Ionawr, 2025', '2025-01-06'],
  ['Cyhoeddwyd: 3ydd o Dachwedd 2024', '2024-11-03'],
])('Welsh counts its days and changes its months: %s', (said, day) => {
  expect(dayOf(`<p>${said}</p>`, 'cy')).toBe(day);
});

describe('a byline', () => {
  it.each([
    ['By Jane Roe, Head of Parks and Leisure, and Tom Pike, Director of Place', 'Jane Roe, Tom Pike'],
    ['By Jane Roe, Head of Highways; Ann Lee, editor', 'Jane Roe, Ann Lee'],
    ['By Jane Roe, Head of Marks and Spencer', 'Jane Roe'],
    ['By Jane Roe, Head of Highways, Merthyr Tydfil', 'Jane Roe'],
    ['By Jane Roe @ Roads Trust', 'Jane Roe'],
    ['<span>By <b>Jane Roe</b></span> <span>SPRING ISSUE</span>', 'Jane Roe'],
    ['By Jane Roe <span class="issue">SPRING ISSUE</span>', 'Jane Roe'],
    ['<span>By <b>Jane Roe</b></span> <span>Tom Pike</span>', 'Jane Roe Tom Pike'],
  ])('%s', (said, author) => {
    expect(authorOf(`<p>${said}</p><p>3 June 2024</p>`)).toBe(author);
  });

  it('that is a link to a section is none, whatever its place is called', () => {
    const place = (href: string) => `<p><span class="publish-author"><a href="${href}">Fiona</a></span></p>`;
    expect(authorOf(place('/categories/fiona/'))).toBeUndefined();
    expect(authorOf(place('/writers/fiona/'))).toBe('Fiona');
  });
});

it('an account is one where a line says it behind a label, and another beside the day', () => {
  const dated = '<p>3 June 2024 · RoadRunner · Roads</p>';
  expect(authorOf(`<aside><ul><li>by RoadRunner</li></ul></aside>${dated}`)).toBe('RoadRunner');
  expect(authorOf(dated)).toBeUndefined();
  expect(authorOf('<p>By Design</p><p>3 June 2024 · Roads</p>')).toBeUndefined();
});

it('an account is what a link to all that it wrote ends with, as its address does', () => {
  const link = (slug: string) =>
    `<div class="author-info"><h2 class="author-title">About pnair</h2><a rel="author" href="/author/${slug}/">View all posts by pnair →</a></div>`;
  expect(authorOf('<p>3 June 2024</p>', link('pnair'))).toBe('pnair');
  expect(authorOf('<p>3 June 2024</p>', link('42'))).not.toBe('About pnair');
});

describe("in a place that is called the author's", () => {
  const place = (inner: string): string | undefined => authorOf(`<div class="byline">${inner}</div>`);

  it('what says by whom it is stands before the name', () => {
    expect(place('<span class="author">Recipe by: Ann Lee</span>')).toBe('Ann Lee');
    expect(place('<span class="author-name"><b>BY</b><a>Ann Lee<i>,</i></a></span>')).toBe('Ann Lee');
  });

  it('another role is nobody, and so is whoever stands behind it', () => {
    expect(place('<span class="author-meta">Photography by</span>')).toBeUndefined();
    const taken =
      '<span>Photography by</span> <a class="author fn" rel="author" href="/author/tom-pike/">Tom Pike</a>';
    expect(place(taken)).toBeUndefined();
  });

  it('a greeting is nobody', () => {
    expect(place('<span class="signature">Enjoy,</span>')).toBeUndefined();
  });
});

it('the title of a recipe or an event is called a formatted name, and is nobody', () => {
  const html = `<html lang="en"><head><title>Mantu (Beef Dumplings) | Ashford</title></head><body><main><h1 class="title fn">Mantu (Beef Dumplings)</h1><p>25 June 2012</p><div>${PROSE}</div></main></body></html>`;
  expect(read(html).author).toBeUndefined();
});
