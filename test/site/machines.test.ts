import { readFileSync } from 'node:fs';
import { parseFeed } from 'feedsmith';
import { load } from 'cheerio/slim';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { parseCsv, csv, unguarded } from '../../src/base/csv.ts';
import { CaseSchema, SCHEMAS } from '../../src/site/machines/api-schema.ts';
import { apiRoutes } from '../../src/site/machines/api.ts';
import { operationsOf } from '../../src/site/machines/openapi.ts';
import { withdrawEntry } from '../../src/catalogue/publish.ts';
import { freshStore, listed, NOON } from '../catalogue/fixtures.ts';
import { get, PUBLIC_URL, publishDeps, site } from './site.ts';

const NASTY = 'Ümläut \u0000\u0008\ufffe\u{1f4a1} <b>&amp;</b> ]]> "q" \'s\' \u2028 end';
const store = freshStore();
const first = listed(store, { title: 'Lamps in the county', hits: [{ rule: 'act.procure', points: 4 }] });
listed(store, { title: NASTY, publisher: '=HYPERLINK("http://evil")', topics: ['waste-recycling'] });
for (let n = 0; n < 5; n += 1) listed(store, { title: `Story ${n}` }, NOON + n * 1000);

let app: FastifyInstance;
beforeAll(async () => {
  app = await site(store);
});

describe('feeds', () => {
  test('in Atom hold every entry once, with ids that outlast slugs, and only characters that XML allows', async () => {
    const { body, headers } = await get(app, '/search.atom');
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(body).not.toMatch(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/u);
    const parsed = parseFeed(body);
    expect(parsed.format).toBe('atom');
    const $ = load(body, { xmlMode: true });
    expect($('feed > id, feed > title, feed > updated')).toHaveLength(3);
    expect($('feed > link[rel=self]').attr('href')).toBe(`${PUBLIC_URL}/search.atom`);
    const ids = $('entry > id')
      .get()
      .map((element) => $(element).text());
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    for (const entry of $('entry').get())
      for (const name of ['id', 'title', 'updated', 'published', 'summary'])
        expect($(entry).children(name), name).toHaveLength(1);
    expect(
      $('entry > title')
        .get()
        .map((element) => $(element).text()),
    ).toContain('Ümläut \u{1f4a1} <b>&amp;</b> ]]> "q" \'s\' end');
  });

  test('in JSON name our page and the story apart', async () => {
    const { body, headers } = await get(app, '/search.feed.json');
    expect(headers['content-type']).toBe('application/feed+json; charset=utf-8');
    expect(parseFeed(body).format).toBe('json');
    expect(body).not.toMatch(/[<\u2028]/);
    const feed: { items: Record<string, unknown>[] } = JSON.parse(body);
    expect(feed.items).toHaveLength(7);
    expect(feed.items.find(({ url }) => String(url).includes(`/case/${first}-`))).toMatchObject({
      url: `${PUBLIC_URL}/case/${first}-lamps-in-the-county`,
      external_url: expect.stringContaining('https://ashden.org/'),
    });
  });

  test('keep their ids under a new address, and when their catalogue is imported elsewhere', async () => {
    const ids = async (publicUrl: string) => {
      const there = await site(store, { publicUrl });
      const atom = [...(await get(there, '/search.atom')).body.matchAll(/<id>(urn:[^<]+)</g)].map(
        ([, id]) => id,
      );
      const json: { items: { id: string }[] } = (await get(there, '/search.feed.json')).json();
      return [...atom, ...json.items.map(({ id }) => id)];
    };
    const here = await ids(PUBLIC_URL);
    expect(await ids('https://moved.example.org')).toEqual(here);
    expect(here).toHaveLength(15);
  });

  test('hold a new entry back for two minutes, so that an undo never reaches readers', async () => {
    const other = freshStore();
    listed(other, { title: 'Just now' }, NOON);
    let now = NOON + 119_999;
    const there = await site(other, { now: () => now });
    for (const path of [
      '/search.atom',
      '/search.feed.json',
      '/council/NBL.atom',
      '/topic/street-lighting.feed.json',
      '/changes',
    ])
      expect((await get(there, path)).body, path).not.toContain('Just now');
    now += 1;
    for (const path of [
      '/search.atom',
      '/search.feed.json',
      '/council/NBL.atom',
      '/topic/street-lighting.feed.json',
      '/changes',
    ])
      expect((await get(there, path)).body, path).toContain('Just now');
  });

  test('exist for every list, as the list says of itself', async () => {
    for (const path of [
      '/search?topic=street-lighting',
      '/council/NBL',
      '/topic/street-lighting',
      '/practice/energy-ppa-performance-contract',
      '/source/ashden-news',
    ]) {
      const { body } = await get(app, path);
      const links = [
        ...body.matchAll(/<link rel="alternate" type="([^"+]+(?:\+(?!oembed)[^"]+)?)"[^>]*href="([^"]+)"/g),
      ];
      expect(links, path).toHaveLength(4);
      for (const [, type, href = ''] of links) {
        const twin = await get(app, href.replaceAll('&amp;', '&'));
        expect([twin.statusCode, String(twin.headers['content-type']).split(';')[0]], href).toEqual([
          200,
          type,
        ]);
        expect(twin.body, href).toContain('Lamps in the county');
      }
    }
  });
});

