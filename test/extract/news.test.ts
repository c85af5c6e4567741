import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

const TEXT = [
  'We let the contract for school meals in March, and the new caterer cooks for sixty schools in the county.',
  'Parents were asked first what is left on the plate, and half of the answers named the gravy, which is gone.',
  'The price of a meal went up by a tenth of a pound, and two schools in three say that less is thrown away.',
  'Kitchens that had been shut for years were opened again, and forty cooks were found within a few weeks.',
];
const OTHERS = [
  'Bus lanes by the river',
  'A library opens late',
  'Night nurses on strike',
  'The bridge is shut',
];
const LONG =
  'It is told at some length here, so that readers who stay need not leave the page to know what it says.';
const paragraphs = TEXT.map((text) => `<p>${text}</p>`);
const withAll = (parts: (at: number, name: string) => string): string =>
  OTHERS.map((name, at) => parts(at, name)).join('');
const page = (text: string, behind = ''): string =>
  `<html><head><title>School meals | Somewhere</title></head><body><div class="a"><h1>School meals</h1><div class="b">${text}</div>${behind}</div></body></html>`;

/** What newspapers put among and behind the paragraphs of a text. */
const BESIDE: Readonly<Record<string, string>> = {
  'a gallery that is longer than the text': page(
    `${paragraphs.slice(0, 2).join('')}<div class="gallery"><div class="slides">${withAll((at) => `<div class="slide"><img src="${at}.jpg"><div class="meta"><div class="caption">${LONG} ${LONG}</div><span>Buy Photo</span></div><a href="#">Fullscreen</a></div>`)}</div><div>1 of 4</div></div>${paragraphs.slice(2).join('')}`,
  ),
  'captions of pictures, however much they say together': page(
    paragraphs
      .map(
        (text, at) =>
          `${text}<div class="pic"><div><img src="${at}.jpg"></div><div class="media__caption x_title">${LONG} ${LONG}</div></div>`,
      )
      .join(''),
  ),
  'other posts told at length, each with a byline and the way to the rest': page(
    paragraphs.join(''),
    `<ul class="m">${withAll((at, name) => `<li class="i"><a href="/${at}"><h3>${name}</h3></a><ul><li><a href="/by/${at}">Priya Nair Smith</a></li></ul><div>${`<p>${LONG}</p>`.repeat(6)}</div><a href="/${at}">Continue Reading</a></li>`)}</ul>`,
  ),
  'other posts whose titles stand in heads of their own': page(
    paragraphs.join(''),
    withAll(
      (at, name) =>
        `<section class="i"><div><header class="h"><h3><a href="/${at}">${name}</a></h3></header><p>${LONG}</p></div></section>`,
    ),
  ),
  'other posts by a picture, a title and the way to read on': page(
    paragraphs.join(''),
    `<div>${withAll((at, name) => `<div class="i"><div><a href="/${at}">${name} again</a></div><p>${LONG}</p><div><a href="/${at}">Lire la suite</a></div></div>`)}</div>`,
  ),
  'what is kept for machines in a box that a style sheet hides': page(
    `${paragraphs.join('')}<div class="hidden"><span itemprop="publisher">Somewhere</span> <span>http://example.org/eagle.png ${LONG}</span></div>`,
  ),
  'what a field says of an address that is none': page(
    `${paragraphs.slice(0, 2).join('')}<div class="w"><h4>News by e-mail</h4><div class="s"><input type="email"><label>Invalid e-mail</label><button>Go</button><span>Thanks for subscribing!</span><span>Could not subscribe, try again later</span></div></div>${paragraphs.slice(2).join('')}`,
  ),
  'pictures in a list, each with its number': page(
    `${paragraphs.join('')}<div class="full-gallery"><h2>The day in pictures</h2><ul>${withAll((at) => `<li><h2>${at + 1}/4</h2><img src="${at}.jpg"><p>${LONG} ${LONG}</p></li>`)}</ul></div>`,
  ),
  'by what rules it may be printed again': page(
    `${paragraphs.join('')}<p>The original content of this page is licensed under a Creative Commons licence, and some of what it shows may be licensed separately.</p>`,
  ),
  'a column before it that is longer': `<html><head><title>School meals | Somewhere</title></head><body><div class="c1"><h2>From the mayor</h2>${`<p>${LONG}</p>`.repeat(6)}</div><div class="c2"><h1>School meals</h1>${paragraphs.join('')}</div></body></html>`,
  'the next story, which follows for whoever scrolls on': `<html><head><title>School meals | Somewhere</title></head><body><main><article class="s"><h1>School meals</h1>${paragraphs.join('')}</article><article class="s"><h1>${OTHERS[0]}</h1>${`<p>${LONG}</p>`.repeat(3)}</article></main></body></html>`,
  'a panel for choices of privacy': page(
    paragraphs.join(''),
    `<div class="privacy-panel"><h2>Your choices</h2>${`<div><button>Measure</button><p>${LONG}</p></div>`.repeat(2)}</div>`,
  ),
  'comments in the rows of a table': page(
    paragraphs.join(''),
    `<table>${withAll((at) => `<tr><td><b>Old Tom ${'ABCD'[at]}</b><br>1${at} March 2024</td><td><p>${LONG}</p></td></tr>`)}</table>`,
  ),
  'an advertisement that is one link': page(
    `${paragraphs.slice(0, 2).join('')}<a class="x" href="/c"><div class="w"><div><h4>“This was off the charts”</h4><p>${LONG}</p></div><div>Find out why</div></div></a>${paragraphs.slice(2).join('')}`,
  ),
  'when it was published and changed, behind it': page(
    `${paragraphs.join('')}<div class="d">Published at 7:24 AM CST on Jan 30, 2017 | Updated at 7:27 AM CST on Jan 30, 2017</div>`,
  ),
};

