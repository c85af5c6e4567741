import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseHeld } from '../../../src/store/candidates.ts';
import { acceptLastRun } from '../../../src/store/meant.ts';
import { openIncidents } from '../../../src/store/incidents.ts';
import { listingOfRun } from '../../../src/store/listing-copies.ts';
import { isHealthy } from '../../../src/model/outcome.ts';
import { manyPosts } from '../posts.ts';
import { sourceFile } from '../round.ts';
import { CHALLENGE, listingHtml, NOT_FOUND, redirect, says } from '../site.ts';
import { type AlarmDesk, openAlarmDesk, openMailbox } from './alarm-desk.ts';

let desk: AlarmDesk;
const POSTS = manyPosts(5);

beforeEach(async () => {
  desk = await openAlarmDesk(POSTS);
});
afterEach(() => desk.close());

const EMPTY = says(
  '<!doctype html><title>News</title><main><h1>News</h1><p>Our news moved into boxes.</p></main>',
);

/** The same posts in other mark-up: what a redesign does. */
const REDESIGNED = says(
  `<!doctype html><title>News</title><nav><a href="/about">About</a></nav><main><h1>News</h1><div class="tiles">${POSTS.map(
    ({ slug, title, day }) =>
      `<div class="tile"><span class="when">${day}</span><h2><a href="/posts/${slug}">${title}</a></h2></div>`,
  ).join('')}</div></main>`,
);

describe('an incident', () => {
  it('opens on the second bad run, is told once, and says when it is over', async () => {
    await desk.round();
    desk.site.answers.set('/news/', EMPTY);
    await desk.round();
    expect(openIncidents(desk.rounds.store)).toEqual([]);
    await desk.round();
    expect(desk.alarms()).toHaveLength(1);
    expect(desk.alarms()[0]).toContain('alpha: degraded');
    expect(desk.alarms()[0]).toContain('https://lamplighter.example.org/desk/sources');
    expect(desk.alarms()[0]).toContain('/desk/sources/listing?source=alpha#mend');
    await desk.round();
    expect(desk.alarms()).toHaveLength(1);
    desk.site.answers.clear();
    await desk.round();
    expect(desk.alarms()).toHaveLength(2);
    expect(desk.alarms()[1]).toContain('alpha: well again');
    await desk.round();
    expect(desk.alarms()).toHaveLength(2);
    expect(openIncidents(desk.rounds.store)).toEqual([]);
  });

  it('is no matter of one bad run between two good ones', async () => {
    for (const answer of [undefined, NOT_FOUND, undefined, NOT_FOUND, undefined]) {
      desk.site.answers.clear();
      if (answer !== undefined) desk.site.answers.set('/news/', answer);
      await desk.round();
    }
    expect(desk.alarms()).toEqual([]);
  });

  it.each([
    ['a challenge', CHALLENGE, 'alpha: blocked'],
    ['a way home', redirect('/'), 'alpha: moved'],
    ['too many requests', says('', { 'retry-after': '60' }, 429), 'alpha: blocked'],
  ])('opens at once at %s', async (_, answer, subject) => {
    await desk.round();
    desk.site.answers.set('/', says('<title>Home</title><h1>Home</h1><p>Welcome.'));
    desk.site.answers.set('/news/', answer);
    await desk.round();
    expect(desk.alarms()).toHaveLength(1);
    expect(desk.alarms()[0]).toContain(subject);
  });

  it('is told in one line a day while it is open, and no more often', async () => {
    await desk.round();
    desk.site.answers.set('/news/', CHALLENGE);
    await desk.round();
    // Tried again after 1, 2, 4 and 8 hours, which is less than a day, then after 16 and 32.
    for (let run = 0; run < 4; run += 1) await desk.round();
    expect(desk.alarms()).toHaveLength(1);
    await desk.round();
    expect(desk.alarms()).toHaveLength(2);
    expect(desk.alarms()[1]).toMatch(/1 incident is still open[\s\S]*- alpha: blocked since 2026-11-2\d/);
    await desk.look(1);
    expect(desk.alarms()).toHaveLength(2);
    await desk.round();
    expect(desk.alarms()).toHaveLength(3);
  });

  it('is told the next time when nobody could be reached', async () => {
    await desk.round();
    desk.hook.answers = 500;
    desk.site.answers.set('/news/', CHALLENGE);
    await desk.round();
    expect(desk.alarms()).toEqual([]);
    desk.hook.answers = 204;
    await desk.look(1);
    expect(desk.alarms()).toHaveLength(1);
  });

  it('says both in one when it was over before anybody was told', async () => {
    await desk.round();
    desk.hook.answers = 500;
    desk.site.answers.set('/news/', CHALLENGE);
    await desk.round();
    desk.site.answers.clear();
    desk.hook.answers = 204;
    await desk.round();
    expect(desk.alarms()).toHaveLength(1);
    expect(desk.alarms()[0]).toMatch(/alpha: well again[\s\S]*It was blocked from/);
  });

  it('is no matter of a run that was cut short', async () => {
    await desk.round();
    desk.site.answers.set('/news/', NOT_FOUND);
    await desk.round();
    desk.site.posts = manyPosts(12);
    desk.site.answers.set('/news/', (request, response) => {
      desk.rounds.stop.abort();
      says(listingHtml(desk.site.posts, 1))(request, response);
    });
    expect((await desk.round()).reasons.join()).toContain('cut short');
    expect(openIncidents(desk.rounds.store)).toEqual([]);
  });
});

