import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadRules } from '../../../src/classify/rules.ts';
import { savePack } from '../../../src/learn/packs.ts';
import { endRescoring } from '../../../src/store/packs.ts';
import { openStore } from '../../../src/store/open.ts';
import { addReviewer, setDisabled } from '../../../src/store/reviewers.ts';
import { enrolSource } from '../../../src/store/sources.ts';
import { withoutWeights } from '../../classify/without-weights.ts';
import { noRedis, openRedis } from '../../redis.ts';
import { runHere } from '../command.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-doctor-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('finds nothing to mend in a fresh checkout', async () => {
  const { code, lines } = await examine({});
  expect(mended(lines)).toEqual([]);
  expect(code).toBe(0);
});

it('says that the clock was wrong, and what will be done about it', async () => {
  const store = openStore(join(folder, 'data'));
  store.exec(
    `insert into source (id, next_due_at, interval_ms) values ('lga-news', ${Date.now() + 400 * 86_400_000}, 1)`,
  );
  store.close();
  const { code, lines } = await examine({});
  expect(code).toBe(1);
  expect(lines.find((line) => line.startsWith('MEND clock'))).toMatch(/1 stored time lies .*lga-news.*crawl/);
});

it('names each fault and goes on to the next', async () => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, 'version: 1\n\tpack: tabs\n');
  const { code, lines } = await examine({
    LAMPLIGHTER_RULES: rules,
    LAMPLIGHTER_SOURCES: join(folder, 'nowhere'),
    LAMPLIGHTER_CONTACT: 'nobody',
    CHROMIUM_PATH: join(folder, 'no-browser'),
  });
  expect(code).toBe(1);
  const faults = mended(lines).map((line) => line.split(':')[0]);
  expect(faults).toEqual(['contact', 'rules', 'sources', 'chromium']);
});

it('looks at the rules that are in force: a saved version, which gives way to the file where it cannot be read', async () => {
  const store = openStore(join(folder, 'data'));
  const saving = { madeAt: 1, madeBy: 'Ana', note: 'fewer', lost: 0 };
  savePack(store, { ...saving, pack: loadRules().text });
  endRescoring(store, 1);
  const rulesOf = (lines: readonly string[]) => lines.filter((line) => line.includes(' rules: '));
  expect(rulesOf((await examine({})).lines)).toEqual([
    expect.stringMatching(/^ok   rules: version 1, saved by Ana: [0-9a-f]{12}, sound$/),
  ]);
  savePack(store, { ...saving, pack: 'version: 9' });
  store.close();
  const { code, lines } = await examine({});
  expect(code).toBe(1);
  expect(rulesOf(lines)).toEqual([
    expect.stringMatching(
      /^MEND rules: version 2, saved by Ana, cannot be read by this program .*so the file goes on/,
    ),
  ]);
});

it('says that the learnt lines cannot be used, and that the rules go on alone', async () => {
  const { code, lines } = await withoutWeights((rulesFile) => examine({ LAMPLIGHTER_RULES: rulesFile }));
  expect(code).toBe(1);
  expect(mended(lines)).toEqual([
    expect.stringMatching(/^learnt lines: .*was made by another version.*; until then the rules go on alone/),
  ]);
});

it('says when the store cannot be used', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { code, lines } = await examine({ LAMPLIGHTER_DATA: join(folder, 'file') });
  expect(code).toBe(1);
  expect(lines.find((line) => line.startsWith('MEND store'))).toContain('LAMPLIGHTER_DATA');
});

it('ends in time, and says what to do, where no folder can be', async () => {
  const { code, lines } = await examine({ LAMPLIGHTER_DATA: '/proc/version/lamps' });
  expect([code, mended(lines).map((line) => line.split(':')[0])]).toEqual([1, ['store', 'backups']]);
});

