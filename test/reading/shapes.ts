/** What a shape is read as. */
export type ShapeKind = 'post' | 'listing' | 'feed' | 'sitemap' | 'wordpress' | 'robots' | 'text';

/** A kind of thing that a site may send, in any size: `make(n)` has n of whatever it is made of. */
export type Shape = {
  readonly name: string;
  readonly kind: ShapeKind;
  readonly make: (n: number) => string;
};

const PROSE =
  'Leeds City Council awarded the contract for street lighting in March 2024 and saved 40% of what it had paid.';

/** n parts, each told which one it is. */
function times(n: number, part: (at: number) => string): string {
  return Array.from({ length: n }, (_, at) => part(at)).join('');
}

function page(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>A council bought light</title>${head}</head><body><main><h1>A council bought light</h1>
<time datetime="2024-03-01">1 March 2024</time><div class="content"><p>${PROSE}</p>${body}</div></main></body></html>`;
}

function listing(cards: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>News</title>${head}</head><body><main><h1>News</h1>${cards}</main></body></html>`;
}

function post(name: string, part: (at: number) => string, wrap: (parts: string) => string = page): Shape {
  return { name, kind: 'post', make: (n) => wrap(times(n, part)) };
}

function list(name: string, part: (at: number) => string): Shape {
  return { name, kind: 'listing', make: (n) => listing(times(n, part)) };
}

const card = (at: number): string =>
  `<article><h3><a href="/posts/${at}">Lights of town ${at}</a></h3><time datetime="2024-03-01">1 March 2024</time><p>${PROSE}</p></article>`;

/** Opened n times, with something within, and closed n times. */
function nested(open: string, close: string, within = PROSE): (n: number) => string {
  return (n) => `${open.repeat(n)}${within}${close.repeat(n)}`;
}

