import { describe, expect, it } from 'vitest';
import { MEALS, read } from './pages.ts';

// As people publish on sites of their own; each kind was met on a stored copy of a real page whose feed says what is right.
const PROSE = MEALS.map((text) => `<p>${text}</p>`).join('');
const TITLE = 'What is left on the plate';
const URL_OF = 'https://josephinepoe.com/blog/2010/07/what-is-left';
const page = (main: string, { head = '', title = `${TITLE} | Josephine Poe` } = {}): string =>
  `<html lang="en"><head><title>${title}</title>${head}</head><body><main>${main}</main></body></html>`;
const authorOf = (byline: string, title = `${TITLE} | Josephine Poe`): string | undefined =>
  read(page(`<h1>${TITLE}</h1>${byline}${PROSE}`, { title }), { url: URL_OF }).author;

describe('the title of a post on a site whose other headings name the site', () => {
  it('is the heading that leads to the page it stands on', () => {
    const at = (href: string): string =>
      read(
        page(`<h1>josephinepoe.com</h1><h2><a href="${href}">${TITLE}</a></h2>${PROSE}`, {
          title: 'josephinepoe.com',
        }),
        { url: URL_OF },
      ).title;
    expect(at('/blog/2010/07/what-is-left/')).toBe(TITLE);
    expect(at('https://josephinepoe.com/blog/2010/07/what-is-left/index.html')).toBe(TITLE);
  });

  it('is the one word before the name that the way home says', () => {
    const home = '<h1 class="site-title"><a href="./../index.html">Josephine<br>Poe</a></h1>';
    const post = page(`${home}<h3>Archive</h3><h2>Clouds</h2>${PROSE}`, { title: 'Clouds – Josephine Poe' });
    expect(read(post, { url: 'https://jp.example/blog/clouds/' }).title).toBe('Clouds');
  });

  it('is not the heading that leads to a folder above the page: a site on a shared host, a file beside its home', () => {
    const titleAt = (url: string, home: string): string =>
      read(
        `<html><title>On plates</title><h1><a href="${home}">On plates</a></h1><div><h1>${TITLE}</h1>${PROSE}</div></html>`,
        { url },
      ).title;
    expect(titleAt('https://pages.example/plates/post/left/', '/plates/')).toBe(TITLE);
    expect(titleAt('https://pages.example/left.html', '.')).toBe(TITLE);
    const itself = `<html><title>On plates » ${TITLE}</title><h2><a href="./">${TITLE}</a></h2><h3>Answers</h3>${PROSE}</html>`;
    expect(read(itself, { url: 'https://pages.example/2008/left.html' }).title).toBe(TITLE);
  });

  it('is the whole title element in a heading of lower rank, where the text heads its parts as if each were a page', () => {
    const parts = `<h2>${TITLE}</h2><p>12 March 2024</p><main>${PROSE}<h1>Asking</h1>${PROSE}<h1>Weighing</h1>${PROSE}</main>`;
    expect(read(`<html><title>${TITLE}</title><body>${parts}</body></html>`).title).toBe(TITLE);
  });

  it('links its own file from the folder that it lies in', () => {
    const post = `<html><title>On plates</title><h1>On plates</h1><h2><a href="./left.html">${TITLE}</a></h2>${PROSE}</html>`;
    expect(read(post, { url: 'https://pages.example/left.html' }).title).toBe(TITLE);
  });

  it('is no heading that leads to a place on the page', () => {
    const linked = `<h1>${TITLE}</h1>${PROSE}<h2><a href="${URL_OF}#respond">Three answers</a></h2>`;
    expect(read(page(linked), { url: URL_OF }).title).toBe(TITLE);
  });
});

describe('who writes on a site of their own name', () => {
  it('is whoever it links as the author, if called like a person and no house', () => {
    const link = (name: string): string =>
      `<p><a rel="author" href="/author/jp/" title="Posts by ${name}">${name}</a></p>`;
    expect(authorOf(link('Josephine Poe'))).toBe('Josephine Poe');
    expect(authorOf(link('Ashford Council'), `${TITLE} | Ashford Council`)).toBeUndefined();
  });

  it('is not called by the job that stands beside the name', () => {
    const card = (name: string): string =>
      `<div class="author-card" itemscope itemtype="http://schema.org/Person"><h5 itemprop="name"><a href="../authors/jp">${name}</a></h5><h6>Data Scientist</h6></div>`;
    expect(authorOf(card('Josephine Poe'))).toBe('Josephine Poe');
    expect(authorOf(card('Ashford Council'), `${TITLE} | Ashford Council`)).toBeUndefined();
  });
});

