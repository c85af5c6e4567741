import { describe, expect, it } from 'vitest';
import { postText } from '../../src/model/post.ts';
import { read } from './pages.ts';

// Kinds met in newspapers of forty countries: the name of a box, or what hides it, said that it was no text, and it was.
const SENTENCES = [
  'The council bought its school meals from nine farms near by and paid each of them within ten days of delivery.',
  'It split the contract into lots that a farm with two vans could deliver, and met the growers before it wrote them.',
  'A third of the food now comes from within thirty miles, and the price of a meal has risen by four pence.',
  'Officers say that the first year took more of their time than any tender before it, and the second hardly any.',
];
const TITLE = 'Nine farms feed the schools of Northtown';

function page(body: string, head = ''): string {
  return `<html lang="en"><head><title>${TITLE}</title>${head}</head><body>${body}</body></html>`;
}

const paragraphs = (dress: string) =>
  SENTENCES.map((text) => `<p${dress === '' ? '' : ` class="${dress}"`}>${text}</p>`).join('');

const KINDS: Readonly<Record<string, string>> = {
  'paragraphs of a paywall': `<article><h1>${TITLE}</h1>${paragraphs('paywall')}</article>`,
  'a box of a paywall': `<main class="story behind-paywall"><h1>${TITLE}</h1><div class="pmc-paywall">${paragraphs('')}</div></main>`,
  'widgets of one dress': `<main><h1>${TITLE}</h1><div>${SENTENCES.map((text) => `<div class="article-widget"><div class="text"><p>${text}</p></div></div>`).join('')}</div></main>`,
  'each in a widget of its own dress, as the title is': `<main><div class="elementor-widget elementor-element-0a"><div class="elementor-widget-container"><h1>${TITLE}</h1></div></div>${SENTENCES.map((text, at) => `<div class="elementor-widget elementor-element-b${at}"><div class="elementor-widget-container"><p>${text}</p></div></div>`).join('')}</main>`,
  'what may be shared, above a long box on its writer': `<main><h1>${TITLE}</h1><div class="entry share">${paragraphs('')}</div><div class="bio">${'Jo Poe has looked at what schools buy since 2009 and writes of it now and then. '.repeat(3)}</div></main>`,
  'widgets that share a name, each beside one of its own': `<main><h1>${TITLE}</h1><div>${SENTENCES.map((text, at) => `<div class="element element-${String(at)} page-widget"><p>${text}</p></div>`).join('')}</div></main>`,
  'what React streams in': `<div id="B:0"></div><div hidden id="S:0"><h1>${TITLE}</h1>${paragraphs('')}</div><script>$RC("B:0","S:0")</script>`,
  'a title that a bar repeats above': `<header><aside class="read-next"><h3>${TITLE}</h3></aside></header><main><article><h1>${TITLE}</h1>${paragraphs('')}</article></main>`,
  'among more links than text': `<div>${'<ul><li><a href="/x">Another thing that the paper wrote today</a></li></ul>'.repeat(40)}</div><main><h1>${TITLE}</h1><div class="a">${paragraphs('')}</div></main>`,
};

describe('text that its box’s name would hide', () => {
  it.each(Object.entries(KINDS))('is read: %s', (_, body) => {
    const text = postText(read(page(body)));
    for (const sentence of SENTENCES) expect(text).toContain(sentence);
    expect(text).not.toContain('Another thing');
  });

  it('is taken from the page’s data where a script would draw it', () => {
    const data = JSON.stringify({ '@type': 'NewsArticle', articleBody: SENTENCES.join('\n\n') });
    const body = `<h1>${TITLE}</h1><p>${SENTENCES[0]?.slice(0, 60)} …</p>`;
    const post = read(page(body, `<script type="application/ld+json">${data}</script>`));
    expect(postText(post)).toContain(SENTENCES[3]);
    expect(post.winners['body']).toBe(1);
  });

  it('begins with the sentence below the title, even in a header, as a heading or apart from it', () => {
    const deck = 'Small growers win where lots are small, says a report on two years of contracts';
    const bodies = [
      `<article><div class="content-header"><h1>${TITLE}</h1><div class="header-accreditation">${deck}</div></div><div class="body">${paragraphs('')}</div></article>`,
      `<article><div><h1>${TITLE}</h1></div><h2 class="sub">${deck}</h2><div class="body">${paragraphs('')}</div></article>`,
      `<div class="teaser">${deck}</div><main><div class="body">${paragraphs('')}</div></main>`,
    ];
    for (const body of bodies)
      expect(postText(read(page(body, `<meta name="description" content="${deck}">`)))).toContain(deck);
  });

  it('is known in writing without spaces, where a sentence is short', () => {
    const sentences = [
      '町は学校給食の食材を近くの九つの農家から買い、十日以内に代金を払った。',
      '契約は小さな農家でも配達できるように分けられた。',
      '担当者は「最初の一年は大変だったが、二年目は楽だった」と話した。',
    ];
    const links = '<li><a href="/x">別の記事の見出しがここにある</a></li>'.repeat(30);
    const body = `<ul>${links}</ul><main><h1>給食は近くの農家から</h1><div>${sentences.map((text) => `<p>${text}</p>`).join('')}</div></main><ul>${links}</ul>`;
    const text = postText(
      read(`<html lang="ja"><head><title>給食は近くの農家から</title></head><body>${body}</body></html>`),
    );
    for (const sentence of sentences) expect(text).toContain(sentence);
    expect(text).not.toContain('別の記事');
  });

  it('is known in such writing in a box that is called for its tools, beside a longer line', () => {
    const sentences = [
      '町は給食の食材を近くの九つの農家から買った。',
      '契約は小さな農家でも運べるように分けた。',
      '代金は十日以内に払われ、値段は四円だけ上がった。',
    ];
    const bio =
      '記者は二〇〇九年から学校が何を買うかを調べ、農家と町の両方に話を聞きながら、給食の値段と契約について書いている。';
    const body = `<main><h1>給食は近くの農家から</h1><div class="toolbar">${sentences.map((text) => `<p>${text}</p>`).join('')}</div><p>${bio}</p></main>`;
    const text = postText(
      read(`<html lang="ja"><head><title>給食は近くの農家から</title></head><body>${body}</body></html>`),
    );
    for (const sentence of sentences) expect(text).toContain(sentence);
  });
});

describe('a day', () => {
  it.each([
    [
      'in the page’s facts, behind its label',
      `<ul><li>${'Something else. '.repeat(3)}</li><li><strong>Datum</strong> 28.04.2023</li></ul>`,
      '',
    ],
    ['beside what is abbreviated', '', '<div><span>28.04.2023</span>, <span>Lesezeit 5 Min.</span></div>'],
  ])('is read %s', (_, below, meta) => {
    const body = `<main><h1>${TITLE}</h1>${meta}<div>${paragraphs('')}</div></main><p>Mehr zum Thema</p><p>Eins</p><p>Zwei</p><p>Drei</p>${below}`;
    expect(read(page(body).replace('lang="en"', 'lang="de"')).published.value).toBe('2023-04-28');
  });
});

it('a post’s address is kept without what says how a reader came, and as it was otherwise', () => {
  const url = 'https://example.org/news?dm_i=4X1,1AB&id=7&Lang=en';
  const post = read(page(`<h1>${TITLE}</h1>${paragraphs('')}`), { url });
  expect(post.url).toBe('https://example.org/news?id=7&Lang=en');
});
