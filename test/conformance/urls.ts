import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveUrl, urlKey } from '../../src/base/url.ts';
import type { SuiteResult } from './suite-result.ts';

const NO_RULES = { hosts: { canonical: 'none.example', aliases: [] }, urlRules: [], dropParams: [] };

type Row = { input: string; base?: string | null; failure?: boolean; href?: string };

/** Addresses: WHATWG's parsing cases through `resolveUrl`, crawler-commons' normalisation and resolution cases through `urlKey`. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  return [
    ...(await whatwg(join(suitesDir, 'url-whatwg'))),
    ...(await crawlerCommons(join(suitesDir, 'url-normalise-crawler-commons'))),
  ];
}

async function whatwg(dir: string): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const file of ['urltestdata.json', 'urltestdata-javascript-only.json', 'ada_extra_urltestdata.json']) {
    const rows = (JSON.parse(await readFile(join(dir, file), 'utf8')) as (Row | string)[]).filter(
      (row) => typeof row !== 'string',
    );
    const wrong = rows.filter((row) => resolveUrl(row.input, row.base ?? undefined) !== expected(row));
    results.push({
      suite: `urls: whatwg ${file}`,
      passed: rows.length - wrong.length,
      of: rows.length,
      notes: wrong.map(
        (row) =>
          `${JSON.stringify(row.input)} on ${row.base}: ${resolveUrl(row.input, row.base ?? undefined)}`,
      ),
    });
  }
  return results;
}

/** What a link must resolve to: nothing unless http(s), and never with credentials or a fragment. */
function expected({ failure, href = '' }: Row): string | undefined {
  if (failure === true || !/^https?:/.test(href)) return undefined;
  return href.replace(/#.*$/s, '').replace(/(?<=^https?:\/\/)[^/?]*@/, '');
}

async function crawlerCommons(dir: string): Promise<SuiteResult[]> {
  const weird = rowsOf(await readFile(join(dir, 'weirdToNormalizedUrls.csv'), 'utf8'));
  const web = weird.filter(
    ([input, output]) => /^https?:\/\/[^/]/i.test(input) && /^https?:\/\/[^/]/.test(output),
  );
  const wrong = web.filter(([input, output]) => urlKey(input, NO_RULES) !== house(output));
  const fickle = web.filter(
    ([input]) => urlKey(urlKey(input, NO_RULES), NO_RULES) !== urlKey(input, NO_RULES),
  );
  const bad = linesOf(await readFile(join(dir, 'invalidUrls.csv'), 'utf8'));
  const resolve = rowsOf(await readFile(join(dir, 'url-resolve.csv'), 'utf8')).filter(
    ([, base]) => base.startsWith('http') || base === '',
  );
  const unresolved = resolve.filter(
    ([href, base, goal]) => resolveUrl(href, base === '' ? undefined : base) !== bare(goal),
  );
  return [
    {
      suite: 'urls: crawler-commons normalise',
      passed: web.length - wrong.length,
      of: web.length,
      notes: [
        `of ${weird.length} rows ${weird.length - web.length} are no http(s) address; column 2 is read with https, no index page and no last slash, as our keys are`,
        ...wrong.map(([input, output]) => `${input}: ${urlKey(input, NO_RULES)}, theirs ${output}`),
      ],
    },
    {
      suite: 'urls: keys that are their own key',
      passed: web.length - fickle.length,
      of: web.length,
      notes: fickle.map(([input]) => input),
    },
    {
      suite: 'urls: crawler-commons invalid',
      passed: bad.filter((url) => resolveUrl(url, undefined) === undefined).length,
      of: bad.length,
      notes: [],
    },
    {
      suite: 'urls: crawler-commons resolve',
      passed: resolve.length - unresolved.length,
      of: resolve.length,
      notes: unresolved.map(([href, base, goal]) => `${href} on ${base}: not ${goal}`),
    },
  ];
}

/** Where our keys go further by choice. */
function house(url: string): string {
  const [path = '', query] = url.replace(/^http:/, 'https:').split('?');
  const short = path
    .replace(/\/index\.html$/, '/')
    .replace(/(?<=\/\/.*[^/])\/$/, (slash, at: number) => (path.indexOf('/', 8) === at ? slash : ''));
  return query === undefined ? short : `${short}?${query}`;
}

function bare(url: string): string {
  const parsed = new URL(url);
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}${parsed.search}`;
}

function linesOf(csv: string): string[] {
  return csv.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/** Two or three columns; a quoted one may hold commas and doubled quotes, and an unquoted one is never trimmed on the left. */
function rowsOf(csv: string): [string, string, string][] {
  return linesOf(csv).map((line) => {
    const cells = [...line.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '',
    );
    return [cells[0] ?? '', cells[1] ?? '', cells[2] ?? ''];
  });
}
