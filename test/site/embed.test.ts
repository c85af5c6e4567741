import { beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { allCouncils, councilByCode } from '../../src/classify/councils/councils.ts';
import { readFacts } from '../../src/classify/facts.ts';
import { topicOf } from '../../src/classify/topics.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { readOccasion } from '../../src/catalogue/read-occasion.ts';
import { similarCouncils } from '../../src/catalogue/similar.ts';
import { embedCards, embedFragment } from '../../src/site/embed.ts';
import { keepLink } from '../../src/store/links.ts';
import { freshStore, listed, NOON } from '../catalogue/fixtures.ts';
import { get, PUBLIC_URL, site } from './site.ts';

const GROUPS = ['Construction', 'Fuel', 'Refuse', 'Sewage', 'Catering'];
const near =
  similarCouncils('DEV').find((one) => one.ruralUrban === councilByCode('DEV')?.ruralUrban)?.code ?? '';

const store = freshStore();
const council = (code: string) => [{ code, as: councilByCode(code)?.name ?? code }];
listed(store, { title: 'Lamps in Northumberland', councils: council('NBL'), topics: ['street-lighting'] });
listed(store, { title: 'Bins in Devon', councils: council('DEV'), topics: ['waste-recycling'] });
listed(store, { title: 'Bins near Devon', councils: council(near), topics: ['waste-recycling'] });
listed(store, { title: 'Bins in Glasgow', councils: council('GLG'), topics: ['waste-recycling'] });
listed(store, { title: 'How to buy well', councils: [], topics: ['general-procurement-practice'] });

let app: FastifyInstance;
beforeAll(async () => {
  app = await site(store);
});

async function cards(query: string) {
  const data: { items: { title: string; why: string; url: string }[] } = (
    await get(app, `/embed.json?${query}`)
  ).json();
  return data.items;
}

describe('the choice of cards', () => {
  test('puts the same council first, then councils like it, and says which is which', async () => {
    const [first, second, third] = await cards('council=DEV&group=Refuse&limit=4');
    expect(first).toMatchObject({ title: 'Bins in Devon', why: 'same council · waste and recycling' });
    expect(second?.title).toBe('Bins near Devon');
    expect(second?.why).toMatch(/^similar [a-z-]+( populated)? council · waste and recycling$/);
    expect(third).toMatchObject({ title: 'Bins in Glasgow', why: 'another council · waste and recycling' });
  });

  test('finds the topic by the longest prefix of a code, by a label, and by a group', async () => {
    for (const subject of ['cpv=34928500-3', 'cpv=34928500'])
      expect((await cards(`council=GLG&${subject}`))[0]?.title, subject).toBe('Lamps in Northumberland');
    expect((await cards('cpv=90511200'))[0]?.why).toContain('waste');
    expect((await cards('cpv=Refuse%20disposal%20and%20treatment'))[0]?.why).toContain('waste');
    expect((await cards('group=refuse'))[0]?.why).toContain('waste');
  });

  test('fills up, where no place is known, with good buying in general before another trade', async () => {
    const titles = (await cards('cpv=34928500&limit=2')).map(({ title }) => title);
    expect(titles).toEqual(['Lamps in Northumberland', 'How to buy well']);
  });

  test('prefers good buying in general to another trade of the council itself', async () => {
    const titles = (await cards('council=DEV&cpv=34928500&limit=3')).map(({ title }) => title);
    expect(titles).toEqual(['Lamps in Northumberland', 'How to buy well', 'Bins in Devon']);
  });

  test('takes another publisher’s story before a second one of the same, and that before another topic', async () => {
    const other = freshStore();
    const lamps = { topics: ['street-lighting'], councils: council('NBL') };
    listed(other, { ...lamps, title: 'First lamps', publisher: 'APSE' }, NOON + 2000);
    listed(other, { ...lamps, title: 'Second lamps', publisher: 'APSE' }, NOON + 1000);
    listed(other, { ...lamps, title: 'Lamps told by others', publisher: 'LGA' });
    listed(other, { topics: ['waste-recycling'], title: 'Bins', publisher: 'CLES' });
    const occasion = readOccasion({ council: 'NBL', cpv: ['34928500'] });
    const chosen = embedCards(readCatalogue(other), occasion, 3, PUBLIC_URL);
    expect(chosen.map(({ title }) => title)).toEqual(['First lamps', 'Lamps told by others', 'Second lamps']);
  });

  test('never shows a story told twice where there is another, on its topic or about buying well', async () => {
    const other = freshStore();
    const lamps = { topics: ['street-lighting'], councils: council('NBL') };
    const tell = (title: string, blurb: string, more: object = {}) =>
      listed(other, { ...lamps, title, blurb, publisher: title.slice(0, 4), ...more });
    tell(
      'LEDs light up the county',
      'Replacing 44,000 sodium lanterns for £25m halves what Northumberland pays for lighting.',
    );
    tell(
      'How 44,000 lanterns were replaced',
      'Northumberland swapped its sodium lanterns and pays half as much for lighting since.',
    );
    tell('Poles painted', 'Columns in conservation areas were repainted in heritage green by apprentices.');
    const titles = (limit: number) =>
      embedCards(
        readCatalogue(other),
        readOccasion({ council: 'NBL', cpv: ['34928500'] }),
        limit,
        PUBLIC_URL,
      ).map(({ title }) => title);
    expect(titles(2)).toEqual(['Poles painted', 'How 44,000 lanterns were replaced']);
    expect(titles(3)).toEqual([
      'Poles painted',
      'How 44,000 lanterns were replaced',
      'LEDs light up the county',
    ]);
    tell('Asking first', 'A question to the market before each tender.', {
      topics: ['general-procurement-practice'],
      councils: council('GLG'),
    });
    expect(titles(3).at(-1)).toBe('Asking first');
  });

  test('takes no two entries for one story that have no word of their own', async () => {
    const other = freshStore();
    const lamps = { topics: ['street-lighting'], councils: council('NBL') };
    const blurb = 'Northumberland, Northumberland and Northumberland.';
    for (const publisher of ['APSE', 'CLES'])
      listed(other, { ...lamps, title: `Northumberland, ${publisher}`, blurb, publisher });
    listed(other, {
      topics: ['general-procurement-practice'],
      councils: council('GLG'),
      title: 'Asking first',
    });
    const occasion = readOccasion({ council: 'NBL', cpv: ['34928500'] });
    const chosen = embedCards(readCatalogue(other), occasion, 2, PUBLIC_URL).map(({ title }) => title);
    expect(chosen.toSorted()).toEqual(['Northumberland, APSE', 'Northumberland, CLES']);
  });

  test('takes several codes, as a contract may have, and shows a story for each', async () => {
    const titles = (await cards('cpv=90511200&cpv=34928500&limit=4')).map(({ title }) => title);
    expect(titles).toContain('Lamps in Northumberland');
    expect(titles[0]).toMatch(/^Bins/);
  });

  test('takes a council by code, GSS code, slug or name, and answers alike', async () => {
    const answers = await Promise.all(
      ['NBL', 'E06000057', 'northumberland-county-council', 'Northumberland'].map((name) =>
        cards(`council=${encodeURIComponent(name)}&group=Fuel`),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('gives a former council what its successor is given', async () => {
    listed(store, {
      title: 'Copeland renews contracts',
      councils: council('CBD'),
      topics: ['food-catering'],
    });
    expect((await cards('council=COP&group=Catering'))[0]).toMatchObject({
      title: 'Copeland renews contracts',
      why: expect.stringContaining('same council'),
    });
  });

  test('leaves out an entry whose link died without a copy, and marks one that has a copy', async () => {
    const other = freshStore();
    const [gone, kept] = [listed(other, { title: 'Gone' }), listed(other, { title: 'Kept' })];
    const link = { strikes: 3, checkedAt: NOON, nextAt: NOON, archiveTriedAt: null, movedTo: null };
    keepLink(other, gone, { ...link, state: 'dead', archiveUrl: null, archiveAt: null });
    keepLink(other, kept, {
      ...link,
      state: 'dead',
      archiveUrl: 'https://web.archive.org/web/2024/https://ashden.org/',
      archiveAt: NOON,
    });
    const fragment = (await get(await site(other), '/embed')).body;
    expect(fragment).not.toContain('Gone');
    expect(fragment).toContain('(archive copy)');
    expect(fragment).toContain('href="https://web.archive.org/');
  });
});

test('every code of the vocabulary and every label of it is about something', () => {
  const unknown = readFacts('cpv').filter(
    ({ code = '', label = '' }) => topicOf({ cpv: code }) === undefined || topicOf({ label }) === undefined,
  );
  expect([readFacts('cpv').length, unknown]).toEqual([9454, []]);
});

test('three entries are enough: every council there is or was, for every group and label, is shown two cards', () => {
  const small = freshStore();
  for (const topic of ['street-lighting', 'waste-recycling', 'food-catering'])
    listed(small, { topics: [topic], title: `About ${topic}` });
  const catalogue = readCatalogue(small);
  let asked = 0;
  for (const { code } of allCouncils())
    for (const group of ['', ...GROUPS]) {
      const query = { council: code, group };
      const chosen = embedCards(catalogue, readOccasion(query), 2, PUBLIC_URL);
      if (chosen.length !== 2 || chosen.some(({ why }) => why === ''))
        expect([code, group, chosen]).toEqual('two cards');
      asked += 1;
    }
  expect(asked).toBeGreaterThanOrEqual(450 * 6);
  for (const { label = '' } of readFacts('cpv-labels'))
    expect(embedCards(catalogue, readOccasion({ cpv: [label] }), 2, PUBLIC_URL)).toHaveLength(2);
});

describe('the block', () => {
  test('is served by path, as files are, just as by question', async () => {
    for (const [path, query] of [
      ['/embed/DEV/Refuse/', '/embed?council=DEV&group=Refuse'],
      ['/embed/DEV/Refuse', '/embed?council=DEV&group=Refuse'],
      ['/embed/DEV/Refuse.html', '/embed?council=DEV&group=Refuse'],
      ['/embed/_/_/', '/embed'],
      ['/embed/E10000008/_', '/embed?council=DEV'],
      ['/embed/_/street-lighting/', '/embed?cpv=34928500'],
      ['/embed/DEV/Refuse.json', '/embed.json?council=DEV&group=Refuse'],
    ] as const)
      expect((await get(app, path)).body, path).toBe((await get(app, query)).body);
  });

  test('as a page has the colours it is asked for', async () => {
    for (const [query, theme] of [
      ['', 'auto'],
      ['?theme=dark', 'dark'],
      ['?theme=light', 'light'],
      ['?theme=neon', 'auto'],
    ] as const)
      expect((await get(app, `/embed/page${query}`)).body, query).toContain(`data-theme="${theme}"`);
    expect((await get(app, '/embed/page/DEV/Refuse/?theme=dark')).body).toContain('data-theme="dark"');
  });

  test('is a fragment with headings, without script, style, picture or form, and asks for nothing from elsewhere', async () => {
    const { body, headers } = await get(app, '/embed?council=DEV&group=Refuse');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body.match(/<h3>/g)).toHaveLength(2);
    expect(body).not.toMatch(/<(script|style|link|img|iframe|form|html)\b|\bsrc=|\bstyle=|\bon\w+=/i);
  });

  test('may be framed and read by any site, sets no cookie, and no other page may be framed', async () => {
    for (const path of ['/embed', '/embed/page', '/embed.json', '/embed.js', '/oembed?url=x']) {
      const { headers } = await get(app, path);
      expect(headers['access-control-allow-origin'], path).toBe('*');
      expect(headers['content-security-policy'], path).toContain('frame-ancestors *');
      expect(headers['cross-origin-resource-policy'], path).toBe('cross-origin');
      expect(headers['set-cookie'], path).toBeUndefined();
      expect(headers['access-control-expose-headers'], path).toContain('ETag');
    }
    for (const path of ['/', '/search', '/suggest', '/about/criteria'])
      expect((await get(app, path)).headers['content-security-policy'], path).toContain(
        "frame-ancestors 'none'",
      );
  });

  test('stays within 6 KB whatever publishers call their posts, and shows hostile titles as text', () => {
    const hostile = `<img src=x onerror=alert(1)>"'&${'W'.repeat(4000)}`;
    const card = {
      publisher: '&'.repeat(100),
      title: hostile,
      url: `https://example.org/${'a'.repeat(3000)}`,
      blurb: '"'.repeat(200),
      why: 'similar sparsely populated council · professional and people services',
      about: `${PUBLIC_URL}/case/12345-${'a'.repeat(60)}`,
      archived: true,
    };
    const other = freshStore();
    for (let n = 0; n < 3; n += 1)
      listed(other, { title: hostile.slice(0, 200), url: `${card.url}${n}`, publisher: card.publisher });
    const chosen = embedCards(readCatalogue(other), { topics: [] }, 2, PUBLIC_URL);
    const fragment = embedFragment(chosen, `${PUBLIC_URL}/search?council=NBL`);
    expect(Buffer.byteLength(fragment)).toBeLessThanOrEqual(6 * 1024);
    expect(fragment).not.toContain('<img');
  });

  test('is the same every time, and a copy that is still right costs 304', async () => {
    const first = await get(app, '/embed?council=SHF&group=Fuel');
    const again = await get(app, '/embed?council=SHF&group=Fuel');
    expect(again.body).toBe(first.body);
    const etag = String(first.headers['etag']);
    const known = await get(app, '/embed?council=SHF&group=Fuel', { 'if-none-match': etag });
    expect([known.statusCode, known.body]).toEqual([304, '']);
  });

  test('never refuses: nonsense is answered with general examples', async () => {
    const { statusCode, body } = await get(
      app,
      '/embed?council=Atlantis&cpv=%00%ff&group=Zeppelins&limit=-7',
    );
    expect(statusCode).toBe(200);
    expect(body.match(/<article/g)).toHaveLength(1);
  });

  test('comes as an element of little more than 1 KB', async () => {
    expect(Buffer.byteLength((await get(app, '/embed.js')).body)).toBeLessThanOrEqual(1280);
  });
});

describe('oEmbed', () => {
  test('is discovered on the page of a case study and answers with its card', async () => {
    const page = await get(app, '/case/1-lamps-in-northumberland');
    const href = /type="application\/json\+oembed"[^>]*href="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const path = href.replaceAll('&amp;', '&').replace(PUBLIC_URL, '');
    const answer: unknown = (await get(app, path)).json();
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', title: 'Lamps in Northumberland' });
  });

  test('gives a frame of case studies, councils, topics, searches and blocks, which may run its script and no more', async () => {
    for (const path of [
      '/case/1-lamps-in-northumberland',
      '/council/DEV',
      '/topic/waste-recycling',
      '/practice/social-value',
      '/search?topic=waste-recycling&topic=street-lighting',
      '/search?q=bins',
      '/embed?council=DEV&group=Refuse',
      '/embed/page?council=DEV&cpv=90511200&cpv=34928500&limit=3',
      '/embed/DEV/Refuse/',
      '/embed/page/DEV/waste-recycling/',
      '/embed/case/1-lamps-in-northumberland',
      '/embed/list?topic=street-lighting',
    ]) {
      const answer = await get(app, `/oembed?url=${encodeURIComponent(PUBLIC_URL + path)}&maxwidth=320`);
      expect(answer.statusCode, path).toBe(200);
      const { html, width, height }: { html: string; width: number; height: number } = answer.json();
      expect([width, height > 150], path).toEqual([320, true]);
      const [, src = ''] = /^<iframe src="([^"]+)"/.exec(html) ?? [];
      expect(html, path).toContain('sandbox="allow-scripts');
      expect(html, path).not.toContain('allow-same-origin');
      const frame = await get(app, src.replaceAll('&#38;', '&').replace(PUBLIC_URL, ''));
      expect([frame.statusCode, frame.headers['content-security-policy']], path).toEqual([
        200,
        expect.stringContaining('frame-ancestors *'),
      ]);
      const own = /type="application\/json\+oembed"[^>]*href="([^"]+)"/.exec(frame.body)?.[1] ?? '';
      const again = await get(app, own.replaceAll('&amp;', '&').replace(PUBLIC_URL, ''));
      expect(again.json().title, path).toBe(answer.json().title);
    }
  });

  test('refuses other sites, unknown numbers and other formats in words', async () => {
    const at = (url: string, more = '') => get(app, `/oembed?url=${encodeURIComponent(url)}${more}`);
    expect((await at('https://evil.example/case/1')).statusCode).toBe(404);
    expect((await at(`${PUBLIC_URL}/case/999`)).json()).toMatchObject({ status: 404 });
    expect((await at(`${PUBLIC_URL}/desk`)).statusCode).toBe(404);
    expect((await at(`${PUBLIC_URL}/embed/%E0%A4%A/x`)).statusCode).toBe(200);
    expect((await at(`${PUBLIC_URL}/case/1`, '&format=xml')).statusCode).toBe(501);
  });
});
