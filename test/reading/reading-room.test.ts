import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { adapterOf } from '../../src/reading/adapter.ts';
import { loadSource } from '../../src/reading/load-source.ts';
import { marksFor } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { readAnswer, readCard } from '../../src/reading/read-answer.ts';
import { openReadingRoom, type ReadingRoom } from '../../src/reading/reading-room.ts';
import { unpack } from '../../src/store/blobs.ts';
import { arrived } from './arrived.ts';
import { until } from '../queue/contract.ts';
import { SOAK } from '../some-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'lamplighter-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rooms: ReadingRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) room.close();
});

function opened(): ReadingRoom {
  const room = openReadingRoom();
  rooms.push(room);
  return room;
}

/** An adapter whose title is read by a function of this body, which is given the page as `page`. */
async function adapter(id: string, body: string) {
  const file = join(folder, `${id}.ts`);
  writeFileSync(
    file,
    `export default ({ defineSource, feed }) => defineSource({
  id: '${id}', name: 'A', publisher: 'A', home: 'https://a.example/', hosts: { canonical: 'a.example' },
  cadence: { perMonth: 1, quietOkDays: 99 }, discover: feed({ url: '/feed' }),
  article: { title: (page) => { ${body} } },
});
`,
  );
  return adapterOf(await loadSource(file));
}

const PAGE = `<!doctype html><title>A council bought light</title><main><h1>A council bought light</h1>
<p>Leeds City Council awarded a contract for street lighting and saved a third of what it had paid before.</p></main>`;

async function read(room: ReadingRoom, by: Awaited<ReturnType<typeof adapter>>, html = PAGE) {
  const url = 'https://a.example/post';
  const answer = arrived(url, html);
  const request = { url, expect: 'post' } as const;
  return readAnswer(room, {
    adapter: by,
    now: 0,
    reading: { kind: 'post', answer, request, mayBePdf: false },
  });
}

/** The same room, in a hurry: what never ends need not be waited for as long as a page. */
const hurried = ({ read: readIn, ...room }: ReadingRoom): ReadingRoom => ({
  ...room,
  read: (order) => readIn(order, 500),
});

/** How many pipes and processes keep our own process going. */
const waitedFor = (): number =>
  process.getActiveResourcesInfo().filter((kind) => /Pipe|Process/.test(kind)).length;

it('reads a page of several pieces whole, and the small one that follows it', async () => {
  const room = opened();
  const by = await adapter('pieces', `return 'A title'`);
  const long = PAGE.replace(
    '</main>',
    `<!-- ${'x'.repeat(900_000)} --><p>The last words of it stand here, and they say what came of it all.</p></main>`,
  );
  const [large, small] = await Promise.all([read(room, by, long), read(room, by)]);
  expect(JSON.stringify(large.post)).toContain('The last words of it');
  expect(JSON.stringify(small.post)).toContain('street lighting');
  expect(JSON.stringify(small.post)).not.toContain('The last words of it');
});

