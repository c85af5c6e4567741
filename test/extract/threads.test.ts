import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

const TEXT = [
  'We let the contract for school meals in March, and the new caterer cooks for sixty schools in the county.',
  'Has anybody else asked parents first what is left on the plate, and did it make any difference to the price?',
];
const ANSWER =
  'We did so two years ago, and the answers were so odd that the caterer laughed; the price went up by a tenth. ';
const answers = (one: (name: string, day: string) => string): string =>
  ['Ann Lee 3 May', 'Bo Ray 4 May', 'Cy Fox 5 May', 'Di Orr 6 May']
    .map((text) => one(text.slice(0, -6), `${text.slice(-5)} 2021`))
    .join('');
const post = `<div class="post"><h3><a href="#p1">School meals</a></h3><p>by Jo Poe » 2 May 2021 10:12</p>${TEXT.map((text) => `<p>${text}</p>`).join('')}<dl><dt>Jo Poe</dt><dd>Joined: 1 January 2005 08:00</dd></dl></div>`;
const THREADS: Readonly<Record<string, string>> = {
  'a forum that repeats the title above each answer': `<h2><a href="/t/1">School meals</a></h2>${post}${answers((name, day) => `<div class="post"><h3><a href="#">Re: School meals</a></h3><p>by ${name} » ${day} 10:12</p><p>${ANSWER.repeat(3)}</p><dl><dt>${name}</dt><dd>Joined: 1 January 2005 08:00</dd></dl></div>`)}`,
  'answers longer than the post, in boxes without a name': `<h1>School meals</h1><p>2 May 2021</p>${TEXT.map((text) => `<p>${text.repeat(2)}</p>`).join('')}<div class="x">${answers((name, day) => `<div class="y"><div><b>${name}</b> ${day} at 10:12</div><p>${ANSWER.repeat(6)}</p><a href="#">Reply</a></div>`)}</div>`,
};

describe('a thread longer than the post', () => {
  it.each(Object.entries(THREADS))('is beside it: %s', (_, body) => {
    const read1 = read(`<html><head><title>School meals - Forum</title></head><body>${body}</body></html>`);
    const text = postText(read1);
    for (const said of TEXT) expect(text).toContain(said);
    expect(text).not.toContain('two years ago');
    expect(read1.beside?.join(' ')).toContain('two years ago');
  });
});

describe('a paragraph that only leads to another post', () => {
  it('is no text, in bold or not', () => {
    const more =
      '<p><strong>READ MORE: <a href="/vans">How Bristol bought forty electric vans</a></strong></p>';
    const text = postText(read(`<h1>School meals</h1><p>${TEXT[0]}</p>${more}<p>${TEXT[1]}</p>`));
    expect(text).not.toContain('Bristol');
    expect(text).toContain(TEXT[1]);
  });
});

describe('a day', () => {
  it('without a year is of the year and month that the address names', () => {
    const body = `<div class="cal"><span>22</span> <span>May</span></div><h1>School meals</h1><p>${TEXT[0]}</p>`;
    const at = (url: string) => read(body, { url }).published.value;
    expect(at('https://example.org/2021/05/school-meals')).toBe('2021-05-22');
    expect(at('https://example.org/2021/06/school-meals')).toBe('2021-06');
    expect(at('https://example.org/school-meals')).toBeNull();
  });

  it('of something else, as its label says, is not the post’s', () => {
    const facts = (label: string) =>
      read(`<h1>School meals</h1><dl><dt>${label}</dt><dd>1 April 2023</dd></dl><p>${TEXT[0]}</p>`);
    expect(facts('Contract start').published.value).toBeNull();
    expect(facts('Deadline').published.value).toBeNull();
    expect(facts('First published').published.value).toBe('2023-04-01');
    expect(facts('Datum').published.value).toBe('2023-04-01');
  });

  it('of other posts in a row of boxes behind the text is not the post’s', () => {
    const others = [3, 4, 5].map(
      (day) =>
        `<div class="n"><span class="date">${day} May 2024</span><a href="/${day}">How Bristol bought electric vans, part ${day}</a></div>`,
    );
    const body = `<main><h1>School meals</h1>${TEXT.map((text) => `<p>${text}</p>`).join('')}</main><section>${others.join('')}</section>`;
    expect(read(body).published.value).toBeNull();
  });
});
