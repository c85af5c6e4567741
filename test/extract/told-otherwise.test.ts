import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { MEALS, read } from './pages.ts';

// Posts that are not told in paragraphs below a title alone; each kind was met on stored copies of real pages.
const TITLE = 'Bus Shelters With Roofs of Moss';
const paragraphs = MEALS.map((text) => `<p>${text}</p>`).join('');
const page = (body: string): string =>
  `<html><head><title>${TITLE}</title></head><body><main>${body}</main></body></html>`;

describe('whole stories loaded below the one that was asked for', () => {
  const others = [1, 2, 3].map(
    (n) => `Story ${n} has a bridge that was bought from the builder who had asked for the least.`,
  );
  const story = (title: string, text: string, heading = '<h1 class="head">'): string =>
    `<div class="story${title === TITLE ? ' active' : ''}"><div>${heading}${title}</h1></div><div class="text">${text}</div></div>`;
  const rest = (heading?: string): string =>
    others.map((text) => story(text.slice(0, 20), `<p>${text}</p>`.repeat(9), heading)).join('');

  it('are none of its text, however long they are', () => {
    const text = postText(read(page(story(TITLE, paragraphs) + rest())));
    expect(text).toContain(MEALS[2]);
    expect(text).not.toContain('bridge');
  });

  it('are parts of one text where their headings do not look like its title', () => {
    expect(postText(read(page(story(TITLE, paragraphs) + rest('<h1>'))))).toContain('bridge');
  });
});
