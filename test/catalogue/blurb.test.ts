import { describe, expect, test } from 'vitest';
import { blurbProblems } from '../../src/catalogue/blurb.ts';

describe('a blurb', () => {
  const source =
    'The council of Eindhoven asked the market for light, not for lamp posts, and paid for what it got.';

  test('may use the words of the source, but not its sentences', () => {
    expect(
      blurbProblems(
        'How a city paid for light instead of lamp posts, and what its suppliers made of that.',
        source,
      ),
    ).toEqual([]);
    const [problem] = blurbProblems(
      'Eindhoven Asked the market, for light — not for lamp posts and paid less.',
      source,
    );
    expect(problem).toContain('Use your own words');
  });

  test('is a sentence of plain text that fits a card', () => {
    expect(blurbProblems('x'.repeat(201), source)[0]).toContain('Shorten it by 1 characters');
    expect(blurbProblems('Read all about it at https://example.org/lamps today.', source)[0]).toContain(
      'plain text',
    );
    expect(blurbProblems('Read <b>all</b> about how the lamps were bought there.', source)[0]).toContain(
      'plain text',
    );
  });
});
