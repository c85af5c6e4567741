import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { loadRules } from '../../src/classify/rules.ts';
import type { PublishDeps } from '../../src/site/deps.ts';
import { PUBLISH_FILES, PUBLISH_STYLES, PUBLISH_VIEWS, publishPart } from '../../src/site/routes.ts';
import type { Store } from '../../src/store/open.ts';
import { loadAssets } from '../../src/web/assets.ts';
import { type AccessGate, makeShell } from '../../src/web/shell.ts';
import { makeViews } from '../../src/web/views.ts';
import { NOON } from '../catalogue/fixtures.ts';

export const PUBLIC_URL = 'https://lamps.example.org';

const CLOSED: AccessGate = {
  admit: async (_request, reply) => {
    await reply.code(403).send('closed');
  },
  confirm: async () => undefined,
};

const CACHE = join(tmpdir(), 'lamplighter-style-cache');
mkdirSync(CACHE, { recursive: true });
const assets = loadAssets({ cacheDir: CACHE, styles: PUBLISH_STYLES, files: PUBLISH_FILES });

const SOURCES: PublishDeps['sources'] = [
  {
    id: 'ashden-news',
    name: 'Ashden news',
    publisher: 'Ashden',
    home: 'https://ashden.org/news/',
    hosts: { canonical: 'ashden.org', aliases: ['www.ashden.org'] },
    urlRules: [],
    dropParams: [],
  },
  {
    id: 'apse-news',
    name: 'APSE news',
    publisher: 'APSE',
    home: 'https://www.apse.org.uk/',
    hosts: { canonical: 'www.apse.org.uk', aliases: ['apse.org.uk'] },
    urlRules: [],
    dropParams: [],
  },
];

/** The public part of the site over a store, with the clock standing ten minutes after noon unless another is given. */
export async function site(store: Store, given: Partial<PublishDeps> = {}): Promise<FastifyInstance> {
  const deps = publishDeps(store, given);
  const app = await makeShell({
    parts: [publishPart(deps)],
    gate: CLOSED,
    views: deps.views,
    assets,
    log: () => undefined,
    publicUrl: deps.publicUrl,
    trustedProxies: [],
  });
  await app.ready();
  return app;
}

export function publishDeps(store: Store, given: Partial<PublishDeps> = {}): PublishDeps {
  return {
    store,
    assets,
    views: makeViews([PUBLISH_VIEWS], assets),
    publicUrl: PUBLIC_URL,
    contact: 'https://lamps.example.org/contact',
    sources: SOURCES,
    pack: loadRules().source,
    secret: 'a secret for tests',
    now: () => NOON + 600_000,
    ...given,
  };
}

export async function get(app: FastifyInstance, url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'GET', url, headers });
}
