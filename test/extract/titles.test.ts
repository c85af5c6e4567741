import { expect, it } from 'vitest';
import { read } from './pages.ts';

const T = 'How forty vans cut the bill by a third';
const text = [
  'The council bought forty electric vans and paid a third less than the year before, after asking each depot what it drives.',
  'Three firms bid, and the one that won also trains the mechanics, who had not seen such engines in their yard before.',
  'Running costs fell by a fifth in the first half year, and the vans were in the workshop for four days fewer each month.',
]
  .map((line) => `<p>${line}</p>`)
  .join('');

/** Where sites put a title, and what else they put there. */
const ROWS: Readonly<Record<string, readonly [head: string, body: string, title?: string]>> = {
  'h1 site, h2 title': [
    `<title>${T} | County Voice</title>`,
    `<h1><a href="/">County Voice</a></h1><h2>${T}</h2>${text}`,
  ],
  'h1 section, h2 title': [
    `<title>${T} - County Voice</title>`,
    `<h1>News</h1><div><h2 class="entry-title">${T}</h2>${text}</div>`,
  ],
  'site first in title': [`<title>County Voice | News | ${T}</title>`, `<h1>${T}</h1>${text}`],
  'site first, no h1': [`<title>County Voice: ${T}</title>`, `<div class="headline">${T}</div>${text}`],
  'no h1, og': [
    `<title>${T} - County Voice</title><meta property="og:title" content="${T}">`,
    `<div class="t">${T}</div>${text}`,
  ],
  'og with site': [
    `<title>${T} - County Voice</title><meta property="og:title" content="${T} - County Voice"><meta property="og:site_name" content="County Voice">`,
    `<h1>${T}</h1>${text}`,
  ],
  'og differs (social)': [
    `<title>${T} - County Voice</title><meta property="og:title" content="You won't believe what vans cost">`,
    `<article><h1>${T}</h1>${text}</article>`,
  ],
  'title differs (seo)': [
    `<title>Electric vans: council cuts bill | County Voice</title>`,
    `<article><h1>${T}</h1>${text}</article>`,
  ],
  'two h1': [
    `<title>${T}</title>`,
    `<header><h1>County Voice</h1></header><main><h1>${T}</h1>${text}</main>`,
  ],
  'h1 in sidebar first': [
    `<title>${T} – County Voice</title>`,
    `<aside><h1>Most read today</h1><ul><li><a href="/1">x</a></li></ul></aside><main><h1>${T}</h1>${text}</main>`,
  ],
  'kicker in h1': [
    `<title>${T} - County Voice</title>`,
    `<h1><span class="kicker">Buying</span> <span class="hl">${T}</span></h1>${text}`,
  ],
  'h1 with icon/hidden': [
    `<title>${T}</title>`,
    `<h1><span class="sr-only">Article: </span>${T}</h1>${text}`,
  ],
  'title with colon': [
    `<title>Vans: how forty of them cut the bill | County Voice</title>`,
    `<h1>Vans: how forty of them cut the bill</h1>${text}`,
    'Vans: how forty of them cut the bill',
  ],
  'title with dash': [
    `<title>Forty vans - and what they cost - County Voice</title>`,
    `<h1>Forty vans - and what they cost</h1>${text}`,
    'Forty vans - and what they cost',
  ],
  'title with dash no h1': [
    `<title>Forty vans – and what they cost | County Voice</title>`,
    `<div>${text}</div>`,
    'Forty vans – and what they cost',
  ],
  entities: [
    `<title>Vans &amp; vats: &#8216;cheaper&#8217; by a third</title>`,
    `<h1>Vans &amp; vats: &#8216;cheaper&#8217; by a third</h1>${text}`,
    'Vans & vats: ‘cheaper’ by a third',
  ],
  'hidden h1 of site': [
    `<title>${T} | County Voice</title>`,
    `<h1 class="visually-hidden">County Voice news and sport</h1><div class="story"><h2>${T}</h2>${text}</div>`,
  ],
  'h1 cookie': [
    `<title>${T} | County Voice</title>`,
    `<div class="cookie"><h1>Your privacy matters</h1></div><div><h1>${T}</h1>${text}</div>`,
  ],
  'h1 newsletter modal': [
    `<title>${T}</title>`,
    `<div class="modal"><h1>Sign up</h1></div><div><h1>${T}</h1>${text}</div>`,
  ],
  'same title element everywhere': [`<title>County Voice</title>`, `<div><h1>${T}</h1>${text}</div>`],
  'itemprop headline h3': [
    `<title>County Voice</title>`,
    `<div itemscope><h3 itemprop="headline">${T}</h3>${text}</div>`,
  ],
  'headline class h2': [
    `<title>County Voice - news</title>`,
    `<div class="post"><h2 class="post-title">${T}</h2>${text}</div>`,
  ],
  'title element upper, h1 lower': [
    `<title>${T.toUpperCase()} - COUNTY VOICE</title>`,
    `<h1>${T}</h1>${text}`,
  ],
  'h1 has date': [`<title>${T} - County Voice</title>`, `<h1>${T} <small>16 May 2019</small></h1>${text}`],
  'double pipe': [`<title>${T} || County Voice || News</title>`, `<h1>${T}</h1>${text}`],
  'title with raquo': [`<title>County Voice » Blog Archive » ${T}</title>`, `<h2>${T}</h2>${text}`],
  'ld graph name': [
    `<title>${T} • County Voice</title><script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"${T}"}]}</script>`,
    `<h1>${T}</h1>${text}`,
  ],
  'ld headline cut': [
    `<title>${T} - County Voice</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"How forty vans cut the..."}</script>`,
    `<h1>${T}</h1>${text}`,
  ],
  'twitter title': [
    `<title>County Voice</title><meta name="twitter:title" content="${T}">`,
    `<div class="x">${T}</div>${text}`,
  ],
  'quick links first': [
    `<title>${T} | Council</title><meta property="og:title" content="${T}">`,
    `<h1>Quick links</h1><div><h2>${T}</h2>${text}</div>`,
  ],
  'h1 trailing anchor': [`<title>${T}</title>`, `<h1>${T}<a class="anchor" href="#x">¶</a></h1>${text}`],
  'line break in h1': [`<title>${T}</title>`, `<h1>How forty vans<br>cut the bill by a third</h1>${text}`],
  'table layout': [`<title>${T}</title>`, `<table><tr><td><b>${T}</b><br><br>${text}</td></tr></table>`],
  'meta title': [
    `<title>Article</title><meta name="title" content="${T}">`,
    `<div><h2>${T}</h2>${text}</div>`,
  ],
  citation_title: [
    `<title>Untitled Document</title><meta name="citation_title" content="${T}">`,
    `<div><b>${T}</b>${text}</div>`,
  ],
  'dc.title': [`<title>Untitled Document</title><meta name="DC.title" content="${T}">`, `<div>${text}</div>`],
  'untitled with h1': [`<title>Untitled</title>`, `<div><h1>${T}</h1>${text}</div>`],
};

it.each(Object.entries(ROWS))('a title is read right: %s', (_, [head, body, title = T]) => {
  const page = `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
  expect(read(page, { url: 'https://www.countyvoice.example/news/forty-vans' }).title).toBe(title);
});

it.each(['❘', '©', '→', '‧', '❯'])(
  'a site’s name behind %s is no part of a title that the address has',
  (mark) => {
    const page = `<html lang="en"><title>${T} ${mark} Vale Trust</title><body>${text}`;
    expect(read(page, { url: 'https://www.nvt.example/how-forty-vans-cut-the-bill-by-a-third' }).title).toBe(
      T,
    );
  },
);
