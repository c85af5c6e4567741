import { describe, expect, it } from 'vitest';
import { MEALS, PROSE, read, sourceWith } from './pages.ts';

const page = (meta: string, { language = 'en', below = '', head = '' } = {}): string =>
  `<html lang="${language}"><head><title>School meals | Somewhere</title>${head}</head><body><div class="a"><h1>School meals</h1>${meta}<div class="b">${PROSE}</div>${below}</div></body></html>`;
const SIGNED: Readonly<Record<string, string>> = {
  'behind a date, introduced in another language': page(
    '<div>Veröffentlicht am 25. Juni 2012 von Priya Nair</div>',
    { language: 'de' },
  ),
  'before a date, with a bar between': page('<div>Priya Nair | 25 June 2012</div>'),
  'before a date, with a comma between': page('<p>Door Priya Nair, 25 juni 2012</p>', { language: 'nl' }),
  'in an item beside the date': page('<ul><li>Priya Nair</li><li>Jun 25, 2012</li><li>3 min read</li></ul>'),
  'in a box with the date': page(
    '<div><div><a href="/@priya">Priya Nair</a></div><div>June 25, 2012</div></div>',
  ),
  'before the next label': page(
    '<div><span>Autor: Priya Nair</span> <span>Opublikowano: 25.06.2012</span></div>',
  ),
  'before somebody else’s part': page('<p>Words by Priya Nair Photography by Sam Smith 25 June 2012</p>'),
  'behind the text': page('', { below: '<footer><p>Written by Priya Nair</p></footer>' }),
  'behind the text, as whose it is': page('', { language: 'sv', below: '<p>Text: Priya Nair</p>' }),
  'by what is told of somebody behind the text': page('', {
    below: '<div><p><strong>Priya Nair</strong> is a fellow at the Centre for Towns.</p></div>',
  }),
  'in the data of a recipe': page('', {
    head: '<script type="application/ld+json">{"@type":"Recipe","name":"School meals","datePublished":"2012-06-25","author":{"@type":"Person","name":"Priya Nair"}}</script>',
  }),
  'behind a section and a bar': page(
    '<div class="byline"><a href="/s">Meals</a> | By <span><a href="/p">Priya Nair</a></span> - a day ago</div>',
  ),
  'before the day of the week': page('<p>Published by: Priya Nair on Sunday February 05th, 2017</p>'),
  'by what he or she does for a paper': page(
    '<p class="w">Priya Nair, local democracy reporter</p><p>12 March 2024</p>',
  ),
  'behind the word for words': page('<p>Words <b>Priya Nair</b> · 12 March 2024</p>'),
  'in a forum’s line': page('<p>by <strong>Priya Nair</strong> » Mon Jun 25, 2012 10:12 am</p>'),
};
const NOBODY: Readonly<Record<string, string>> = {
  'a section beside the date': page('<div>School Meals | 25 June 2012</div>'),
  'a linked section beside the date': page(
    '<div><a href="/news/town-hall">Town Hall</a> | 25 June 2012</div>',
  ),
  'a word of the text beside the date': page('<p>Newcastle Council, 25 June 2012</p>'),
  'a photographer': page('<p>Photography by Sam Smith</p>'),
  'who comments': page('', {
    below:
      '<div>Sam Smith 26 June 2012 at 10:12<p>I liked the old meals far better than these new ones, to be honest.</p></div>'.repeat(
        3,
      ),
  }),
};

describe('an author', () => {
  it.each(Object.entries(SIGNED))('is read %s', (_, html) => {
    expect(read(html).author).toBe('Priya Nair');
  });

  it.each(Object.entries(NOBODY))('is not %s', (_, html) => {
    expect(read(html).author).toBeUndefined();
  });
});

