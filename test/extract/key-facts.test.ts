import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { MEALS, read } from './pages.ts';

const TEXT = `${MEALS.map((text) => `<p>${text}</p>`).join('')}<p>Kent County Council will look again in May.</p>`;

function textOf(beside: string, above = ''): string {
  const page = `<main><article><h1>Meals for sixty schools</h1>${above}${TEXT}</article><aside class="sidebar">${beside}</aside></main>`;
  return postText(read(page));
}

const FACTS = [
  ['Council', 'Kent County Council'],
  ['Cost', '£640,000 a year'],
] as const;
const each = (one: (label: string, value: string) => string): string =>
  FACTS.map(([label, value]) => one(label, value)).join('');

/** Ways in which pages write facts beside a text. */
const WAYS: Readonly<Record<string, string>> = {
  terms: `<h2>Key facts</h2><dl>${each((label, value) => `<dt>${label}</dt><dd>${value}</dd>`)}</dl>`,
  'items with a colon': `<ul>${each((label, value) => `<li><strong>${label}:</strong> ${value}</li>`)}</ul>`,
  'rows of a table': `<table>${each((label, value) => `<tr><th>${label}</th><td>${value}</td></tr>`)}</table>`,
  'boxes in two dresses': `<div>${each((label, value) => `<div class="l">${label}:</div><div class="v">${value}</div>`)}</div>`,
  'headings with a line each': `<div>${each((label, value) => `<h4>${label}</h4><p>${value}</p>`)}</div>`,
  'bold words above a break': each((label, value) => `<p><b>${label}</b><br>${value}</p>`),
  'two words in an item': `<ul>${each((label, value) => `<li><span class="l">${label}</span> <span class="v">${value}</span></li>`)}</ul>`,
};

describe('key facts beside a text', () => {
  it.each(Object.keys(WAYS))('are the post’s as %s', (way) => {
    const text = textOf(WAYS[way] ?? '');
    expect(text).toContain('Council: Kent County Council');
    expect(text.match(/Cost: £640,000 a year/g)).toHaveLength(1);
  });

  it('are read above the text where they tell an amount, whoever they name', () => {
    const box =
      '<div class="s"><div><b>50%</b></div><p>less waste</p><div><b>£2m</b></div><p>saved</p></div>';
    expect(textOf('', `<header>${box}</header>`)).toContain('50% less waste');
  });

  it.each([
    ['of another post', `<a href="/york"><h3>York buys bicycles</h3></a>${WAYS['terms']}`],
    [
      'of a council that the text does not name',
      '<dl><dt>Council</dt><dd>Hull City Council</dd><dt>Cost</dt><dd>£1m</dd></dl>',
    ],
    ['of the page', '<dl><dt>Published</dt><dd>3 May 2024</dd><dt>By</dt><dd>Kent County Council</dd></dl>'],
    [
      'of an event',
      '<p><b>Host:</b> Kent County Council</p><p><b>When:</b> 4 June, 10am</p><p><b>Price:</b> £45</p>',
    ],
    ['for getting in touch', '<p>Office: Kent County Council</p><p>Phone: 01622 000000</p><p>Rooms: 12</p>'],
  ])('are no part of it %s', (_, box) => {
    expect(textOf(box.replace('<h2>Key facts</h2>', ''))).toBe(textOf(''));
  });
});

describe('captions', () => {
  const shown = (text: string): string =>
    `<figure><img src="a.jpg" alt=""><figcaption>${text}</figcaption></figure>`;

  it('are the text of a page that tells its story below pictures', () => {
    const page = `<main><article><h1>Meals for sixty schools</h1><p>A photo essay</p>${MEALS.map(shown).join('')}</article></main>`;
    for (const text of MEALS) expect(postText(read(page))).toContain(text);
  });

  it('stay beside a text', () => {
    const page = `<main><article><h1>Meals for sixty schools</h1>${TEXT}${['The cooks of Maidstone met in the town hall in March.', 'A kitchen in Dover, before the ovens were changed in May.', 'Children of Ashford at lunch, all of them without gravy.'].map(shown).join('')}</article></main>`;
    expect(postText(read(page))).not.toContain('Dover');
  });
});

describe('a title in a heading of a lower rank', () => {
  const page =
    '<main><h1 class="page-title">Case studies</h1><h2 class="entry-title">Meals for sixty schools</h2>';

  it('is the one that the address is made of', () => {
    const html = `<title>Case studies</title>${page}${TEXT}</main>`;
    expect(read(html, { url: 'https://example.org/cases/meals-for-sixty-schools' }).title).toBe(
      'Meals for sixty schools',
    );
  });

  it('is none where the first rank has the words of the address, too', () => {
    const html = `<title>Meals for sixty schools: a guide</title><main><h1>Meals for sixty schools: a guide</h1><h2>Meals for sixty schools</h2>${TEXT}</main>`;
    expect(read(html, { url: 'https://example.org/cases/meals-for-sixty-schools' }).title).toBe(
      'Meals for sixty schools: a guide',
    );
  });
});
