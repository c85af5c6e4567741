import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractPost } from '../../src/extract/extract.ts';
import { html, NOW, pageOf, sourceWith } from './pages.ts';
import { anyCharacter } from '../any-character.ts';

const PAGES = ['ashden', 'lga', 'apse', 'hugo', 'broken', 'odd-title'].map(html);
const CONTROL = /(?!\s)\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]|[\t\n\r\f\v]/u;

/** A real page with pieces cut out, doubled and overwritten by noise. */
const mangled = fc
  .tuple(
    fc.constantFrom(...PAGES),
    fc.array(fc.tuple(fc.nat(4000), fc.nat(300), fc.string({ unit: anyCharacter, maxLength: 20 })), {
      maxLength: 12,
    }),
  )
  .map(([page, cuts]) =>
    cuts.reduce((text, [at, size, noise]) => text.slice(0, at) + noise + text.slice(at + size), page),
  );
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<div>',
        '</p>',
        '<h1>',
        '<table><tr><td>',
        '<script type="application/ld+json">',
        '</script>',
        '&#0;',
        '&#x202e;',
        '<a href="',
        '<!--',
        '<svg><title>',
        '\u0000',
        '{"@graph":[{"@type":"Article","headline":',
      ),
      fc.string({ unit: anyCharacter }),
    ),
  )
  .map((parts) => parts.join(''));

describe('any text at all', () => {
  it('is read or refused, never thrown at, and no control character comes of it', () => {
    const source = sourceWith({
      title: ['main h1', 'auto'],
      body: ['.entry-content', 'auto'],
      drop: ['.kicker'],
    });
    fc.assert(
      fc.property(fc.oneof(mangled, markup), (text) => {
        const post = extractPost(pageOf(text), { source, now: NOW });
        if ('kind' in post) return;
        for (const said of [post.title, post.author ?? '', ...post.blocks.map((block) => block.text)])
          expect(said).not.toMatch(CONTROL);
        expect(post.title).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });
});
