import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../src/base/durations.ts';
import { feed } from '../../src/base/strategies.ts';
import { mendedFile } from '../../src/mend/mended-file.ts';
import { isHealthy, type Outcome } from '../../src/model/outcome.ts';
import { loadSource } from '../../src/reading/load-source.ts';
import { readSettings } from '../../src/run/config.ts';
import { command as sources } from '../../src/run/commands/sources.ts';
import { postsOnRecord } from '../../src/store/known-posts.ts';
import { openRounds, type Rounds } from '../rounds/round.ts';
import {
  type Door,
  openDoor,
  type Passed,
  postsOf,
  serve,
  type Served,
  type SharedPost,
  SITES,
  type SiteName,
  sitesAreHere,
} from './shared-sites.ts';

// Months of four real blogs: days on which posts appear by their dates, then a redesign, a moved host, a new CMS and a dead feed.
// The blogs lie beside the project in ../shared/sites; where they are not, nothing is run.

const DAYS = 20;

type Plan = {
  readonly listing: string;
  readonly feed: string;
  readonly total: number;
  readonly becomes: 'cfm' | 'drupal';
};
const PLANS: Readonly<Record<SiteName, Plan>> = {
  hugo: { listing: '/posts/', feed: '/feed.xml', total: 789, becomes: 'drupal' },
  drupal: { listing: '/news', feed: '/rss.xml', total: 973, becomes: 'cfm' },
  cfm: { listing: '/index.cfm/news/', feed: '/news.rss', total: 749, becomes: 'drupal' },
  wp: { listing: '/', feed: '/feed/', total: 1352, becomes: 'cfm' },
};

const chosen = SITES.filter((site) => (process.env['SITES'] ?? site).split(',').includes(site));

describe.skipIf(!sitesAreHere).each(chosen)('%s', (site) => {
  const plan = PLANS[site];
  // What is skipped is gone through all the same.
  const posts = sitesAreHere ? postsOf(site) : [];
  let served: Served;
  let door: Door;
  /** The rounds as twenty days left them. */
  let lived: string;

  beforeAll(async () => {
    lived = mkdtempSync(path.join(tmpdir(), 'lived-'));
    served = await serve(site);
    door = await openDoor(served.origin);
    // WordPress is installed and filled before it answers.
  }, 15 * 60_000);
  afterAll(async () => {
    await door.close();
    await served.close();
    rmSync(lived, { recursive: true });
  });

  it(`has no false alarm in the busiest ${DAYS} days of its life`, async () => {
    const end = busiest(posts);
    // Whole days, since a site may show nothing less.
    const since = posts.filter(({ date }) => date <= end).at(-120)?.date ?? '';
    const few = posts.filter(({ date }) => date >= since && date <= end);
    const rounds = openRounds([door]);
    try {
      expect(await live(rounds, few, end)).toEqual([]);
      expect(paths(rounds, door)).toEqual(few.map(pathOf).sort());
    } finally {
      await rounds.close();
    }
  });

  it(`has no false alarm in its last ${DAYS} days, and then holds ${plan.total} posts, none twice`, async () => {
    const rounds = openRounds([door]);
    try {
      expect(await live(rounds, posts, posts.at(-1)?.date ?? '')).toEqual([]);
      expect(paths(rounds, door)).toEqual(posts.map(pathOf).sort());
      expect(posts).toHaveLength(plan.total);
      writeFileSync(path.join(rounds.folder, 'clock'), String(rounds.clock.at));
    } finally {
      rounds.store.sql('pragma wal_checkpoint(truncate)').all();
      cpSync(rounds.folder, lived, { recursive: true });
      await rounds.close();
    }
  });

  describe('is mended in one command after', () => {
    it('a redesign', async () => {
      await mended([door], async () => {
        door.change = redesigned;
        return undefined;
      });
    });

    it('a move to another host', async () => {
      const moved = await openDoor(served.origin);
      await mended([door, moved], async () => {
        door.change = (at): Passed => ({ status: 301, headers: { location: moved.origin + at }, body: '' });
        return 'moved';
      }).finally(moved.close);
    });

    it('a new content management system', async () => {
      const other = await serve(plan.becomes);
      const anew = posts.map((post) => ({ ...post, url_path: pathIn(plan.becomes, post) }));
      try {
        await mended([door], async () => {
          await other.show(anew);
          door.behind = other.origin;
          return undefined;
        });
      } finally {
        await other.close();
      }
    });

    it('the death of the feed that it was read by', async () => {
      await mended([door], async (rounds) => {
        const file = path.join(rounds.sourcesDir, 'site.ts');
        const { source } = await loadSource(file);
        const { witness: _, expect: __, ...rest } = source;
        const text = mendedFile(readFileSync(file, 'utf8'), {
          before: source,
          after: { ...rest, discover: feed({ url: plan.feed }) },
          day: '2026-01-01',
          why: 'a test',
        });
        writeFileSync(file, text ?? '');
        const dead = new Set([plan.feed, plan.feed.replace(/\/$/, '')]);
        door.change = (at, passed) =>
          dead.has(at) ? { status: 404, headers: {}, body: 'Not found' } : passed;
        return 'gone';
      });
    });

    async function mended(
      doors: readonly Door[],
      /** Breaks the site, and says what the next run must call it, where one word is right whatever the source is read by. */
      breaks: (rounds: Rounds) => Promise<Outcome | undefined>,
    ): Promise<void> {
      const rounds = openRounds(doors, undefined, lived);
      try {
        rounds.clock.at = Number(readFileSync(path.join(rounds.folder, 'clock'), 'utf8')) + DAY;
        const name = await breaks(rounds);
        const broken = await rounds.runOne('site');
        if (name !== undefined) expect(broken.outcome).toBe(name);
        const { code, out } = await command(rounds, doors, ['mend', 'site', '--yes', '--json']);
        process.stdout.write(`${site}: told ${broken.outcome}; ${out.slice(0, 300)}\n`);
        expect(code).toBe(0);
        expect(JSON.parse(out)).toMatchObject({
          written: true,
          posts: { found: plan.total, lost: 0, gained: 0 },
        });
        rounds.clock.at += DAY;
        const { outcome, reasons } = await rounds.runOne('site');
        expect([isHealthy(outcome), reasons]).toEqual([true, []]);
        expect(postsOnRecord(rounds.store, 'site')).toHaveLength(plan.total);
      } finally {
        door.change = undefined;
        door.behind = served.origin;
        await rounds.close();
      }
    }
  });

  /** Lives the last days of some posts and answers each alarm: a first fill of all that came before, then a run a day. */
  async function live(rounds: Rounds, all: readonly SharedPost[], end: string): Promise<string[]> {
    const dayAt = (number: number): number => Date.parse(end) + (number - DAYS + 1) * DAY + DAY / 2;
    const until = (at: number): SharedPost[] =>
      all.filter(({ date }) => date <= new Date(at).toISOString().slice(0, 10));
    const alarms: string[] = [];
    let shown = until(dayAt(-1));
    await served.show(shown);
    const made = await command(
      rounds,
      [door],
      ['new', door.origin + plan.listing, '--id', 'site', '--dir', rounds.sourcesDir, '--json'],
    );
    expect(made.code).toBe(0);
    rounds.clock.at = dayAt(-1);
    do {
      const { outcome, reasons } = await rounds.runOne('site');
      if (!isHealthy(outcome)) alarms.push(`first fill: ${outcome}: ${reasons.join(' ')}`);
    } while (
      rounds.clock.at < dayAt(0) - 3_600_000 &&
      postsOnRecord(rounds.store, 'site').length < shown.length
    );
    const told: string[] = [];
    for (let day = 0; day < DAYS; day += 1) {
      const now = until(dayAt(day));
      if (now.length !== shown.length) await served.show((shown = now));
      rounds.clock.at = dayAt(day);
      const { outcome, reasons, posts: stored } = await rounds.runOne('site');
      told.push(`${outcome}${stored === 0 ? '' : ` +${stored}`}`);
      if (!isHealthy(outcome)) alarms.push(`day ${day + 1}: ${outcome}: ${reasons.join(' ')}`);
    }
    process.stdout.write(`${site}, ${all.length} posts: ${told.join(', ')}\n`);
    return alarms;
  }

  async function command(
    rounds: Rounds,
    doors: readonly Door[],
    args: string[],
  ): Promise<{ code: number; out: string }> {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdin.end();
    const settings = {
      ...readSettings({
        LAMPLIGHTER_DATA: rounds.dataDir,
        LAMPLIGHTER_ALLOW_HOSTS: doors.map(({ host }) => host).join(','),
        LAMPLIGHTER_MIN_GAP_MS: '0',
      }),
      sourceDirs: [rounds.sourcesDir],
    };
    const code = await sources.run(args, { stdin, stdout, stderr, settings });
    return { code, out: String(stdout.read() ?? '') };
  }
});

