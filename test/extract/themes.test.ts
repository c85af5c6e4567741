import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

// As themes of WordPress, Blogger and Joomla in several countries write their pages; each kind was met on a stored copy of a real site.
const TEXT = [
  'We let the contract for school meals in March, and the new caterer cooks for sixty schools in the county.',
  'Parents were asked first what is left on the plate, and half of the answers named the gravy, which is gone.',
  'The price of a meal went up by a tenth of a pound, and two schools in three say that less is thrown away.',
];
const paragraphs = TEXT.map((text) => `<p>${text}</p>`).join('');
const page = (around: { readonly above?: string; readonly below?: string; readonly body?: string }): string =>
  `<html><head><title>School meals | North</title></head><body class="single ${around.body ?? ''}"><nav><ul><li><a href="#c">Content</a></li><li><a href="/m">Menu</a></li></ul></nav><div class="post hentry"><h2 class="entry-title">School meals</h2>${around.above ?? ''}<div class="entry-content">${paragraphs}</div>${around.below ?? ''}</div></body></html>`;

describe('who wrote it', () => {
  const author = (around: Parameters<typeof page>[0]): string | undefined => read(page(around)).author;

  it.each([
    ['<div class="post-header">par <span class="fn">André</span></div>', 'André'],
    [
      '<span class="post-author vcard">Pubblicato da <span class="fn" itemprop="author" itemscope><span itemprop="name">Il viandante</span></span></span>',
      'Il viandante',
    ],
    ['<p><span class="author vcard"><a class="url fn n" href="/author/will/">will</a></span></p>', 'will'],
    [
      '<span class="author">Posted by </span><a href="/author/will/" title="Posts by will" rel="author">will</a>',
      'will',
    ],
    ['<span class="post-author-name">By gigilev</span>', 'gigilev'],
    ['<p class="info">Publicado por Jo Poe</p>', 'Jo Poe'],
    ['<span class="author vcard"><span class="fn">webadmin</span></span>', undefined],
    ['<span class="post-author vcard">Diposting oleh</span>', undefined],
    ['<div class="vcard"><span class="fn org">Church Street Schools</span></div>', undefined],
    [
      '<a href="https://x.example/profile/1" rel="author" title="author profile">see my whole profile</a>',
      undefined,
    ],
  ])('%s', (above, expected) => {
    expect(author({ above })).toBe(expected);
  });

  it('is no link of a page whose class says that no author is shown', () => {
    expect(author({ body: 'no-author' })).toBeUndefined();
  });

  it('is the person who publishes their own', () => {
    const said =
      '{"@graph":[{"@type":"WebSite","name":"Gravy notes","publisher":{"@id":"#me"}},{"@type":"Article","author":{"@id":"#me"},"publisher":{"@id":"#me"}},{"@type":["Person","Organization"],"@id":"#me","name":"Jo Poe"}]}';
    const body = `<html><head><script type="application/ld+json">${said}</script></head><body><article><h1>School meals</h1>${paragraphs}</article></body></html>`;
    expect(read(body).author).toBe('Jo Poe');
  });

  it('is no person at the foot of the page whose card it is', () => {
    const body = `<html><body><div class="post"><h1>School meals</h1>${paragraphs}</div><div class="vcard"><span class="fn">Jo Poe</span></div></body></html>`;
    expect(read(body).author).toBeUndefined();
  });
});

describe('the text', () => {
  it('of code stays where its box may or may not be printed, without the numbers of its lines', () => {
    const code = `<div class="crayon-syntax print-yes"><table><tr><td class="crayon-nums"><div>1</div><div>2</div></td><td><div>$ cd plates</div><div>$ ls gravy</div></td></tr></table></div>`;
    const text = postText(
      read(page({}).replace(TEXT[1] ?? '', `${TEXT[1]}</p>${code}<p>And then it was gone from all plates.`)),
    );
    expect(text).toContain('$ ls gravy');
    expect(text).not.toMatch(/^\d$/m);
  });

  it('of verse is what the theme calls the content, and not the note on who wrote it', () => {
    const verse = [
      'Two lives we have',
      'one on our back',
      'the other on a lead',
      'and both go bare',
      'as we do',
    ];
    const body = `<article><h1>Two lives</h1><p class="author">By Jo Poe</p><div class="entry-content">${verse.map((line) => `<p>${line}</p>`).join('')}<div class="box"><div><b>Jo Poe</b> Contributor</div><p>Jo Poe is known in the county for books on what is left on plates, and for a blog that bears the name of the best of them, which sold well.</p></div></div></article>`;
    expect(postText(read(body)).split('\n\n')).toEqual(verse);
  });

  it('is a post filed under any tag or category, though its comments are longer', () => {
    const comments = Array.from(
      { length: 9 },
      (_, at) => `<li class="comment"><b>Guest ${at}</b><p>${TEXT.join(' ')} Comment ${at}.</p></li>`,
    ).join('');
    const body = `<body><div class="main"><h1>School meals</h1><div class="post-1 hentry category-comments tag-newsletter tag-tags status-publish">${paragraphs}</div><ol>${comments}</ol></div></body>`;
    expect(postText(read(body))).toBe(TEXT.join('\n\n'));
  });

  it('of one paragraph is not lost among longer words of others beside it', () => {
    const others = Array.from({ length: 6 }, (_, at) => `<li>Guest ${at}: ${TEXT.join(' ')}</li>`).join('');
    const body = `<body><h1>School meals</h1><article><div class="entry-content"><p>${TEXT[0]}</p></div></article><div id="secondary" class="widget-area"><aside class="widget"><h3>Comments</h3><ul>${others}</ul></aside></div></body>`;
    expect(postText(read(body))).toBe(TEXT[0]);
  });

  it('ends with an author’s own links, and not with where to follow a site', () => {
    const links =
      '<p>the answers are here: <a href="https://y.example/answers-of-parents">https://y.example/answers-of-parents</a></p>';
    const text = postText(
      read(
        page({}).replace(paragraphs, `${paragraphs}${links}<p>Follow us on <a href="/f">Facebook</a>!</p>`),
      ),
    );
    expect(text).toContain('answers-of-parents');
    expect(text).not.toContain('Facebook');
  });
});