describe('what an incident says', () => {
  it('can be pasted into an issue: counters, the lost card before and after, and how to see it again', async () => {
    await desk.round();
    desk.site.answers.set('/news/', REDESIGNED);
    await desk.round();
    await desk.round();
    const [incident] = openIncidents(desk.rounds.store, 'alpha');
    const body = incident?.body ?? '';
    expect(body).toContain('## alpha: degraded (H0)');
    expect(body).toContain('the 2nd bad run in a row');
    expect(body).toContain('- The listing shows 0 cards and does not say that it is empty.');
    expect(body).toMatch(/\| cards \| 5 \| 0 \|/);
    expect(body).toContain(`“${POSTS[0]?.title}”`);
    expect(body).toContain('<article><h3><a href="/posts/story-5">');
    expect(body).toContain('Its address still is in the page:');
    expect(body).toContain('<div class="tile">');
    expect(body).toContain(`npx lamplighter sources try alpha --run ${incident?.runId}`);
    expect(listingOfRun(desk.rounds.store, incident?.runId ?? 0)?.body).toContain('class="tile"');
    expect(desk.alarms()[0]).toContain(body);
  });

  it('names the command that mends it, and mends nothing by itself', async () => {
    await desk.round();
    desk.site.answers.set('/news/', REDESIGNED);
    await desk.round();
    await desk.round();
    const body = openIncidents(desk.rounds.store)[0]?.body ?? '';
    expect(body).toContain('`npx lamplighter sources mend alpha`');
    expect((await desk.round()).outcome).toBe('degraded');
  });

  it('names it not where the site shuts us out, which no adapter mends', async () => {
    await desk.round();
    desk.site.answers.set('/news/', CHALLENGE);
    await desk.round();
    expect(openIncidents(desk.rounds.store)[0]?.body).not.toContain('sources mend');
  });

  it('says that no page came where none did', async () => {
    await desk.round();
    desk.site.answers.set('/news/', CHALLENGE);
    await desk.round();
    expect(openIncidents(desk.rounds.store)[0]?.body).toContain('No page came that could be compared');
  });
});

describe('a storm', () => {
  it('is told at once, and is over when a person let its posts through', async () => {
    await desk.round();
    for (let run = 0; run < 5; run += 1) await settle(desk);
    desk.site.posts = manyPosts(20);
    expect((await desk.round()).outcome).toBe('storm');
    expect(desk.alarms()).toHaveLength(1);
    expect(desk.alarms()[0]).toContain('15 posts are new at once');
    expect((await desk.round({ full: true })).outcome).toBe('ok_nothing_new');
    expect(openIncidents(desk.rounds.store)).toHaveLength(1);
    releaseHeld(desk.rounds.store, 'alpha');
    await desk.round();
    expect(openIncidents(desk.rounds.store)).toEqual([]);
    expect(desk.alarms()[1]).toContain('alpha: well again');
  });
});

