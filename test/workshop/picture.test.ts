import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { feed, listing } from '../../src/base/strategies.ts';
import { drawInProcess } from '../../src/workshop/picture/draw-in-process.ts';
import { pictureFile } from '../../src/workshop/picture/picture-file.ts';
import { pictureOf } from '../../src/workshop/picture/picture-of.ts';
import { pageOf } from '../discover/page-of.ts';
import { sourceOf } from '../discover/source-of.ts';

const NAMES = ['Oban', 'Truro', 'Wick', 'Rhyl'];
const row = (town: string, at: number): string =>
  `<li class="row"><h3><a href="/news/${town.toLowerCase()}-buys-salt">${town} buys salt for its roads</a></h3><em onclick="steal()">${20 - at} October 2026</em><img src="https://elsewhere.example/pixel.png" alt="A lorry"></li>`;
const PAGE =
  pageOf(`<html><head><title>News</title><style>@import "https://elsewhere.example/x.css";</style></head><body>
  <script>steal()</script><iframe src="https://elsewhere.example/"></iframe><svg><script>steal()</script></svg>
  <p>&lt;script&gt;steal()&lt;/script&gt; is only said here</p>
  <div class="big"><a href="/news/ayr-buys-salt">Ayr buys salt for its roads</a></div>
  <ul class="rows">${NAMES.map(row).join('')}</ul>
  <div class="more">${['Deal', 'Ely', 'Hove'].map((town) => `<section class="tile"><a href="/events/${town}-meets-suppliers">${town} meets its suppliers</a></section>`).join('')}</div></body></html>`);
const SOURCE = sourceOf(listing({ url: '/news/', card: '.row', link: 'h3 a', date: 'em' }));

describe('a picture of a listing', () => {
  const picture = pictureOf(PAGE, SOURCE);
  const file = picture === undefined ? '' : pictureFile(picture, 'Example <news>');

  it('numbers the cards, names their fields and counts like links outside', () => {
    expect(picture).toMatchObject({ cards: 4, outside: 1, picked: null });
    expect(file).toContain('<div class="pic-card"><span class="pic-name">4</span>');
    expect(file).toContain('<span class="pic-name">link, title</span>');
    expect(file).toContain('<span class="pic-name">date</span>17 October 2026');
    expect(file).toContain('<span class="pic-name">outside</span>');
  });

  it('asks for nothing and runs nothing: of the page only words are taken', () => {
    expect(file).not.toMatch(/elsewhere|<script|<iframe|<svg|<img|onclick|href=/);
    expect(file).toContain('&#60;script&#62;steal()&#60;/script&#62; is only said here');
    expect(file).toContain('A lorry');
    expect(file).toContain('Example &#60;news&#62;');
    expect(file).toContain("default-src 'none'");
  });

  it('proposes the selectors of another block that is picked', () => {
    const block = picture?.blocks.find(({ first }) => first === 'Deal meets its suppliers');
    const other = pictureOf(PAGE, SOURCE, block?.number);
    expect(other).toMatchObject({ cards: 3, picked: block?.number });
    expect(other?.fields).toContainEqual({ name: 'card', selector: "'.tile'" });
    expect(other?.fields.some(({ name }) => name === 'date')).toBe(false);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const part of picture?.parts ?? []) {
      if (part.kind === 'open') open.push(part.tag);
      if (part.kind === 'close') expect(open.pop()).toBe(part.tag);
    }
    expect(open).toEqual([]);
  });

  it('is cut where the page goes on for ever', () => {
    const long = pictureOf(pageOf(`<body>${'<p>A word</p>'.repeat(9000)}</body>`), SOURCE);
    expect(long?.isCut).toBe(true);
    expect(long?.parts.length).toBeLessThan(9000);
  });

  it('is drawn in a process of its own, which is ended where an adapter and a page would keep it busy for ever', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-picture-'));
    const file = (keep: string): string => {
      const at = path.join(folder, `town-${keep.length}.ts`);
      writeFileSync(
        at,
        `export default ({ defineSource, listing }) => defineSource({ id: 'town-${keep.length}', name: 'T', publisher: 'T', home: 'https://example.org/news/',
        hosts: { canonical: 'example.org' }, cadence: { perMonth: 4, quietOkDays: 60 }, keep: ${keep},
        discover: listing({ url: '/news/', card: '.row', link: 'h3 a', date: 'em' }) });`,
      );
      return at;
    };
    const drawn = await drawInProcess({ file: file('() => true'), copy: PAGE });
    expect(drawn?.parts).toEqual(picture?.parts);
    expect(
      await drawInProcess({ file: file('() => { for (;;); }'), copy: PAGE }, { cpuMs: 300, memoryMb: 320 }),
    ).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  it('is not made of what is no page for people, nor of a page too long', () => {
    expect(pictureOf(PAGE, sourceOf(feed({ url: '/feed/' })))).toBeUndefined();
    expect(pictureOf(pageOf('x'.repeat(1_500_001)), SOURCE)).toBeUndefined();
  });
});
