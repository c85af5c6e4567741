import { parseCsv } from '../../src/base/csv.ts';
import { defineSource } from '../../src/base/source.ts';
import { listing } from '../../src/base/strategies.ts';
import { mediaType } from '../../src/fetch/body/media-type.ts';
import { isOnlyLinked } from '../../src/extract/titles/only-linked.ts';
import { read } from '../../src/reading/read.ts';
import { arrived } from './arrived.ts';
import { readShape } from './read-shape.ts';
import { SHAPES } from './shapes.ts';

/** Something that may be sent in any size, and what reads it. */
type Wide = {
  readonly name: string;
  readonly make: (n: number) => string;
  readonly read: (body: string) => unknown;
};

const PROSE = 'Leeds City Council awarded the contract for street lighting to a local firm in March.';

/** Shapes whose elements stand in nothing, as in a page that begins with its text. */
const LOOSE: readonly Wide[] = SHAPES.filter(({ kind }) => kind === 'post' || kind === 'listing').map(
  ({ name, kind, make }) => ({
    name: `${kind} in no body: ${name}`,
    make: (n) => make(n).replaceAll(/<\/?(?:!doctype|html|head|body|main|div class="content")\b[^>]*>/g, ''),
    read: (body) => readShape({ kind }, body),
  }),
);

const flat = defineSource({
  id: 'flat',
  name: 'A',
  publisher: 'A',
  home: 'https://a.example/',
  hosts: { canonical: 'a.example' },
  cadence: { perMonth: 1, quietOkDays: 99 },
  anchors: true,
  discover: listing({ url: '/news/', card: 'h3', link: 'a', title: '.', flat: true, maxPages: 2 }),
});

function readFlat(kind: 'listing' | 'post', body: string): unknown {
  const url = kind === 'listing' ? 'https://a.example/news/' : 'https://a.example/news/#s5';
  const answer = arrived(url, body, { fetchedAt: Date.UTC(2026, 10, 28) });
  const request = { url, expect: kind } as const;
  const reading =
    kind === 'listing'
      ? ({ kind, answer, request, by: 'discover', pageNumber: 1 } as const)
      : ({ kind, answer, request, mayBePdf: false } as const);
  return read({ adapter: { kind: 'data', definition: flat }, now: answer.fetchedAt, reading }, flat);
}

const each = (n: number, one: (at: number) => string): string =>
  Array.from({ length: n }, (_, at) => one(at)).join('');

/** What takes the square of its size where something is sought among all of it, over and over: no step of ours shows that. */
export const WIDE_SHAPES: readonly Wide[] = [
  ...LOOSE,
  {
    name: 'a title in links alone: links that are never ended',
    make: (n) => '<h2 class=x><a href=/p>'.repeat(n),
    read: (body) => isOnlyLinked({ body }, 'Lights of the town'),
  },
  {
    name: 'a title in links alone: links of one title among others',
    make: (n) =>
      each(n, (at) => `<h2><a href="/p/${at}">Lights of the town${at % 2 === 0 ? ` ${at}` : ''}</a></h2>`),
    read: (body) => isOnlyLinked({ body }, 'Lights of the town'),
  },
  {
    name: 'a title in links alone: tags before a link',
    make: (n) => `${'<b'.repeat(n)}<a href=/p>Lights of the town</a>`,
    read: (body) => isOnlyLinked({ body }, 'Lights of the town'),
  },
  {
    name: 'a title in links alone: one title over and over behind a link that is never ended',
    make: (n) => `<a href=/p>${'<b>Lights of the town</b>'.repeat(n)}`,
    read: (body) => isOnlyLinked({ body }, 'Lights of the town'),
  },
  {
    name: 'flat cards',
    make: (n) => each(n, (at) => `<h3><a href="/p/${at}">Lights of town ${at}</a></h3><p>Words</p>`),
    read: (body) => readFlat('listing', body),
  },
  {
    name: 'boxes of key facts',
    make: (n) =>
      `<article><h1>Lights</h1>${`<p>${PROSE}</p>`.repeat(3)}</article>${each(n, (at) => `<dl><dt>Council</dt><dd>Leeds City Council</dd><dt>Cost</dt><dd>£${at}m</dd></dl>`)}`,
    read: (body) => readShape({ kind: 'post' }, body),
  },
  {
    name: 'key facts in boxes of boxes',
    make: (n) =>
      `<article><h1>Lights</h1>${`<p>${PROSE}</p>`.repeat(3)}</article>${'<div>'.repeat(n)}<p>Council: York</p><p>Cost: £2m</p>`,
    read: (body) => readShape({ kind: 'post' }, body),
  },
  {
    name: 'one flat card of many siblings',
    make: (n) => `<h3><a href="/a">A</a></h3>${'<p>a</p>'.repeat(n)}<h3><a href="/b">B</a></h3>`,
    read: (body) => readFlat('listing', body),
  },
  {
    name: 'headings of one post of several',
    make: (n) => `<main><a id="s5"></a>${'<h2>a</h2>'.repeat(n)}</main>`,
    read: (body) => readFlat('post', body),
  },
  {
    name: 'posts on one page',
    make: (n) => `<main>${each(n, (at) => `<h2 id="s${at}">Part ${at}</h2><p>${PROSE}</p>`)}</main>`,
    read: (body) => readFlat('post', body),
  },
  {
    name: 'cells of a table',
    make: (n) => `a,b\n${'"x""y",z\n'.repeat(n)}`,
    read: parseCsv,
  },
  {
    name: 'rules of robots.txt with stars',
    make: (n) => `User-agent: *\n${each(n, (at) => `Allow: *${'a'.repeat(at % 9)}b${at}\n`)}`,
    read: (body) => readShape({ kind: 'robots' }, body),
  },
  {
    name: 'titles within the tag of one, on a page that its system calls a listing',
    make: (n) =>
      `<head>${'<title a'.repeat(n)}></title></head><body class="archive category"><main class="content"><h1>Lamps</h1><time>1 May 2026</time>${`<p>${PROSE}</p>`.repeat(9)}</main>`,
    read: (body) => readShape({ kind: 'post' }, body),
  },
  { name: 'a media type and spaces', make: (n) => `text/html${' '.repeat(n)}x`, read: mediaType },
  { name: 'parameters of a media type', make: (n) => `text/html${';a="\\"'.repeat(n)}`, read: mediaType },
];
