import { describe, expect, test } from 'vitest';
import { defined } from '../../src/base/defined.ts';
import { readPageLine } from '../../src/reading/read-page-line.ts';

const SPEAKING = 'https://town.example/news/2024/05/warmer-homes-scheme-shortlisted';
const NUMBERED = 'https://town.example/node/4711';
const MENU = `<nav>${['News', 'Bins', 'Tax', 'Planning', 'Jobs', 'Housing', 'Schools'].map((name) => `<a href="/${name.toLowerCase()}/">${name}</a>`).join('')}</nav>`;

const framed = (title: string, text: string): string =>
  `<!doctype html><html><head><title>${title} | Town</title></head><body>${MENU}<main><h1>${title}</h1>${text}</main></body></html>`;
const alone = (title: string, text = ''): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1>${text}</body></html>`;

function kindOf(html: string, url = NUMBERED, title?: string): string {
  const line = { id: '1', url, html, ...defined({ card: title === undefined ? undefined : { title } }) };
  return readPageLine(line, new Date('2026-11-29')).kind;
}

describe('a page of no listing, in a language that nobody listed words of', () => {
  test.each([
    [
      'a wiki’s page that nobody wrote yet',
      framed('Gai hau ez da existitzen oraindik', '<p>Existitzen ez den gai batera doan lotura.</p>'),
    ],
    ['a lock', framed('Sidan låst', '<p>Sidan redigeras av en annan användare just nu.</p>')],
  ])('%s is doubtful where its address speaks of something else, and at a number', (_, html) => {
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
    expect(kindOf(html)).toBe('unreadable');
  });

  test.each([
    ['a lost page of WordPress', 'error404 wp-custom-logo'],
    ['a listing of WordPress', 'archive category category-news category-3'],
    ['a front page of WordPress', 'home blog hfeed'],
    ['a search of WordPress', 'search search-results'],
    ['a front page of Drupal, made of a post', 'path-frontpage page-node-type-article'],
    ['a listing of Drupal', 'html not-front not-logged-in page-taxonomy page-taxonomy-term'],
    ['a listing of Joomla', 'site com_content view-category'],
    ['a listing of Blogger', 'index-view version-1-3-3'],
  ])('%s is no post, however much it says and of what days', (_, classes) => {
    const teaser = '<h2>Flood wall</h2><time datetime="2024-05-02">2 May 2024</time>';
    const html = framed('Negotios', `${teaser}<p>${'Multe cosas de le urbe e su gente. '.repeat(60)}</p>`);
    const made = html.replace('<body>', `<body class="${classes}">`);
    expect(kindOf(html)).toBe('post');
    expect(kindOf(made)).toBe('unreadable');
    expect(kindOf(made, NUMBERED, 'Flood wall')).toBe('unreadable');
    // … but the one that was asked for where its listing, its address or its canonical calls it so.
    expect(kindOf(made, NUMBERED, 'Negotios urbe')).toBe('post');
    expect(kindOf(made.replaceAll('Negotios', 'Warmer homes scheme'), SPEAKING)).toBe('post');
    const own = `<link rel="canonical" href="${NUMBERED}"></head>`;
    expect(kindOf(made.replace('</head>', own))).toBe('post');
  });

  describe('a listing without such classes', () => {
    const said = 'Forty vans bought through a framework';
    const item = (title: string, tag = 'h2') =>
      `<${tag} class="story"><a href="/2024/${title.length}/">${title}</a></${tag}><p>${'Multe cosas de le urbe. '.repeat(20)}</p>`;
    const others = `${item('New lamps for the ring road')}${item('Warmer homes for a thousand tenants')}`;
    const listing = framed('Negotios', `<time datetime="2024-05-02">2 May 2024</time>${item(said)}${others}`);

    test('is no post of its list', () => {
      expect(kindOf(listing, 'https://town.example/forty-vans-bought/', said)).toBe('unreadable');
      expect(kindOf(listing, NUMBERED, said)).toBe('unreadable');
    });

    test.each([
      [
        'a post headed by its title, which its list of news has, too',
        `<h1>${said}</h1>${item(said)}${others}`,
      ],
      ['a post whose title is linked alone', `<h1><a href="">${said}</a></h1>${item(said, 'h4')}${others}`],
    ])('%s is one', (_, text) => {
      const html = framed('Negotios', '').replace('<h1>Negotios</h1>', text);
      expect(kindOf(html, NUMBERED, said)).toBe('post');
    });

    test('is the page that was asked for where its title element or its canonical says so', () => {
      const own = `<link rel="canonical" href="${NUMBERED}"></head>`;
      expect(kindOf(listing.replace('</head>', own), NUMBERED, said)).toBe('post');
      expect(kindOf(listing.replace('<title>Negotios', `<title>${said}`), NUMBERED, said)).toBe('post');
    });
  });

  test('what repeats the address letter by letter is not called by it', () => {
    const html = framed('news:2024:05:warmer-homes-scheme-shortlisted', '<p>Šis puslapis užrakintas.</p>');
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
  });

  test.each([
    [
      'a sentence that stands alone',
      alone('Otillgänglig pga planerat underhållsarbete. Titta in om en minut'),
    ],
    ['a program’s own form', alone('Aperir session', '<p>Scribe tu nomine e contrasigno.</p>')],
  ])('%s is doubtful at any address', (_, html) => {
    expect(kindOf(html)).toBe('unreadable');
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
  });

  test('a folder that a server lists is no post, though its files have days', () => {
    const files = '<a href="../">../</a> <a href="a.html">a.html</a> 02-May-2024 10:11';
    expect(kindOf(alone('Index of /news/', `<pre>${files}</pre>`))).toBe('failed');
  });

  test('a form for a password with hardly a link beside it is a log-in page, be it long', () => {
    const help = '<p>Sine nomine e contrasigno nemo pote entrar; demanda le officio.</p>'.repeat(6);
    const form = '<form method="post"><input name="u"><input type="password" name="p"></form>';
    expect(kindOf(alone('Northfield', `${form}${help}`))).toBe('blocked');
  });
});

describe('a short post of no listing', () => {
  test.each([
    ['has its day', framed('Lumieres', '<time datetime="2024-05-02">2 May 2024</time><p>Belle.</p>')],
    [
      'has its author',
      framed('Lumieres', '<p class="byline">By <a rel="author" href="/a">Ann Lee</a></p><p>Belle.</p>'),
    ],
    ['is named by its address, though it has neither', framed('Warmer homes scheme', '<p>Shortlisted.</p>')],
    [
      'is written in other letters than its address',
      framed('Тёплые дома', `<p>${'Наш проект вышел в финал. '.repeat(9)}</p>`),
    ],
  ])('%s', (_, html) => {
    expect(kindOf(html, SPEAKING)).toBe('post');
  });

  test('is the one that was asked for where it calls the address its own, be it in another language', () => {
    const html = framed('Cartrefi cynhesach', '<p>Mae’r cynllun ar y rhestr fer.</p>');
    const own = `<link rel="canonical" href="${SPEAKING}"></head>`;
    expect(kindOf(html, SPEAKING)).toBe('unreadable');
    expect(kindOf(html.replace('</head>', own), SPEAKING)).toBe('post');
  });

  test('may be a picture that stands alone', () => {
    expect(kindOf(alone('At the mill', '<p>Sunday.</p><img src="mill.jpg">'))).toBe('post');
  });

  test.each([
    ['a picture', '<img src="mill.jpg">'],
    ['a film', '<iframe src="https://video.example/1"></iframe>'],
    ['a program', '<pre>make mill</pre>'],
    ['forty words', `<p>${'Bread and beer. '.repeat(14)}</p>`],
    ['forty words of a script without spaces', `<p>${'水車小屋でパンとビールを配ります。'.repeat(7)}</p>`],
  ])('in a site’s frame at a number has %s to show', (_, shown) => {
    expect(kindOf(framed('At the mill', '<p>Sunday.</p>'))).toBe('unreadable');
    expect(kindOf(framed('At the mill', `<p>Sunday.</p>${shown}`))).toBe('post');
  });

  test.each([
    ['its system', '<body>', '<body class="wp-singular single single-post postid-4711">'],
    ['its metadata', '</head>', '<meta property="og:type" content="article"></head>'],
    ['its address, be it by one word', '', ''],
    ['its card, be it by two words', '', ''],
  ])('of a few words is vouched for by %s', (by, place, mark) => {
    const html = framed('At the mill', '<p>Sunday.</p>').replace(place, mark);
    const addresses = by.startsWith('its address') ? ['mill-day', 'mill'] : ['4711'];
    for (const last of addresses)
      expect(
        kindOf(html, `https://town.example/news/${last}`, by.startsWith('its card') ? 'The mill' : undefined),
      ).toBe('post');
  });

  test('is not vouched for by a card whose words it never says, though it was given them as its title', () => {
    const html = '<html><body><p>Your browser sent an invalid request.</p></body></html>';
    for (const title of ['The mill', 'Warmer homes scheme shortlisted'])
      expect(kindOf(html, NUMBERED, title)).toBe('unreadable');
  });
});
