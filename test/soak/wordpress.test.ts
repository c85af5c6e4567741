import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { load } from 'cheerio/slim';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { filledStore } from '../site/filled.ts';
import { site } from '../site/site.ts';

// clients/wordpress as it stands, in Debian's WordPress with its PHP and a MariaDB of its own in a temporary folder.

const WORDPRESS = '/usr/share/wordpress';
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const isHere =
  existsSync(`${WORDPRESS}/wp-load.php`) &&
  has('php', '-r', 'exit((int) !(extension_loaded("mysqli") && extension_loaded("curl")));') &&
  has('mariadbd', '--version');
if (!isHere && process.env['CI'] === 'true')
  throw new Error(
    'wordpress, php-cli, php-mysql, php-curl or mariadb-server is missing; test/set-up.sh soak installs them',
  );

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);
const dir = mkdtempSync(join(tmpdir(), 'lamplighter-wordpress-'));
const root = join(dir, 'www');
const socket = join(dir, 'mysql.sock');
const Told = z.array(z.object({ result: z.unknown(), seconds: z.number() }));

let database: ChildProcess | undefined;
let live: FastifyInstance;
let origin = '';
let port = 0;

async function ask(acts: readonly (readonly [string, string])[]) {
  const args = [here('wordpress.php'), root, 'wordpress.test', JSON.stringify(acts), String(port)];
  const { stdout } = await run('php', args, { maxBuffer: 1e8 });
  return Told.parse(JSON.parse(stdout.slice(stdout.lastIndexOf('\nTOLD') + 5)));
}

const cardsOf = (html: unknown) => load(String(html))('article.lamplighter-card');

