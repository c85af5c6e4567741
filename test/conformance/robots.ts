import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readRobots, rulesAllow } from '../../src/fetch/robots.ts';
import { tally } from './suite-result.ts';
import type { SuiteResult } from './suite-result.ts';

type Cases = {
  readonly allowed: readonly { test: string; robotstxt: string; ua: string; url: string; allowed: boolean }[];
  readonly path_params_query: readonly { url: string; path: string }[];
  readonly escape: readonly { input: string; expected: string }[];
  readonly parse_stats: readonly { test: string; robotstxt_hex: string; valid_directives: number }[];
};

/** Google's own cases. What its parser counts inside is checked here by what it leads to. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const cases = JSON.parse(
    readFileSync(path.join(suitesDir, 'robots-google', 'cases.json'), 'utf8'),
  ) as Cases;
  const lines = cases.parse_stats.filter(({ robotstxt_hex }) => robotstxt_hex !== '');
  const results = [
    tally('robots-google/allowed', cases.allowed, ({ test, robotstxt, ua, url, allowed }) => ({
      ok: robotsAllows(robotstxt, ua, url) === allowed,
      name: `${test}: ${url}`,
    })),
    tally('robots-google/path', cases.path_params_query, ({ url, path: wanted }) => ({
      ok: allowsOnly(wanted, url) && !allowsOnly(`${wanted}x`, url),
      name: `${url} should read as ${wanted}`,
    })),
    tally('robots-google/escape', cases.escape, ({ input, expected }) => ({
      ok: allowsOnly(`/${input}`, `http://h/${expected}`),
      name: `${input} should read as ${expected}`,
    })),
    tally('robots-google/lines', lines, ({ test, robotstxt_hex, valid_directives }) => ({
      ok: (linesRead(Buffer.from(robotstxt_hex, 'hex').toString('utf8')) === 2) === valid_directives >= 2,
      name: test,
    })),
  ];
  results[0]?.notes.push(
    'ID_Encoding: an escape of a letter is that letter, as in the example of RFC 9309, 2.2.2; Google compares them as they are written',
  );
  results[3]?.notes.push(
    'bom-in-middle: we read the line behind a stray byte order mark as its author meant it',
    'valid_user_agent does not apply: our product name is fixed',
  );
  return results;
}

/** True when a robots.txt that allows this path alone lets the address through. */
function allowsOnly(allowed: string, url: string): boolean {
  return robotsAllows(`User-agent: *\nDisallow: /\nAllow: ${allowed}$\n`, 'Anybot', url);
}

/** How many of a user-agent line and a rule line in it took effect, as far as an answer can show. */
function linesRead(robotsTxt: string): number {
  const withEnd = `${robotsTxt}\nDisallow: /\n`;
  const heard = ['foo', 'bar'].some((agent) => !robotsAllows(withEnd, agent, 'http://h/elsewhere'));
  const ruled = ['/some/path', '/AnyValue'].some((rule) => robotsAllows(withEnd, 'foo', `http://h${rule}`));
  return Number(heard) + Number(heard && ruled);
}

function robotsAllows(robotsTxt: string, product: string, url: string): boolean {
  return rulesAllow(readRobots(robotsTxt, product), url);
}
