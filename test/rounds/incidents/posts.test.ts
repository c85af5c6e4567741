import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIncidents } from '../../../src/store/incidents.ts';
import { manyPosts } from '../posts.ts';
import { says, type SitePost } from '../site.ts';
import { type AlarmDesk, openAlarmDesk } from './alarm-desk.ts';

let desk: AlarmDesk;

beforeEach(async () => {
  desk = await openAlarmDesk(manyPosts(10));
});
afterEach(() => desk.close());

/** One more post, on the next round. */
async function publish(change: (post: SitePost) => SitePost): Promise<string> {
  const [newest] = manyPosts(desk.site.posts.length + 1);
  if (newest === undefined) throw new Error('there is no newest post');
  desk.site.posts = [change(newest), ...desk.site.posts];
  return (await desk.round()).outcome;
}

describe('posts that lose their text', () => {
  it('degrade a source whose listing is well, once five of them have come', async () => {
    await desk.round();
    const outcomes = [];
    for (let post = 0; post < 6; post += 1)
      outcomes.push(
        await publish((one) => ({ ...one, text: 'To read on, join us or log in to your account today.' })),
      );
    expect(outcomes.slice(0, 4)).toEqual(['ok_new', 'ok_new', 'ok_new', 'ok_new']);
    expect(outcomes.slice(4)).toEqual(['degraded', 'degraded']);
    expect(openIncidents(desk.rounds.store)[0]?.reasons[0]).toMatch(
      /The \d+ newest posts have \d+ words \(median\); the \d+ before had \d+\./,
    );
  });

  it('are no matter where posts only differ in length', async () => {
    await desk.round();
    for (let post = 0; post < 6; post += 1)
      expect(await publish((one) => ({ ...one, text: one.text.slice(0, one.text.length / 2) }))).toBe(
        'ok_new',
      );
  });

  it('degrade a source at once where none of several can be read at all', async () => {
    desk.site.answers.set('posts', says('<!doctype html><title>News</title><div id="app"></div>'));
    const first = await desk.round();
    expect(first.outcome).toBe('degraded');
    expect(first.reasons[0]).toContain('None of the 10 posts that came could be read');
  });
});
