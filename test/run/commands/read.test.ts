import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { command as classify } from '../../../src/run/commands/classify.ts';
import { command as read } from '../../../src/run/commands/read.ts';
import { readSettings } from '../../../src/run/config.ts';
import { SOAK } from '../../some-of.ts';
import { runCommand } from './run-command.ts';

const TEXT = 'Ely Council bought its meals with five farms near by, and saved a fifth of what it had paid.';
const html = `<title>How Ely bought meals</title><main><h1>How Ely bought meals</h1><p class="date">3 May 2021</p><p>${TEXT}</p></main>`;
/** More cells than a reader has memory for. */
const HOSTILE = `<title>x</title><table><tr>${'<td>a'.repeat(1_500_000)}</table>`;
const page = (fields: object) => `${JSON.stringify({ url: 'https://x.example/a', ...fields })}\n`;

test('pages come out read, in order, with the fields that scripts rely on', async () => {
  const { code, rows } = await runCommand(
    read,
    [],
    [page({ id: 'a', html }), page({ id: 2, html, status: 404 }), page({ id: 3, html: '<p>x' })],
  );
  expect(code).toBe(0);
  const [first, second, third] = rows();
  expect(first).toMatchObject({
    id: 'a',
    kind: 'post',
    title: 'How Ely bought meals',
    author: null,
    published: { value: '2021-05-03', precision: 'day', origin: 'text' },
    text: TEXT,
    beside: [],
    canonicals: [],
    cut: null,
    why: null,
  });
  expect(second).toMatchObject({ id: 2, kind: 'gone', title: null, why: 'the server answered 404' });
  expect(third).toMatchObject({ id: 3, kind: 'unreadable', text: null });
  for (const key of Object.keys(second)) expect(first).toHaveProperty(key);
});

test('a text that is too long says how much of it was left out', async () => {
  const long = html.replace('</main>', `${`<p>${TEXT.repeat(100)}</p>`.repeat(30)}</main>`);
  const { rows } = await runCommand(read, [], [page({ id: 1, html: long })]);
  const [line] = rows();
  expect(line).toMatchObject({
    kind: 'post',
    cut: expect.stringMatching(/^\d of 31 blocks of text were left out$/),
  });
});

test('a page as bytes is decoded by its own declarations', async () => {
  const bytes = Buffer.from(
    `<meta charset="iso-8859-1">${html.replace('Ely Council', 'Caf\u00e9 Council')}`,
    'latin1',
  );
  const { rows } = await runCommand(read, [], [page({ id: 1, base64: bytes.toString('base64') })]);
  expect(rows()[0].text).toMatch(/^Café Council/);
});

test('a card stands for the listing, and a Date header for the day of reading', async () => {
  const undated = html.replace('3 May 2021', 'Posted 2 days ago');
  const { rows } = await runCommand(
    read,
    [],
    [
      page({ id: 1, html: undated, headers: { Date: 'Wed, 05 May 2021 10:00:00 GMT' } }),
      page({ id: 2, html: html.replace('3 May 2021', ''), card: { title: 'Meals', date: '4 May 2021' } }),
    ],
  );
  expect(rows().map((row) => row.published.value)).toEqual(['2021-05-03', '2021-05-04']);
});

test('a line that is no page is named, the rest is read, and the exit code says so', async () => {
  const { code, err, rows } = await runCommand(
    read,
    [],
    [
      '{"id":1}\n',
      'oops\n',
      page({ id: 'no body' }),
      page({ id: 3, html, url: 'file:///etc/passwd' }),
      page({ id: 4, html }),
    ],
  );
  expect(code).toBe(1);
  expect(rows().map((row) => row.id)).toEqual([4]);
  expect(err).toMatch(
    /line 1 is not a page \(url: .*\nline 2 is not JSON .*\nline 3 is not a page \(line: needs html or base64\)\nline 4 is not a page \(url/,
  );
});

test('what was read can be scored: read | classify', async () => {
  const posts = await runCommand(read, [], [page({ id: 'a', html })]);
  const [scored] = (await runCommand(classify, [], [posts.out])).rows();
  expect(scored).toMatchObject({ id: 'a', url: 'https://x.example/a' });
});

test('a page that is never read through is named in its place, and the others come out as ever', async () => {
  const { code, rows } = await runCommand(
    read,
    [],
    [page({ id: 1, html }), page({ id: 2, html: HOSTILE }), page({ id: 3, html })],
  );
  expect(code).toBe(0);
  const [first, second, third] = rows();
  expect(second).toMatchObject({
    id: 2,
    kind: 'unreadable',
    why: expect.stringMatching(/^its reader was stopped: /),
    text: null,
  });
  expect([first, third].map((row) => [row.id, row.kind, row.text])).toEqual([
    [1, 'post', TEXT],
    [3, 'post', TEXT],
  ]);
});

test.runIf(SOAK)('HTML that is never read through is named, and the others are scored', async () => {
  const posts = [1, 2, 3].map((id) => page({ id, title: 'x', html: id === 2 ? HOSTILE : html }));
  const { code, err, rows } = await runCommand(classify, [], posts);
  expect(code).toBe(1);
  expect(rows().map((row) => row.id)).toEqual([1, 3]);
  expect(err).toMatch(/^line 2 could not be read \(its reader was stopped: /);
});

test('each row is written as soon as it is its turn, while more is awaited', async () => {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const ended = read.run([], { stdin, stdout, stderr: process.stderr, settings: readSettings({}) });
  stdin.write(page({ id: 1, html }));
  const [row] = await once(stdout, 'data');
  expect(JSON.parse(String(row))).toMatchObject({ id: 1, kind: 'post' });
  stdin.end();
  expect(await ended).toBe(0);
});
