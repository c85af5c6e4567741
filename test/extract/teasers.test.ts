import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

const rules = loadRules();
const FAIR = [
  'The brass band played in the park on Saturday, and three hundred children won a goldfish or a ball each.',
  'Those who came early saw the mayor fall into the pond, which he says he will do again next summer.',
  'The cakes were gone by noon, as they are in every year, and the rain held off until the last stall was down.',
  'The next fair is in June, in the same park, and whoever wants a stall should write to the town clerk by May.',
]
  .map((text) => `<p>${text}</p>`)
  .join('');
const OTHERS = [
  [
    'Leeds City Council saves £2 million',
    'The procurement team awarded a framework contract and cut the cost of school meals by 20%.',
  ],
  [
    'Durham’s new lighting contract',
    'Durham County Council retendered its street lighting and saved £1.2 million a year in energy.',
  ],
  [
    'How Bristol bought electric vans',
    'Bristol City Council ran a competitive tender with social value at 20% and halved emissions.',
  ],
] as const;
const others = (one: (title: string, text: string, at: number) => string): string =>
  OTHERS.map(([title, text], at) => one(title, text, at)).join('');

/** Ways in which sites show their other posts by a post, none of which says so in words. */
const WAYS: Readonly<Record<string, string>> = {
  'cards in a grid': `<div class="g">${others((t, x, n) => `<div class="k"><h3><a href="/${n}">${t}</a></h3><p>${x}</p></div>`)}</div>`,
  'links that hold the whole card': `<div class="g">${others((t, x, n) => `<a class="k" href="/${n}"><h4>${t}</h4><p>${x}</p></a>`)}</div>`,
  'a list with dates': `<ul>${others((t, x, n) => `<li><a href="/${n}">${t}</a> <span>1 May 2024</span><p>${x}</p></li>`)}</ul>`,
  'rows of a table': `<table>${others((t, x, n) => `<tr><td><a href="/${n}">${t}</a><br>${x}</td></tr>`)}</table>`,
  articles: others(
    (t, x, n) =>
      `<article><header><h2><a href="/${n}">${t}</a></h2></header><p>${x}</p><a href="/${n}">Lue lisää</a></article>`,
  ),
  slides: `<div class="s">${others((t, x, n) => `<div class="slide"><img src="${n}.jpg"><h5><a href="/${n}">${t}</a></h5><div>${x}</div></div>`)}</div>`,
  definitions: `<dl>${others((t, x, n) => `<dt><a href="/${n}">${t}</a></dt><dd>${x}</dd>`)}</dl>`,
};

describe('no rule fires on another post’s teaser', () => {
  it.each(Object.entries(WAYS))('%s below the text', (_, teasers) => {
    expectNothing(`<div class="post"><h1>Summer fair</h1>${FAIR}</div>${teasers}`);
  });

  it.each(Object.entries(WAYS))('%s in the element that holds the text', (_, teasers) => {
    expectNothing(`<div class="post"><h1>Summer fair</h1><div class="text">${FAIR}${teasers}</div></div>`);
  });
});

const page = (body: string): string =>
  `<html><head><title>Summer fair</title></head><body>${body}</body></html>`;
const alone = classify(read(page(`<h1>Summer fair</h1>${FAIR}`)), rules);

function expectNothing(body: string): void {
  const post = read(page(body));
  const verdict = classify(post, rules);
  expect(postText(post)).toContain('goldfish');
  expect(postText(post)).not.toMatch(/Leeds|Durham|Bristol/);
  expect(verdict.score).toBe(alone.score);
  expect(verdict.hits.map(({ rule }) => rule)).toEqual(alone.hits.map(({ rule }) => rule));
  expect(verdict.councils).toEqual(alone.councils);
}
