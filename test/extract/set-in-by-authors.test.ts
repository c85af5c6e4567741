import { expect, it } from 'vitest';
import { read } from './pages.ts';

// What authors set into a text, met on stored copies of real pages, against what sites set in.
const P = [
  'The county let the contract for school meals in March, and the new caterer cooks for sixty of its schools.',
  'Parents were asked first what is left on the plate, and half of the answers named the gravy, which is gone.',
  'The price of a meal went up by a tenth of a pound, and two schools in three say that less is thrown away.',
  'What the kitchens threw away was weighed for a year before anybody was asked, and the scales are still there.',
].map((text) => `<p>${text}</p>`);
const textOf = (within: string): string =>
  read(
    `<title>Plates</title><main><h1>What is left on the plate</h1><div>${P.slice(0, 2).join('')}${within}${P.slice(2).join('')}</div></main>`,
  )
    .blocks.map(({ text }) => text)
    .join('\n');

it('code in a box with a button to copy it is text', () => {
  const box = (within: string): string =>
    `<div class="code"><div class="head"><span>bash</span><button>Copy</button></div>${within}</div>`;
  expect(textOf(box('<pre><code>weigh --plates sixty</code></pre>'))).toContain('weigh --plates');
  expect(textOf(box('<form>Weigh <input name="plates"></form>'))).not.toContain('Weigh');
});

it('a paragraph that opens with its words is no caption of the picture that it goes on with', () => {
  const picture = '<a href="/kitchen.jpg"><img src="/kitchen.jpg"></a>';
  expect(textOf(`<p>The kitchens of sixty schools look like this:${picture}</p>`)).toContain(
    'look like this',
  );
  expect(textOf(`<p>${picture}<br>A kitchen of May</p>`)).not.toContain('of May');
});
