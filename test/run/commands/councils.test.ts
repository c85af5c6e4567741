import { mkdtempSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Fact, factsCsv, parseCsv } from '../../../src/base/csv.ts';
import { runHere } from '../command.ts';

const FACTS = fileURLToPath(new URL('../../../src/classify/facts', import.meta.url));
const FILES = ['councils.csv', 'public-bodies.csv', 'similar-councils.csv'];

let dir = '';
let answer: { status: number; body: string } = { status: 200, body: '' };
let server: http.Server;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'councils-'));
  for (const file of FILES) copyFileSync(join(FACTS, file), join(dir, file));
  server = http.createServer(({ url }, response) => {
    const known = url === '/councils.csv';
    response.writeHead(known ? answer.status : 404, { 'content-type': 'text/csv' });
    response.end(known ? answer.body : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const here = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

function update(...more: string[]) {
  return runHere(['councils', 'update', '--from', `http://${here()}/councils.csv`, '--into', dir, ...more], {
    LAMPLIGHTER_DATA: dir,
    LAMPLIGHTER_ALLOW_HOSTS: here(),
    LAMPLIGHTER_MIN_GAP_MS: '0',
    LAMPLIGHTER_CONTACT: 'someone@example.org',
  });
}

/** The published table that would leave our files as they are. */
function published(): Record<string, string>[] {
  const tier: Record<string, string> = { upper: 'upper tier', lower: 'lower tier', ni: 'ni district' };
  const councils = read('councils.csv').map((fact) => ({
    'local-authority-code': fact['code'] ?? '',
    'official-name': fact['name'] ?? '',
    'nice-name': `${fact['short_name']} `,
    'gss-code': fact['gss'] ?? '',
    'gov-uk-slug': fact['gov_uk_slug'] ?? '',
    nation: fact['nation'] ?? '',
    region: fact['region'] ?? '',
    'local-authority-type': fact['type'] ?? '',
    powers: tier[fact['tier'] ?? ''] ?? 'unitary',
    'county-la': fact['county'] ?? '',
    'combined-authority': fact['combined_authority'] ?? '',
    'pop-2020': `${fact['population_2020']}.0`.replace(/^\.0$/, ''),
    area: fact['area_km2'] ?? '',
    'end-date': fact['ended'] ?? '',
    'replaced-by': (fact['replaced_by'] ?? '').replaceAll(';', ','),
    'former-gss-codes': (fact['former_gss'] ?? '').replaceAll(';', ','),
    'current-authority': fact['ended'] === '' ? 'True' : 'False',
  }));
  const bodies = read('public-bodies.csv').filter((fact) => /^[A-Z]+$/.test(fact['code'] ?? ''));
  return [
    ...councils,
    ...bodies.map((fact) => ({
      'local-authority-code': fact['code'] ?? '',
      'official-name': fact['name'] ?? '',
      'gss-code': fact['gss'] ?? '',
      'local-authority-type': 'COMB',
      'current-authority': 'True',
    })),
  ];
}

function read(file: string): Fact[] {
  return parseCsv(readFileSync(join(dir, file), 'utf8'));
}

test('a table that says nothing new changes no file and says so', async () => {
  const before = FILES.map((file) => readFileSync(join(dir, file), 'utf8'));
  answer = { status: 200, body: factsCsv(published()) };
  const ended = await update();
  expect(ended).toMatchObject({ code: 0, stdout: 'nothing has changed\n', stderr: '' });
  expect(FILES.map((file) => readFileSync(join(dir, file), 'utf8'))).toEqual(before);
});

test('a new council, an end and a new name are written, each said, and aliases stay', async () => {
  const rows = published();
  const surrey = rows.find((row) => row['local-authority-code'] === 'SRY')!;
  Object.assign(surrey, { 'current-authority': 'False', 'end-date': '2027-04-01', 'replaced-by': 'ESY,WSY' });
  const hull = rows.find((row) => row['local-authority-code'] === 'KHL')!;
  hull['official-name'] = 'Kingston upon Hull City Council';
  const york = rows.find((row) => row['local-authority-code'] === 'YNYC')!;
  york['gss-code'] = 'E47000099';
  rows.push({
    ...hull,
    'local-authority-code': 'ESY',
    'official-name': 'East Surrey Council',
    'gss-code': 'E06000099',
  });
  answer = { status: 200, body: factsCsv(rows) };

  const ended = await update('--json');

  expect(ended.code).toBe(0);
  const { changes } = JSON.parse(ended.stdout) as { changes: string[] };
  expect(changes).toContain('KHL: name is Kingston upon Hull City Council, was Hull City Council');
  expect(changes).toContain('SRY: replaced_by is ESY;WSY');
  expect(changes).toContain('YNYC: gss is E47000099, was E47000012');
  expect(changes.some((change) => change.startsWith('ESY: new, East Surrey Council'))).toBe(true);
  const councils = read('councils.csv');
  expect(councils.find(({ code }) => code === 'KHL')).toMatchObject({
    aliases: expect.stringContaining('Hull') as string,
  });
  expect(councils.find(({ code }) => code === 'SRY')).toMatchObject({ ended: '2027-04-01' });
  expect(councils.findIndex(({ code }) => code === 'SRY')).toBeGreaterThan(381);
});

test('a dry run says what would change and writes nothing', async () => {
  const rows = published();
  rows[0]!['region'] = 'Elsewhere';
  answer = { status: 200, body: factsCsv(rows) };
  const before = readFileSync(join(dir, 'councils.csv'), 'utf8');
  const ended = await update('--dry-run');
  expect(ended.stdout).toContain('region is Elsewhere');
  expect(readFileSync(join(dir, 'councils.csv'), 'utf8')).toBe(before);
});

test.each([
  ['is gone', 404, '', /could not be used: .*councils\.csv/],
  ['has lost a column', 200, 'local-authority-code,official-name\nDUR,Durham\n', /it has no column/],
  [
    'has a thousand columns and no cells',
    200,
    `${'a,'.repeat(1000)}\n${'b\n'.repeat(2000)}`,
    /this is no table/,
  ],
  ['is nearly empty', 200, undefined, /holds 3 current councils, fewer than 300/],
])('a table that %s is refused and nothing is written', async (_what, status, body, say) => {
  const before = readFileSync(join(dir, 'councils.csv'), 'utf8');
  answer = { status, body: body ?? factsCsv(published().slice(0, 3)) };
  const ended = await update();
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(say);
  expect(readFileSync(join(dir, 'councils.csv'), 'utf8')).toBe(before);
});

/** A published table in which each current council is nearest to those after it in our list. */
function distances(): Record<string, string>[] {
  const codes = read('councils.csv').flatMap(({ code = '', ended }) => (ended === '' ? [code] : []));
  return codes.flatMap((a, at) =>
    [3, 1, 2].map((step) => ({
      'local-authority-code_A': a,
      'local-authority-code_B': codes[(at + step) % codes.length] ?? '',
      distance: `${step}.5`,
    })),
  );
}

function updateDistances(rows: readonly Record<string, string>[]) {
  const file = join(dir, 'distance_map.csv');
  writeFileSync(file, factsCsv(rows));
  return update('--from', 'none', '--distances', file);
}

test('a table of distances gives each council its nearest of the same tier, in its order', async () => {
  const ended = await updateDistances(distances());
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const councils = read('councils.csv');
  const tierOf = (code = '') => councils.find((council) => council['code'] === code)?.['tier'];
  const at = councils.findIndex(({ code }) => code === 'ABC');
  const near = councils
    .slice(at + 1, at + 4)
    .flatMap(({ code = '' }) => (tierOf(code) === tierOf('ABC') ? [code] : []));
  expect(read('similar-councils.csv').find(({ code }) => code === 'ABC')?.['nearest'] ?? '').toBe(
    near.join(';'),
  );
  expect(read('similar-councils.csv').length).toBeGreaterThan(200);
  expect((await updateDistances(distances())).stdout).toBe('nothing has changed\n');
});

test.each<[string, (rows: Record<string, string>[]) => Record<string, string>[], string]>([
  [
    'has lost a column',
    (rows) => rows.map((row) => ({ 'local-authority-code_A': row['local-authority-code_A'] ?? '' })),
    'it has no column local-authority-code_B, distance',
  ],
  ['is nearly empty', (rows) => rows.slice(0, 9), 'it holds 3 councils that we know, fewer than 300'],
  [
    'has no number for a distance',
    ([first, ...rows]) => [{ ...first, distance: 'near' }, ...rows],
    'its row 2 has the distance "near", no number',
  ],
])('a table of distances that %s is refused and nothing is written', async (_what, spoil, say) => {
  const before = readFileSync(join(dir, 'similar-councils.csv'), 'utf8');
  const ended = await updateDistances(spoil(distances()));
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(say);
  expect(readFileSync(join(dir, 'similar-councils.csv'), 'utf8')).toBe(before);
});

test('a folder without the files is named', async () => {
  answer = { status: 200, body: factsCsv(published()) };
  const ended = await update('--into', join(dir, 'nowhere'));
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('nowhere/councils.csv');
});