describe('what newspapers set beside a text', () => {
  it.each(Object.entries(BESIDE))('%s', (_, html) => {
    expect(postText(read(html))).toBe(TEXT.join('\n\n'));
  });

  it('is not what has such a name and holds the text', () => {
    const story = `<div class="gallery">${TEXT.map((text, at) => `<figure><img src="${at}.jpg"></figure><p>${text}</p>`).join('')}</div>`;
    expect(postText(read(page(story)))).toBe(TEXT.join('\n\n'));
    // A box says of itself what else it holds.
    for (const name of ['body-area has-related', 'asset-body has-fixed-share', 'with-sidebar']) {
      const menu = withAll((at) => `<div><p><a href="/${at}">${LONG} ${LONG}</a></p></div>`);
      expect(postText(read(page(`<div class="${name}">${paragraphs.join('')}</div>`, menu)))).toBe(
        TEXT.join('\n\n'),
      );
    }
    const panels = TEXT.map((text) => `<div class="hidden"><p>${text}</p></div>`).join('');
    expect(postText(read(page(panels)))).toBe(TEXT.join('\n\n'));
  });
});

it('keeps a text that opens with a place and a day, though no full stop ends it', () => {
  const opening =
    'March 12, 2024 | SOMEWHERE — The council let a contract for meals to a firm that nobody knew';
  const post = read(page(`<p>${opening}</p>${paragraphs.join('')}`));
  expect(postText(post)).toBe([opening, ...TEXT].join('\n\n'));
  expect(post.published.value).toBe('2024-03-12');
});

describe('who is no author', () => {
  const headed = (title: string, head: string): string =>
    `<html><head><title>${title} | Somewhere</title>${head}</head><body><h1>${title}</h1><div>${paragraphs.join('')}</div></body></html>`;

  it('whoever the title names first', () => {
    const title = 'New School Meals Coming Out in the County';
    expect(
      read(headed(title, '<meta name="author" content="New School Meals Coming Out">')).author,
    ).toBeUndefined();
    expect(read(headed(title, `<meta name="author" content="${title}">`)).author).toBeUndefined();
  });

  it.each(['PT. Somewhere Media Baru', 'Somewhere Holdings Ltd', 'Other Articles'])('%s', (name) => {
    expect(read(headed('School meals', `<meta name="author" content="${name}">`)).author).toBeUndefined();
  });

  it('is not told of by what he or she is, said above the text', () => {
    const post = read(
      `<html><head><title>School meals</title></head><body><div><h1>School meals</h1><div class="m"><span class="author">By <a rel="author" href="/a">Jo Poe</a></span><div><p>Jo Poe is a writer who is based in the county, and may be followed <a href="https://example.net/jo">here</a>.</p></div></div><div class="t">${paragraphs.join('')}</div></div></body></html>`,
    );
    expect(post.author).toBe('Jo Poe');
    expect(postText(post)).toBe(TEXT.join('\n\n'));
  });
});

it('takes the heading that machines are told of in other words, not one that is only marked', () => {
  const title = 'It’s lunch time! Sixty schools in the county add gravy to school meals';
  const html = `<html><head><title>School meals in the county | Somewhere</title><meta property="og:title" content="School meals in the county"></head><body><h1>${title}</h1>${paragraphs.join('')}<aside><h2 class="product-headline">Get a plate like this one here</h2></aside></body></html>`;
  expect(read(html).title).toBe(title);
});