const POSTS: readonly Shape[] = [
  post('paragraphs', () => `<p>${PROSE}</p>`),
  post('headings that say "Related"', (at) => `<h2>Related</h2><p>${PROSE} ${at}</p>`),
  post('headings that open a thread', () => `<h3>Comments</h3><p>${PROSE}</p>`),
  post('headings with nothing below', (at) => `<h2>Part ${at}</h2>`),
  post('links alone', (at) => `<p><a href="/posts/${at}">Another council bought light, number ${at}</a></p>`),
  post(
    "links to others' sites, in the text and above it",
    (at) => `<p><a href="https://a${at}.example/p">Where it was found, number ${at}</a></p>`,
    (parts) =>
      page(`<div>${parts}</div>`).replace('<main>', `<nav>${parts.replaceAll('//a', '//b')}</nav><main>`),
  ),
  post(
    'teasers in boxes',
    (at) =>
      `<div class="card"><h3><a href="/posts/${at}">Another council bought it ${at}</a></h3><p>Some.</p></div>`,
  ),
  post(
    'teasers without boxes',
    (at) => `<h3><a href="/posts/${at}">Another council bought light ${at}</a></h3><p>Some words.</p>`,
  ),
  post('comments', (at) => `<div class="item"><b>Ann ${at}, 3 March 2024</b><p>${PROSE}</p></div>`),
  post('comments without boxes', () => `<p>Ann Lee, 3 March 2024</p><p>${PROSE}</p>`),
  post('captions', (at) => `<div><img src="/p/${at}.jpg"><span>A lamp post in town</span></div>`),
  post('pictures in one box', (at) => `<img src="/p/${at}.jpg"> lamp `),
  post('breaks', () => 'a<br><br>'),
  post('items', () => `<li>${PROSE}`),
  {
    name: 'short items above the text',
    kind: 'post',
    make: (n) =>
      page(`</div><ul>${times(n, () => '<li>ab</li>')}</ul><div><p>${PROSE}</p>`).replace(
        `<p>${PROSE}</p></div>`,
        '</div>',
      ),
  },
  post('words in a dress of their own, in one line', () => '<span class="x">Aa</span>'),
  post(
    'comments that say in Polish how long ago',
    () => `<div class="k"><b>x</b> 2 dni temu<p>${PROSE}</p></div>`,
  ),
  post('elements called the headline', () => '<div class="headline">x y z</div>'),
  post('labels behind the text', () => '</div><div>ab'),
  post(
    'unclosed tags of many kinds',
    (at) => `<${['b', 'p', 'i', 'li', 'td', 'font', 'span'][at % 7]}>word `,
  ),
  post('closing tags that opened nothing', () => '</div></p></b>'),
  post(
    'rows of a table',
    () => '<tr><td>Year</td><td>Saved</td><td>2024</td></tr>',
    (parts) => page(`<table>${parts}</table>`),
  ),
  post(
    'cells of one row',
    () => '<td>2024</td>',
    (parts) => page(`<table><tr>${parts}</tr></table>`),
  ),
  post(
    'terms',
    (at) => `<dt>Term ${at}</dt><dd>${PROSE}</dd>`,
    (parts) => page(`<dl>${parts}</dl>`),
  ),
  post(
    'terms that name the author',
    () => '<dt>Author</dt><dd>Ann Lee</dd><dt>Published</dt><dd>3 March 2024</dd>',
    (parts) => page(`<dl>${parts}</dl>`),
  ),
  post(
    'marked words before breaks in one cell',
    () => 'A lamp in town <b>burns</b><br>',
    (parts) => page(`<table><tr><td>${parts}</td><td>b</td></tr></table>`),
  ),
  post(
    'terms that nobody explains',
    () => '<dt>Term</dt> ',
    (parts) => page(`<dl>${parts}</dl>`),
  ),
  post('empty elements', () => '<div></div>'),
  post('inline elements', () => '<span>light </span>'),
  post(
    'links in one paragraph',
    (at) => `<a href="/x/${at}">light</a> `,
    (parts) => page(`<p>${parts}</p>`),
  ),
  post('clutter by name', () => `<div class="sidebar related">${PROSE}</div>`),
  post('articles side by side', () => `<article><p>${PROSE}</p></article>`),
  post('invitations', () => '<p>Subscribe to our newsletter here.</p>'),
  post('italics', () => `<p><em>${PROSE}</em></p>`),
  post('hidden elements', () => `<div hidden>${PROSE}</div>`),
  post('scripts', () => '<script>var a = "<p>";</script>'),
  post('comments of the markup', () => '<!-- a -- b -->'),
  post('dates in the text', (at) => `<time datetime="2024-03-0${(at % 9) + 1}">3/4/2024</time> `),
  post('bylines', (at) => `<span class="author">By Ann ${at} Lee</span>`),
  post('titles', (at) => `<h1>A council bought light ${at}</h1>`),
  post(
    'an author between spaces',
    () => '     ',
    (parts) => page('', `<meta name="author" content="Ann${parts}Lee">`),
  ),
  post(
    'canonical links',
    (at) => `<link rel="canonical" href="/posts/${at}">`,
    (parts) => page('', parts),
  ),
  post(
    'meta elements',
    (at) => `<meta property="og:title" content="Light ${at}">`,
    (parts) => page('', parts),
  ),
  post(
    'blocks of JSON-LD',
    (at) => `<script type="application/ld+json">{"@type":"Article","headline":"A ${at}"}</script>`,
    (parts) => page('', parts),
  ),
  post(
    'parts of one JSON-LD',
    (at) => `,{"@type":"Article","headline":"A ${at}","datePublished":"2024-03-01"}`,
    (parts) => page('', `<script type="application/ld+json">[{}${parts}]</script>`),
  ),
  {
    name: 'things of JSON-LD that name each other',
    kind: 'post',
    make: (n) => {
      const things = times(n, (at) => `,{"@id":"${at}","name":[${`{"@id":"${at + 1}"},`.repeat(19)}"Ann"]}`);
      const graph = `[{"@type":"Article","headline":"A","author":{"@id":"0"}}${things}]`;
      return page('', `<script type="application/ld+json">{"@graph":${graph}}</script>`);
    },
  },
  post('entities', () => '&amp;&nbsp;&hellip;&#8217;'),
  post('entities that are none', () => '&nosuch &&& '),
  post(
    'attributes of one element',
    (at) => ` data-a${at}="x"`,
    (parts) => page(`<div${parts}><p>${PROSE}</p></div>`),
  ),
  post(
    'classes of one element',
    (at) => ` c${at}`,
    (parts) => page(`<div class="${parts}"><p>${PROSE}</p></div>`),
  ),
  post(
    'one word without end',
    () => 'lightlight',
    (parts) => page(`<p>${parts}</p>`),
  ),
  post(
    'spaces',
    () => ' \n\t',
    (parts) => page(`<p>a${parts}b</p>`),
  ),
  post(
    'digits',
    () => '20240301',
    (parts) => page(`<p>${parts}</p>`),
  ),
  post(
    'dashes, colons and full stops',
    () => '-.: ',
    (parts) => page(`<p>${parts}</p>`),
  ),
  post(
    'a title without end',
    () => 'A council | ',
    (parts) => `<title>${parts}</title><h1>${parts}</h1><p>${PROSE}</p>`,
  ),
  post('angle brackets', () => '<'),
  post('doctypes', () => '<!doctype html>'),
  { name: 'nested boxes', kind: 'post', make: (n) => page(nested('<div>', '</div>')(n)) },
  {
    name: 'nested quotations',
    kind: 'post',
    make: (n) => page(nested('<blockquote><p>a</p>', '</blockquote>')(n)),
  },
  { name: 'nested emphasis', kind: 'post', make: (n) => page(nested('<em>a ', '</em>')(n)) },
  {
    name: 'nested tables',
    kind: 'post',
    make: (n) => page(nested('<table><tr><td>', '</td></tr></table>')(n)),
  },
  {
    name: 'many trees of nested boxes',
    kind: 'post',
    make: (n) => page(times(n, () => nested('<div class="a">', '</div>', `<p>${PROSE}</p>`)(30))),
  },
  {
    name: 'elements of one heading',
    kind: 'post',
    make: (n) => `<title>A</title><main><h1>${'<i>a</i>'.repeat(n)}</h1><p>${PROSE}</p></main>`,
  },
  {
    name: 'words in headings within each other',
    kind: 'post',
    make: (n) => page(nested('<h1>', '</h1>', 'A council '.repeat(n))(200)),
  },
  post(
    'names in one box for the author',
    () => '<i>Ann Lee</i> ',
    (parts) => page(`<div class="author">${parts}</div>`),
  ),
  post(
    'spaces in a style',
    () => ' \n',
    (parts) => page('', `<style>${parts}</style>`),
  ),
  {
    name: 'times within times',
    kind: 'post',
    make: (n) => page(times(n, () => nested('<time>1 May 2021 ', '</time>')(20))),
  },
  {
    name: 'italics within italics',
    kind: 'post',
    // So many words that a page of any size is worth a second reading.
    make: (n) => page(times(n, () => `<p>${nested('<i>', '</i>', 'a lamp in a street')(20)}</p>`)),
  },
];

