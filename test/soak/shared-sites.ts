import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

// Four real blogs, kept beside the project and not part of it: each is served by its own script, and asked through a door of ours in front of it,
// which keeps its address while what stands behind it changes.

const SHARED = fileURLToPath(new URL('../../../shared/sites/', import.meta.url));
const run = promisify(execFile);

/** Whether the sites are here to be served. */
export const sitesAreHere = existsSync(path.join(SHARED, 'posts.jsonl'));

export const SITES = ['hugo', 'drupal', 'cfm', 'wp'] as const;
export type SiteName = (typeof SITES)[number];

const Post = z.looseObject({
  id: z.string(),
  site: z.string(),
  url_path: z.string(),
  title: z.string(),
  date: z.string(),
});
export type SharedPost = z.infer<typeof Post>;

/** The posts of a site, the oldest first. */
export function postsOf(site: SiteName): readonly SharedPost[] {
  return readFileSync(path.join(SHARED, 'posts.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"site":"${site}"`))
    .map((line) => Post.parse(JSON.parse(line)))
    .filter((post) => post.site === site)
    .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}

/** A site as it runs: `origin` is that of its own server. */
export type Served = {
  readonly origin: string;
  /** Shows these posts and no others. */
  readonly show: (posts: readonly SharedPost[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts a site's own server without any post. */
export async function serve(site: SiteName): Promise<Served> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  return site === 'wp' ? serveWordPress(port, origin) : serveFiles(site, port, origin);
}

/** The scripts read the posts that lie beside them: here a list of ours. */
function serveFiles(site: SiteName, port: number, origin: string): Served {
  // The web server of one of them is another user, who must be able to come in.
  chmodSync(tmpdir(), 0o711);
  const folder = mkdtempSync(path.join(tmpdir(), 'sites-'));
  chmodSync(folder, 0o755);
  for (const name of ['lib.sh', `serve-${site}.sh`, 'cms', 'hugo'])
    symlinkSync(path.join(SHARED, name), path.join(folder, name));
  const script = path.join(folder, `serve-${site}.sh`);
  const env = { ...process.env, CORPUS_RUN: path.join(folder, 'run') };
  mkdirSync(env.CORPUS_RUN);
  return {
    origin,
    show: async (posts) => {
      writeFileSync(
        path.join(folder, 'posts.jsonl'),
        posts.map((post) => `${JSON.stringify({ ...post, site })}\n`).join(''),
      );
      await run(script, [String(port)], { env });
    },
    close: async () => void (await run(script, ['stop'], { env })),
  };
}

/** WordPress takes minutes to be filled, so that all its posts stay, and those not shown lie in its future. */
async function serveWordPress(port: number, origin: string): Promise<Served> {
  const script = path.join(SHARED, 'serve-wp.sh');
  await run(script, [String(port)]);
  const socket = path.join(process.env['CORPUS_RUN'] ?? '/tmp/lamplighter-sites', 'wp', 'db.sock');
  const sql = (text: string) =>
    run('mariadb', ['--no-defaults', '-uroot', `--socket=${socket}`, 'wp', '-e', text]);
  return {
    origin,
    show: async (posts) => {
      const from = posts.at(0)?.date ?? '9999-12-31';
      const to = posts.at(-1)?.date ?? '9999-12-31';
      await sql(
        `update wp_posts set post_status = if(date(post_date) between '${from}' and '${to}', 'publish', 'future') where post_type = 'post'`,
      );
    },
    close: async () => {
      await sql(`update wp_posts set post_status = 'publish' where post_type = 'post'`);
      await run(script, ['stop']);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What a door gives out: what came from behind it, or something else. */
export type Passed = {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string;
};

/** A door in front of a site: one address whatever stands behind it. */
export type Door = {
  readonly host: string;
  readonly origin: string;
  /** The origin that requests are passed on to. */
  behind: string;
  /** What is made of an answer on its way out, if anything. */
  change: ((path: string, passed: Passed) => Passed) | undefined;
  readonly close: () => Promise<void>;
};

export async function openDoor(behind: string): Promise<Door> {
  const server = http.createServer((request, response) => {
    void pass(door, request, response);
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const door: Door = {
    host,
    origin: `http://${host}`,
    behind,
    change: undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}

/** What must not be passed on from one connection to another, or is no longer true of a text that was changed. */
const OF_THE_CONNECTION =
  /^(?:connection|keep-alive|transfer-encoding|content-length|content-encoding|date)$/i;

async function pass(door: Door, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const at = request.url ?? '/';
  // What was made of an answer is not what its validators vouch for.
  const isOurs =
    door.change === undefined
      ? /^(?:host|connection|accept-encoding)$/i
      : /^(?:host|connection|accept-encoding|if-.*)$/i;
  const kept = Object.entries(request.headers).filter(([name]) => !isOurs.test(name));
  const answer = await fetch(door.behind + at, {
    redirect: 'manual',
    headers: {
      ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
      'accept-encoding': 'identity',
    },
  });
  const text = await answer.text();
  // JSON may escape the slashes of an address.
  const ours = (said: string): string =>
    [(url: string) => url, (url: string) => url.replaceAll('/', String.raw`\/`)].reduce(
      (told, spelt) => told.replaceAll(spelt(door.behind), spelt(door.origin)),
      said,
    );
  const headers = Object.fromEntries(
    [...answer.headers]
      .filter(([name]) => !OF_THE_CONNECTION.test(name))
      .map(([name, value]) => [name, ours(value)]),
  );
  const passed = { status: answer.status, headers, body: ours(text) };
  const { status, headers: told, body } = door.change?.(at, passed) ?? passed;
  response.writeHead(status, told);
  response.end(status === 304 ? undefined : body);
}
