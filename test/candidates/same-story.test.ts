import { afterEach, beforeEach, expect, it } from 'vitest';
import { bought, manyPosts, ownWords } from '../rounds/posts.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite, type SitePost } from '../rounds/site.ts';

/** What stands under every post of a site. */
const FOOTER = `About us. ${ownWords(999, 140)}`;

let council: RunSite;
let mirror: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  council = await openSite([]);
  mirror = await openSite([]);
  rounds = openRounds([council, mirror]);
  rounds.write('council', sourceFile('council', council));
  rounds.write('mirror', sourceFile('mirror', mirror));
});
afterEach(async () => {
  await rounds.close();
  await Promise.all([council.close(), mirror.close()]);
});

function withFooter(posts: readonly SitePost[]): SitePost[] {
  return posts.map((post) => ({ ...post, text: `${post.text}\n\n${FOOTER}` }));
}

/** Titles of the candidates of each story that more than one tells. */
function stories(): string[][] {
  const rows = rounds.store
    .sql(
      `select cluster_id, json_group_array(title order by title) as titles from candidate join post on post.id = post_id
       where cluster_id is not null group by cluster_id`,
    )
    .all();
  return rows.map((row) => JSON.parse(String(row['titles'])));
}

it('takes no two posts for one story because they share the footer of their site, not even the first two', async () => {
  council.posts = withFooter(manyPosts(2));
  await rounds.runOne('council');
  council.posts = withFooter(manyPosts(9));
  await rounds.runOne('council');
  expect(stories()).toEqual([]);
});

it('groups a story with its copy on another site, retitled, shortened and under another footer', async () => {
  council.posts = withFooter(manyPosts(9));
  await rounds.runOne('council');
  const [first] = manyPosts(1);
  const copy = `Reposted from the council.\n\n${bought(7).text.slice(0, 600)}\n\n${ownWords(5000, 60)}`;
  mirror.posts = [{ ...(first as SitePost), slug: 'lamps', title: 'Council contract story', text: copy }];
  expect(await rounds.runOne('mirror')).toMatchObject({ posts: 1, candidates: 1 });
  expect(stories()).toEqual([['Council contract story', bought(7).title]]);
});