describe('several hands, and none', () => {
  const WRITTEN: Readonly<Record<string, readonly [meta: string, author: string | undefined]>> = {
    'three names in one dress': [
      '<div class="byline"><span class="n">Priya Nair</span> <span class="n">Sam Smith</span> <span class="n">Ada Okoro</span></div>',
      'Priya Nair, Sam Smith, Ada Okoro',
    ],
    'a name and a role in the same dress but one word': [
      '<div class="byline"><span class="n">Priya Nair</span> <span class="n">Editor</span></div>',
      'Priya Nair',
    ],
    'two names and their agency': [
      '<p class="author">Von Priya Nair und Sam Smith, dpa</p>',
      'Priya Nair und Sam Smith',
    ],
    'two names joined in Danish': [
      '<p class="author">Priya Nair og Sam Smith</p>',
      'Priya Nair og Sam Smith',
    ],
    'whoever took the picture': [
      '<figure><figcaption><span class="author">Sam Smith</span></figcaption></figure>',
      undefined,
    ],
    'two names that a page glues together for machines': [
      '<meta name="sailthru.author" content="Priya NairSmith">',
      'Priya NairSmith',
    ],
    'two whole names that are glued together': [
      '<meta name="sailthru.author" content="Paul McLearySam Smith">',
      'Paul McLeary, Sam Smith',
    ],
    'the name that is declared, before an agency beside a picture': [
      '<div class="m"><span class="author">AFP</span></div><div itemprop="author">juan David Torres Duarte</div>',
      'juan David Torres Duarte',
    ],
    'the letters of an account’s picture': ['<span class="author">PN</span>', undefined],
    'a label in a box on the author': [
      '<div class="author-description"><b>Advertising:</b> ads@example.org</div>',
      undefined,
    ],
  };
  it.each(Object.entries(WRITTEN))('are told apart: %s', (_, [meta, author]) => {
    expect(read(page(meta)).author).toBe(author);
  });

  it('stand beside a day that has a space before its comma', () => {
    expect(read(page('<p>February 08 , 2016 | UPDATED 07:05 IST</p>')).published.value).toBe('2016-02-08');
  });

  it('are read from a card’s labels, and never are the page’s house', () => {
    const card =
      '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Priya Nair">';
    expect(read(page('', { head: card })).author).toBe('Priya Nair');
    const house =
      '<meta name="publisher" content="Deutsche Welle (www.dw.com)"><meta name="author" content="Deutsche Welle (www.dw.com)">';
    expect(read(page('', { head: house })).author).toBeUndefined();
  });

  it('are no part of the title, where the source looks for them in the heading or round all of the post', () => {
    const post = page('<p class="byline">By Jane Roe</p>');
    for (const author of ['h1', 'main', '.byline'])
      expect(read(post, { source: sourceWith({ author }) }).author).toBe('Jane Roe');
  });

  it('are no label of a link to share', () => {
    expect(read(page('<div class="author">Share on LinkedIn</div>')).author).toBeUndefined();
  });
});

describe('an account', () => {
  const shown = (body: string, head = ''): string | undefined => read(page(body, { head })).author;

  it.each([
    'Posted by jsmith on 3 May 2024',
    'Publicado por jsmith el 3 de mayo de 2024',
    'Submitted by jsmith on Fri, 05/03/2024 - 14:07',
    '3 May 2024 | by jsmith',
  ])('is the author where it is all that a line has besides the day: %s', (line) => {
    expect(shown(`<p>${line}</p>`)).toBe('jsmith');
  });

  it.each([
    'Posted by admin on 3 May 2024',
    'Published on 3 May 2024',
    'Publié le 3 mai 2024',
    'By Friday, 3 May 2024',
    'By post before 3 May 2024',
    'Posted by jsmith',
  ])('is nobody in %s', (line) => {
    expect(shown(`<p>${line}</p>`)).toBeUndefined();
  });

  it('is what a byline shows, before whom a meta element names that the page does not', () => {
    const byline =
      '<p>3 May 2024 · <span class="author">clemens · <i>Filed in <a rel="category tag" href="/c/a">Fine Arts</a>, <a rel="category tag" href="/c/o">Old Masters</a></i></span></p>';
    const maker = '<meta name="author" content="Martin Webb">';
    expect(shown(byline, maker)).toBe('clemens');
    expect(shown(`${byline}<p>Martin Webb looks after the site.</p>`, maker)).toBe('Martin Webb');
  });

  it('may be what the site is called, where a byline shows it and the source is no house of that name', () => {
    const head = '<meta property="og:site_name" content="Semantic Overload">';
    const by = (name: string): string =>
      `<p class="byline">By <a rel="author" href="/author/1">${name}</a></p>`;
    expect(shown(by('Semantic Overload'), head)).toBe('Semantic Overload');
    expect(shown('<p>By Semantic Overload</p>', head)).toBeUndefined();
    expect(shown(by('Semantic Overload Staff'), head)).toBeUndefined();
    expect(shown(by('Ashden'))).toBeUndefined();
    const council = '<meta property="og:site_name" content="Milton Keynes Council">';
    expect(shown(by('Milton Keynes Council'), council)).toBeUndefined();
  });

  it('heads nothing in a box on the author', () => {
    const box =
      '<div class="author vcard"><div class="bio"><h3><a class="url fn n" href="/author/w/">Sir Waffle</a></h3></div></div>';
    expect(shown(box)).toBe('Sir Waffle');
  });

  it('is told by the address that a name at the front of its line writes to', () => {
    const mail = (address: string): string =>
      `<a href="mailto:${address}@a.example?subject=Plates">Priya Nair</a>`;
    expect(shown(`<p>${mail('p.nair')}</p>`)).toBe('Priya Nair');
    expect(shown(`<p>Contact: ${mail('p.nair')}</p>`)).toBeUndefined();
    expect(shown(`<p>${mail('newsroom')}</p>`)).toBeUndefined();
  });
});

it('a page of tables has its title in bold behind the site’s name, and its day before a break', () => {
  const text = MEALS.join('<br>');
  const table = (day: string): string =>
    `<title>The Ashford Herald: What is left on the plate</title><table><tr><td>Monday, 9 March 2020</td></tr></table><table><tr><td><font size="5"><b>What is left on the plate</b></font><br>${day}<br>${text}</td></tr></table>`;
  const { title, published } = read(table('<font size="1">3 May 2019</font>'));
  expect([title, published.value]).toEqual(['What is left on the plate', '2019-05-03']);
});