describe('whose name a theme puts where', () => {
  it('is in a heading named for the author, with a link', () => {
    expect(
      authorOf('<div class="meta"><h6 class="author"><a href="Jo%20Roe.html">Jo Roe</a></h6></div>'),
    ).toBe('Jo Roe');
    const below =
      '<div class="entry-author"><h3 class="author vcard">Written by <span class="fn"><a rel="author" href="/author/jr">Jo Roe</a></span></h3></div>';
    expect(read(page(`<div><h1>${TITLE}</h1>${PROSE}${below}</div>`)).author).toBe('Jo Roe');
  });

  it('may have a degree in small letters, and be an account that a block of the system names', () => {
    expect(authorOf('<p class="entry-author"><a href="/a">mgr Joanna Poe</a></p>')).toBe('mgr Joanna Poe');
    expect(authorOf('<p class="wp-block-post-author__name">j-poe</p>')).toBe('j-poe');
  });

  it('is no greeting and no word that a template waits with', () => {
    expect(
      authorOf('<div class="Author--2Y"><p>Hi, <a href="/about">I am Jo</a> and I write here.</p></div>'),
    ).not.toBe('Hi');
    expect(
      read(page(`<h1>${TITLE}</h1>${PROSE}`, { head: '<meta name="author" content="Me">' })).author,
    ).toBeUndefined();
  });
});

describe('who is named beside a post and did not write it', () => {
  const by = (name: string): string => `<p class="byline">by ${name}</p>`;
  const nobody = (rest: string, head = ''): string | undefined =>
    read(page(`<h1>${TITLE}</h1>${PROSE}</main><footer>${rest}</footer><main>`, { head })).author;

  it('made the theme, or the system', () => {
    expect(
      nobody(
        '<span class="copyright">© The Alliance</span><span class="site-info"><span class="author-link">The Conference | Developed by <a href="/t">Rara Theme</a></span></span>',
      ),
    ).toBeUndefined();
    expect(nobody('<p>Partners | Powered by Beaver Builder, May 3, 2020</p>')).toBeUndefined();
  });

  it('is the time to read, where a card for machines has but one label', () => {
    const label = (at: number, name: string, data: string): string =>
      `<meta name="twitter:label${at}" content="${name}"><meta name="twitter:data${at}" content="${data}">`;
    expect(nobody('', label(1, 'وقت القراءة', 'دقيقتان'))).toBeUndefined();
    expect(nobody('', label(1, 'Verfasst von', 'Jo Roe') + label(2, 'Lesezeit', '2 Minuten'))).toBe('Jo Roe');
  });

  it('is a word that systems write in the place of a name, while a name is read out of a greeting', () => {
    const of = (name: string): string | undefined => authorOf(by(name));
    expect(['Uncategorized', 'Profile', 'Town Admin'].map(of)).toEqual([undefined, undefined, undefined]);
    expect(authorOf(`<p class="author">Hi, I'm Jo Roe</p>`)).toBe('Jo Roe');
    expect(of('Jo Roe on')).toBe('Jo Roe');
  });
});

describe('the day of a post in old themes', () => {
  const dayOf = (main: string): string | null => read(page(main), { url: URL_OF }).published.value;

  it('is told by the sentence about itself behind the text, before the month in the address', () => {
    const told =
      '<p class="postmetadata"><small>This entry was posted on Friday, July 16th, 2010 at 9:56 am and is filed under <a href="/g">General</a>. You can follow any responses to this entry through the <a href="/f">RSS 2.0</a> feed. You can leave a response, or trackback from your own site.</small></p>';
    expect(dayOf(`<h2>${TITLE}</h2><div class="entry">${PROSE}${told}</div>`)).toBe('2010-07-16');
  });

  it('stands before all that the post is filed under', () => {
    const filed = 'Schools Meals Caterers Contracts Kitchens Parents Gravy'
      .split(' ')
      .map((tag) => `<a href="/tag/${tag}">${tag} and more</a>`)
      .join(', ');
    expect(
      dayOf(
        `<h1>${TITLE}</h1><aside class="entry-meta">July 17, 2010 | Filed under: ${filed}</aside>${PROSE}`,
      ),
    ).toBe('2010-07-17');
  });

  it('shares the box of the title though a menu stands between', () => {
    const menu = `<ul>${'Home News Guides Contact About Donate'
      .split(' ')
      .map((name) => `<li><a href="/${name}">${name}</a></li>`)
      .join('')}</ul>`;
    expect(
      dayOf(
        `<div class="post-header"><p>July 18, 2010 By Jo</p><div>${menu}</div><h1>${TITLE}</h1></div><div>${PROSE}</div>`,
      ),
    ).toBe('2010-07-18');
  });
});