describe('what a listing is held against', () => {
  it('is never a listing whose fields are lost: what is broken does not become its own norm', async () => {
    desk.site.posts = manyPosts(5);
    for (let run = 0; run < 6; run += 1) await settle(desk);
    const undated = listingHtml(desk.site.posts, 1).replaceAll(/<time.*?<\/time>/g, '');
    desk.site.answers.set('/news/', says(undated));
    const outcomes = [];
    for (let run = 0; run < 12; run += 1) outcomes.push((await desk.round()).outcome);
    expect(new Set(outcomes)).toEqual(new Set(['degraded']));
  });

  it('is what two runs agreed on, where each was read well and amiss beside the past only', async () => {
    desk.site.posts = manyPosts(5);
    for (let run = 0; run < 6; run += 1) await settle(desk);
    desk.site.answers.set('/news/', says(listingHtml(desk.site.posts.slice(0, 2), 1)));
    const outcomes = [];
    for (let run = 0; run < 4; run += 1) outcomes.push(isHealthy((await desk.round()).outcome));
    expect(outcomes).toEqual([false, false, true, true]);
    expect(openIncidents(desk.rounds.store)).toEqual([]);
  });

  it('is what a person says is meant so, and the incident is over', async () => {
    desk.site.posts = manyPosts(5);
    for (let run = 0; run < 6; run += 1) await settle(desk);
    const undated = listingHtml(desk.site.posts, 1).replaceAll(/<(\/?)time.*?>/g, '<$1i>');
    desk.site.answers.set('/news/', says(undated));
    expect(acceptLastRun(desk.rounds.store, 'alpha', { at: 1, by: 'A' })).toBeUndefined();
    await desk.round();
    await desk.round();
    expect(openIncidents(desk.rounds.store)).toHaveLength(1);
    expect(acceptLastRun(desk.rounds.store, 'alpha', { at: 1, by: 'A' })).toMatchObject({
      outcome: 'degraded',
    });
    expect(openIncidents(desk.rounds.store)).toEqual([]);
    expect((await desk.round()).outcome).toBe('ok_nothing_new');
    // Another adapter is another matter.
    desk.rounds.write('alpha', `${sourceFile('alpha', desk.site)}// No dates? [guess]\n`);
    expect((await desk.round()).outcome).toBe('degraded');
  });

  it('starts anew when a person edits the adapter of a source that is unwell', async () => {
    for (let run = 0; run < 6; run += 1) await settle(desk);
    desk.site.answers.set('/news/', says(listingHtml(POSTS.slice(0, 2), 1)));
    await desk.round();
    await desk.round();
    expect(openIncidents(desk.rounds.store)).toHaveLength(1);
    desk.rounds.write('alpha', `${sourceFile('alpha', desk.site)}// Two a page since November. [seen]\n`);
    expect((await desk.round()).outcome).toBe('ok_nothing_new');
    expect(openIncidents(desk.rounds.store)).toEqual([]);
  });
});

describe('the channel', () => {
  it('is e-mail where an address is set', async () => {
    const mailbox = await openMailbox();
    const post = await openAlarmDesk(POSTS, {
      environment: {
        INCIDENT_WEBHOOK: '',
        INCIDENT_EMAIL: 'keeper@example.org',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'lamplighter@example.org',
      },
    });
    await post.round();
    post.site.answers.set('/news/', CHALLENGE);
    await post.round();
    await post.round();
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]).toMatch(/To: keeper@example\.org/);
    expect(mailbox.letters[0]).toMatch(/Subject: alpha: blocked/);
    await post.close();
    await mailbox.close();
  });

  it('hears after every crawl that we are alive, even where nothing is wrong', async () => {
    await desk.round();
    await desk.look();
    expect(desk.hook.told.filter(({ path }) => path === '/alive')).toHaveLength(2);
  });
});

/** A good run that reads the listing whole. */
async function settle({ round }: AlarmDesk): Promise<void> {
  await round({ full: true });
}
