import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { docOf, kindNames, tradeWords } from '../../catalogue/doc.ts';
import { FACETS } from '../../catalogue/facets.ts';
import { cardView } from '../cards.ts';

const FOUND_BY = ['words', 'vocabulary', 'index', 'find'] as const;

/** What the search of a static site finds in: each entry as its card shows it, its words, and its values of every facet. */
export function searchIndex(catalogue: Catalogue): string {
  const docs = catalogue.made.map(({ entry, places, codes }) => {
    const { why: _why, marked: _marked, ...card } = cardView(entry);
    const values = Object.fromEntries(
      FACETS.map((facet) => {
        const { names } = catalogue.facets[facet];
        return [facet, codes[facet].map((code) => names[code] ?? '')];
      }),
    );
    return { ...docOf(entry, places), card, values, listedAt: entry.listedAt };
  });
  return JSON.stringify({ kinds: kindNames(), trades: tradeWords(), docs });
}

/** The script of that search: the same code that the server runs, without its types, and what shows the results. */
export function searchScript(): string {
  const shared = FOUND_BY.map((name) => {
    const source = readFileSync(new URL(`../../catalogue/find/${name}.ts`, import.meta.url), 'utf8');
    return stripTypeScriptTypes(source)
      .replaceAll(/^import .*$/gm, '')
      .replaceAll(/^export /gm, '');
  });
  const page = readFileSync(new URL('static-search.js', import.meta.url), 'utf8');
  return [...shared, page].join('\n');
}
