import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { silent } from '../../src/base/log.ts';
import { loadAssets } from '../../src/web/assets.ts';
import { GET_BY_ANYBODY, route, SIGNED_IN } from '../../src/web/route.ts';
import { makeShell, partOf, type WebPart } from '../../src/web/shell.ts';
import { makeViews, sendPage } from '../../src/web/views.ts';

const assets = loadAssets({ cacheDir: mkdtempSync(join(tmpdir(), 'lamp-style-')), styles: [], files: [] });
const views = makeViews([], assets);

const inside = { access: 'reviewer', principals: SIGNED_IN } as const;
const part = partOf([
  route({
    ...GET_BY_ANYBODY,
    path: '/',
    handle: ({ reply }) => sendPage(reply, views('problem.njk', { title: '<i>', say: '</title>' })),
  }),
  route({ ...inside, method: 'GET', path: '/inside', handle: ({ reply }) => reply.send('in') }),
  route({
    access: 'public',
    principals: ['nobody'],
    method: 'POST',
    path: '/do',
    handle: ({ reply }) => reply.send('done'),
  }),
  route({
    ...GET_BY_ANYBODY,
    path: '/boom',
    handle: () => {
      throw new Error('secret detail');
    },
  }),
]);

function shell(parts: readonly WebPart[] = [part]) {
  return makeShell({
    parts,
    assets,
    views,
    log: silent,
    publicUrl: 'https://lamps.example',
    trustedProxies: [],
    gate: {
      admit: async (_request, reply, needed) => {
        await reply.code(403).send(`needs ${needed}`);
      },
      confirm: () => Promise.resolve(),
    },
  });
}

describe('the web shell', () => {
  test('sends a strict policy with every answer, errors and unknown addresses too', async () => {
    const app = await shell();
    for (const url of ['/', '/nowhere', '/boom', '/inside', assets.url('site.css')]) {
      const { headers } = await app.inject(url);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('does not start with a route that no access table names', async () => {
    const stray: WebPart = { access: {}, routes: [], mount: (app) => void app.get('/stray', () => 'x') };
    await expect(shell([stray])).rejects.toThrow('route GET /stray is missing from the access tables');
  });

  test('asks the gate before a route that is not public', async () => {
    const answer = await (await shell()).inject('/inside');
    expect([answer.statusCode, answer.body]).toEqual([403, 'needs reviewer']);
  });

  test('refuses what another site sends, by Sec-Fetch-Site and by Origin, and what names neither', async () => {
    const app = await shell();
    const send = async (headers: Record<string, string>) =>
      (await app.inject({ method: 'POST', url: '/do', headers })).statusCode;
    expect(await send({})).toBe(403);
    expect(await send({ origin: 'https://evil.example' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(await send({ origin: 'https://lamps.example', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send({ origin: 'http://127.0.0.1:9', host: 'lamps.example' })).toBe(403);
    expect(await send({ origin: 'https://lamps.example' })).toBe(200);
    expect(await send({ origin: 'http://127.0.0.1:4001', host: '127.0.0.1:4001' })).toBe(200);
  });

  test('escapes text, and hides what went wrong inside', async () => {
    const app = await shell();
    expect((await app.inject('/')).body).toContain('<h1 class="govuk-heading-l">&lt;i&gt;</h1>');
    const boom = await app.inject('/boom');
    expect(boom.statusCode).toBe(500);
    expect(boom.body).not.toContain('secret detail');
    expect(boom.body).toContain('Something went wrong');
  });

  test('serves assets under addresses that change with their content, and no other', async () => {
    const app = await shell();
    const css = await app.inject({ url: assets.url('site.css'), headers: { 'accept-encoding': 'br' } });
    expect(css.headers['cache-control']).toContain('immutable');
    expect(css.headers['content-encoding']).toBe('br');
    expect((await app.inject('/assets/0000000000000000/site.css')).statusCode).toBe(404);
    const plain = (await app.inject(assets.url('site.css'))).body;
    expect(plain).not.toMatch(/GDS Transport|crown/i);
    expect(plain.includes('prefers-color-scheme: dark')).toBe(true);
  });
});
