import { expect, it } from 'vitest';
import { NOTHING } from '../../src/discover/discovery.ts';
import { boundDiscovery } from '../../src/reading/bounds.ts';

it('takes the contents that came with cards only as far as a page may hold them, and the cards all the same', () => {
  const html = 'a'.repeat(900_000);
  const cards = Array.from({ length: 80 }, (_, at) => ({
    url: `https://a.example/${at}`,
    content: { html, origin: 'feed' as const },
  }));
  const found = boundDiscovery({ ...NOTHING, cards }).cards;
  expect(found).toHaveLength(80);
  expect(found.filter(({ content }) => content !== undefined)).toHaveLength(6);
});
