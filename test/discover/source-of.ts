import { defineSource, type Source, type SourceDefinition } from '../../src/base/source.ts';
import { listing, type Strategy } from '../../src/base/strategies.ts';

/** A source on www.example.org, read by the given strategy. */
export function sourceOf(
  discover: Strategy = listing({ url: '/news/', card: 'article', link: 'a' }),
  over: Partial<SourceDefinition> = {},
): Source {
  return defineSource({
    id: 'example',
    name: 'Example news',
    publisher: 'Example',
    home: 'https://www.example.org/',
    hosts: { canonical: 'www.example.org', aliases: ['old.example.org'] },
    cadence: { perMonth: 6, quietOkDays: 30 },
    discover,
    ...over,
  });
}
