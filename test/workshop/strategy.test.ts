import { describe, expect, it } from 'vitest';
import { cardsOn, strategyFor } from '../../src/workshop/survey/try-listing.ts';
import { viewOf } from '../../src/workshop/view.ts';
import { pageOf } from '../discover/page-of.ts';

const BASICS = {
  home: 'https://www.example.org/',
  hosts: { canonical: 'www.example.org', aliases: [] },
  urlRules: [],
  dropParams: [],
};
const TOWNS = ['Oban', 'Truro', 'Wick', 'Rhyl', 'Hove', 'Bute', 'Lynn', 'Sark'];
const title = (town: string): string => `How ${town} buys its salt for the roads`;
const slug = (town: string): string => `how-${town.toLowerCase()}-buys-its-salt`;
const teaser = (town: string): string =>
  `Officers of ${town} tell what they asked of suppliers, and what came of it.`;
const day = (at: number): string => `${27 - 2 * at} October 2026`;
const each = (of: (town: string, at: number) => string, towns = TOWNS): string => towns.map(of).join('\n');

type Shape = {
  readonly name: string;
  readonly at: string;
  readonly main: string;
  readonly dates?: false;
  readonly teasers?: true;
};

const SHAPES: readonly Shape[] = [
  {
    name: 'a date between line breaks, followed by loose words',
    at: '/media',
    main: `<div class="txt">${each((town, at) => `<strong><a href="/media/${slug(town)}">${title(town)}</a></strong><br>${day(at)}<br>${teaser(town)}<br><br>`)}</div>`,
  },
  {
    name: 'two posts that lead',
    at: '/blog',
    main: `${each((town, at) => `<section class="big"><h2><a href="/blog/${slug(town)}">${title(town)}</a></h2><em>${day(at)}</em></section>`, TOWNS.slice(0, 2))}
      <ul>${each((town, at) => `<li><a href="/blog/${slug(town)}">${title(town)}</a> <em>${day(at + 2)}</em></li>`, TOWNS.slice(2))}</ul>`,
  },
  {
    name: 'a slider above boxes',
    at: '/',
    dates: false,
    main: `<div class="slick">${each((town) => `<div class="slide"><a href="/post/${slug(town)}"><img alt="${title(town)}" src="x.jpg"></a><div class="cap"><a href="/post/${slug(town)}">${title(town)}</a></div></div>`, TOWNS.slice(0, 3))}</div>
      <div class="boxes">${each((town) => `<div class="box"><h3><a href="/post/${slug(town)}">${title(town)}</a></h3><p>${teaser(town)}</p></div>`, TOWNS.slice(3))}</div>`,
  },
  {
    name: 'a table with a row of headings',
    at: '/viewnews.asp',
    teasers: true,
    main: `<table><tr><th>Date</th><th>Title</th></tr>${each((town, at) => `<tr><td>${27 - 2 * at}.10.2026</td><td><a href="viewnews.asp?nid=${500 - at}&lang=en">${title(town)}</a><div>${teaser(town)}</div></td></tr>`)}</table>`,
  },
  {
    name: 'a teaser without a class after a paragraph with the date',
    at: '/aktuelles',
    teasers: true,
    main: each(
      (town, at) =>
        `<article><h3><a href="/aktuelles/${slug(town)}">${title(town)}</a></h3><p class="datum">${day(at)}</p><p>${teaser(town)}</p></article>`,
    ),
  },
  {
    name: 'a date in the second of two plain spans',
    at: '/news',
    teasers: true,
    main: each(
      (town, at) =>
        `<a class="card" href="/news/${slug(town)}"><span class="tag">Case study</span><h3>${title(town)}</h3><p>${teaser(town)}</p><span>${day(at)}</span></a>`,
    ),
  },
];

describe('how cards are read is found for', () => {
  it.each(SHAPES)('$name', ({ at, main, dates, teasers }) => {
    const page = pageOf(
      `<html><body><nav><ul><li><a href="/about/">About the lamp people</a></li><li><a href="/contact/">Contact us all</a></li><li><a href="/all/">All of the news</a></li></ul></nav><main><h1>News</h1>${main}</main></body></html>`,
      { url: `https://www.example.org${at}` },
    );
    const strategy = strategyFor(viewOf(page), BASICS);
    const cards = strategy === undefined ? [] : cardsOn({ page, number: 1 }, strategy, BASICS);
    expect(cards.map((card) => card.title)).toEqual(TOWNS.map(title));
    if (dates !== false)
      expect(cards.map(({ published }) => published?.value)).toEqual(
        TOWNS.map((_, index) => `2026-10-${String(27 - 2 * index).padStart(2, '0')}`),
      );
    if (teasers === true) expect(cards.map((card) => card.teaser)).toEqual(TOWNS.map(teaser));
  });
});
