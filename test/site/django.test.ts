import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { load } from 'cheerio/slim';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { filledStore } from './filled.ts';
import { site } from './site.ts';

// clients/django as it stands, in a real Django whose models have the shape of contract-countdown's.

// Debian's own Python, for which Debian's Django is.
const PYTHON = '/usr/bin/python3';
const hasDjango = spawnSync(PYTHON, ['-c', 'import django']).status === 0;
if (!hasDjango && process.env['CI'] === 'true')
  throw new Error('python3-django is not installed; test/set-up.sh does that');

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const Pages = z.object({ pages: z.array(z.string()) });

async function render(url: string, kinds: readonly string[], kept = '') {
  const args = [here('django-project.py'), url, kept, JSON.stringify(kinds)];
  const env = { ...process.env, PYTHONPATH: here('../../clients/django'), PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)(PYTHON, args, { env });
  return Pages.parse(JSON.parse(stdout)).pages.map((page) => load(page));
}

const freshFolder = () => mkdtempSync(join(tmpdir(), 'lamplighter-django-'));

/** A loopback server that does with each connection what `answer` says; `asked` counts them. */
async function server(answer: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  let asked = 0;
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      asked += 1;
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  // What this server's address is once it listens on a port.
  const { port } = z.object({ port: z.number() }).parse(listening.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    close: () => {
      for (const socket of sockets) socket.destroy();
      listening.close();
    },
  };
}

const says =
  (status: string, body: string, length = Buffer.byteLength(body)) =>
  (socket: Socket) =>
    socket.end(
      `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
    );

/** One byte every fifth of a second, for many times the page's patience. */
function drips(socket: Socket) {
  const timer = setInterval(() => socket.write('H'), 200);
  socket.on('close', () => clearInterval(timer));
}

const FAILURES: Readonly<Record<string, (socket: Socket) => void>> = {
  'hangs up': (socket) => socket.destroy(),
  'answers 500': says('500 Internal Server Error', '{"items":[]}'),
  'answers HTML': says('200 OK', '<!doctype html><p>Soon back'),
  'says nothing': () => undefined,
  'sends a byte at a time': drips,
  'is cut short': says('200 OK', '{"items":[{"publisher":"A"', 4000),
  'speaks no HTTP': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'answers a list': says('200 OK', '[]'),
  'answers no cards': says('200 OK', '{"items":[]}'),
  'answers cards of another shape': says('200 OK', '{"items":[null,{"title":1},"x"]}'),
  'answers a script for an address': says(
    '200 OK',
    '{"items":[{"publisher":"A","title":"B","url":"javascript:alert(1)","blurb":"C"}]}',
  ),
  'sends what nests without end': says('200 OK', '['.repeat(90_000)),
  'sends without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const more = () => {
      while (socket.write('x'.repeat(10_000)));
    };
    socket.on('drain', more);
    more();
  },
};

describe.skipIf(!hasDjango)('the Django app', () => {
  test('shows two right cards for tenders of every shape, in the page’s own markup', async () => {
    const app = await site(filledStore());
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = z
      .object({ port: z.number() })
      .parse(app.server.address() satisfies AddressInfo | string | null);
    const kinds = ['one', 'several', 'none', 'no council', 'nothing', 'no tender'];
    const pages = await render(`http://127.0.0.1:${port}`, kinds);
    await app.close();
    expect(pages.map(($) => $('.row > .col-sm-6.mt-3 > .card.h-100').length)).toEqual([2, 2, 2, 2, 2, 2]);
    const titles = pages.map(($) => $('h3.h4.mb-3 > a.stretched-link').first().text());
    expect(titles[0]).toBe('Northumberland Council cuts carbon with LED street lights');
    expect(titles[1]).toBe('Durham’s plastics pledge helps council partners and suppliers cut waste');
    expect(titles[2]).toBe('Northumberland Council cuts carbon with LED street lights');
    expect(titles[3]).toBe('Durham’s plastics pledge helps council partners and suppliers cut waste');
    const [$] = pages;
    expect($?.('small.fw-bold').first().text()).toBe('Ashden');
    expect($?.('img.card-img-top').first().attr('src')).toBe('/static/lamplighter_cards/street-lighting.svg');
    expect($?.('.card').first().text()).toContain('Why this one: same council · street lighting');
  });

  test.each(Object.keys(FAILURES))(
    'shows the bundled cards, and asks but once, when the server %s',
    async (name) => {
      const failing = await server(FAILURES[name] ?? drips);
      const pages = await render(failing.url, ['one', 'several', 'nothing']);
      const asked = failing.asked();
      failing.close();
      expect(pages.map(($) => $('.card h3 a[href^="https://"]').length)).toEqual([2, 2, 2]);
      expect(pages[0]?.('img').length).toBe(2);
      expect(asked).toBe(1);
    },
  );

  test('shows the last good answer when there is no server any more, and bundled cards for what was never asked', async () => {
    const item = {
      publisher: 'LGA',
      title: 'A good one',
      url: 'https://lga.example/',
      blurb: 'It was good.',
    };
    const good = await server(says('200 OK', JSON.stringify({ items: [item] })));
    const folder = freshFolder();
    await render(good.url, ['one'], folder);
    good.close();
    const [known, unknown] = await render('http://127.0.0.1:9', ['one', 'several'], folder);
    expect(known?.('h3 a').first().text()).toBe('A good one');
    expect(known?.('.card')).toHaveLength(2);
    expect(unknown?.('h3 a').text()).not.toContain('A good one');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('shows cards where it may not write, and where no address is set', async () => {
    const [$] = await render('', ['one'], '/proc/nowhere');
    expect($?.('.card')).toHaveLength(2);
  });
});
