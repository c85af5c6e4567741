import { describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../../src/store/open.ts';
import { moveSuggestion } from '../../src/store/suggestions.ts';
import { acceptedCandidate, freshStore, listed, NOON, publish } from '../catalogue/fixtures.ts';
import { get, PUBLIC_URL, site } from './site.ts';

/** A site with a clock that the test moves, and a reader who fills in its forms. */
async function reader(store: Store = freshStore()) {
  const clock = { now: NOON };
  const app = await site(store, { now: () => clock.now });
  const open = async (path: string) =>
    /name="mark" value="([^"]+)"/.exec((await get(app, path)).body)?.[1] ?? '';
  const send = (path: string, fields: Record<string, string>, ip = '192.0.2.1') =>
    app.inject({
      method: 'POST',
      url: path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: PUBLIC_URL,
        'sec-fetch-site': 'same-origin',
      },
      payload: new URLSearchParams(fields).toString(),
      remoteAddress: ip,
    });
  const suggest = async (fields: Record<string, string>, ip?: string) => {
    const mark = await open('/suggest');
    clock.now += 5000;
    return send('/suggest', { mark, ...fields }, ip);
  };
  return { app, store, clock, open, send, suggest };
}

function rows(store: Store): { url: string | null; kind: string; state: string; note: string }[] {
  return store.sql('select url, kind, state, note from suggestion order by id').all() as never;
}

async function fate(app: FastifyInstance, body: string): Promise<string> {
  const link = /href="(https:[^"]+\/suggestion\/[^"]+)"/.exec(body)?.[1] ?? 'none';
  return (await get(app, link.replace(PUBLIC_URL, ''))).body;
}

