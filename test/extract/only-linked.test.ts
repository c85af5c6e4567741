import { expect, it } from 'vitest';
import { isOnlyLinked } from '../../src/extract/titles/only-linked.ts';

const TITLE = 'Lights of the town';
const OTHER = '<h2><a href="/a">Schools of the county</a></h2>';
const LINKED = `<h2><a href="/b">${TITLE}</a></h2>`;
const isOnly = (html: string): boolean => isOnlyLinked({ body: `<main>${html}</main>` }, TITLE);

it('takes a title that stands in links alone for one of a list', () => {
  expect(isOnly(OTHER + LINKED)).toBe(true);
  expect(
    isOnly(
      `${OTHER}<h2><a href="/b"><b>${TITLE}</b></a></h2><h2><a href="/c"><b>Roads of the west</b></a></h2>`,
    ),
  ).toBe(true);
});

it('knows a title that stands by itself, wherever its links stand', () => {
  for (const said of [
    `<h1>${TITLE}</h1>`,
    `<h1>\n  ${TITLE}\n</h1>`,
    `<h1><a name="top"></a><span>${TITLE}</span></h1>`,
    `<h1>Lights  of the town</h1>`,
    `<h1>LIGHTS OF THE TOWN</h1>`,
    `<p>We write of lights of the town.</p>`,
  ]) {
    expect(isOnly(said + OTHER + LINKED), said).toBe(false);
    expect(isOnly(OTHER + LINKED + said), said).toBe(false);
  }
});

it('takes no script, no attribute and no other word for a place of the title', () => {
  for (const other of [
    `<script>const html = "<h1>${TITLE}</h1>";</script>`,
    `<img alt="${TITLE}">`,
    `<h1>Highlights of the town</h1>`,
    `<li><a href="/d"><i>new</i> <b>${TITLE}</b></a><li><a href="/e"><i>new</i> <b>Roads of the west</b></a>`,
  ])
    expect(isOnly(other + OTHER + LINKED), other).toBe(true);
});