describe('a reading room', () => {
  it('has nobody in it until something is to be read', async () => {
    const room = opened();
    expect(room.pids()).toEqual([]);
    const { outcome, post, marks } = await read(room, await adapter('plain', 'return page.$("h1").text()'));
    expect(room.pids()).toHaveLength(1);
    expect(post).toMatchObject({ title: 'A council bought light' });
    // Whoever scores it need not read its words again.
    if (post === undefined || 'kind' in post) throw new Error('no post was read');
    expect(marks).toEqual(marksFor(post, loadRules()));
    expect(outcome.kind === 'page' && unpack(outcome.copy?.packed)).toBe(PAGE);
  });

  it.each([
    ['that does not end', 'for (;;);', 'seconds of CPU time'],
    // Memory that no heap knows is bounded in one way, whoever asks for it; a reader that dies of its heap dies as others do.
    ...(!SOAK
      ? []
      : [
          [
            'that fills the heap',
            'const all = []; for (;;) all.push({ all: [all.length] });',
            'its reader was',
          ],
          [
            'that fills memory of buffers',
            'const all = []; for (;;) all.push(Buffer.alloc(8e6, 1));',
            'MB of memory',
          ],
        ]),
    [
      'that fills memory of web assembly',
      'const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 }); for (;;) { const old = memory.buffer.byteLength; memory.grow(100); new Uint8Array(memory.buffer, old).fill(1); }',
      'MB of memory',
    ],
  ])('stops a reading %s, says why, and reads what waited behind it', async (what, body, why) => {
    const room = opened();
    const hostile = await adapter(`hostile-${what.replaceAll(' ', '-')}`, body);
    const plain = await adapter('plain', 'return page.$("h1").text()');
    const [bad, ...good] = await Promise.all([
      read(hurried(room), hostile),
      ...Array.from({ length: 5 }, () => read(room, plain)),
    ]);
    expect(bad).toMatchObject({ stopped: true, outcome: { kind: 'page' }, post: { kind: 'unreadable' } });
    expect(bad.post !== undefined && 'why' in bad.post && bad.post.why).toContain(why);
    expect(good.map(({ post }) => post !== undefined && 'title' in post && post.title)).toEqual(
      Array.from({ length: 5 }, () => 'A council bought light'),
    );
  });

  it('has a page read by another when a reader is killed from outside', async () => {
    const room = opened();
    const slow = await adapter(
      'slow',
      'const end = Date.now() + 1000; while (Date.now() < end); return "Slow";',
    );
    const reading = read(room, slow);
    await until(() => room.pids().length > 0);
    const [pid] = room.pids();
    process.kill(pid ?? 0, 'SIGKILL');
    expect((await reading).post).toMatchObject({ title: 'Slow' });
  });

  it('blames no page for what its reader had grown by before, and reads it by another', async () => {
    const room = opened();
    const growing = await adapter(
      'growing',
      `(globalThis.kept ??= []).push(Buffer.alloc(50e6, 1));
       for (const end = Date.now() + 60; Date.now() < end;);
       return "Read";`,
    );
    const titles: unknown[] = [];
    const pids = new Set<number>();
    while (pids.size < 2) {
      const { post } = await read(room, growing);
      titles.push(post !== undefined && 'title' in post && post.title);
      room.pids().forEach((pid) => pids.add(pid));
    }
    expect(new Set(titles)).toEqual(new Set(['Read']));
  });

  it('gives up a page that two readers died of', async () => {
    const room = opened();
    const deadly = await adapter('deadly', 'process.abort();');
    expect(await read(room, deadly)).toMatchObject({
      stopped: true,
      post: { kind: 'unreadable', why: expect.stringContaining('its reader was lost twice') },
    });
    expect((await read(room, await adapter('plain', 'return "Well"'))).post).toMatchObject({ title: 'Well' });
  });

  it('does not read with an adapter that was edited since', async () => {
    const room = opened();
    const before = await adapter('edited', 'return "Before"');
    await adapter('edited', 'return "After"');
    expect((await read(room, before)).post).toMatchObject({
      kind: 'unreadable',
      why: expect.stringContaining('was edited meanwhile'),
    });
  });

  it('reads nothing any more once it is closed', async () => {
    const room = opened();
    const plain = await adapter('plain', 'return "Well"');
    const reading = read(room, plain);
    room.close();
    expect((await reading).post).toMatchObject({ kind: 'unreadable', why: 'the reading room was closed' });
    expect((await read(room, plain)).post).toMatchObject({ kind: 'unreadable' });
  });

  it('leaves a reader with nothing in hand to the next room, and ends one that is at work', async () => {
    const [first, plain] = [opened(), await adapter('plain', 'return "Well"')];
    const before = waitedFor();
    await read(first, plain);
    const [pid] = first.pids();
    first.close();
    // It may wait; our own process need not wait for it.
    expect(waitedFor()).toBeLessThanOrEqual(before);
    expect(first.pids()).toEqual([]);
    const second = opened();
    expect((await read(second, plain)).post).toMatchObject({ title: 'Well' });
    expect(second.pids()).toEqual([pid]);
    const endless = read(second, await adapter('endless', 'for (;;);'));
    second.close();
    expect((await endless).post).toMatchObject({ kind: 'unreadable', why: 'the reading room was closed' });
    const third = opened();
    expect((await read(third, plain)).post).toMatchObject({ title: 'Well' });
    expect(third.pids()).not.toContain(pid);
  });

  it('reads a post that came with its card, and cuts what is beyond measure', async () => {
    const room = opened();
    const by = await adapter('plain', 'return undefined');
    const html = `<p>${'Leeds City Council bought light. '.repeat(60_000)}</p>`;
    const card = {
      url: 'https://a.example/1',
      title: 'x'.repeat(9000),
      content: { html, origin: 'feed' },
    } as const;
    const { post } = await readCard(room, { adapter: by, now: 0, reading: { kind: 'card', card } });
    if (post === undefined || 'kind' in post) throw new Error('it was not read');
    expect(post.title.length).toBe(500);
    expect(post.blocks.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(1_000_000);
  });
});