const LISTINGS: readonly Shape[] = [
  list('cards', card),
  list('cards of one post', () => card(1)),
  list('cards without links', () => `<article><h3>Lights</h3><p>${PROSE}</p></article>`),
  list('cards within each other', (at) => `<article><h3><a href="/p/${at}">Light ${at}</a></h3>`),
  {
    name: 'trees of cards within each other',
    kind: 'listing',
    make: (n) =>
      listing(
        times(n, (at) =>
          nested(`<article><time>1 May 2024</time><h3><a href="/p/${at}">L</a></h3>`, '</article>')(12),
        ),
      ),
  },
  list('links without cards', (at) => `<a href="/posts/${at}">Light ${at}</a>`),
  list('dates without cards', () => '<time>1 March 2024</time>'),
  list(
    'menus',
    (at) => `<nav><ul><li><article><h3><a href="/m/${at}">Item ${at}</a></h3></article></li></ul></nav>`,
  ),
  list('links to older pages', (at) => `<a rel="next" href="/news/?page=${at}">Older</a>`),
  {
    name: 'one card with a long text',
    kind: 'listing',
    make: (n) =>
      listing(
        `<article><h3><a href="/p/1">${'Light '.repeat(n)}</a></h3><time>${'1 March 2024 '.repeat(n)}</time></article>`,
      ),
  },
];

const LISTINGS_IN_BOXES: Shape = {
  name: 'headings in two hundred cards within each other',
  kind: 'listing',
  make: (n) =>
    listing(
      nested(
        '<article>',
        '</article>',
        times(n, (at) => `<h3><a href="/p/${at % 9}">L</a></h3>`),
      )(200),
    ),
};

const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;

