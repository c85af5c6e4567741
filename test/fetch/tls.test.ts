import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fetcherFor } from './site.ts';

const OPENSSL = 'openssl';
const hasOpenssl = spawnSync(OPENSSL, ['version']).status === 0;

test.skipIf(!hasOpenssl)(
  'a certificate that nobody vouches for is a failure, and nothing is asked',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-tls-'));
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const args = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
    ];
    execFileSync(OPENSSL, [...args, ...subject], { stdio: 'ignore' });
    let asked = 0;
    const server = https.createServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_request, response) => {
        asked += 1;
        response.end('<title>secret</title>');
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    await using fetcher = fetcherFor([], { allowHosts: [host] });
    expect(await fetcher.fetch({ url: `https://${host}/` })).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/certificate/i),
    });
    expect(asked).toBe(0);
    server.close();
    rmSync(folder, { recursive: true });
  },
);

test.skipIf(!hasOpenssl)('a certificate without the one that vouches for it is named as that', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-tls-'));
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync(OPENSSL, args, { stdio: 'ignore', cwd: folder });
  const fresh = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...fresh, '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=CA');
  openssl('req', ...fresh, '-keyout', 'key.pem', '-out', 'leaf.csr', '-subj', '/CN=leaf');
  openssl(
    'x509',
    '-req',
    ...['-in', 'leaf.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'leaf.pem'],
  );
  const server = https.createServer({
    key: readFileSync(file('key.pem')),
    cert: readFileSync(file('leaf.pem')),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using fetcher = fetcherFor([], { allowHosts: [host] });
  expect(await fetcher.fetch({ url: `https://${host}/` })).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('without the intermediate certificate'),
  });
  server.close();
  rmSync(folder, { recursive: true });
});