describe('what a theme says of a post', () => {
  it('below the text is none of it, however short the text is', () => {
    const meta =
      '<p class="postmetadata">This entry was posted on Tuesday, August 21st, 2007 at 4:26 am and is filed under <a href="/c">Business Models</a>. You can follow any responses to this entry through a feed.</p>';
    expect(postText(read(page({}).replace(paragraphs, `<p>${TEXT[0]}</p>${meta}`)))).toBe(TEXT[0]);
  });

  it('above it opens with the date, ends like a sentence and is read for the day', () => {
    const above =
      '<p class="info"><strong>20.10.2011, 7:23</strong>; filed in: <a href="/a">News of the town</a>, <a href="/b">Press</a>.</p>';
    const post = read(page({ above }));
    expect(post.published.value).toBe('2011-10-20');
    expect(postText(post)).toBe(TEXT.join('\n\n'));
  });

  it('is its title where the site’s name is the only h1, leads home and comes first in the title element', () => {
    const body = `<html><head><title>North Town Blog &raquo; Blog Archive &raquo; School meals for sixty</title></head><body><div id="head"><h1><a href="/">North Town Blog</a></h1><p>Just another site</p></div><div class="post"><h2>School meals for sixty</h2>${paragraphs}</div></body></html>`;
    const post = read(body);
    expect(post.title).toBe('School meals for sixty');
    expect(postText(post)).toBe(TEXT.join('\n\n'));
  });
});

it('a title is what the heading shows, where machines are told more', () => {
  const said = 'School meals - How a county bought them';
  const head = `<title>${said}</title><meta property="og:title" content="${said}"><script type="application/ld+json">{"@type":"Article","headline":"${said}"}</script>`;
  const body = `<html><head>${head}</head><body><article><h1>School meals</h1>${paragraphs}</article></body></html>`;
  expect(read(body).title).toBe('School meals');
});

it('a title stands behind the site’s name with nothing between them, where the heading that leads home is that name', () => {
  const body = `<html><head><title>North County Council School meals</title></head><body><header><h1><a href="../../index.html">North County Council</a></h1></header><div><h2>School meals</h2>${paragraphs}</div></body></html>`;
  expect(read(body).title).toBe('School meals');
});

describe('links of the author’s own', () => {
  it('stay as addresses in notes', () => {
    const notes = ['a', 'b', 'c']
      .map(
        (name, at) => `<p>[${at + 1}] <a href="https://y.example/${name}">https://y.example/${name}</a></p>`,
      )
      .join('');
    expect(postText(read(page({}).replace(paragraphs, `${paragraphs}${notes}`)))).toContain('y.example/c');
  });

  it('stay as paragraphs that lead to what several papers wrote', () => {
    const review = ['north', 'south', 'west']
      .map((host) => `<p><a href="https://${host}.example/a">${host} post: what is left on plates</a></p>`)
      .join('');
    expect(postText(read(page({}).replace(paragraphs, review)))).toContain('west post');
  });
});

it('nobody wrote what was acquired by a house', () => {
  const post = read(page({ above: '<p>North Meals acquired by South Systems for £14.8m</p>' }));
  expect(post.author).toBeUndefined();
});

it('the number of a version is no day', () => {
  expect(read(page({ above: '<p>Version 12.10.2018</p>' })).published.value).toBeNull();
});

it('a day is read beside sections and tools, with an icon, as Spanish and Japanese write it', () => {
  const day = (line: string): string | null =>
    read(
      page({
        above: `<div class="up">Escrito en <a href="/c">Noticias</a> el ${line} · <a href="#c">Ver los comentarios</a> · <a href="/p"><img alt=""> Imprimir / pdf</a></div>`,
      }).replace('<html>', '<html lang="es">'),
    ).published.value;
  expect(day('Miércoles 18 de junio de 2008')).toBe('2008-06-18');
  expect(day('2008年6月18日')).toBe('2008-06-18');
});