/** The last day of the span in which most posts appeared. */
function busiest(posts: readonly SharedPost[]): string {
  const within = (end: string): number =>
    posts.filter(({ date }) => date <= end && Date.parse(end) - Date.parse(date) < DAYS * DAY).length;
  const days = [...new Set(posts.slice(60).map(({ date }) => date))];
  return days.reduce((best, day) => (within(day) > within(best) ? day : best), days[0] ?? '');
}

function pathOf({ url_path }: Pick<SharedPost, 'url_path'>): string {
  return url_path.replace(/\/$/, '');
}

function paths(rounds: Rounds, { origin }: Door): string[] {
  return postsOnRecord(rounds.store, 'site')
    .map(({ url }) => url.replace(origin, '').replace(/\/$/, ''))
    .sort();
}

/** Where another system keeps a post. */
function pathIn(system: 'cfm' | 'drupal', { url_path, date }: SharedPost): string {
  const slug = pathOf({ url_path }).split('/').at(-1) ?? '';
  return system === 'cfm' ? `/index.cfm/news/articles/${date.slice(0, 4)}/${slug}/` : `/news/${slug}`;
}

const OTHER_TAGS: Readonly<Record<string, string>> = {
  article: 'section',
  h2: 'h3',
  h3: 'h4',
  time: 'em',
  span: 'b',
  table: 'div',
  tr: 'div',
  td: 'div',
};

/** Every class of another name, other elements, and no machine's dates: what a new template does. */
function redesigned(_: string, passed: Passed): Passed {
  if (!/html/.test(String(passed.headers['content-type']))) return passed;
  const body = passed.body
    .replaceAll(
      /\b(class|id)=(["'])(.*?)\2/gi,
      (_whole, name: string, quote: string, value: string) =>
        `${name}=${quote}${value.replaceAll(/[a-z]+/gi, (word) => `new-${word}`)}${quote}`,
    )
    .replaceAll(
      /<(\/?)(article|h2|h3|time|span|table|tr|td)\b/gi,
      (_whole, end: string, name: string) => `<${end}${OTHER_TAGS[name.toLowerCase()] ?? name}`,
    )
    .replaceAll(/\sdatetime="[^"]*"/g, '');
  return { ...passed, body };
}
