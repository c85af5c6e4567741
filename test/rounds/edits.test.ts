import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bought, manyPosts, ownWords } from './posts.ts';
import { DAY, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite, says } from './site.ts';

// A full-text feed that says nothing of changes: what it brings costs no request, and is all there is to tell an edit by.
let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(4));
  rounds = openRounds([site]);
  rounds.write('blog', sourceFile('blog', site, { discover: `feed({ url: '/feed/' })` }));
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

/** Serves all posts in full, each with something behind its text. */
function serve(behind = ''): void {
  const items = site.posts.map(
    ({ slug, title, text, day }) =>
      `<item><title>${title}</title><link>${site.origin}/posts/${slug}</link><pubDate>${new Date(day).toUTCString()}</pubDate>
       <content:encoded><![CDATA[<p>${text.replaceAll('\n\n', '</p><p>')}</p>${behind}]]></content:encoded></item>`,
  );
  const xml = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>${items.join('')}</channel></rss>`;
  site.answers.set('/feed/', says(xml, { 'content-type': 'application/rss+xml' }));
}

function change(slug: string, to: { readonly title?: string; readonly text: string }): void {
  site.posts = site.posts.map((post) => (post.slug === slug ? { ...post, ...to } : post));
}

const run = async () => {
  rounds.clock.at += DAY;
  const summary = await rounds.runOne('blog');
  return { ...summary, asked: site.asked().map(({ path }) => path) };
};
const count = (from: string): number =>
  Number(rounds.store.sql(`select count(*) as n from ${from}`).get()?.['n']);

describe('a text that was edited in a feed', () => {
  it('arrives as a revision, by its words alone and without a request for its page', async () => {
    serve();
    expect(await run()).toMatchObject({ posts: 4 });
    const { text } = bought(4);
    change('story-4', { text: text.replace('£5.4 million', '£6.1 million') });
    serve();
    expect((await run()).asked).toEqual(['/feed/']);
    expect(count('revision')).toBe(5);
    await run();
    expect(count('revision')).toBe(5);
  });

  it('is not one where the feed shows other posts behind it each time', async () => {
    serve('<p><a href="/a">Ten vans for the depot</a></p>');
    await run();
    serve('<p><a href="/b">A new bridge at last</a> <a href="/b#c">14 comments</a></p>');
    await run();
    expect(count('revision')).toBe(4);
  });

  it('is learnt first of posts that were stored before words were kept', async () => {
    serve();
    await run();
    rounds.store.sql('update post set brought = null').run();
    serve(' ');
    await run();
    expect(count('post where brought is not null')).toBe(4);
    change('story-4', { text: `${bought(4).text} One word more.` });
    serve();
    await run();
    expect(count('revision')).toBe(5);
  });
});

describe('another post under the address of one', () => {
  const other = {
    title: 'Fresh paint along the harbour wall',
    text: `Volunteers painted the wall along the harbour on Sunday, and the mayor brought tea.\n\n${ownWords(77, 150)}`,
  };

  it('that was accepted is a post of its own, told in the run, and leaves that one as it was', async () => {
    serve();
    await run();
    const [slug, title] = ['story-4', bought(4).title];
    rounds.store
      .sql(
        `update candidate set state = 'accepted' where post_id = (select id from post where url like '%story-4')`,
      )
      .run();
    change(slug, other);
    serve();
    expect((await run()).errors).toEqual([expect.stringContaining(`than "${title}", which was decided on`)]);
    const stored = rounds.store.sql(`select title from post where url like '%story-4' order by id`).all();
    expect(stored.map((row) => row['title'])).toEqual([title, other.title]);
    expect(await run()).toMatchObject({ posts: 0, errors: [] });
    change(slug, { ...other, text: `${other.text} And a word more.` });
    serve();
    await run();
    expect(count('post')).toBe(5);
  });

  it('that nobody has decided on takes its place: it may have been a wall', async () => {
    serve();
    await run();
    change('story-4', other);
    serve();
    expect(await run()).toMatchObject({ errors: [] });
    expect(count('post')).toBe(4);
  });
});
