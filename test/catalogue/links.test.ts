import type http from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { checkLinks, type LinkWatch } from '../../src/catalogue/check-links.ts';
import { createArchive } from '../../src/catalogue/archive.ts';
import { storyLink } from '../../src/catalogue/entry.ts';
import { entryById } from '../../src/store/entries.ts';
import { linkChecks } from '../../src/store/links.ts';
import { openReadingRoom } from '../../src/reading/reading-room.ts';
import { type Handler, fetcherFor, redirects, says, site, type Site } from '../fetch/site.ts';
import { freshStore, listed, NOON } from './fixtures.ts';

const DAY = 86_400_000;
const TITLE = 'How Eindhoven bought its lamps';
const SENTENCES = Array.from(
  { length: 40 },
  (_, n) =>
    `In step ${n} the council of Eindhoven asked its ${n * 7} bidders for light instead of lamps and paid only for what shone.`,
);
const OTHER = Array.from(
  { length: 40 },
  (_, n) =>
    `Visitors to garden number ${n} found ${n * 3} roses, a pond with carp and a view across several counties on clear days.`,
);

function page(title: string, sentences: readonly string[]): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><header><nav><a href="/">Home</a></nav></header><main><article><h1>${title}</h1>${sentences.map((text) => `<p>${text}</p>`).join('')}</article></main></body></html>`;
}

const reading = openReadingRoom();
afterAll(() => reading.close());

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

/** A published story on a site of our own, whose answer the test changes, and a clock that it moves. */
async function watched(routes: Record<string, Handler> = {}) {
  const answers: Record<string, Handler> = {
    '/story': says(page(TITLE, SENTENCES)),
    '/': says(page('Home', OTHER)),
    ...routes,
  };
  const publisher = await site({
    '*': (request, response) => (answers[request.url ?? ''] ?? says('gone', {}, 404))(request, response),
  });
  const wayback = await site({
    '*': (request, response) => (answers[`wayback ${request.url}`] ?? says('{}', {}, 404))(request, response),
  });
  const clock = { now: NOON };
  const fetcher = fetcherFor([publisher, wayback], { now: () => clock.now, wait: async () => undefined });
  open.push(publisher, wayback, fetcher);
  const store = freshStore();
  const id = listed(store, {
    title: TITLE,
    postTitle: TITLE,
    text: SENTENCES.join(' '),
    url: publisher.url('/story'),
  });
  const archive = createArchive({
    fetcher,
    wayback: wayback.url('').replace(/\/$/, ''),
    available: wayback.url('/available'),
    wait: async () => undefined,
  });
  const watch: LinkWatch = {
    store,
    fetcher,
    reading,
    archive,
    sourceOf: () => undefined,
    now: () => clock.now,
    stop: new AbortController().signal,
  };
  const look = async (afterDays = 3) => {
    clock.now += afterDays * DAY;
    const round = await checkLinks(watch, 10);
    const entry = entryById(store, id);
    if (entry === undefined) throw new Error('no entry');
    return { round, entry, link: entry.link, newest: linkChecks(store, id, 1)[0] };
  };
  return { answers, publisher, wayback, look, store, id, watch };
}

describe('a look at a link', () => {
  test('finds it well, and nobody looks again for three days', async () => {
    const { look, publisher } = await watched();
    expect((await look()).link).toMatchObject({ state: 'ok', strikes: 0 });
    expect((await look(2.9)).round.looked).toBe(0);
    expect((await look(0.1)).round.looked).toBe(1);
    expect(publisher.pages).toHaveLength(2);
  });

  test.each([
    ['a 404', says('gone', {}, 404), 'gone'],
    ['a 410', says('gone', {}, 410), 'gone'],
    ['a 500', says('oops', {}, 500), 'no answer'],
    [
      'a reset',
      ((_request: http.IncomingMessage, response: http.ServerResponse) =>
        void response.destroy()) satisfies Handler,
      'no answer',
    ],
    ['a redirect to the home page', redirects('/'), 'soft 404: sent to the home page'],
    ['another page in its place', says(page('Gardens of the county', OTHER)), 'soft 404: another page'],
  ])(
    'takes %s for a strike; three of them make it dead, one good look makes it well',
    async (_name, answer, outcome) => {
      const { answers, look } = await watched();
      answers['/story'] = answer;
      const seen = [await look(), await look(), await look()];
      expect(seen.map(({ link }) => [link.state, link.strikes])).toEqual([
        ['failing', 1],
        ['failing', 2],
        ['dead', 3],
      ]);
      expect(seen[0]?.newest).toMatchObject({ outcome, strikes: 1 });
      answers['/story'] = says(page(TITLE, SENTENCES));
      expect((await look()).link).toMatchObject({ state: 'ok', strikes: 0 });
    },
  );

  test('notes where a page has moved for good, and readers are sent there', async () => {
    const { answers, look, publisher } = await watched();
    answers['/story'] = redirects('/stories/eindhoven', 301);
    answers['/stories/eindhoven'] = says(page(TITLE, SENTENCES));
    const { entry, link } = await look();
    expect(link).toMatchObject({ state: 'moved', movedTo: publisher.url('/stories/eindhoven') });
    expect(storyLink(entry)).toEqual({ href: publisher.url('/stories/eindhoven'), kind: 'moved' });
  });

  test('tells drift (more than half of the text is other text) from an edit', async () => {
    const { answers, look } = await watched();
    answers['/story'] = says(page(TITLE, [...SENTENCES.slice(0, 35), ...OTHER.slice(0, 5)]));
    expect((await look()).link.state).toBe('ok');
    answers['/story'] = says(page(TITLE, [...SENTENCES.slice(0, 12), ...OTHER]));
    const { link, newest } = await look();
    expect([link.state, link.strikes]).toEqual(['drifted', 0]);
    expect(Number(newest?.evidence['text'])).toBeLessThan(0.5);
    expect(newest?.evidence['title']).toBe(1);
  });

  test('takes a block for no strike, and keeps evidence of every look', async () => {
    const { answers, look, store, id } = await watched();
    answers['/story'] = says('no', {}, 403);
    for (let n = 0; n < 4; n += 1)
      expect((await look()).link).toMatchObject({ state: 'blocked', strikes: 0 });
    const checks = linkChecks(store, id, 10);
    expect(checks).toHaveLength(4);
    expect(checks[0]?.evidence).toMatchObject({ status: 403 });
  });

  test('tells readers of a death and of a return, not of one strike', async () => {
    const { answers, look, store } = await watched();
    answers['/story'] = says('gone', {}, 404);
    for (let n = 0; n < 4; n += 1) await look();
    answers['/story'] = says(page(TITLE, SENTENCES));
    await look();
    const events = store.sql("select reason from entry_event where kind = 'link' order by id").all();
    expect(events.map(({ reason }) => reason)).toEqual(['dead', 'ok']);
  });
});

describe('an archive copy', () => {
  const closest = (url: string, timestamp = '20240102030405', status = '200') =>
    says(JSON.stringify({ archived_snapshots: { closest: { available: true, url, timestamp, status } } }), {
      'content-type': 'application/json',
    });

  function available(wayback: Site, story: string): string {
    void wayback;
    return `wayback /available?${new URLSearchParams({ url: story, timestamp: '20220314000000' }).toString()}`;
  }

  test('is looked for near the day of the story, and stands in once the page is dead', async () => {
    const { answers, look, publisher, wayback } = await watched();
    answers[available(wayback, publisher.url('/story'))] = closest(
      'http://web.archive.org/web/20240102030405/http://x/story',
    );
    expect((await look()).link).toMatchObject({
      archiveUrl: 'https://web.archive.org/web/20240102030405/http://x/story',
      archiveAt: Date.UTC(2024, 0, 2, 3, 4, 5),
    });
    answers['/story'] = says('gone', {}, 404);
    for (let n = 0; n < 3; n += 1) await look();
    const { entry } = await look();
    expect(storyLink(entry)).toEqual({
      href: 'https://web.archive.org/web/20240102030405/http://x/story',
      kind: 'archive',
    });
  });

  test('is taken from the Memento TimeMap where the first answer has none, the nearest to the story', async () => {
    const { answers, look, publisher } = await watched();
    const story = publisher.url('/story');
    answers[`wayback /web/timemap/link/${story}`] = says(
      [
        `<${story}>; rel="original",`,
        `<https://web.archive.org/web/timemap/link/${story}>; rel="self"; type="application/link-format",`,
        `<https://web.archive.org/web/20150101000000/${story}>; rel="first memento"; datetime="Thu, 01 Jan 2015 00:00:00 GMT",`,
        `<https://web.archive.org/web/20220401000000/${story}>; rel="memento"; datetime="Fri, 01 Apr 2022 00:00:00 GMT",`,
        `<https://web.archive.org/web/20250101000000/${story}>; rel="last memento"; datetime="Wed, 01 Jan 2025 00:00:00 GMT"`,
      ].join('\n'),
      { 'content-type': 'application/link-format' },
    );
    expect((await look()).link.archiveUrl).toBe(`https://web.archive.org/web/20220401000000/${story}`);
  });

  test('is not looked for in an answer a hundred times as long as any of theirs, packed as it may be', async () => {
    const { answers, look, publisher, wayback } = await watched();
    const copy = { available: true, url: 'http://x/story', timestamp: '20240102030405', status: '200' };
    const endless = JSON.stringify({ archived_snapshots: { closest: copy }, more: '.'.repeat(100_000) });
    answers[available(wayback, publisher.url('/story'))] = says(gzipSync(endless), {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    expect((await look()).link.archiveUrl).toBeNull();
  });

  test('of an error page is no copy, and nobody is asked again for a week', async () => {
    const { answers, look, publisher, wayback } = await watched();
    answers[available(wayback, publisher.url('/story'))] = closest(
      'http://web.archive.org/web/2024/http://x',
      '20240102030405',
      '404',
    );
    expect((await look()).link.archiveUrl).toBeNull();
    const asked = wayback.pages.length;
    await look();
    expect(wayback.pages).toHaveLength(asked);
    await look(4.1);
    expect(wayback.pages.length).toBeGreaterThan(asked);
  });
});

