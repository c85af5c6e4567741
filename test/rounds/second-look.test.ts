import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manyPosts } from './posts.ts';
import { DAY, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite, says } from './site.ts';

let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(5));
  rounds = openRounds([site]);
  rounds.write('blog', sourceFile('blog', site));
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

const FORBIDDEN = says('<p>No', {}, 403);
const pathOf = (slug: string): string => `/posts/${slug}`;
const titles = (): string[] =>
  rounds.store
    .sql('select title from post order by key')
    .all()
    .map((row) => String(row['title']));
const waiting = (): number => Number(rounds.store.sql('select count(*) as n from card').get()?.['n']);

describe('a page that is blocked', () => {
  it('waits by itself among good ones, and does not stop the rest', async () => {
    site.answers.set(pathOf('story-3'), FORBIDDEN);
    expect(await rounds.runOne('blog')).toMatchObject({
      outcome: 'ok_new',
      posts: 4,
      errors: [expect.stringContaining('403')],
    });
    rounds.clock.at += 2 * DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'not_modified', posts: 0 });
    site.answers.clear();
    rounds.clock.at += 5 * DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 1, errors: [] });
  });

  it('is the site’s doing where three in a row are, and no more are asked for', async () => {
    for (const { slug } of site.posts) site.answers.set(pathOf(slug), FORBIDDEN);
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'blocked', posts: 0 });
    expect(site.asked().filter(({ status }) => status === 403).length).toBeLessThanOrEqual(4);
  });

  it('is the site’s doing where it is the only new one', async () => {
    await rounds.runOne('blog');
    site.posts = manyPosts(6);
    site.answers.set(pathOf('story-6'), FORBIDDEN);
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ outcome: 'blocked', posts: 0 });
  });
});

describe('a page that is not what its card promised', () => {
  const WALL = says(
    '<!doctype html><title>Acme</title><nav><a href="/">Heim</a></nav><h1>Einen Augenblick Geduld</h1><p>Wir bereiten alles vor und sind gleich da.</p>',
  );

  it('is doubtful: it waits under its card, is told, and is read a day later', async () => {
    site.answers.set(pathOf('story-2'), WALL);
    const first = await rounds.runOne('blog');
    expect(first.posts).toBe(4);
    expect(first.errors).toEqual([expect.stringContaining('doubtful: its listing calls it')]);
    expect(titles()).not.toContain('Einen Augenblick Geduld');
    site.answers.clear();
    rounds.clock.at += DAY;
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ posts: 1, errors: [] });
    expect(waiting()).toBe(0);
  });

  it('is read again after a day, a week and a month as long as it stays so', async () => {
    site.answers.set(pathOf('story-2'), WALL);
    await rounds.runOne('blog');
    const begin = rounds.clock.at;
    const looks: number[] = [];
    for (let day = 1; day <= 40; day += 1) {
      rounds.clock.at = begin + day * DAY;
      const { errors } = await rounds.runOne('blog', { full: true });
      if (errors.some((error) => error.includes('doubtful'))) looks.push(day);
    }
    expect(looks).toEqual([1, 8, 38]);
  });
});

describe('a post that was read', () => {
  it('is looked at again after a day, a week and a month, and an edit arrives', async () => {
    await rounds.runOne('blog');
    const begin = rounds.clock.at;
    const looked: number[] = [];
    for (let day = 1; day <= 35; day += 1) {
      rounds.clock.at = begin + day * DAY;
      if (day === 7)
        site.posts = site.posts.map((post) =>
          post.slug === 'story-4'
            ? { ...post, text: `${post.text}\n\nCorrected: it was forty lamps.` }
            : post,
        );
      site.asked();
      const summary = await rounds.runOne('blog', { full: true });
      expect(summary.posts).toBe(0);
      if (site.asked().some(({ path }) => path === pathOf('story-4'))) looked.push(day);
      if (day === 7) expect(summary.errors).toEqual([]);
    }
    expect(looked).toEqual([1, 7, 30]);
    expect(rounds.store.sql('select count(*) as n from revision').get()).toEqual({ n: 6 });
  });

  it('may be taken down, which is told and says nothing against the links of the listing', async () => {
    await rounds.runOne('blog');
    for (const { slug } of site.posts) site.answers.set(pathOf(slug), says('Gone.', {}, 404));
    rounds.clock.at += DAY;
    const { outcome, reasons, errors } = await rounds.runOne('blog', { full: true });
    expect([outcome, reasons]).toEqual(['ok_nothing_new', []]);
    expect(errors.length).toBeGreaterThan(1);
  });

  it('takes the place of a wall that passed for it', async () => {
    site.answers.set(
      pathOf('story-2'),
      says(
        `<!doctype html><title>x</title><h1>${site.posts.find(({ slug }) => slug === 'story-2')?.title}</h1><p>Wir bereiten alles vor und sind gleich fuer Sie da.</p>`,
      ),
    );
    await rounds.runOne('blog');
    site.answers.clear();
    rounds.clock.at += DAY;
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ posts: 0 });
    expect(rounds.store.sql(`select words > 50 as whole from post where url like '%/story-2'`).get()).toEqual(
      { whole: 1 },
    );
  });
});
