import { defineSource } from '../base/source.ts';
import { onceAsked } from '../base/once-each.ts';
import { feed } from '../base/strategies.ts';

/** The source of pages that come from no source we know. */
export const anySite = onceAsked(() =>
  defineSource({
    id: 'any-site',
    name: 'Any site',
    publisher: 'anyone',
    home: 'https://example.org/',
    hosts: { canonical: 'example.org' },
    cadence: { perMonth: 1, quietOkDays: 1 },
    discover: feed({ url: '/' }),
  }),
);
