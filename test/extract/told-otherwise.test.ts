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

describe('a form', () => {
  const fields =
    '<label>Name (required)</label><input><label>We show the picture that belongs to your e-mail address beside what you say!</label><textarea></textarea>';

  it('is no text below one', () => {
    const text = postText(
      read(page(`<h1>${TITLE}</h1>${paragraphs}<h3>Say something</h3><form>${fields}</form>`)),
    );
    expect(text).toContain(MEALS[2]);
    expect(text).not.toMatch(/required|picture/);
  });

  it('is the frame of a page where all of it stands in one', () => {
    expect(postText(read(page(`<form><h1>${TITLE}</h1>${paragraphs}</form>`)))).toContain(MEALS[0]);
  });
});

it('a card on somebody, as hCard writes it, is no text', () => {
  const card =
    '<section class="vcard about"><a class="fn url" href="/jo">Jo Poe</a><div class="note">Leader of portfolios in large firms, who is obsessed with moss.</div></section>';
  expect(postText(read(page(`<h1>${TITLE}</h1>${paragraphs}${card}`)))).not.toContain('obsessed');
});

describe('what is told of the author at the end', () => {
  const told = (text: string): string =>
    postText(
      read(
        `<html><head><title>${TITLE}</title><meta name="author" content="Mossworks"></head><body><main><h1>${TITLE}</h1>${text}<h4>About Mossworks</h4><p>Mossworks (a company of Leeds) fits roofs of moss on shelters and sheds.</p></main></body></html>`,
      ),
    );

  it('is text where the house that published it is what the text is about', () => {
    const release = `<p>Mossworks has fitted forty shelters with roofs of moss, and the county pays less.</p><p>“We had asked for less,” said Jo Poe of Mossworks, who hopes for sixty more.</p>`;
    expect(told(release + paragraphs)).toContain('company of Leeds');
  });

  it('is none where the text does not name them', () => {
    expect(told(paragraphs)).not.toContain('company of Leeds');
  });
});

describe('verse', () => {
  const verses = [
    'Rain that was late',
    'came to the roof',
    'stayed there the night',
    'and was green by noon.',
    'Nobody rang',
    'to ask for it back',
    'and the bus was on time',
    'for once, in the sun',
  ];
  const boxed = [...verses, ...verses].map((verse) => `<div><p><span>${verse}</span></p></div>`).join('');

  it('is read whole where each of its lines has a box of its own and one is long', () => {
    const long = '<div><p>It will be told in a kilometre or so that all of them sang at once.</p></div>';
    const text = postText(read(page(`<h1>${TITLE}</h1><div>${boxed}${long}</div>`)));
    for (const verse of verses) expect(text).toContain(verse);
  });

  it('is no reason to read labels beside a text in paragraphs', () => {
    const labels = `<div>${boxed}</div>`;
    const post = read(page(`<div><h1>${TITLE}</h1>${paragraphs}</div>${labels}`));
    expect(postText(post)).not.toContain('Nobody rang');
  });
});

describe('key facts among the paragraphs of a case study', () => {
  const tile = (name: string, text: string): string =>
    `<div class="tile"><h3>${name}</h3><p>${text}</p></div>`;
  it.each([
    `<div class="tiles">${tile('Challenge', 'Shelters were hot.')}${tile('Impact', '£40,000 saved.')}</div>`,
    '<div class="glance"><h2>At a glance</h2><dl><dt>Council</dt><dd>Durham</dd><dt>Value</dt><dd>£40,000 saved</dd></dl></div>',
  ])('are text: %s', (facts) => {
    const post = read(page(`<h1>${TITLE}</h1><div>${paragraphs}${facts}${paragraphs}</div>`));
    expect(postText(post)).toContain('£40,000 saved');
  });
});
