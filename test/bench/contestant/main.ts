// A process of its own for one contestant, so that its time and memory are its own: `main.ts NAME FOLDER PORT…`.
import { createHash } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../../../src/base/code-beside.ts';
import { compileOnce, keepSmall } from '../../../src/run/keep-small.ts';

// As src/run/main.ts has it. Every contestant loads what each of them needs, so that none is ahead by that.
enableCompileCache(COMPILE_CACHE);
// Ours alone: what is fast for a crawl need not be so for others.
if (process.argv[2] === 'crawl') {
  compileOnce();
  keepSmall();
}

const { load } = await import('cheerio/slim');
const { Agent, request } = await import('undici');
const { readSettings } = await import('../../../src/run/config.ts');
const { crawl } = await import('../../../src/rounds/crawl.ts');
const { loadSources } = await import('../../../src/rounds/load-sources.ts');
const { openTools } = await import('../../../src/run/open-tools.ts');

const [name = '', folder = '', ...ports] = process.argv.slice(2);

/** What a contestant did: requests it made, posts it read. */
type Done = { readonly requests: number; readonly posts: number };

const CONTESTANTS: Readonly<Record<string, () => Promise<Done>>> = {
  crawl: ours,
  bare,
  ask,
};

async function ours(more: Readonly<Record<string, string>> = {}): Promise<Done> {
  const settings = readSettings({
    ...more,
    LAMPLIGHTER_DATA: join(folder, 'data'),
    LAMPLIGHTER_ALLOW_HOSTS: ports.map((port) => `127.0.0.1:${port}`).join(','),
    LAMPLIGHTER_MIN_GAP_MS: '0',
  });
  const loaded = await loadSources([join(folder, 'sources')]);
  const tools = await openTools(settings, {
    stop: new AbortController().signal,
    stderr: process.stderr,
    durable: false,
    isHub: true,
  });
  const { sources } = await crawl(tools, loaded, { ids: [], all: true, full: false });
  await tools.close();
  const sum = (count: (source: (typeof sources)[number]) => number): number =>
    sources.reduce((total, source) => total + count(source), 0);
  return { requests: sum(({ requests }) => requests), posts: sum(({ posts }) => posts) };
}

/** What anybody would write first: undici, cheerio/slim, one request at a time a host, nothing judged and nothing kept. */
async function bare(): Promise<Done> {
  const done = { requests: 0, posts: 0 };
  const agent = new Agent({ connections: 1 });
  const get = async (url: string): Promise<ReturnType<typeof load>> => {
    done.requests += 1;
    const { body } = await request(url, { dispatcher: agent });
    return load(await body.text());
  };
  await atOnce(ports, async (port) => {
    const links: string[] = [];
    for (let next: string | undefined = `http://127.0.0.1:${port}/news/`; next !== undefined;) {
      const $ = await get(next);
      links.push(
        ...$('article h3 a')
          .map((_, link) => new URL($(link).attr('href') ?? '', next).href)
          .get(),
      );
      const href: string | undefined = $('a[rel=next]').attr('href');
      next = href === undefined ? undefined : new URL(href, next).href;
    }
    for (const link of links) {
      const $ = await get(link);
      const post = { title: $('h1').text(), day: $('time').attr('datetime'), text: $('.content').text() };
      done.posts += post.text.length > 1000 && post.title !== '' && post.day !== undefined ? 1 : 0;
    }
  });
  await agent.close();
  return done;
}

/** One conditional request a listing by undici alone; the ETag is the one that the site gives its listing. */
async function ask(): Promise<Done> {
  const agent = new Agent();
  const etag = `"${createHash('sha1').update('/news/').digest('hex')}"`;
  let requests = 0;
  await atOnce(ports, async (port) => {
    requests += 1;
    const url = `http://127.0.0.1:${port}/news/`;
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      headers: { 'if-none-match': etag },
    });
    await body.dump();
    if (statusCode !== 304) throw new Error(`${url} answered ${statusCode}`);
  });
  await agent.close();
  return { requests, posts: 0 };
}

async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

// `hub:REDIS_URL` is our crawl with its visits handed to workers.
const contestant = name.startsWith('hub:') ? () => ours({ REDIS_URL: name.slice(4) }) : CONTESTANTS[name];
if (contestant === undefined) throw new Error(`there is no contestant "${name}"`);
const begun = performance.now();
const done = await contestant();
process.stdout.write(`${JSON.stringify({ ...done, wallMs: performance.now() - begun })}\n`);
