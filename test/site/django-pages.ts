import { execFile, spawnSync } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

// Debian's own Python, for which Debian's Django is.
const PYTHON = '/usr/bin/python3';
export const HAS_DJANGO = spawnSync(PYTHON, ['-c', 'import django']).status === 0;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const Pages = z.object({ pages: z.array(z.array(z.object({ page: z.string(), seconds: z.number() }))) });

type How = { readonly kept?: string; readonly patience?: number };

/**
 * Renders contract pages of these kinds in one Django process, for each server in turn: the HTML of each and how long it took. `patience`: the seconds that a page
 * waits for the server, where a test asks what it shows and not how soon: a busy machine may take longer than the app's own deadline.
 */
export async function renderPagesOf(
  urls: readonly string[],
  kinds: readonly string[],
  { kept = '', patience }: How = {},
) {
  const args = [
    here('django-project.py'),
    JSON.stringify(urls),
    kept,
    String(patience ?? ''),
    JSON.stringify(kinds),
  ];
  const env = { ...process.env, PYTHONPATH: here('../../clients/django'), PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)(PYTHON, args, { env, maxBuffer: 50_000_000 });
  return Pages.parse(JSON.parse(stdout)).pages;
}

/** As `renderPagesOf`, for one server. */
export async function renderPages(url: string, kinds: readonly string[], how?: How) {
  return (await renderPagesOf([url], kinds, how)).flat();
}

/** A loopback server that does with each connection what `answer` says; `asked` counts them. */
export async function failingServer(answer: (socket: Socket) => void) {
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

export const says =
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

/** Ways in which a server of cards fails. */
export const FAILURES: Readonly<Record<string, (socket: Socket) => void>> = {
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