describe('a suggestion', () => {
  test('is queued as a row, fetched by nobody, and its sender learns by a private link what became of it', async () => {
    const { app, store, clock, suggest } = await reader();
    const sent = await suggest({ url: 'https://example.org/good-buying', note: 'Look!' });
    expect(sent.statusCode).toBe(200);
    expect(rows(store)).toEqual([
      { url: 'https://example.org/good-buying', kind: 'suggestion', state: 'queued', note: 'Look!' },
    ]);
    expect(await fate(app, sent.body)).toContain('It is waiting for a person to look at it.');
    const candidateId = acceptedCandidate(store, { title: 'Suggested' });
    moveSuggestion(store, { id: 1, from: 'queued', to: 'desk', outcome: '', candidateId, at: clock.now });
    expect(await fate(app, sent.body)).toContain('The reviewers accepted it');
    publish(store, candidateId, { title: 'Suggested' });
    expect(await fate(app, sent.body)).toContain('href="/case/1-suggested"');
  });

  test('is told of a rejection in words, and nobody else can guess the link', async () => {
    const { app, store, suggest } = await reader();
    const sent = await suggest({ url: 'https://example.org/x' });
    moveSuggestion(store, {
      id: 1,
      from: 'queued',
      to: 'declined',
      outcome: 'It is a tender notice.',
      at: NOON,
    });
    expect(await fate(app, sent.body)).toContain('It is a tender notice.');
    for (const guess of ['1', 'x', '%00', 'AAAAAAAAAAAAAAAAAAAAAAAA'])
      expect((await get(app, `/suggestion/${guess}`)).statusCode, guess).toBe(404);
    const stored = JSON.stringify(store.sql('select * from suggestion').all());
    expect(stored).not.toContain(/suggestion\/([\w-]+)"/.exec(sent.body)?.[1]);
    expect(stored).not.toContain('192.0.2');
  });

  test('that is no address, or one that only our own machines could reach by another scheme, is refused in words', async () => {
    const { store, suggest } = await reader();
    for (const url of [
      '',
      'nonsense',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'ftp://example.org/x',
      'data:text/html,x',
    ]) {
      const { statusCode, body } = await suggest({ url });
      expect([statusCode, body.includes('Give a whole address')], url).toEqual([400, true]);
    }
    expect(rows(store)).toEqual([]);
  });

  test('of what we have is answered with what we have, however it is spelt', async () => {
    const store = freshStore();
    listed(store, { title: 'Known', url: 'https://ashden.org/news/known/' });
    acceptedCandidate(store, { url: 'https://ashden.org/news/on-the-desk/' });
    const { suggest } = await reader(store);
    for (const url of ['http://www.ashden.org/news/known', 'https://ashden.org/news/known/?utm_source=x#top'])
      expect((await suggest({ url })).body, url).toContain('href="/case/1-known"');
    expect((await suggest({ url: 'https://ashden.org/news/on-the-desk' })).body).toContain(
      'We have already found it',
    );
    expect((await suggest({ url: 'https://example.org/new' })).body).toContain('It is waiting for a person');
    expect((await suggest({ url: 'https://example.org/new/' })).body).toContain(
      'Somebody has already suggested it',
    );
    expect(rows(store)).toHaveLength(1);
  });

  test('by a machine that fills in what nobody sees is thanked and forgotten', async () => {
    const { store, suggest } = await reader();
    expect((await suggest({ url: 'https://example.org/x', website: 'https://spam.example' })).body).toContain(
      'Thank you',
    );
    expect(rows(store)).toEqual([]);
  });

  test('sent faster than people type, from a forged form or from yesterday’s is asked for again, with its text kept', async () => {
    const { store, clock, open, send } = await reader();
    const mark = await open('/suggest');
    const fields = { url: 'https://example.org/x', note: 'kept <b>text</b>' };
    const hasty = await send('/suggest', { ...fields, mark });
    expect([hasty.statusCode, hasty.body.includes('That was quick')]).toEqual([400, true]);
    expect(hasty.body).toContain('kept &lt;b&gt;text&lt;/b&gt;');
    clock.now += 25 * 3_600_000;
    for (const stale of [mark, `${clock.now - 10_000}.forged`, '', `${clock.now + 10_000}.x`])
      expect((await send('/suggest', { ...fields, mark: stale })).body, stale).toContain('open for too long');
    expect(rows(store)).toEqual([]);
  });

  test('is one of at most five an hour from a network and two hundred a day from all, also in a flood', async () => {
    const { store, clock, open, send } = await reader();
    const mark = await open('/suggest');
    clock.now += 5000;
    const statuses = new Map<number, number>();
    for (let n = 0; n < 300; n += 1) {
      const { statusCode } = await send(
        '/suggest',
        { mark, url: `https://example.org/${n}` },
        `198.51.${n % 100}.7`,
      );
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
    expect(rows(store).length).toBe(100);
    expect(statuses.get(429)).toBe(200);
    clock.now += 3_600_001;
    for (let n = 0; n < 9; n += 1)
      await send('/suggest', { mark, url: `https://example.com/${n}` }, `2001:db8:1:2::${n}`);
    expect(rows(store).length).toBe(105);
  });
});

describe('a report', () => {
  test('names its entry and what is wrong', async () => {
    const store = freshStore();
    const id = listed(store);
    const { clock, open, send } = await reader(store);
    const mark = await open(`/case/${id}/report`);
    clock.now += 5000;
    expect((await send(`/case/${id}/report`, { mark, note: '' })).body).toContain('Say what is wrong.');
    expect((await send(`/case/${id}/report`, { mark, note: 'The link is dead' })).body).toContain(
      'Thank you',
    );
    expect(rows(store)).toEqual([{ url: null, kind: 'report', state: 'queued', note: 'The link is dead' }]);
    expect(store.sql('select entry_id from suggestion').get()).toEqual({ entry_id: id });
  });

  test('on something that is not there is answered 404', async () => {
    const { app } = await reader();
    expect((await get(app, '/case/7/report')).statusCode).toBe(404);
  });
});

test('a form of another site is refused', async () => {
  const { app } = await reader();
  const sent = await app.inject({
    method: 'POST',
    url: '/suggest',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    },
    payload: 'url=https%3A%2F%2Fexample.org',
  });
  expect(sent.statusCode).toBe(403);
});