describe('tables', () => {
  test('hold no cell that a spreadsheet takes for a formula', async () => {
    const { body } = await get(app, '/search.csv');
    const rows = parseCsv(body);
    expect(rows).toHaveLength(7);
    for (const row of rows)
      for (const cell of Object.values(row))
        expect(cell).not.toMatch(/^[\s\u00a0\ufeff]*[=+\-@\t\r＝＋－＠]/u);
    expect(rows.some(({ publisher }) => publisher === '\'=HYPERLINK("http://evil")')).toBe(true);
  });

  test('are saved under a name of their own, and begin with the mark that spreadsheets tell UTF-8 by', async () => {
    for (const [path, name] of [
      ['/search.csv?topic=street-lighting', 'case-studies-street-lighting.csv'],
      ['/council/NBL.csv', 'case-studies-council-nbl.csv'],
      ['/source/ashden-news.csv', 'ashden-news.csv'],
    ] as const) {
      const { body, headers } = await get(app, path);
      expect(headers['content-disposition'], path).toBe(`attachment; filename="${name}"`);
      expect(body.startsWith('\uFEFF'), path).toBe(true);
    }
  });

  test('give every text back', () => {
    const texts = [
      '=1+1',
      "'=1",
      "''=1",
      "'tis",
      '+44',
      '-',
      '@x',
      '\t=1',
      ' =1',
      '＝1',
      'a,b',
      '"q"',
      'x\ny',
      '',
      "'",
    ];
    const cells = parseCsv(
      csv(
        ['n', 'text'],
        texts.map((text, n) => [n, text]),
      ),
    );
    expect(cells.map(({ text = '' }) => unguarded(text))).toEqual(texts);
  });

  test('for a publisher name its posts with topics, also in columns that WordPress importers read', async () => {
    const other = freshStore();
    listed(other, {
      title: 'With a number',
      url: 'https://ashden.org/news/with-a-number/',
      aliases: ['wp:ashden-news:4711'],
    });
    const there = await site(other);
    const [own] = parseCsv((await get(there, '/source/ashden-news.csv')).body);
    expect(own).toMatchObject({
      url: 'https://ashden.org/news/with-a-number/',
      tags: 'Procurement case study, Street lighting',
    });
    const [wordPress] = parseCsv((await get(there, '/source/ashden-news.wordpress.csv')).body);
    expect(wordPress).toEqual({
      post_id: '4711',
      post_name: 'with-a-number',
      post_type: 'post',
      post_title: 'With a number',
      post_tags: 'Procurement case study,Street lighting',
    });
  });
});

const OPERATIONS = operationsOf(apiRoutes(publishDeps(freshStore())));

