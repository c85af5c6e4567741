import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HtmlElement, isElement, type HtmlDocument, parseHtml } from '../../src/base/html.ts';
import { fragmentJudge } from '../../src/extract/text/clutter.ts';
import { readLines } from '../../src/extract/lines.ts';

const opening = fc.constantFrom('div', 'p', 'span', 'td', 'tr', 'table', 'li', 'ul', 'b', 'dt', 'dd', 'nav');
const { tree: html } = fc.letrec<{ tree: string; branch: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('word', ' ', '<br>', '<a href="/">link</a>', 'Term:'),
    tie('branch'),
  ),
  branch: fc
    .tuple(opening, fc.array(tie('tree'), { maxLength: 4 }))
    .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
}));

function elementsIn(parent: HtmlDocument | HtmlElement): HtmlElement[] {
  return parent.children.flatMap((node) => (isElement(node) ? [node, ...elementsIn(node)] : []));
}

test('lines up to an end are those of the whole page, up to so many past the last of its elements', () => {
  fc.assert(
    fc.property(fc.array(html, { maxLength: 12 }), fc.nat(4), (parts, by) => {
      const document = parseHtml(parts.join(''));
      const whole = readLines([document], fragmentJudge()).lines;
      const elements = elementsIn(document);
      for (const [at, past] of elements.entries()) {
        const both = [past, elements[(at * 7) % elements.length] ?? past];
        const lasts = both.map((one) => whole.findLastIndex(({ element }) => element === one));
        if (lasts.includes(-1)) continue;
        const last = Math.max(...lasts);
        const some = readLines([document], fragmentJudge(), { past: both, by }).lines;
        expect(some.slice(0, last + 1 + by)).toEqual(whole.slice(0, last + 1 + by));
      }
    }),
  );
});
