import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namedPosts } from '../../src/store/names.ts';
import { manyPosts } from './posts.ts';
import { DAY, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite, says } from './site.ts';

// What is one address is read otherwise after an edit of the adapter or with another version of ours: posts that are stored are no new ones then.
let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(4));
  rounds = openRounds([site]);
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

function serve(suffix: string): void {
  const items = site.posts.map(
    ({ slug, title, text, day }) =>
      `<item><title>${title}</title><link>${site.origin}/posts/${slug}${suffix}</link><pubDate>${new Date(day).toUTCString()}</pubDate>
       <content:encoded><![CDATA[<p>${text.replaceAll('\n\n', '</p><p>')}</p>]]></content:encoded></item>`,
  );
  const xml = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>${items.join('')}</channel></rss>`;
  site.answers.set('/feed/', says(xml, { 'content-type': 'application/rss+xml' }));
}

const write = (more = ''): void =>
  rounds.write('blog', sourceFile('blog', site, { discover: `feed({ url: '/feed/' })`, more }));
const run = () => {
  rounds.clock.at += DAY;
  return rounds.runOne('blog');
};

describe('the names of stored posts', () => {
  it('follow an adapter that leaves a parameter out, so that none is met as new', async () => {
    serve('?theme=7');
    write();
    expect(await run()).toMatchObject({ posts: 4, unseen: 4 });
    write(`dropParams: ['theme'],`);
    expect(await run()).toMatchObject({ posts: 0, unseen: 0, outcome: 'ok_nothing_new' });
    serve('?theme=8');
    expect(await run()).toMatchObject({ posts: 0, unseen: 0 });
  });

  it('follow another way of ours to read addresses, and are left alone after it', async () => {
    serve('/print');
    write();
    await run();
    // As an earlier version kept them.
    const { store } = rounds;
    store.sql(`update post_alias set key = key || '/print' where kind = 'url'`).run();
    store.sql(`update source set named_by = null`).run();
    serve('/printable');
    expect(await run()).toMatchObject({ posts: 0, unseen: 0 });
    const names = () => store.sql('select count(*) as n from post_alias').get()?.['n'];
    const before = names();
    serve('');
    expect(await run()).toMatchObject({ posts: 0, unseen: 0 });
    expect(names()).toBe(before);
  });

  it('are gone through a few posts at a time, each once', async () => {
    serve('');
    write();
    await run();
    const first = namedPosts(rounds.store, 'blog', 0, 3);
    const rest = namedPosts(rounds.store, 'blog', first.at(-1)?.id ?? 0, 3);
    expect([first.length, rest.length]).toEqual([3, 1]);
    expect(namedPosts(rounds.store, 'blog', rest.at(-1)?.id ?? 0, 3)).toEqual([]);
    expect(
      new Set([...first, ...rest].flatMap(({ names }) => names.map(({ key }) => key))).size,
    ).toBeGreaterThanOrEqual(4);
  });
});
