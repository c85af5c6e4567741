// A process of its own that opens a server for each way of answering badly, and says at which ports. What each sends, to whoever asks for a listing,
// a post or robots.txt, is written byte by byte: no HTTP library would.
import net from 'node:net';
import zlib from 'node:zlib';
import { manyPosts } from '../rounds/posts.ts';
import { listingHtml, postHtml } from '../rounds/site.ts';

type Answer = (socket: net.Socket, path: string) => unknown;

const POSTS = manyPosts(6);
const BIG = 'a'.repeat(65_536);
const CHUNKED = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n';
const MOVED = 'HTTP/1.1 302 Found\r\ncontent-length: 0\r\n';

function page(path: string): string {
  const post = POSTS.find(({ slug }) => path.endsWith(slug));
  return post === undefined ? listingHtml(POSTS, 1) : postHtml(post);
}

function ok(body: string | Buffer, ...headers: readonly string[]): Buffer {
  const bytes = Buffer.from(body);
  const lines = ['HTTP/1.1 200 OK', 'content-type: text/html', `content-length: ${bytes.length}`, ...headers];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

/** Sends the first, and then the second over and over, as fast as it is taken. */
function flood(first: string, again: string): Answer {
  return (socket) => {
    socket.write(first);
    const go = (): void => {
      while (!socket.destroyed && socket.write(again));
    };
    socket.on('drain', go);
    go();
  };
}

/** Sends the first, and then the second three times a second. */
function drip(first: string, again: string): Answer {
  return (socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(again), 300);
    socket.on('close', () => clearInterval(timer));
  };
}

const says =
  (make: (path: string) => string | Buffer): Answer =>
  (socket, path) =>
    socket.write(make(path));
const ends =
  (make: (path: string) => string): Answer =>
  (socket, path) =>
    socket.end(make(path));

function bomb(pack: (bytes: Buffer) => Buffer, name: string): Answer {
  let packed: Buffer | undefined;
  return (socket) =>
    socket.write((packed ??= ok(pack(Buffer.alloc(3e8, '<p>a')), `content-encoding: ${name}`)));
}

function onlyFor(start: string, answer: Answer): Answer {
  return (socket, path) => (path.startsWith(start) ? answer(socket, path) : socket.write(ok(page(path))));
}

const ENDLESS = flood(CHUNKED, `10000\r\n${BIG}\r\n`);

const BAD: Readonly<Record<string, Answer>> = {
  'headers that drip': drip('HTTP/1.1 200 OK\r\n', 'x: a\r\n'),
  'a header that drips': drip('HTTP/1.1 200 OK\r\nx: ', 'a'),
  'headers without end': flood('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'.repeat(5000)),
  'a header without end': flood('HTTP/1.1 200 OK\r\nx: ', BIG),
  'a status without end': flood('HTTP/1.1 200 ', BIG),
  'blank lines': flood('', '\r\n'.repeat(30_000)),
  'early hints': flood('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n'.repeat(1000)),
  'still processing': drip('', 'HTTP/1.1 102 Processing\r\n\r\n'),
  'another protocol': flood(
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    BIG,
  ),
  'chunks without end': ENDLESS,
  'chunks that drip': drip(CHUNKED, '1\r\na\r\n'),
  'chunks of a byte': flood(CHUNKED, '1\r\na\r\n'.repeat(10_000)),
  'a chunk’s extension': flood(`${CHUNKED}1;`, BIG),
  'trailers without end': flood(`${CHUNKED}1\r\na\r\n0\r\n`, 'x-a: b\r\n'.repeat(5000)),
  'a chunk of no size': says(() => `${CHUNKED}zzz\r\n`),
  'gzip, a bomb': bomb((bytes) => zlib.gzipSync(bytes), 'gzip'),
  'deflate, a bomb': bomb((bytes) => zlib.deflateSync(bytes), 'deflate'),
  'zstd, a bomb': bomb((bytes) => zlib.zstdCompressSync(bytes), 'zstd'),
  'gzip that breaks off': says((path) =>
    ok(zlib.gzipSync(page(path)).subarray(0, 200), 'content-encoding: gzip'),
  ),
  'a redirect to itself': says((path) => `${MOVED}location: ${path}\r\n\r\n`),
  'redirects ever longer': says((path) => `${MOVED}location: ${path}x\r\n\r\n`),
  'a long location': says(() => `${MOVED}location: /${'a'.repeat(30_000)}\r\n\r\n`),
  cookies: says((path) => `${MOVED}location: ${path}?\r\n${'set-cookie: a=b\r\n'.repeat(1500)}\r\n`),
  'a body too short': says((path) =>
    ok(page(path))
      .toString()
      .replace(/(?<=length: )\d+/, '999999'),
  ),
  'a body that ends too soon': ends((path) =>
    ok(page(path))
      .toString()
      .replace(/(?<=length: )\d+/, '999999'),
  ),
  'a huge length': says((path) =>
    ok(page(path))
      .toString()
      .replace(/(?<=length: )\d+/, '9'.repeat(20)),
  ),
  'no HTTP at all': ends((path) => page(path)),
  'an end in the headers': ends(() => 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n'),
  'a connection that breaks': (socket) => socket.resetAndDestroy(),
  silence: () => undefined,
  'a status that is none': says(() => 'HTTP/1.1 999 X\r\ncontent-length: 0\r\n\r\n'),
  'a zero in a header': says(() => 'HTTP/1.1 200 OK\r\nx: \0\r\n\r\n'),
  'robots.txt that drips': onlyFor('/robots.txt', drip('HTTP/1.1 200 OK\r\n\r\n', 'a')),
  'robots.txt without end': onlyFor('/robots.txt', flood('HTTP/1.1 200 OK\r\n\r\n', BIG)),
  'robots.txt, a bomb': onlyFor(
    '/robots.txt',
    bomb((bytes) => zlib.gzipSync(bytes), 'gzip'),
  ),
  'posts without end': onlyFor('/posts', ENDLESS),
  'silent posts': onlyFor('/posts', () => undefined),
};

async function open(name: string, answer: Answer): Promise<readonly [name: string, port: number]> {
  const server = net.createServer((socket) => {
    let asked = '';
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      asked += String(piece);
      for (let end = asked.indexOf('\r\n\r\n'); end !== -1; end = asked.indexOf('\r\n\r\n')) {
        const path = asked.split(' ', 2)[1] ?? '';
        asked = asked.slice(end + 4);
        if (path === '/robots.txt' && !name.startsWith('robots'))
          socket.write('HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n');
        else answer(socket, path);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return [name, typeof address === 'object' && address !== null ? address.port : 0];
}

process.once('disconnect', () => process.exit(0));
process.send?.(await Promise.all(Object.entries(BAD).map(([name, answer]) => open(name, answer))));
