import { readFileSync } from 'node:fs';
import module from 'node:module';
import { codeBeside } from '../../base/code-beside.ts';
import type { Catalogue, Made } from '../../catalogue/catalogue.ts';
import { docOf, kindNames, tradeWords } from '../../catalogue/doc.ts';
import { FACETS } from '../../catalogue/facets.ts';
import { cardView } from '../cards.ts';

const FOUND_BY = ['words', 'vocabulary', 'index', 'find'] as const;

/** Entries that are written between two looks at the others who wait. */
const SLICE = 50;

/**
 * What the search of a static site finds in, as parts of one JSON object: each entry as its card shows it, its words, and its values
 * of every facet; and what kinds are called.
 */
export function* searchIndex(catalogue: Catalogue): Generator<string> {
  yield `${JSON.stringify({ kinds: kindNames(), trades: tradeWords() }).slice(0, -1)},"docs":[`;
  for (let at = 0; at < catalogue.made.length; at += SLICE) {
    const some = catalogue.made.slice(at, at + SLICE).map((made) => JSON.stringify(found(catalogue, made)));
    yield (at === 0 ? '' : ',') + some.join(',');
  }
  yield ']}';
}

function found({ facets }: Catalogue, { entry, places, codes }: Made) {
  const { why: _why, marked: _marked, ...card } = cardView(entry);
  const values = Object.fromEntries(
    FACETS.map((facet) => [facet, codes[facet].map((code) => facets[facet].names[code] ?? '')]),
  );
  return { ...docOf(entry, places), card, values, listedAt: entry.listedAt };
}

let script: string | undefined;

/** The script of that search: the same code that the server runs, without its types, and what shows the results. */
export function searchScript(): string {
  script ??= makeScript();
  return script;
}

function makeScript(): string {
  const shared = FOUND_BY.map((name) => {
    const file = codeBeside(`../../catalogue/find/${name}`, import.meta.url);
    const source = readFileSync(file, 'utf8');
    // The package has JavaScript already, and runs on a Node that cannot strip types.
    return (file.pathname.endsWith('.ts') ? withoutTypes(source) : source)
      .replaceAll(/^import .*$/gm, '')
      .replaceAll(/^export /gm, '');
  });
  const page = readFileSync(new URL('search-in-page.js', import.meta.url), 'utf8');
  return [...shared, page].join('\n');
}

/** Node warns that this may change: a word to us, which the tests hold, and none to whoever publishes by cron. */
function withoutTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return module.stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
