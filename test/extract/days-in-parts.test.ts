import { expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

const TITLE = 'What is left on the plate';
const TEXT = MEALS.map((text) => `<p>${text}</p>`).join('');
const dateBelow = (box: string) =>
  read(
    `<html lang="en-GB"><head><title>${TITLE}</title></head><body><main><article><h1>${TITLE}</h1>${box}<div>${TEXT}</div></article></main></body></html>`,
  ).published;
const part = (name: string, text: string): string => `<span class="post-${name}">${text}</span> `;

it.each([
  ['year before day', part('month', 'Mar') + part('year', '2024') + part('day', '12')],
  ['year first', part('year', '2024') + part('month', 'March') + part('day', '12')],
  ['numbers, day first', part('day', '12') + part('month', '3') + part('year', '2024')],
  ['numbers, month first', part('month', '03') + part('day', '12') + part('year', '2024')],
])('a day drawn in parts is put together by their names: %s', (_, parts) => {
  expect(dateBelow(`<div class="post-date">${parts}</div>`).value).toBe('2024-03-12');
});

it.each([
  ['two days', part('day', '12') + part('month', 'Mar') + part('year', '2024') + part('day', '14')],
  ['no day', part('month', 'Mar') + part('year', '2024')],
])('a box that holds %s is read as it stands', (_, parts) => {
  expect(dateBelow(`<div class="post-date">${parts}</div>`).precision).not.toBe('none');
});

it.each([
  ['published_at', '2024-03-12'],
  ['article.published', '2024-03-12'],
  ['article:publisher', undefined],
  ['unpublish_on', undefined],
])('a day told to machines as %s is %s', (name, day) => {
  const head = `<meta name="${name}" content="2024-03-12T09:00:00+00:00">`;
  const page = `<html lang="en"><head><title>${TITLE}</title>${head}</head><body><main><h1>${TITLE}</h1>${TEXT}</main></body></html>`;
  expect(read(page).published.value ?? undefined).toBe(day);
});

it.each([
  ['<div class="last-updated">12 March 2024</div>', undefined],
  ['<p class="Header_updatedDate__aB1">12 March 2024</p>', undefined],
  ['<p class="Header_publishedDate__aB1">Am 12 March 2024</p>', '2024-03-12'],
  ['<p class="last-updated">Published 12 March 2024</p>', '2024-03-12'],
  ['<time title="12 March 2024, 9:04">two years ago</time>', '2024-03-12'],
  ['<time data-timestamp="1710234000">12 March</time>', '2024-03-12'],
])('an element is for a day as its class, in one word or several, or its attributes say: %s', (box, day) => {
  expect(dateBelow(box).value ?? undefined).toBe(day);
});
