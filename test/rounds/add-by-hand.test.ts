import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addByHand } from '../../src/rounds/add-by-hand.ts';
import { readSettings } from '../../src/run/config.ts';
import { openTools, type OpenTools } from '../../src/run/open-tools.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { storedPost } from '../../src/store/posts.ts';
import { pdfOf } from '../reading/pdf-of.ts';

const PAGE = `<!doctype html><html lang="en"><title>Durham awards a contract</title><body><main><h1>Durham awards a contract</h1>
  <p>Durham County Council awarded a new furniture contract after it engaged with suppliers, and cut waste by 40%.</p></main></body></html>`;

let site: Server;
let origin: string;
let tools: OpenTools;

beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url?.startsWith('/story') === true) response.setHeader('content-type', 'text/html').end(PAGE);
    else if (request.url === '/report.pdf' || request.url === '/download')
      response
        .setHeader('content-type', 'application/pdf')
        .end(pdfOf(['Leeds City Council bought light and saved 40%'], 'Buying light'));
    else if (request.url === '/broken.pdf')
      response.setHeader('content-type', 'application/pdf').end('%PDF-1.4 nonsense');
    else response.writeHead(404).end('not found');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => site.once('listening', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-hand-'));
  const settings = readSettings({
    LAMPLIGHTER_DATA: dataDir,
    LAMPLIGHTER_ALLOW_HOSTS: host,
    LAMPLIGHTER_MIN_GAP_MS: '0',
  });
  tools = await openTools(settings, { stop: new AbortController().signal, stderr: process.stderr });
});
afterAll(async () => {
  await tools.close();
  site.close();
});

describe('adding by hand', () => {
  test('lets others have their turn between all that is done with a text before it is stored', async () => {
    let [turns, read, begun, goesOn] = [0, 0, 0, true];
    const count = (): void => {
      turns += 1;
      if (goesOn) setImmediate(count);
    };
    count();
    const { store, reading } = tools;
    const watched = {
      ...tools,
      reading: {
        ...reading,
        read: async (...asked: Parameters<typeof reading.read>) => {
          const result = await reading.read(...asked);
          read = turns;
          return result;
        },
      },
      store: {
        ...store,
        exec: (sql: string) => {
          if (sql.startsWith('begin')) begun ||= turns;
          store.exec(sql);
        },
      },
    };
    const { kind } = await addByHand(watched, [], `${origin}/story-in-turns`);
    goesOn = false;
    expect(kind).toBe('added');
    // Scored in six steps, hashed, counted, packed, sketched.
    expect(begun - read).toBeGreaterThanOrEqual(10);
  });

  test('lays a page on the desk with its verdict, and the second time finds it there', async () => {
    const first = await addByHand(tools, [], `${origin}/story`);
    if (first.kind !== 'added') throw new Error(JSON.stringify(first));
    const candidate = candidateRow(tools.store, first.candidateId);
    expect(candidate).toMatchObject({ title: 'Durham awards a contract', origin: 'hand', state: 'new' });
    expect(candidate?.score).toBeGreaterThan(5);
    expect(await addByHand(tools, [], `${origin}/story?utm_source=mail`)).toEqual({
      kind: 'known',
      candidateId: first.candidateId,
    });
  });

  test.each(['/report.pdf', '/download'])('reads the title and the text of a PDF at %s', async (path) => {
    const added = await addByHand(tools, [], origin + path);
    if (added.kind === 'failed') throw new Error(added.say);
    const candidate = candidateRow(tools.store, added.candidateId);
    expect(candidate?.title).toBe('Buying light');
    expect(JSON.stringify(storedPost(tools.store, candidate?.postId ?? 0)?.blocks)).toContain(
      'Leeds City Council bought light',
    );
  });

  test('says in words what is wrong with a page, a broken PDF or an address that must not be dialled', async () => {
    expect(await addByHand(tools, [], `${origin}/nowhere`)).toMatchObject({ kind: 'failed' });
    expect(await addByHand(tools, [], `${origin}/broken.pdf`)).toMatchObject({
      kind: 'failed',
      say: expect.stringContaining('PDF could not be read'),
    });
    expect(await addByHand(tools, [], 'http://127.0.0.2:9/')).toMatchObject({
      kind: 'failed',
      say: expect.stringContaining('could not be fetched'),
    });
  });
});
