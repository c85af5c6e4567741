import type { Shape, ShapeKind } from './shapes.ts';

const PROSE = 'Leeds City Council awarded the contract for street lighting to a local firm.';

function of(kind: ShapeKind, name: string, make: (n: number) => string): Shape {
  return { kind, name, make };
}

function page(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>Leeds buys light</title>${head}</head><body><main><article class="content"><h1>Leeds buys light</h1><time datetime="2026-05-01">1 May 2026</time><p>${PROSE}</p>${body}<p>${PROSE}</p></article></main></body></html>`;
}

function list(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>News</title>${head}</head><body><main>${body}<article><h3><a href="/last">The last</a></h3><time>1 May 2026</time></article></main></body></html>`;
}

function rss(items: string, attributes = ''): string {
  return `<?xml version="1.0"?><rss version="2.0" ${attributes}><channel><title>News</title>${items}</channel></rss>`;
}

function each(n: number, one: (at: number) => string): string {
  return Array.from({ length: n }, (_, at) => one(at)).join('');
}

/** Shapes that were thought of after the steps of the first had been mended, by somebody who had not looked at these. */
export const LATER_SHAPES: readonly Shape[] = [
  of('post', 'sources of one picture', (n) =>
    page(
      `<figure><img alt="Light" srcset="${each(n, (at) => `/i/${at}.jpg ${at}w, `)}"><figcaption>Light</figcaption></figure>`,
    ),
  ),
  of('post', 'tables in tables', (n) =>
    page(`${'<table><tr><td>Cost'.repeat(n)}${'</td></tr></table>'.repeat(n)}`),
  ),
  of('post', 'lists in lists', (n) => page(`${'<ul><li>Bought light'.repeat(n)}${'</li></ul>'.repeat(n)}`)),
  of('post', 'terms and what they mean', (n) => page(`<dl>${'<dt>Cost</dt><dd>£4,000</dd>'.repeat(n)}</dl>`)),
  of('post', 'terms without an end', (n) => page(`<dl>${'<dt>By<dd>Ann Lee'.repeat(n)}`)),
  of('post', 'a drawing of many paths', (n) =>
    page(
      `<svg viewBox="0 0 9 9"><title>Light</title>${each(n, (at) => `<g><path d="M${at} 0L9 ${at}"/><text>L${at}</text></g>`)}</svg>`,
    ),
  ),
  of('post', 'pictures as data', (n) =>
    page(`<p><img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(n)}" alt="Light"> ${PROSE}</p>`),
  ),
  of('post', 'marks of direction', (n) =>
    page(`<p>By ${'\u200F\u202B\u2066Ann \u2069\u202C'.repeat(n)}</p>`),
  ),
  of('post', 'a heading of combining characters', (n) =>
    page(`<h2>a${'\u0301\u0323'.repeat(n)}</h2><p>e${'\u0301'.repeat(n)}</p>`),
  ),
  of('post', 'a title of combining characters', (n) =>
    page('', `<meta property="og:title" content="L${'\u0301'.repeat(n)}">`),
  ),
  of('post', 'elements of the head', (n) =>
    page(
      '',
      each(
        n,
        (at) =>
          `<meta property="article:tag" content="t${at}"><meta name="author" content="Ann ${at}"><meta property="article:published_time" content="2026-05-01">`,
      ),
    ),
  ),
  of('post', 'languages that it is said to be in', (n) =>
    page(
      '',
      each(
        n,
        (at) =>
          `<link rel="alternate" hreflang="x-${at}" href="/${at}/light"><link rel="canonical" href="/c/${at}">`,
      ),
    ),
  ),
  of('post', 'templates in templates', (n) =>
    page(`${'<template><p>a</p>'.repeat(n)}${'</template>'.repeat(n)}`),
  ),
  of('post', 'noscripts in noscripts', (n) =>
    page(`${'<noscript><p>By Ann</p>'.repeat(n)}${'</noscript>'.repeat(n)}`),
  ),
  of('post', 'classes of one element', (n) =>
    page(`<div class="${each(n, (at) => `author-${at} byline date-${at} `)}">By Ann Lee</div>`),
  ),
  of('post', 'elements of one id', (n) =>
    page('<p id="author">By Ann Lee</p>'.repeat(n), '<style>#author{}</style>'),
  ),
  of('post', 'properties that name each other in a ring', (n) =>
    page(
      each(
        n,
        (at) =>
          `<div itemscope itemtype="https://schema.org/Article" id="r${at}" itemref="r${(at + 1) % n}"><b itemprop="name">L</b></div>`,
      ),
    ),
  ),
  of('post', 'things of JSON-LD that name each other in a ring', (n) =>
    page(
      '',
      `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[${Array.from({ length: n }, (_, at) => `{"@type":"Article","@id":"#${at}","headline":"L","author":{"@id":"#${(at + 1) % n}"},"isPartOf":{"@id":"#${(at * 7) % n}"}}`).join()}]}</script>`,
    ),
  ),
  of('post', 'authors of JSON-LD', (n) =>
    page(
      '',
      `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Leeds buys light","author":[${Array.from({ length: n }, (_, at) => `{"@type":"Person","name":"Ann Lee ${at}"}`).join()}]}</script>`,
    ),
  ),
  of('post', 'scripts of JSON-LD', (n) =>
    page(
      '',
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"L","datePublished":"2026-05-01"}</script>'.repeat(
        n,
      ),
    ),
  ),
  of('post', 'quotations in quotations', (n) =>
    page(`${'<blockquote><p>Said'.repeat(n)}<cite>Ann Lee</cite>${'</blockquote>'.repeat(n)}`),
  ),
  of('post', 'frames, forms and fields', (n) =>
    page(
      '<form><fieldset><legend>By</legend><select><option>a<option>b</select></fieldset></form><iframe src="/x"></iframe>'.repeat(
        n,
      ),
    ),
  ),
  of('post', 'letters in elements of their own', (n) =>
    page(`<p class="byline">${'<span>A</span>'.repeat(n)}</p>`),
  ),
  of('post', 'figures in figures', (n) =>
    page(`${'<figure><img alt="x"><figcaption>Photo: Ann'.repeat(n)}${'</figcaption></figure>'.repeat(n)}`),
  ),
  of('post', 'dates in one line', (n) =>
    page(`<p class="date">${'1 May 2026, '.repeat(n)}</p><time>${'2 June 2026 '.repeat(n)}</time>`),
  ),
  of('post', 'links to the ends of the page', (n) =>
    page(
      `<ul>${each(n, (at) => `<li><a href="#s${at}">Section ${at}</a></li>`)}</ul>${each(n, (at) => `<h2 id="s${at}">Section ${at}</h2><p>${PROSE}</p>`)}`,
    ),
  ),
  of('post', 'footnotes and what they lead to', (n) =>
    page(
      each(
        n,
        (at) => `<p>Text<sup><a href="#f${at}">[${at}]</a></sup></p><aside id="f${at}">Note ${at}</aside>`,
      ),
    ),
  ),
  of('post', 'end tags of what never began', (n) => page('</section></div></b>'.repeat(n))),
  of('post', 'attributes that say the same', (n) =>
    page(`<p ${'title="a" data-x=\'b\' c '.repeat(n)}>Text</p>`),
  ),
  of('post', 'brackets that open nothing', (n) => page(`<p>${'< <1 <- <'.repeat(n)}</p>`)),
  of('post', 'entities cut short', (n) => page(`<p>${'&am &#x &#; &nbsp &lt'.repeat(n)}</p>`)),
  of('post', 'comments of Explorer', (n) =>
    page('<!--[if IE]><p>a</p><![endif]--><![if !IE]>b<![endif]>'.repeat(n)),
  ),
  of('post', 'two columns of breaks', (n) => page(`<div>${'Ann Lee<br/>&nbsp;<br/> | '.repeat(n)}</div>`)),
  of(
    'post',
    'bodies within bodies',
    (n) => `${'<html><body><main><article>'.repeat(n)}<h1>Light</h1><p>${PROSE}</p>`,
  ),
  of('post', 'paragraphs that are all alike but one letter', (n) =>
    page(each(n, (at) => `<p>By ${String.fromCharCode(65 + (at % 26))}nn Lee, 1 May 2026</p>`)),
  ),
  of('listing', 'cards of one id in tables in tables', (n) =>
    list(
      `${'<table><tr><td><article id="c"><h3><a href="/a">A</a></h3>'.repeat(n)}${'</article></td></tr></table>'.repeat(n)}`,
    ),
  ),
  of('listing', 'bases', (n) =>
    list(
      '<article><h3><a href="a">A</a></h3></article>',
      each(n, (at) => `<base href="/b${at}/">`),
    ),
  ),
  of('listing', 'links to the next page', (n) =>
    list(each(n, (at) => `<a rel="next" href="?page=${at}">Next</a>`)),
  ),
  of('listing', 'cards with a hundred headings', (n) =>
    list(`<article>${'<h3><a href="/a">A</a></h3><time>1 May 2026</time><p>t</p>'.repeat(n)}</article>`),
  ),
  of('listing', 'cards whose address is one and whose fragment another', (n) =>
    list(each(n, (at) => `<article><h3><a href="/a#p${at}">A ${at}</a></h3></article>`)),
  ),
  of('listing', 'cards whose address has many steps up', (n) =>
    list(`<article><h3><a href="${'../a/./'.repeat(n)}">A</a></h3></article>`),
  ),
  of(
    'feed',
    'feeds in feeds',
    (n) =>
      `<?xml version="1.0"?>${'<rss><channel><title>N</title><item><title>A</title><link>/a</link>'.repeat(n)}${'</item></channel></rss>'.repeat(n)}`,
  ),
  of('feed', 'enclosures of one item', (n) =>
    rss(
      `<item><title>A</title><link>/a</link>${each(n, (at) => `<enclosure url="/e${at}.mp3" length="1" type="audio/mpeg"/><media:content xmlns:media="http://search.yahoo.com/mrss/" url="/m${at}"/>`)}</item>`,
    ),
  ),
  of('feed', 'HTML in CDATA in HTML', (n) =>
    rss(
      `<item><title>A</title><link>/a</link><description><![CDATA[${'<p>a]]]]><![CDATA[><div>'.repeat(n)}]]></description></item>`,
    ),
  ),
  of('feed', 'escaped HTML, escaped again', (n) =>
    rss(
      `<item><title>A</title><link>/a</link><description>${'&amp;lt;p&amp;gt;a&amp;amp;lt;b'.repeat(n)}</description></item>`,
    ),
  ),
  of('feed', 'names of name spaces', (n) =>
    rss(
      '<item><title>A</title><link>/a</link></item>',
      each(n, (at) => `xmlns:n${at}="http://a.example/${at}" `),
    ),
  ),
  of(
    'feed',
    'dates and links of one entry',
    (n) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title>${each(n, (at) => `<link rel="alternate" hreflang="x${at}" href="/a${at}"/><updated>2026-05-01T00:00:00Z</updated><author><name>Ann</name></author><category term="t${at}"/>`)}</entry></feed>`,
  ),
  of(
    'feed',
    'a JSON feed of lists in lists',
    (n) =>
      `{"version":"https://jsonfeed.org/version/1.1","title":"N","items":[{"id":"1","url":"/a","title":"A","_x":${'['.repeat(n)}${']'.repeat(n)}}]}`,
  ),
  of(
    'feed',
    'items of a JSON feed, of one id',
    (n) =>
      `{"version":"https://jsonfeed.org/version/1.1","title":"N","items":[${Array.from({ length: n }, () => '{"id":"1","url":"/a","title":"A","content_html":"<p>a</p>","authors":[{"name":"Ann"}]}').join()}]}`,
  ),
  of(
    'sitemap',
    'an index of maps',
    (n) =>
      `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${each(n, (at) => `<sitemap><loc>https://a.example/m${at}.xml</loc><lastmod>2026-05-01</lastmod></sitemap>`)}</sitemapindex>`,
  ),
  of(
    'sitemap',
    'other languages and pictures of one address',
    (n) =>
      `<urlset><url><loc>https://a.example/a</loc>${each(n, (at) => `<xhtml:link rel="alternate" hreflang="x${at}" href="https://a.example/${at}"/><image:image><image:loc>https://a.example/${at}.jpg</image:loc></image:image>`)}</url></urlset>`,
  ),
  of('sitemap', 'addresses within addresses', (n) => `<urlset>${'<url><loc>https://a.example/a'.repeat(n)}`),
  of('robots', 'groups of one line', (n) => each(n, (at) => `User-agent: bot${at}\nDisallow: /${at}\n\n`)),
  of('robots', 'agents of one group', (n) => `${each(n, (at) => `User-agent: bot${at}\n`)}Disallow: /`),
  of('robots', 'rules of stars', (n) => `User-agent: *\n${each(n, (at) => `Disallow: /*a*${at}*$\n`)}`),
  of('robots', 'one rule of stars', (n) => `User-agent: *\nDisallow: /${'*a'.repeat(n)}*b$\n`),
  of(
    'wordpress',
    'posts within posts',
    (n) =>
      `[${'{"id":1,"link":"https://a.example/a","title":{"rendered":"A"},"content":{"rendered":"<p>a</p>"},"_embedded":['.repeat(n)}${']}'.repeat(n)}]`,
  ),
  of(
    'wordpress',
    'entities of a title',
    (n) =>
      `[{"id":1,"link":"https://a.example/a","date":"2026-05-01T00:00:00","title":{"rendered":"${'&#8217;&amp;<b>'.repeat(n)}"},"excerpt":{"rendered":"${'<p>a'.repeat(n)}"}}]`,
  ),
  of('text', 'numbers and months in turn', (n) => '1 2 May 12 '.repeat(n)),
  of('text', 'words that nearly are months', (n) => 'Marchy Junea 3rdth of '.repeat(n)),
];