describe('a day that is linked to all that was published on it', () => {
  const dayOf = (line: string): string | null =>
    read(page(`<h1>${TITLE}</h1>${line}${PROSE}`), { url: 'https://josephinepoe.com/what-is-left/' })
      .published.value;

  it('has its year from there, whatever the language says', () => {
    const linked = (href: string, text: string) =>
      `<div class="meta">On: <a href="${href}">${text}</a> in Meals</div>`;
    expect(dayOf(linked('/2016/06/28/', 'Jun 28'))).toBe('2016-06-28');
    expect(dayOf(linked('../2016/6/8/index.html', '<b>8</b> an Iuchar'))).toBe('2016-06-08');
  });

  it('is no day of a calendar, nor one that the link does not say', () => {
    expect(dayOf('<div><a href="/2016/06/28/">28</a></div>')).toBeNull();
    expect(dayOf('<div>See <a href="/2016/06/28/">our list</a></div>')).toBeNull();
    expect(dayOf('<div>See <a href="/2016/06/28/">chapter 27</a></div>')).toBeNull();
  });
});

it('an author behind whom a section stands without a space ends where the name does that is told to machines', () => {
  const byline = `<div class="meta"><span> by <span class="vcard"><a class="fn" href="/author/j/">Josephine Poe</a></span></span><span>in <a href="/news/">Town News</a></span></div>`;
  expect(authorOf(byline)).toBe('Josephine Poe');
});

it('a box on the author below a short post is told by a label with the name', () => {
  const textOf = (label: string) =>
    read(
      page(
        `<h1>${TITLE}</h1><p class="byline">By <a rel="author" href="/author/jane/">Jane Roe</a></p><p>${MEALS[0]}</p><p>${MEALS[1]}</p><div class="author_post"><span>${label}</span><p>She has led kitchens of three counties, and once cooked for a thousand guests in a field, in the rain, on a Sunday, without a tent. ${MEALS[2]}</p></div>`,
      ),
      { url: 'https://meals.example/what-is-left/' },
    ).blocks.map(({ text }) => text);
  expect(textOf('About the author: Jane Roe')).toEqual(MEALS.slice(0, 2));
  expect(textOf('Unha nota: Jane Roe')).toEqual(MEALS.slice(0, 2));
  expect(textOf('We asked Jane Roe').length).toBeGreaterThan(2);
});

it('a heading of what an author has is no box on them', () => {
  const list = ['Gravy', 'Peas', 'Pears'].map((dish) => `<li>${dish}</li>`).join('');
  const end = `<h2>Jane Roe’s three dishes</h2><ol>${list}</ol>`;
  const post = read(page(`<h1>${TITLE}</h1><p class="byline">By Jane Roe</p><div>${PROSE}${end}</div>`));
  expect(post.blocks.at(-1)?.text).toContain('Pears');
});

it('a title between the site’s name and what it says of itself is the heading that the title element has there, whatever parts them', () => {
  const titleOf = (mark: string) =>
    read(
      `<html><head><title>Thresholds ${mark} ${TITLE} ${mark} Poets in residence at a dozen of museums and collections.</title></head><body><h1 class="logo"><a href="/">Thresholds</a></h1><h2>Town Library</h2><h3>${TITLE}</h3>${PROSE}<h3>Comments</h3></body></html>`,
      { url: 'https://poets.example/what-is-left/' },
    ).title;
  expect(titleOf('|')).toBe(TITLE);
  expect(titleOf('❘')).toBe(TITLE);
});

it('who signs the site for machines with an address made it, and wrote nothing', () => {
  const head = (said: string) => `<meta name="author" content="${said}">`;
  const authorFor = (said: string) =>
    read(page(`<h1>${TITLE}</h1>${PROSE}`, { head: head(said) }), { url: URL_OF }).author;
  expect(authorFor('By Fine Sites Only - http://finesites.example')).toBeUndefined();
  expect(authorFor('Jane Roe')).toBe('Jane Roe');
});
