import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/version.ts';
import { pageAgain, type ReadOutcome } from '../../src/model/page.ts';
import { decodeResult, encodeResult } from '../../src/remote/remote-result.ts';
import type { RemoteResult } from '../../src/remote/remote-visit.ts';

const url = 'https://a.org/post';
const traces = {
  ledger: [
    { host: 'a.org:443', url, at: 1, status: null, bytes: 0, waitedMs: 2, robots: 'allowed' as const },
  ],
  robots: { 'https://a.org': { status: 200, body: 'User-agent: *', fetchedAt: 1 } },
  rests: { 'a.org:443': 5000 },
};
const { body, ...facts } = pageAgain({
  url,
  finalUrl: url,
  contentType: 'text/html',
  body: '<p>Lamps – grün</p>',
  fetchedAt: 3,
});
const page = { ...facts, copy: { packed: Buffer.from(body), hash: 'a1' } };
const date = { value: '2024-07-01', precision: 'day', origin: 'feed' } as const;
const outcomes: readonly ReadOutcome[] = [
  { ...page, validators: { etag: '"a"' }, redirects: [{ from: 'https://a.org/', to: url, status: 301 }] },
  { kind: 'notModified', url },
  { kind: 'blocked', url, status: 403, why: 'it says 403' },
  { kind: 'throttled', url, status: 429, retryAt: 9 },
  { kind: 'robotsDisallowed', url, why: 'robots.txt' },
  { kind: 'gone', url, status: 410, why: 'it says 410' },
  { kind: 'movedHome', url, to: 'https://a.org/' },
  { kind: 'refused', url, why: 'a private address' },
  { kind: 'failed', url, why: 'no answer' },
];

describe('what a worker answers', () => {
  it.each(outcomes)('comes back as it was: $kind', (outcome) => {
    const result: RemoteResult = { kind: 'done', outcome, ...traces };
    expect(decodeResult(encodeResult(result))).toEqual(result);
  });

  it('comes back with the cards of a listing, a post, or why there is none', () => {
    const card = { url, title: 'Lamps', published: date, content: { html: '<p>x', origin: 'feed' as const } };
    const found = {
      cards: [card],
      next: [`${url}?page=2`],
      declaredEmpty: false,
      dropped: 1,
      winners: { title: [1, 0] },
    };
    const post = {
      url,
      title: 'Lamps',
      published: date,
      blocks: [{ kind: 'body' as const, text: 'Words.' }],
      canonicals: [],
      winners: { title: 0 },
    };
    const without = { kind: 'unreadable' as const, why: 'it is empty' };
    const marks = { edition: 'e', telling: [0.5], wording: [3, 1] };
    for (const more of [{ found }, { post, marks }, { post: without }]) {
      const result: RemoteResult = { kind: 'done', outcome: page, ...more, ...traces };
      expect(decodeResult(encodeResult(result))).toEqual(result);
    }
    const leads: RemoteResult = { kind: 'leadsOn', host: 'b.org:443', ...traces };
    expect(decodeResult(encodeResult(leads))).toEqual(leads);
  });

  it('names the other version and the field that does not fit', () => {
    const answer = { version: '9.1.0', kind: 'done', outcome: { ...facts, bytes: 'many' }, ...traces };
    expect(() => decodeResult(zstdCompressSync(JSON.stringify(answer)))).toThrow(
      new RegExp(
        `the worker runs version 9\\.1\\.0, this hub ${VERSION}.*outcome\\.bytes.*same version on both`,
      ),
    );
  });

  it('says so where a worker is older than the naming of versions', () => {
    expect(() => decodeResult(zstdCompressSync('{"kind":"finished"}'))).toThrow(
      'the worker runs a version that does not name itself',
    );
  });

  it.each([
    ['no packed bytes', Buffer.from('{}')],
    ['no JSON', zstdCompressSync('<html>')],
  ])('is refused where it is %s', (_, bytes) => {
    expect(() => decodeResult(bytes)).toThrow("the worker's answer is not packed JSON");
  });
});