describe('the API', () => {
  test('lets another site’s script ask whether its copy is still right', async () => {
    for (const url of ['/api/v1/cases', '/api/v1/cases/1', '/embed.json', '/embed', '/oembed']) {
      const asked = await app.inject({ method: 'OPTIONS', url });
      expect(asked.statusCode, url).toBe(204);
      expect(asked.headers, url).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'If-None-Match',
      });
    }
    expect((await get(app, '/api/v1/cases')).headers['access-control-expose-headers']).toBe(
      'ETag, Content-Disposition',
    );
  });

  test('says where title and day were read, and whether anything else said the same', async () => {
    const other = freshStore();
    const read = {
      title: { origin: 'heading', confirmed: true },
      published: { confirmed: true, agreeing: ['path'], others: [] },
    } as const;
    listed(other, { title: 'As its publisher gave it', read });
    listed(other, { title: 'As an editor put it', postTitle: 'Lamps', read });
    listed(other, { title: 'Without a day', published: null, read });
    listed(other, { title: 'From no page' });
    const there = await site(other);
    const vouched = async (id: number): Promise<unknown> =>
      (await get(there, `/api/v1/cases/${id}`)).json().vouched;
    expect(await vouched(1)).toEqual({
      title: { origin: 'heading', confirmed: true },
      published: { origin: 'meta', confirmed: true },
    });
    expect(await vouched(2)).toMatchObject({ title: { origin: 'editor', confirmed: true } });
    expect(await vouched(3)).toMatchObject({ published: null });
    expect(await vouched(4)).toBeNull();
  });

  test('takes a filter’s name more than once, and any of the values will do', async () => {
    const both = await get(app, '/api/v1/cases?topic=street-lighting&topic=waste-recycling');
    const one = await get(app, '/api/v1/cases?topic=waste-recycling');
    expect([both.json().total, one.json().total]).toEqual([7, 1]);
    expect(
      (await get(app, '/search.json?topic=street-lighting&topic=waste-recycling')).json().items,
    ).toHaveLength(7);
    expect((await get(app, '/api/v1/cases?topic=street-lighting&topic=bins')).statusCode).toBe(400);
    const other: { next: string } = (
      await get(app, '/api/v1/cases?topic=street-lighting&topic=waste-recycling&limit=2')
    ).json();
    expect(other.next).toContain('topic=street-lighting&topic=waste-recycling');
  });

  test('answers whoever wants to write in a way that programs can read', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await app.inject({ method, url: '/api/v1/cases', payload: {} });
      expect([answer.statusCode, answer.headers['content-type'], answer.headers['allow']], method).toEqual([
        405,
        'application/problem+json; charset=utf-8',
        'GET, HEAD, OPTIONS',
      ]);
      expect(SCHEMAS.Problem.parse(answer.json())).toMatchObject({ status: 405 });
    }
  });

  test('refuses a filter’s value that there could never be, and says which there are', async () => {
    for (const query of ['topic=bins', 'practice=x', 'stage=x', 'nation=Cornwall', 'year=MMXX']) {
      const answer = await get(app, `/api/v1/cases?${query}`);
      expect(answer.statusCode, query).toBe(400);
      expect(answer.headers['content-type'], query).toContain('application/problem+json');
    }
    expect((await get(app, '/api/v1/cases?topic=bins')).json().detail).toContain('waste-recycling');
    expect((await get(app, '/api/v1/cases?topic=street-lighting&nation=England')).statusCode).toBe(200);
  });

  test('answers every documented example as documented', async () => {
    for (const { example, answer } of OPERATIONS) {
      const { statusCode, body, headers } = await get(app, example);
      expect(statusCode, example).toBe(200);
      expect(headers['access-control-allow-origin'], example).toBe('*');
      const parsed = new Map<string, z.ZodType>(Object.entries(SCHEMAS))
        .get(answer)!
        .safeParse(JSON.parse(body));
      expect(parsed.error?.issues ?? [], example).toEqual([]);
    }
  });

  test('answers every example of the reference', async () => {
    const text = readFileSync(new URL('../../docs/reference/api.md', import.meta.url), 'utf8');
    const examples = [...text.matchAll(/^GET (\/\S+)$/gm)].map(([, path = '']) => path);
    expect(examples.length).toBeGreaterThan(8);
    for (const path of examples) expect((await get(app, path)).statusCode, path).toBe(200);
    for (const { path } of OPERATIONS) expect(text, path).toContain(path);
  });

  test('describes itself in OpenAPI 3.1: every address, parameter and shape', async () => {
    const answered = await get(app, '/openapi.json');
    expect(answered.headers['access-control-allow-origin']).toBe('*');
    const described: unknown = answered.json();
    const schema = z.looseObject({
      openapi: z.literal('3.1.0'),
      servers: z.tuple([z.object({ url: z.literal(PUBLIC_URL) })]),
      security: z.tuple([]),
      info: z.looseObject({ title: z.string(), version: z.string() }),
      paths: z.record(
        z.string().startsWith('/'),
        z.object({
          get: z.looseObject({
            operationId: z.string(),
            parameters: z.array(
              z.looseObject({
                name: z.string(),
                in: z.enum(['query', 'path']),
                schema: z.looseObject({ type: z.enum(['string', 'integer', 'array']) }),
              }),
            ),
            responses: z.record(z.string(), z.looseObject({ description: z.string() })),
          }),
        }),
      ),
      components: z.object({ schemas: z.record(z.string(), z.looseObject({ type: z.literal('object') })) }),
    });
    const { paths, components } = schema.parse(described);
    expect(Object.keys(paths)).toHaveLength(OPERATIONS.length);
    for (const [path, { get: one }] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(one.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
        inPath,
      );
    }
    const limit = paths['/api/v1/cases']?.get.parameters.find(({ name }) => name === 'limit')?.schema;
    expect(limit).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
    for (const [, name = ''] of JSON.stringify(described).matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(components.schemas).toHaveProperty(name);
  });

  test('pages through everything once, whatever is listed meanwhile', async () => {
    const other = freshStore();
    for (let n = 0; n < 7; n += 1) listed(other, { title: `Story ${n}` });
    const there = await site(other);
    const seen: number[] = [];
    let path: string | null = '/api/v1/cases?limit=3';
    while (path !== null) {
      const page: { items: { id: number }[]; next: string | null } = (await get(there, path)).json();
      seen.push(...page.items.map(({ id }) => id));
      path = page.next?.replace(PUBLIC_URL, '') ?? null;
      listed(other, { title: 'Another' });
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test('says what is wrong as a problem that programs can read', async () => {
    for (const [path, status] of [
      ['/api/v1/cases?limit=0', 400],
      ['/api/v1/cases?limit=many', 400],
      ['/api/v1/cases?cursor=nonsense', 400],
      ['/api/v1/cases?council=Atlantis', 400],
      ['/api/v1/cases/999', 404],
      ['/api/v1/cases/x', 404],
      ['/api/v1/councils/Atlantis', 404],
      ['/api/v1/nothing/here', 404],
    ] as const) {
      const { statusCode, headers, body } = await get(app, path);
      expect([statusCode, headers['content-type']], path).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
      expect(SCHEMAS.Problem.parse(JSON.parse(body)), path).toMatchObject({ status });
    }
  });

  test('answers 410 for what was withdrawn, with the reason', async () => {
    const other = freshStore();
    const id = listed(other);
    withdrawEntry(other, id, { kind: 'withdrawn', reason: 'Not what it seemed.', by: '1', at: NOON });
    const { statusCode, body } = await get(await site(other), `/api/v1/cases/${id}`);
    expect([statusCode, body.includes('Not what it seemed.')]).toEqual([410, true]);
  });

  test('answers 304 to whoever has the right copy, and 200 once something changed', async () => {
    const other = freshStore();
    const id = listed(other);
    const there = await site(other);
    const etag = String((await get(there, `/api/v1/cases/${id}`)).headers['etag']);
    expect((await get(there, `/api/v1/cases/${id}`, { 'if-none-match': etag })).statusCode).toBe(304);
    other.sql("update entry set blurb = 'Something else altogether, in our words.'").run();
    const fresh = await get(there, `/api/v1/cases/${id}`, { 'if-none-match': etag });
    expect(CaseSchema.parse(fresh.json()).blurb).toContain('Something else');
  });
});

test('the sitemap names every case study by its one address', async () => {
  const $ = load((await get(app, '/sitemap.xml')).body, { xmlMode: true });
  const locations = $('loc')
    .get()
    .map((element) => $(element).text());
  expect(locations).toContain(`${PUBLIC_URL}/case/${first}-lamps-in-the-county`);
  for (const location of locations)
    expect((await get(app, location.replace(PUBLIC_URL, ''))).statusCode, location).toBe(200);
  expect((await get(app, '/robots.txt')).body).toContain(`Sitemap: ${PUBLIC_URL}/sitemap.xml`);
});
