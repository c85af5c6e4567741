import { describe, expect, test } from 'vitest';
import { readPageLine } from '../../src/reading/read-page-line.ts';

const SPEAKING = 'https://town.example/news/2024/05/warmer-homes-scheme-shortlisted';
const NUMBERED = 'https://town.example/node/4711';
const MENU = `<nav>${['News', 'Bins', 'Tax', 'Planning', 'Jobs', 'Housing', 'Schools'].map((name) => `<a href="/${name.toLowerCase()}/">${name}</a>`).join('')}</nav>`;

const framed = (title: string, text: string): string =>
  `<!doctype html><html><head><title>${title} | Town</title></head><body>${MENU}<main><h1>${title}</h1>${text}</main></body></html>`;
const alone = (title: string, text = ''): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1>${text}</body></html>`;

function kindOf(html: string, url = NUMBERED): string {
  return readPageLine({ id: '1', url, html }, new Date('2026-11-29')).kind;
}

describe('a page of no listing, in a language that nobody listed words of', () => {
  test.each([
    [
      'a wiki’s page that nobody wrote yet',
      framed('Gai hau ez da existitzen oraindik', '<p>Existitzen ez den gai batera doan lotura.</p>'),
    ],
    ['a lock', framed('Sidan låst', '<p>Sidan redigeras av en annan användare just nu.</p>')],
  ])('%s is doubtful where its address speaks of something else', (_, html) => {
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
    expect(kindOf(html)).toBe('post');
  });

  test('what repeats the address letter by letter is not called by it', () => {
    const html = framed('news:2024:05:warmer-homes-scheme-shortlisted', '<p>Šis puslapis užrakintas.</p>');
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
  });

  test.each([
    [
      'a sentence that stands alone',
      alone('Otillgänglig pga planerat underhållsarbete. Titta in om en minut'),
    ],
    ['a program’s own form', alone('Aperir session', '<p>Scribe tu nomine e contrasigno.</p>')],
  ])('%s is doubtful at any address', (_, html) => {
    expect(kindOf(html)).toBe('unreadable');
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
  });

  test('a folder that a server lists is no post, though its files have days', () => {
    const files = '<a href="../">../</a> <a href="a.html">a.html</a> 02-May-2024 10:11';
    expect(kindOf(alone('Index of /news/', `<pre>${files}</pre>`))).toBe('failed');
  });

  test('a form for a password with hardly a link beside it is a log-in page, be it long', () => {
    const help = '<p>Sine nomine e contrasigno nemo pote entrar; demanda le officio.</p>'.repeat(6);
    const form = '<form method="post"><input name="u"><input type="password" name="p"></form>';
    expect(kindOf(alone('Northfield', `${form}${help}`))).toBe('blocked');
  });
});

describe('a short post of no listing', () => {
  test.each([
    ['has its day', framed('Lumieres', '<time datetime="2024-05-02">2 May 2024</time><p>Belle.</p>')],
    [
      'has its author',
      framed('Lumieres', '<p class="byline">By <a rel="author" href="/a">Ann Lee</a></p><p>Belle.</p>'),
    ],
    ['is named by its address, though it has neither', framed('Warmer homes scheme', '<p>Shortlisted.</p>')],
    [
      'is written in other letters than its address',
      framed('Тёплые дома', '<p>Наш проект вышел в финал.</p>'),
    ],
  ])('%s', (_, html) => {
    expect(kindOf(html, SPEAKING)).toBe('post');
  });

  test('is the one that was asked for where it calls the address its own, be it in another language', () => {
    const html = framed('Cartrefi cynhesach', '<p>Mae’r cynllun ar y rhestr fer.</p>');
    const own = `<link rel="canonical" href="${SPEAKING}"></head>`;
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
    expect(kindOf(html.replace('</head>', own), SPEAKING)).toBe('post');
  });

  test('may be a picture that stands alone, and a page of a site at a number', () => {
    expect(kindOf(alone('At the mill', '<p>Sunday.</p><img src="mill.jpg">'))).toBe('post');
    expect(kindOf(framed('At the mill', '<p>Sunday.</p>'))).toBe('post');
  });
});
