import { expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

// What authors set into a text, met on stored copies of real pages, against what sites set in.
const P = [
  ...MEALS,
  'What the kitchens threw away was weighed for a year before anybody was asked, and the scales are still there.',
].map((text) => `<p>${text}</p>`);
const blocksOf = (parts: readonly string[]): string =>
  read(`<title>Plates</title><main><h1>What is left on the plate</h1><div>${parts.join('')}</div></main>`)
    .blocks.map(({ text }) => text)
    .join('\n');
const aboveOf = (above: string): string => blocksOf([above, ...P]);
const endOf = (behind: string): string => blocksOf([...P, behind]);
const textOf = (within: string): string => blocksOf([...P.slice(0, 2), within, ...P.slice(2)]);

it('code in a box with a button to copy it is text', () => {
  const box = (within: string): string =>
    `<div class="code"><div class="head"><span>bash</span><button>Copy</button></div>${within}</div>`;
  expect(textOf(box('<pre><code>weigh --plates sixty</code></pre>'))).toContain('weigh --plates');
  const tools = '<div class="toolbar"><button>Copy</button><span>Shell</span></div>';
  const named = textOf(`<div class="code-toolbar"><pre>weigh --plates sixty</pre>${tools}</div>`);
  expect(named).toContain('weigh --plates');
  expect(named).not.toContain('Shell');
  const coloured = '<pre><code>weigh <span class="token comment">// each plate</span></code></pre>';
  expect(textOf(coloured)).toContain('each plate');
  expect(textOf(box('<form>Weigh <input name="plates"></form>'))).not.toContain('Weigh');
});

it('a paragraph that opens with its words is no caption of the picture that it goes on with', () => {
  const picture = '<a href="/kitchen.jpg"><img src="/kitchen.jpg"></a>';
  expect(textOf(`<p>The kitchens of sixty schools look like this:${picture}</p>`)).toContain(
    'look like this',
  );
  expect(textOf(`<p>${picture}<br>A kitchen of May</p>`)).not.toContain('of May');
});

it.each([
  ['<aside class="pull"><p>“Half of the answers named the gravy, which is gone.”</p></aside>'],
  ['<div class="pull">Half of the answers named the gravy</div>'],
  ['<figure><blockquote>“half of the answers named the gravy, which is gone”</blockquote></figure>'],
])('words of a paragraph, shown large in a box, are said once: %s', (quote) => {
  expect(textOf(quote).match(/half of the answers/gi)).toHaveLength(1);
});

it('a quotation is text, though it is the last, and so is code that repeats a line', () => {
  const quotation =
    '<blockquote><p>“We asked what is left, and were told at once by everybody.”</p></blockquote>';
  expect(textOf(quotation)).toContain('told at once');
  expect(endOf(quotation)).toContain('told at once');
  const code = '<div><pre>weigh the plates of sixty schools</pre></div>';
  expect(
    textOf(`${code}<p>Then weigh the plates of sixty schools again, and write both down in the book.</p>`),
  ).toMatch(/^weigh the plates/m);
});

it('what a text ends with in italics is text; a line on the site is not', () => {
  expect(endOf('<p><em>We would ask the children first, and weigh later.</em></p>')).toContain('ask the');
  expect(endOf('<p><em>1. A plate is what a child is given at noon.</em></p>')).toContain('given at noon');
  expect(endOf('<p><em>This page is kept by the county for its schools.</em></p>')).not.toContain('kept by');
});

it.each([
  ['<p>Ashford County Council<br>County Hall<br>1 High Street<br>Ashford AS1 2HF</p>'],
  ['<address>Ashford County Council, County Hall, 1 High Street, Ashford</address>'],
])('where to write to stands behind a text, and is none of it: %s', (address) => {
  expect(endOf(address)).not.toContain('High Street');
});

it('an address in a sentence is text', () => {
  expect(endOf('<p>Answers go to County Hall, 1 High Street, Ashford AS1 2HF, until May.</p>')).toContain(
    'High Street',
  );
});

it.each([
  ['<ul><li>Today 14°C</li><li>Tomorrow 16°C</li><li>Friday 12°C</li></ul>', 'above'],
  [
    '<div class="forecast"><h3>Ashford weather</h3><p>14°C, light rain</p><a href="/weather">Full forecast</a></div>',
    'within',
  ],
  [
    '<div class="widget"><p>Ashford now: 14°C, light rain showers and a gentle breeze until the evening.</p></div>',
    'behind',
  ],
])('the weather is no text: %s', (weather, where) => {
  const text = where === 'above' ? aboveOf(weather) : where === 'within' ? textOf(weather) : endOf(weather);
  expect(text).not.toContain('14°C');
});

const WHERE = '<p>The vans stop in these places on every second Friday of the month, from nine to noon:</p>';
it.each([
  ['<ul><li>The Green, Ashford AS1 4AP</li><li>Town Hall, Otley LS21 3AQ</li></ul>'],
  ['<p>The Green, Ashford AS1 4AP</p><p>Town Hall, Otley LS21 3AQ</p>'],
])('places that the text tells of are its end, and nobody writes there: %s', (places) => {
  expect(endOf(WHERE + places)).toMatch(/AS1 4AP[^]*LS21 3AQ/);
});

it('what a sentence announces is no pull quote, though the text repeats it', () => {
  const quoted = '<p>The mayor wrote over the gate, where everybody who goes in reads it since:</p>';
  const said = '<blockquote><p>We pay within thirty days.</p></blockquote>';
  const told = '<p>Asked why she wrote that we pay within thirty days, she said that nobody believed it.</p>';
  expect(textOf(quoted + said + told)).toMatch(/^We pay within/m);
});

it('where a page is hardly more than links, they are what it has to say', () => {
  const links = ['sixty schools weigh their plates', 'what is left on the plate'];
  const heard = '<p>Radio South, in May</p>';
  const text = blocksOf(
    links.map((title) => `<p>The Gazette: <a href="/${title.length}">${title}</a></p>${heard}`),
  );
  for (const title of links) expect(text).toContain(title);
});

it('a sentence that leads to one thing on a network says what is to be seen there', () => {
  const seen = 'The whole of what the cooks said that day is to be seen on';
  const film = `<p>${seen} <a href="https://youtube.example/watch?v=1">YouTube</a>.</p>`;
  expect(endOf(film)).toContain(seen);
  expect(endOf(film.replace('watch?v=1', 'meals'))).not.toContain(seen);
});