const FEEDS: readonly Shape[] = [
  {
    name: 'items of a feed',
    kind: 'feed',
    make: (n) =>
      rss(
        times(
          n,
          (at) =>
            `<item><title>Light ${at}</title><link>https://a.example/p/${at}</link><description>${PROSE}</description></item>`,
        ),
      ),
  },
  {
    name: 'entries below two hundred bases',
    kind: 'feed',
    make: (n) =>
      `<feed>${nested(
        '<d xml:base="a/">',
        '</d>',
        times(n, (at) => `<entry><link href="${at}"/><id>p/${at}</id></entry>`),
      )(200)}</feed>`,
  },
  {
    name: 'entries within entries',
    kind: 'feed',
    make: (n) =>
      `<feed>${nested('<entry><link href="/p"/><title>', '</title></entry>', 'Light '.repeat(n))(100)}</feed>`,
  },
  {
    name: 'entries below a long base',
    kind: 'feed',
    make: (n) =>
      `<feed xml:base="${'a/'.repeat(n)}">${times(n, (at) => `<entry><link href="${at}"/><id>p/${at}</id></entry>`)}</feed>`,
  },
  { name: 'feed elements that never close', kind: 'feed', make: (n) => rss('<item><title>Light'.repeat(n)) },
  {
    name: 'links of one item',
    kind: 'feed',
    make: (n) => rss(`<item>${times(n, (at) => `<link>/p/${at}</link>`)}</item>`),
  },
  {
    name: 'nested elements of a feed',
    kind: 'feed',
    make: (n) => rss(nested('<item><a>', '</a></item>')(n)),
  },
  {
    name: 'a text within CDATA',
    kind: 'feed',
    make: (n) =>
      rss(`<item><link>/p</link><description><![CDATA[${'<p>Light</p>'.repeat(n)}]]></description></item>`),
  },
  {
    name: 'parts of CDATA',
    kind: 'feed',
    make: (n) => rss(`<item><title>${'<![CDATA[a]]>'.repeat(n)}</title><link>/p</link></item>`),
  },
  {
    name: 'entities of a feed',
    kind: 'feed',
    make: (n) => rss(`<item><title>${'&amp;lt;b&amp;gt;'.repeat(n)}</title><link>/p</link></item>`),
  },
  {
    name: 'entities declared by the feed',
    kind: 'feed',
    make: (n) =>
      `<!DOCTYPE r [${times(n, (at) => `<!ENTITY e${at} "&e${at - 1};&e${at - 1};">`)}]>${rss(`<item><title>&e${n - 1};</title></item>`)}`,
  },
  {
    name: 'entries of a JSON Feed',
    kind: 'feed',
    make: (n) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'News',
        items: Array.from({ length: n }, (_, at) => ({
          id: `${at}`,
          url: `https://a.example/p/${at}`,
          title: `Light ${at}`,
          content_html: `<p>${PROSE}</p>`,
        })),
      }),
  },
  {
    name: 'addresses of a sitemap',
    kind: 'sitemap',
    make: (n) =>
      `<urlset>${times(n, (at) => `<url><loc>https://a.example/news/${at}</loc><lastmod>2024-03-01</lastmod></url>`)}</urlset>`,
  },
  {
    name: 'maps of a sitemap',
    kind: 'sitemap',
    make: (n) =>
      `<sitemapindex>${times(n, (at) => `<sitemap><loc>https://a.example/s/${at}.xml</loc></sitemap>`)}</sitemapindex>`,
  },
  {
    name: 'sitemap elements that never close',
    kind: 'sitemap',
    make: (n) => `<urlset>${'<url><loc>'.repeat(n)}`,
  },
  {
    name: 'lines of a plain sitemap',
    kind: 'sitemap',
    make: (n) => times(n, (at) => `https://a.example/news/${at}\n`),
  },
  {
    name: 'posts of WordPress',
    kind: 'wordpress',
    make: (n) =>
      JSON.stringify(
        Array.from({ length: n }, (_, id) => ({
          id,
          link: `https://a.example/p/${id}`,
          date: '2024-03-01T09:00:00',
          title: { rendered: `Light &amp; lamps ${id}` },
          content: { rendered: `<p>${PROSE}</p>` },
        })),
      ),
  },
];

const ROBOTS: readonly Shape[] = [
  {
    name: 'rules of robots.txt',
    kind: 'robots',
    make: (n) => `User-agent: *\n${times(n, (at) => `Disallow: /a${at}\n`)}`,
  },
  {
    name: 'groups of robots.txt',
    kind: 'robots',
    make: (n) => times(n, (at) => `User-agent: bot${at}\nUser-agent: *\nDisallow: /a${at}\n\n`),
  },
  {
    name: 'agents of one group',
    kind: 'robots',
    make: (n) => `${'User-agent: *\n'.repeat(n)}Disallow: /a\nAllow: /b\n`,
  },
  {
    name: 'agents and rules of one group',
    kind: 'robots',
    make: (n) => `${'User-agent: *\n'.repeat(n)}${'Disallow: /a\n'.repeat(n)}`,
  },
  { name: 'stars in a rule', kind: 'robots', make: (n) => `User-agent: *\nDisallow: /${'*a'.repeat(n)}b\n` },
  { name: 'one line without end', kind: 'robots', make: (n) => `User-agent: *\nDisallow: /${'a'.repeat(n)}` },
  { name: 'spaces of robots.txt', kind: 'robots', make: (n) => `User-agent: *\nDisallow${' '.repeat(n)}x\n` },
];

/** Texts of single fields, where patterns meet them. */
const TEXTS: readonly Shape[] = [
  { name: 'a date that never ends', kind: 'text', make: (n) => '1 March '.repeat(n) },
  { name: 'digits and slashes', kind: 'text', make: (n) => '1/2/'.repeat(n) },
  { name: 'words and commas', kind: 'text', make: (n) => 'By Ann, '.repeat(n) },
  { name: 'spaces within a text', kind: 'text', make: (n) => `a${' '.repeat(n)}b` },
];

/** Some hundred kinds of page, listing, feed, sitemap, robots.txt and text. */
export const SHAPES: readonly Shape[] = [
  ...POSTS,
  ...LISTINGS,
  LISTINGS_IN_BOXES,
  ...FEEDS,
  ...ROBOTS,
  ...TEXTS,
];
