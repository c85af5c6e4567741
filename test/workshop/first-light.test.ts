import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command as crawl } from '../../src/run/commands/crawl.ts';
import { command as doctor } from '../../src/run/commands/doctor.ts';
import type { Command } from '../../src/run/command.ts';
import { type Bench, openBench, openWeb, type Web } from './web.ts';

let web: Web;
let bench: Bench;

beforeEach(async () => {
  web = await openWeb({});
  bench = openBench([web.host]);
});
afterEach(async () => {
  await web.close();
  bench.close();
});

const TEXT =
  'The council asked its suppliers what a lamp costs over twenty years, and bought by that price. It saved a third of the bill within two winters.';
const DAYS = [24, 21, 17, 12, 9, 4];
const title = (day: number): string => `What a lamp cost us on the ${day}th, and what it saved`;

function site(): Record<string, string> {
  const cards = DAYS.map(
    (day) =>
      `<article><h3><a href="/news/lamp-${day}/">${title(day)}</a></h3><time datetime="2026-10-${String(day).padStart(2, '0')}">${day} October 2026</time><p>${TEXT}</p></article>`,
  );
  const posts = DAYS.map((day) => [
    `/news/lamp-${day}/`,
    `<html><body><main><h1>${title(day)}</h1><p class="by">${day} October 2026</p><div class="story"><p>${TEXT}</p><p>${TEXT}</p></div></main></body></html>`,
  ]);
  return {
    '/news/': `<html lang="en"><body><main><h1>News</h1>${cards.join('')}</main></body></html>`,
    ...Object.fromEntries(posts),
  };
}

const WRONG = (origin: string, host: string, home = '/news/') => `/** Lamps. */
export default ({ defineSource, listing }) =>
  defineSource({
    id: 'lamps', name: 'Lamps', publisher: 'Lamps', home: '${origin}${home}',
    hosts: { canonical: '${host}' },
    cadence: { perMonth: 5, quietOkDays: 90 },
    discover: listing({ url: '${home}', card: 'article', link: 'h3 a', title: 'h3', date: '.when', next: 'a.next', maxPages: 2 }),
    article: { title: 'h1', date: 'auto', body: ['.story', 'auto'] },
  });
`;

type FirstLight = {
  readonly passed: boolean;
  readonly guesses: readonly { readonly what: string; readonly verdict: string }[];
  readonly diff: readonly string[] | null;
};

async function write(text: string): Promise<void> {
  await bench.json('new', `${web.origin}/news/`, '--dir', bench.sources, '--id', 'other');
  writeFileSync(path.join(bench.sources, 'lamps.ts'), text);
}

async function said(command: Command, args: string[]): Promise<string> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end();
  await command.run(args, { stdin, stdout, stderr, settings: bench.settings });
  return String(stdout.read() ?? '');
}

const verdicts = ({ guesses }: FirstLight): Record<string, string> =>
  Object.fromEntries(guesses.map(({ what, verdict }) => [what, verdict]));

describe('first light', () => {
  it('tells of each guess whether it is right, and the diff that puts the wrong ones right', async () => {
    web.pages = site();
    await write(WRONG(web.origin, web.host));
    const result = await bench.json<FirstLight>('first-light', 'lamps');
    expect(verdicts(result)).toMatchObject({
      'robots.txt': 'right',
      cards: 'right',
      'title of cards': 'right',
      'date of cards': 'wrong',
      'the next page': 'unknown',
      'title of posts': 'right',
      'text of posts': 'right',
    });
    expect(result.passed).toBe(false);
    expect(result.diff?.join('\n')).toMatch(/^\+ .*date: 'time'/m);
    expect(readFileSync(path.join(bench.sources, 'lamps.ts'), 'utf8')).toBe(WRONG(web.origin, web.host));
  });

  it('is passed where nothing is wrong, and until then crawl, status and doctor say so', async () => {
    web.pages = site();
    await write(WRONG(web.origin, web.host).replace('.when', 'time'));
    expect(await said(crawl, ['lamps'])).toContain('Never tried at first light: lamps.');
    expect(await said(doctor, [])).toContain('1 were never tried on their sites');
    expect((await bench.run(['status', 'lamps'])).out).toContain('never tried at first light');
    const { code, out } = await bench.run(['first-light', 'lamps']);
    expect([code, out]).toEqual([0, expect.stringContaining('lamps: passed')]);
    expect(await said(crawl, ['lamps'])).not.toContain('first light');
    expect((await bench.run(['status', 'lamps'])).out).not.toContain('never tried');
  });

  it('calls a way in that is not there wrong, and one that does not answer unknown', async () => {
    web.pages = site();
    await write(WRONG(web.origin, web.host, '/nothing/'));
    expect(verdicts(await bench.json<FirstLight>('first-light', 'lamps'))).toEqual({ 'the way in': 'wrong' });
    web.pages = { ...site(), '/news/': '' };
    await write(WRONG(web.origin, web.host)).catch(() => undefined);
    writeFileSync(path.join(bench.sources, 'lamps.ts'), WRONG(web.origin, web.host));
    const { passed } = await bench.json<FirstLight>('first-light', 'lamps');
    expect(passed).toBe(false);
  });

  it('takes sources or --all', async () => {
    await expect(bench.run(['first-light'])).rejects.toThrow(/takes sources, or --all/);
  });
});