async function startDatabase() {
  const data = join(dir, 'data');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  await run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    ...user,
  ]);
  database = spawn('mariadbd', [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    '--skip-networking',
    ...user,
  ]);
  for (;;) {
    const made = spawnSync('mariadb', [
      '--no-defaults',
      '-u',
      'root',
      `--socket=${socket}`,
      '-e',
      'create database if not exists wp',
    ]);
    if (made.status === 0) return;
    if (database.exitCode !== null) throw new Error('the database did not start');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe.skipIf(!isHere)('the WordPress plug-in', () => {
  beforeAll(async () => {
    await startDatabase();
    cpSync(WORDPRESS, root, { recursive: true, dereference: true });
    cpSync(
      here('../../clients/wordpress/lamplighter-cards'),
      join(root, 'wp-content/plugins/lamplighter-cards'),
      { recursive: true },
    );
    writeFileSync(
      join(root, 'wp-config.php'),
      `<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); define('WP_SITEURL', 'http://wordpress.test'); define('WP_HOME', 'http://wordpress.test');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', false); $table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`,
    );
    await run('php', [here('wordpress.php'), root, 'wordpress.test', 'install']);
    const first = await site(filledStore());
    await first.listen({ host: '127.0.0.1', port: 0 });
    port = z.object({ port: z.number() }).parse(first.server.address()).port;
    await first.close();
    origin = `http://127.0.0.1:${port}`;
    live = await site(filledStore(), { publicUrl: origin });
    await live.listen({ host: '127.0.0.1', port });
    // What is first asked for is made while a client waits, and on a slow machine longer than the client does.
    for (const path of ['/', '/case/2-x', '/council/NBL', '/search', '/embed.json', '/embed/page'])
      await live.inject(path);
  }, 600_000);

  afterAll(async () => {
    await live?.close();
    database?.kill();
    if (database !== undefined && database.exitCode === null)
      await new Promise((resolve) => database?.once('exit', resolve));
    rmSync(dir, { recursive: true, force: true });
  });

  test('shows two right cards by shortcode and by block, with pictures of its own', async () => {
    const told = await ask([
      ['address', origin],
      ['forget', ''],
      ['shortcode', '[lamplighter council="NBL" cpv="34928500"]'],
      [
        'block',
        '<!-- wp:lamplighter/cards {"council":"NBL","group":"Refuse","limit":3,"pictures":false} /-->',
      ],
      ['shortcode', '[lamplighter]'],
      ['content', 'Before\n\n[lamplighter council="DUR" cpv="Refuse disposal and treatment"]\n\nAfter'],
      ['may', 'unfiltered_html'],
    ]);
    const [, , byCode, block, bare, content, may] = told.map(({ result }) => result);
    expect(may).toBe(false);
    expect(cardsOf(byCode)).toHaveLength(2);
    expect(cardsOf(byCode).first().text()).toContain(
      'Northumberland Council cuts carbon with LED street lights',
    );
    expect(cardsOf(byCode).first().find('img').attr('src')).toContain('/pictures/street-lighting.svg');
    expect(cardsOf(byCode).first().find('.lamplighter-fact').text()).toContain('£25 million');
    expect([cardsOf(block).length, cardsOf(block).find('img').length]).toEqual([3, 0]);
    expect(cardsOf(block).first().text()).toContain('Durham’s plastics pledge');
    expect(cardsOf(bare)).toHaveLength(2);
    expect(cardsOf(content).first().text()).toContain('Durham’s plastics pledge');
    expect(String(block) + String(byCode)).not.toContain('<script');
  });

  test('turns a pasted address into a frame, also for an author without the right to write markup', async () => {
    const addresses = [
      '/case/2-northumberland-council-cuts-carbon-with-led-street-lights',
      '/council/NBL',
      '/search?topic=street-lighting',
      '/embed/page?council=NBL&group=Refuse',
    ];
    const told = await ask(
      addresses.map((path) => ['content', `Before\n\n${origin}${path}\n\nAfter`] as const),
    );
    for (const [at, { result }] of told.entries()) {
      const frame = load(String(result))('iframe');
      expect(frame.length, addresses[at]).toBe(1);
      expect(frame.attr('src'), addresses[at]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/embed\/.*#\?secret=/);
      expect(frame.attr('sandbox'), addresses[at]).toBe('allow-scripts');
    }
  });

  test('has two cards in a second whatever its server does, and does not ask again for a while', async () => {
    const FAILURES: Readonly<Record<string, (socket: Socket) => void>> = {
      'hangs up': (one) => one.destroy(),
      'answers 500': (one) => one.end('HTTP/1.1 500 Oh\r\ncontent-length: 2\r\n\r\n{}'),
      'answers HTML': (one) => one.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n<p>Hi</p>'),
      'says nothing': () => undefined,
      drips: (one) => {
        const timer = setInterval(() => one.write('H'), 200);
        one.on('close', () => clearInterval(timer));
      },
      'is cut short': (one) => one.end('HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n{"items":['),
      'speaks no HTTP': (one) => one.end('SSH-2.0-OpenSSH_9.2\r\n'),
      'answers a list': (one) => one.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]'),
    };
    for (const [name, answer] of Object.entries(FAILURES)) {
      let asked = 0;
      const sockets = new Set<Socket>();
      const failing = createServer((one) => {
        sockets.add(one);
        one.on('error', () => one.destroy());
        one.once('data', () => {
          asked += 1;
          answer(one);
        });
      });
      await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
      const { port: at } = z.object({ port: z.number() }).parse(failing.address());
      const shown = await ask([
        ['address', `http://127.0.0.1:${at}`],
        ['forget', ''],
        ['shortcode', '[lamplighter council="NBL"]'],
        ['shortcode', '[lamplighter council="DEV"]'],
      ]);
      for (const one of sockets) one.destroy();
      failing.close();
      expect(
        shown.slice(2).map(({ result }) => cardsOf(result).length),
        name,
      ).toEqual([2, 2]);
      expect(asked, name).toBe(1);
      console.log(
        `${name}: ${(shown[2]?.seconds ?? 0).toFixed(2)} s, then ${(shown[3]?.seconds ?? 0).toFixed(3)} s`,
      );
    }
  });

  test('tells no story twice, whatever address and marks it has on the server', async () => {
    const title = "Durham's plastics pledge helps council, partners and suppliers cut waste";
    const item = { publisher: 'Durham', title, url: 'https://durham.example/pledge', blurb: 'It was good.' };
    const body = JSON.stringify({ items: [item] });
    const server = createServer((one) => {
      one.on('error', () => one.destroy());
      one.once('data', () => one.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port: at } = z.object({ port: z.number() }).parse(server.address());
    const [, , shown] = await ask([
      ['address', `http://127.0.0.1:${at}`],
      ['forget', ''],
      ['shortcode', '[lamplighter council="DUR" limit="3"]'],
    ]);
    server.close();
    expect(cardsOf(shown?.result)).toHaveLength(2);
    expect(cardsOf(shown?.result).text()).toContain('Northumberland Council cuts carbon');
  });

  test('shows the last good answer when there is no server any more', async () => {
    const [, , before] = await ask([
      ['address', origin],
      ['forget', ''],
      ['shortcode', '[lamplighter council="PRE" group="Catering"]'],
    ]);
    const [, , after] = await ask([
      ['address', 'http://127.0.0.1:9'],
      ['stale', ''],
      ['shortcode', '[lamplighter council="PRE" group="Catering"]'],
    ]);
    expect(after?.result).toBe(before?.result);
    expect(cardsOf(after?.result).first().text()).toContain('Buying school meals');
  });
});
