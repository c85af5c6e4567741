import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formSecret } from '../../src/server/form-secret.ts';
import { joined, openDesk, visitor } from '../desk/desk-fixture.ts';
import { operationsOf } from './operations-of.ts';

test('bodies that drip in hold their connections no longer than a form takes to arrive', async () => {
  const desk = await openDesk({ arrivalMs: 400 });
  await desk.app.listen({ host: '127.0.0.1', port: 0 });
  const address = desk.app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const drips = Array.from(
    { length: 150 },
    () =>
      new Promise<string>((resolve) => {
        let heard = '';
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(
            'POST /sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n',
          );
          socket.write('content-length: 5000\r\n\r\n');
        });
        const drip = setInterval(() => socket.write('a'), 50);
        socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(drip);
          resolve(heard);
        });
      }),
  );
  const answers = await Promise.all(drips);
  expect(answers.filter((answer) => /^HTTP\/1\.1 [25]/.test(answer))).toEqual([]);
  const open = promisify(desk.app.server.getConnections.bind(desk.app.server));
  expect(await open()).toBe(0);
  await desk.close();
});

test('with https browsers are told to come by it alone, and without it nothing is said', async () => {
  const [safe, plain] = [
    await openDesk({ environment: { PUBLIC_URL: 'https://lamps.example.org' } }),
    await openDesk(),
  ];
  const told = async (desk: typeof safe) =>
    (await visitor(desk.app).get('/')).headers['strict-transport-security'];
  expect([await told(safe), await told(plain)]).toEqual(['max-age=31536000', undefined]);
  await Promise.all([safe.close(), plain.close()]);
});

test('marks of forms are made with a secret that a restart leaves as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-secret-'));
  const secret = formSecret(folder);
  expect([secret.length, formSecret(folder)]).toEqual([64, secret]);
  expect(formSecret('/proc/version')).not.toBe(formSecret('/proc/version'));
  rmSync(folder, { recursive: true });
});

test('a person names fifty views, may change them, and is told that there can be no more', async () => {
  const desk = await openDesk();
  const ada = await joined(desk, 'Ada');
  const token = (await ada.get('/desk')).hidden('token');
  const name = (view: string) => ada.post('/desk/views', { token, name: view, view: '' });
  for (let n = 1; n <= 50; n += 1) expect((await name(`view ${n}`)).status).toBe(200);
  const refused = await name('one more');
  expect([refused.status, refused.body.includes('50 views')]).toEqual([403, true]);
  expect((await name('view 7')).status).toBe(200);
  await desk.close();
});

test('the figures are for this machine, and for whoever has the token', async () => {
  const own = await openDesk();
  const TOKEN = 'a-token-of-twenty-letters';
  const operations = await operationsOf(own.store, { environment: { METRICS_TOKEN: TOKEN } });
  const desk = await openDesk({ store: own.store, operations });
  const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await desk.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  expect([
    await ask('127.0.0.1'),
    await ask('::1'),
    await ask('192.0.2.7'),
    await ask('192.0.2.7', { authorization: `Bearer ${TOKEN}` }),
    await ask('192.0.2.7', { authorization: 'Bearer wrong' }),
    // Behind a proxy on this machine that nobody trusts, a stranger looks as if they were here.
    await ask('127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }),
    await ask('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }),
  ]).toEqual([200, 200, 403, 200, 403, 403, 403]);
  await desk.app.close();
  await operations.close();
  await own.close();
});

test('an adapter that was left out is told of, with what to do', async () => {
  const own = await openDesk();
  const operations = await operationsOf(own.store, { faults: ['sources/worse.ts: does not run'] });
  expect(await operations.look()).toContainEqual({
    what: 'adapters',
    ok: false,
    say: 'sources/worse.ts: does not run. Mend it and start "lamplighter serve" again',
  });
  const desk = await openDesk({ store: own.store, operations });
  const ada = await joined({ ...desk, store: own.store }, 'Ada', 'admin');
  expect((await ada.get('/desk/operations')).body).toMatch(/An adapter<[^]*sources\/worse\.ts: does not run/);
  await desk.app.close();
  await operations.close();
  await own.close();
});

test('administrators see what is wrong now and what to do, and nobody else does', async () => {
  const own = await openDesk();
  const operations = await operationsOf(own.store, { active: ['ashden-news'] });
  const desk = await openDesk({ store: own.store, operations });
  const site = { ...desk, store: own.store };
  const [ada, ed] = [await joined(site, 'Ada', 'admin'), await joined(site, 'Ed', 'editor')];
  expect((await ada.get('/desk')).body).toContain('href="/desk/operations"');
  expect((await ada.get('/desk/operations')).body).toContain('Nothing is wrong');
  own.store.exec(
    `insert into source (id, next_due_at, interval_ms, failures) values ('ashden-news', ${Date.now() - 40 * 86_400_000}, 86400000, 4)`,
  );
  await new Promise((resolve) => void setTimeout(resolve, 2100));
  const { body } = await ada.get('/desk/operations');
  expect(body).toContain('What is wrong now');
  expect(body).toContain('ashden-news (failed 4 times)');
  expect(body).toContain('was due 40 days ago');
  expect((await visitor(desk.app).get('/readyz')).status).toBe(200);
  expect((await ed.get('/desk/operations')).status).toBe(403);
  expect((await ed.get('/desk')).body).not.toContain('/desk/operations');
  await desk.app.close();
  await operations.close();
  await own.close();
});
