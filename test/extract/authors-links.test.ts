import { expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

// Links that an author set, against those that a site sets; each kind was met on a stored copy of a real page whose source says what is right.
const PROSE = MEALS.map((text) => `<p>${text}</p>`).join('');
const MENU =
  '<nav><a href="https://example.org/news/">News</a> <a href="https://network.example/us">Us</a></nav>';
const textOf = (behind: string, beside = ''): string =>
  read(
    `<html lang="en"><title>Plates</title>${MENU}<main><h1>What is left on the plate</h1><div>${PROSE}${behind}</div>${beside}</main></html>`,
  )
    .blocks.map(({ text }) => text)
    .join('\n');
const link = (to: string, text = 'The caterer and sixty kitchens'): string => `<a href="${to}">${text}</a>`;

it('a link alone is text where it leads to a site that only the text names', () => {
  const elsewhere = link('https://trade.example/kitchens');
  for (const behind of [
    `<p>${elsewhere}</p>`,
    `<p>Full post: ${elsewhere}</p>`,
    `<p>${elsewhere}</p><p>More in June.</p>`,
  ])
    expect(textOf(behind)).toContain('sixty kitchens');
  const asked = (text: string): string => textOf(`<p>${link('https://trade.example/kitchens', text)}</p>`);
  expect(asked('Read the full report here.')).toContain('full report');
  expect(asked('Read the rest of our report here.')).not.toContain('our report');
});

it('is the way to another post where it leads to the site itself, or to one that its menu knows', () => {
  for (const to of ['/news/kitchens', 'https://www.example.org/kitchens', 'https://network.example/kitchens'])
    expect(textOf(`<p>${link(to)}</p>`)).not.toContain('sixty kitchens');
});

it('is no text in a box that holds nothing of it', () => {
  const tool = `<div id="thread">${link('https://threads.example/', 'comments powered by Threads')}</div>`;
  expect(textOf('', tool)).not.toContain('powered');
});

it('is what a sentence before it ends in a colon for, wherever it leads', () => {
  const told = '<p>How the kitchens were chosen is told by the officer who let the contract:</p>';
  expect(textOf(`${told}<p>${link('/news/kitchens')}</p>`)).toContain('sixty kitchens');
  const two = ['Menus of sixty kitchens', 'Prices of sixty kitchens'].map(
    (title) => `<p>${link('https://trade.example/kitchens', title)}</p>`,
  );
  expect(textOf(told + two.join(''))).toMatch(/Menus of[^]*Prices of/);
  expect(textOf(`<p>Read also:</p><p>${link('/news/kitchens')}</p>`)).not.toContain('sixty kitchens');
});

it('a list of links is the text where an item says something and links little of it', () => {
  const item = (title: string): string => `<li><a href="/news/x">${title} in the county</a></li>`;
  const links = ['Menus of sixty kitchens', 'Prices of sixty kitchens'].map(item).join('');
  const tells =
    '<li>What the gravy was made of nobody knows, but the old caterer kept a recipe in his van.</li>';
  expect(textOf(`<ul>${links}${tells}</ul>${PROSE}`)).toContain('Menus of sixty kitchens');
  expect(textOf(`<ul>${links}</ul>${PROSE}`)).not.toContain('Menus of sixty kitchens');
});