it.each([
  [{ LAMPLIGHTER_CONTACT: '' }, /^contact: LAMPLIGHTER_CONTACT is not set/],
  [{ LAMPLIGHTER_CONTCT: 'x@example.org' }, /LAMPLIGHTER_CONTCT is no setting.*LAMPLIGHTER_CONTACT is meant/],
  [{ LAMPLIGHTER_MINGAP_MS: '9' }, /LAMPLIGHTER_MIN_GAP_MS is meant/],
  [{ LAMPLIGHTER_WHATEVER_THAT_IS: '9' }, /docs\/reference\/settings\.md lists/],
  [{ HOSTS: '10.0.0.2' }, /HOSTS is no setting.*HOST is meant/],
  [{ smtp_ul: 'smtp://127.0.0.1:1' }, /smtp_ul is no setting.*SMTP_URL is meant/],
  [{ TRUSTED_PROXYS: '10.0.0.2' }, /TRUSTED_PROXYS is no setting.*TRUSTED_PROXIES is meant/],
  [{ TRUSTED_PROXIES: '10.0.0.2, my-proxy' }, /TRUSTED_PROXIES: "my-proxy" is no address or network/],
  [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /TRUSTED_PROXIES: "10\.0\.0\.0\/33"/],
  [{ PORT: 'http' }, /PORT: must be a whole number/],
  [{ LAMPLIGHTER_ALLOW_HOSTS: 'intranet.example.org' }, /LAMPLIGHTER_ALLOW_HOSTS: .* no host with its port/],
  [{ AUTH_HEADER: 'X-User' }, /AUTH_HEADER: needs TRUSTED_PROXIES/],
  [{ OIDC_ISSUER: 'https://id.example.org' }, /OIDC_ISSUER: needs OIDC_CLIENT_ID/],
  [{ SMTP_URL: 'smtp://127.0.0.1:1' }, /SMTP_URL: needs MAIL_FROM/],
  [{ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'a@example.org' }, /^mail: .*ECONNREFUSED.*SMTP_URL/],
  [{ INCIDENT_EMAIL: 'a@example.org' }, /INCIDENT_EMAIL: needs SMTP_URL/],
  [{ PUBLIC_URL: 'http://lamps.example.org' }, /PUBLIC_URL: .* plain http/],
  [{ PUBLIC_URL: 'https://lamps.example.org' }, /TRUSTED_PROXIES: is not set/],
  [{ REDIS_URL: 'redis://queue.internal:1' }, /REDIS_URL: has no password/],
  [{ METRICS_TOKEN: 'short' }, /METRICS_TOKEN: must be 16 characters/],
])('finds %j, and every other command but the doctor refuses what is wrong', async (environment, said) => {
  const { code, lines } = await examine(environment);
  expect(code).toBe(1);
  expect(
    mended(lines).some((line) => said.test(line)),
    mended(lines).join('\n'),
  ).toBe(true);
});

it('says that another program has the port, and is content where it is Lamplighter', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'));
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const PORT = String(typeof address === 'object' ? address?.port : 0);
  expect(mended((await examine({ PORT })).lines)).toEqual([
    `port: 127.0.0.1:${PORT} is in use by another program; set HOST and PORT to an address that is free`,
  ]);
  other.close();
});

it('names sources that fail, rounds that were missed, and a house without an administrator', async () => {
  const store = openStore(join(folder, 'data'));
  const now = Date.now();
  enrolSource(store, 'ashden-news', now - 30 * 86_400_000, 86_400_000);
  store.exec("update source set failures = 3 where id = 'ashden-news'");
  const ada = { email: 'ada@example.org', name: 'Ada', role: 'admin', password: null, now } as const;
  setDisabled(store, addReviewer(store, ada), now);
  store.close();
  const { lines } = await examine({});
  expect(mended(lines)).toEqual([
    expect.stringMatching(/^rounds: 1 of \d+ sources should have run.*ashden-news was due 30 days ago.*cron/),
    expect.stringMatching(/^runs: ashden-news \(failed 3 times\): not well.*sources status/),
    expect.stringMatching(/^accounts: .*reviewers add EMAIL --role admin/),
  ]);
});

it('names every source file that is wrong, and not the first alone', async () => {
  for (const name of ['one', 'two']) writeFileSync(join(folder, `${name}.ts`), `export default ${name};`);
  const { lines } = await examine({ LAMPLIGHTER_SOURCES: folder });
  expect(mended(lines).map((line) => /(one|two)\.ts/.exec(line)?.[1])).toEqual(['one', 'two']);
});

it('says that Redis is away, and within seconds; and that it has no worker', async () => {
  const away = await examine({ REDIS_URL: 'redis://127.0.0.1:1' });
  expect(mended(away.lines)).toEqual([expect.stringMatching(/^redis: .*does not answer.*REDIS_URL/)]);
  if (noRedis() !== undefined) return;
  const redis = await openRedis();
  expect(mended((await examine({ REDIS_URL: redis.url })).lines)).toEqual([
    expect.stringMatching(/^redis: there is no worker.*lamplighter work/),
  ]);
  await redis.close();
});

const mended = (lines: readonly string[]) =>
  lines.flatMap((line) => (line.startsWith('MEND ') ? [line.slice(5)] : []));

async function examine(
  environment: Record<string, string>,
): Promise<{ code: number | null; lines: string[] }> {
  const usual = { LAMPLIGHTER_DATA: join(folder, 'data'), LAMPLIGHTER_CONTACT: 'me@example.org', PORT: '0' };
  const { code, stdout } = await runHere(['doctor'], { ...usual, ...environment });
  return { code, lines: stdout.trim().split('\n') };
}
