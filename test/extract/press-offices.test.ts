import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { MEALS, read } from './pages.ts';

// As governments' press offices publish; each kind was met on a stored copy of a real page.
const paragraphs = MEALS.map((text) => `<p>${text}</p>`).join('');
const TITLE = 'County Signs a Contract for School Meals';
const page = (main: string, { lang = 'en', title = TITLE, head = '' } = {}): string =>
  `<html lang="${lang}"><head><title>${title}</title>${head}</head><body><header><h1>The Attorney of the County</h1></header><main>${main}</main></body></html>`;

describe('a letter pasted below the name of its section', () => {
  const letterhead =
    '<p>Office of the Attorney<br>202 North 9th Street</p><p><b>For media inquiries only, contact:</b> Jo Poe</p>';
  const pasted = `<h1>News Releases</h1>${letterhead}<p><big><strong>${TITLE}</strong></big><br><em>Second in a year</em></p>${paragraphs}`;

  it('is called by its line in bold, and begins below that', () => {
    const post = read(page(pasted));
    expect(post.title).toBe(TITLE);
    expect(postText(post)).not.toContain('Street');
    expect(postText(post)).toContain(MEALS[0]);
  });

  it('is so where a system says that its article is part of its own page', () => {
    const graph = `{"@context":"https://schema.org","@type":"Article","headline":"${TITLE}","isPartOf":{"@type":"WebPage","name":"${TITLE}"}}`;
    const head = `<script type="application/ld+json">${graph}</script>`;
    expect(read(page(pasted, { head })).title).toBe(TITLE);
  });

  it('is so on a page of tables that knows no headings, where the address says so', () => {
    const table = `<html><title>The County</title><body><table><tr><td><a href="/">Home</a></td></tr><tr><td><font size="5"><b>${TITLE}</b></font>${paragraphs}</td></tr></table></body></html>`;
    const at = 'https://example.org/news/county-signs-contract-school-meals.html';
    expect(read(table, { url: at })).toMatchObject({ title: TITLE });
  });

  it('is called by its heading where one says the same', () => {
    const both = `<h1>${TITLE}</h1><p><strong>A second line that is all in bold</strong></p>${paragraphs}`;
    expect(read(page(both, { title: `${TITLE} | County` })).title).toBe(TITLE);
  });
});

describe('a day in numbers', () => {
  const dayOf = (shown: string, lang: string, url = 'https://example.org/a-post/'): string | null =>
    read(page(`<h1>${TITLE}</h1><p>${shown}</p>${paragraphs}`, { lang }), { url }).published.value;

  it('is in the American order where a page says that it is and the other lies ahead', () => {
    expect(dayOf('2/12/2026', 'en-US')).toBe('2026-02-12');
    expect(dayOf('2/12/2026', 'en')).toBeNull();
    expect(dayOf('Opens 2/12/2026', 'en-US')).toBeNull();
  });

  it('is in the order that agrees with the month in the address', () => {
    expect(dayOf('2/6/2026', 'en', 'https://example.org/news/February-2026/a-post')).toBe('2026-02-06');
    expect(dayOf('2/6/2026', 'en', 'https://example.org/news/June-2026/a-post')).toBe('2026-06-02');
  });
});

it('what a release is filed under is nobody, though it shares a box with the day', () => {
  const subtitle =
    '<div class="subtitle"><div class="layout_category"><span>Press Releases</span></div><div class="layout_date"><time datetime="2026-02-11">11-02-2026</time></div></div>';
  expect(read(page(`<h1>${TITLE}</h1>${subtitle}${paragraphs}`)).author).toBeUndefined();
});

describe('whom to ask', () => {
  it('is no text where it is listed below, with addresses and numbers', () => {
    const contacts =
      '<h2>Contacts:</h2><h3>Jo POE</h3><ul><li>Press Officer</li><li>Phone: (+32) 2 28 31834 (BXL)</li><li>E-mail: jo.poe@example.org</li></ul>';
    const text = postText(read(page(`<h1>${TITLE}</h1>${paragraphs}${contacts}`)));
    expect(text).toContain(MEALS[2]);
    expect(text).not.toMatch(/Contacts|POE|Officer/);
  });

  it('is text where a paragraph says so', () => {
    const sentence = '<p>Firms that want to bid may write to Jo Poe at jo.poe@example.org until June.</p>';
    expect(postText(read(page(`<h1>${TITLE}</h1>${paragraphs}${sentence}`)))).toContain('want to bid');
  });
});
