import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manyPosts } from '../posts.ts';
import { DAY } from '../round.ts';
import { type Answer, listingHtml } from '../site.ts';
import { type AlarmDesk, openAlarmDesk } from './alarm-desk.ts';

let desk: AlarmDesk;

beforeEach(async () => {
  desk = await openAlarmDesk(manyPosts(5));
});
afterEach(() => desk.close());

/** Says 304 to whoever brings an ETag, whatever the listing shows by now; another ETag each time or the same. */
const lies: Answer = (request, response) => {
  const asked = 'if-none-match' in request.headers;
  response.writeHead(asked ? 304 : 200, { 'content-type': 'text/html; charset=utf-8', etag: '"for-ever"' });
  response.end(asked ? '' : listingHtml(desk.site.posts, 1));
};

/** An ETag that nobody ever checks. */
const forgets: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: `"${Math.random()}"` });
  response.end(listingHtml(desk.site.posts, 1));
};

describe('validators', () => {
  it('that say “not modified” of a listing with other cards are found out by the weekly full request', async () => {
    desk.site.answers.set('/news/', lies);
    await desk.round();
    desk.site.posts = manyPosts(6);
    expect((await desk.round()).outcome).toBe('not_modified');
    desk.rounds.clock.at += 7 * DAY;
    const found = await desk.round();
    expect(found.outcome).toBe('ok_new');
    expect(found.errors.join()).toContain(
      'the server says 304 to validators of a listing that has other cards',
    );
    desk.site.posts = manyPosts(7);
    desk.site.asked();
    expect((await desk.round()).outcome).toBe('ok_new');
    expect(desk.site.asked().filter(({ conditional }) => conditional)).toEqual([]);
  });

  it('of an honest server stand the test, which it is only put to when cards changed', async () => {
    await desk.round();
    await desk.round({ full: true });
    expect(desk.site.asked().filter(({ conditional }) => conditional)).toEqual([]);
    desk.site.posts = manyPosts(6);
    await desk.round({ full: true });
    expect(desk.site.asked().filter(({ conditional }) => conditional)).toHaveLength(1);
    expect((await desk.round()).outcome).toBe('not_modified');
  });

  it('that never spared anything in twenty answers are sent no more', async () => {
    desk.site.answers.set('/news/', forgets);
    await desk.round();
    const told = [];
    for (let run = 0; run < 21; run += 1) told.push(...(await desk.round()).errors);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('20 full answers in a row had the same body');
    desk.site.asked();
    await desk.round();
    expect(desk.site.asked().filter(({ conditional }) => conditional)).toEqual([]);
  });
});
