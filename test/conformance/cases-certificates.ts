import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type SuiteResult, tally } from './suite-result.ts';

const OPENSSL = 'openssl';
const MAIN = path.join(import.meta.dirname, '../../src/run/main.ts');
const HOST = '127.0.0.1:3380';
const TRIES = [
  { vouchers: ['root'], says: /without the intermediate certificate.*NODE_EXTRA_CA_CERTS/ },
  { vouchers: ['root', 'inter'], says: /^s3380: ok_new/m },
];

/** A server that keeps its intermediate certificate back: the reason names it, and a setting supplies it. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const cases = path.join(suitesDir, '../cases/reports/e2e');
  if (!existsSync(cases) || spawnSync(OPENSSL, ['version']).status !== 0) return [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-chain-'));
  makeChain(folder, path.join(cases, 'tls'));
  const server = await serve(folder);
  const rows = [];
  for (const { vouchers, says } of TRIES) {
    const said = await crawl(folder, path.join(cases, 'sources'), vouchers);
    rows.push({ ok: says.test(said), name: `knowing ${vouchers.join(' and ')}: ${said}` });
  }
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
  return [tally('cases/certificates', rows, (row) => row)];
}

/** Root, intermediate and leaf, as the README of the case has them made. */
function makeChain(folder: string, extensions: string): void {
  const openssl = (...args: string[]) => execFileSync(OPENSSL, args, { stdio: 'ignore', cwd: folder });
  const request = (name: string, ...more: string[]) => {
    const fresh = ['-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}.key`];
    openssl('req', ...fresh, ...more);
  };
  const sign = (name: string, by: string, file: string) => {
    const issuer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'];
    const extension = ['-extfile', path.join(extensions, file)];
    openssl('x509', '-req', '-in', `${name}.csr`, ...issuer, ...extension, '-out', `${name}.pem`);
  };
  request('root', '-x509', '-days', '2', '-out', 'root.pem');
  request('inter', '-out', 'inter.csr');
  sign('inter', 'root', 'ca.ext');
  request('leaf', '-out', 'leaf.csr');
  sign('leaf', 'inter', 'san.ext');
}

async function serve(folder: string): Promise<https.Server> {
  const read = (name: string) => readFileSync(path.join(folder, name));
  const server = https.createServer({ key: read('leaf.key'), cert: read('leaf.pem') }, ({ url }, answer) => {
    answer.writeHead(url === '/robots.txt' ? 404 : 200, { 'content-type': 'text/html' });
    answer.end('<div class="card"><h3><a href="/p/1">Story one on catering</a></h3></div>');
  });
  await new Promise<void>((resolve) => server.listen(3380, '127.0.0.1', resolve));
  return server;
}

/** What a crawl says whose Node knows these certificates beside its own. */
async function crawl(folder: string, sources: string, vouchers: readonly string[]): Promise<string> {
  const extra = path.join(folder, `${vouchers.join('-')}-known.pem`);
  writeFileSync(extra, vouchers.map((name) => readFileSync(path.join(folder, `${name}.pem`))).join('\n'));
  const env = {
    ...process.env,
    NODE_EXTRA_CA_CERTS: extra,
    LAMPLIGHTER_DATA: path.join(folder, vouchers.join('-')),
    LAMPLIGHTER_SOURCES: sources,
    LAMPLIGHTER_MIN_GAP_MS: '0',
    LAMPLIGHTER_ALLOW_HOSTS: HOST,
  };
  const crawling = promisify(execFile)(process.execPath, [MAIN, 'crawl', 's3380'], { env });
  return (await crawling).stdout;
}