describe('Save Page Now', () => {
  /** A stand-in that speaks its protocol: a job is begun, is pending for a while, then done. */
  async function saver(status: (poll: number) => object, begun: object = { url: 'x', job_id: 'spn2-4711' }) {
    let polls = 0;
    const wayback = await site({
      '/save/https://ashden.org/story': says(JSON.stringify(begun), { 'content-type': 'application/json' }),
      '/save/status/spn2-4711': (request, response) =>
        says(JSON.stringify(status((polls += 1))), { 'content-type': 'application/json' })(request, response),
    });
    const fetcher = fetcherFor([wayback], { wait: async () => undefined });
    open.push(wayback, fetcher);
    const archive = createArchive({
      fetcher,
      keys: { key: 'mykey', secret: 'mysecret' },
      wayback: wayback.url('').replace(/\/$/, ''),
      wait: async () => undefined,
    });
    return { wayback, save: () => archive.save?.('https://ashden.org/story') };
  }

  test('is asked with our keys and polled until the copy is there', async () => {
    const { wayback, save } = await saver((poll) =>
      poll < 3
        ? { status: 'pending', resources: [] }
        : { status: 'success', timestamp: '20261001120000', original_url: 'https://ashden.org/story' },
    );
    expect(await save()).toEqual({
      kind: 'copy',
      copy: { url: `http://${wayback.host}/web/20261001120000/https://ashden.org/story`, at: NOON },
    });
    const asked = wayback.seen.filter(({ path }) => path.startsWith('/save'));
    expect(asked).toHaveLength(4);
    for (const { headers } of asked)
      expect(headers).toMatchObject({
        authorization: 'LOW mykey:mysecret',
        accept: expect.stringContaining('application/json'),
      });
  });

  test('that cannot make a copy says why; that is not done in time, or begins no job, is asked another day', async () => {
    expect(
      await (
        await saver(() => ({
          status: 'error',
          status_ext: 'error:blocked-url',
          message: 'This URL is in a block list.',
        }))
      ).save(),
    ).toEqual({
      kind: 'none',
      why: 'This URL is in a block list.',
    });
    expect(await (await saver(() => ({ status: 'pending' }))).save()).toMatchObject({ kind: 'later' });
    expect(await (await saver(() => ({}), { message: 'You have reached your limit.' })).save()).toEqual({
      kind: 'later',
      why: 'You have reached your limit.',
    });
    expect(await (await saver(() => ({ status: 'sunny' }))).save()).toMatchObject({ kind: 'later' });
  });

  test('keys are never sent along a redirect to another host', async () => {
    const thief = await site({ '*': says('{}', { 'content-type': 'application/json' }) });
    const wayback = await site({ '*': redirects(thief.url('/caught')) });
    const fetcher = fetcherFor([wayback, thief], { wait: async () => undefined });
    open.push(wayback, thief, fetcher);
    const archive = createArchive({
      fetcher,
      keys: { key: 'k', secret: 's' },
      wayback: wayback.url('').replace(/\/$/, ''),
      wait: async () => undefined,
    });
    await archive.save?.('https://ashden.org/story');
    expect(thief.pages).toEqual(['/caught']);
    for (const { headers } of thief.seen) expect(headers.authorization).toBeUndefined();
  });

  test('is not there without keys', async () => {
    const fetcher = fetcherFor([], {});
    open.push(fetcher);
    expect(createArchive({ fetcher, wait: async () => undefined }).save).toBeUndefined();
  });
});
