import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defineSource, type Source } from '../src/base/source.ts';
import { listing } from '../src/base/strategies.ts';
import { urlKey } from '../src/base/url.ts';
import { startOf } from '../src/discover/start-of.ts';
import { lintSource } from '../src/workshop/lint-source.ts';
import { loadSources } from '../src/rounds/load-sources.ts';
import { recordingsOf, type Recording } from '../src/workshop/recordings.ts';
import { replay } from '../src/workshop/replay.ts';
import { asParsed, withShuffledAttributes } from '../src/workshop/shuffle.ts';

const BUNDLED_SOURCES = fileURLToPath(new URL('../sources/', import.meta.url));

// One suite a source, one test a recording and field: the folder is the register, here as everywhere.
const loaded = await loadSources([BUNDLED_SOURCES]);
const suites = await Promise.all(
  loaded.map(async (one) => ({ id: one.source.id, ...one, recordings: await recordingsOf(one) })),
);

it('has sources to judge', () => {
  expect(suites.length).toBeGreaterThanOrEqual(12);
});

describe.each(suites)('$id', ({ source, file, recordings }) => {
  it('is clean: sturdy selectors, pure code, marked facts, a second witness', () => {
    expect(lintSource(source, readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('starts on its own host, and its home is one of its addresses', () => {
    const hosts = [source.hosts.canonical, ...source.hosts.aliases];
    expect(hosts).toContain(new URL(source.home).host);
    for (const strategy of [source.discover, ...(source.witness ? [source.witness] : [])])
      expect(hosts).toContain(new URL(startOf(source, strategy, 0)).host);
  });

  it('is recorded: what it discovers by, its witness, and an article', () => {
    const steps = new Set(recordings.map(({ http }) => http.step));
    expect([...steps].sort()).toEqual(['article', 'discover', ...(source.witness ? ['witness'] : [])]);
  });

  it('finds titled posts on the recording of its listing', () => {
    const shown = recordings.filter(({ http }) => http.step === 'discover' && http.page === 1);
    expect(shown.length).toBeGreaterThan(0);
    for (const recording of shown) {
      const cards = cardsIn(replay(recording, source));
      expect(cards.length).toBeGreaterThan(0);
      expect(cards.filter(({ title }) => !title)).toEqual([]);
    }
  });

  it('gives keys that stay as they are, and one key to each recorded post', () => {
    for (const recording of recordings) {
      const keys = cardsIn(replay(recording, source)).map(({ url }) => urlKey(url, source));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.map((key) => urlKey(key, source))).toEqual(keys);
    }
  });

  describe.each(recordings)('$name', (recording) => {
    const reading = replay(recording, source);
    const expected = recording.expected ?? written(recording, reading);

    it.each(Object.keys(expected))('%s', (field) => {
      expect(reading[field]).toEqual(expected[field]);
    });

    it.runIf(/html/.test(recording.page.contentType))('is read the same with attributes shuffled', () => {
      const read = (body: string) => replay({ ...recording, page: { ...recording.page, body } }, source);
      const shuffled = withShuffledAttributes(recording.page.body);
      expect(read(shuffled)).toEqual(read(asParsed(recording.page.body)));
    });

    it('is read the same twice, and whole', () => {
      expect(replay(recording, source)).toEqual(reading);
      expect(Object.keys(reading).sort()).toEqual(Object.keys(expected).sort());
    });
  });
});

describe('the lint of sources', () => {
  const clean = path.join(BUNDLED_SOURCES, '_template.ts');

  it('finds no fault in the template', () => {
    expect(lintSource(madeOf('article'), readFileSync(clean, 'utf8'))).toEqual([]);
  });

  it.each([
    ['li:nth-child(4) a', 'counts past the third child'],
    ['[class="post card"]', 'compares a whole class attribute'],
    ['.news-2025 a', 'has a year in a name'],
    ['.css-1a2b3c a', 'made by a build tool'],
    ['.Card__title--x7Gh2', 'made by a build tool'],
    ['body div main section article', 'more than four levels deep'],
    ['li:nth-chlid(2) a', 'cannot be read'],
  ])('refuses the selector %s', (selector, fault) => {
    expect(lintSource(madeOf(selector), readFileSync(clean, 'utf8')).join('\n')).toContain(fault);
  });

  it.each(['.views-row', '.node--type-case-study', 'li:nth-child(2)', '.h3 a', '#hs_cos_wrapper_post_body'])(
    'lets the selector %s pass',
    (selector) => {
      expect(lintSource(madeOf(selector), readFileSync(clean, 'utf8'))).toEqual([]);
    },
  );

  it.each([
    ["await fetch('https://example.org')", 'fetches'],
    ['const now = Date.now();', 'reads the clock'],
    ["const day = new Date('2026-01-01');", 'reads the clock or a date'],
    ['const key = process.env.KEY;', 'reads the environment'],
    ["import { readFile } from 'node:fs/promises';", 'imports node:fs/promises'],
    ["const fs = await import('node:fs');", 'loads code of its own'],
  ])('refuses a file that has %s', (code, fault) => {
    const text = `${readFileSync(clean, 'utf8')}\n${code}\n`;
    expect(lintSource(madeOf('article'), text).join('\n')).toContain(fault);
  });

  it('wants a header that tells the story, with every fact marked', () => {
    const text = '/** A site. */\nexport default {};';
    expect(lintSource(madeOf('article'), text)).toHaveLength(3);
    const unmarked = readFileSync(clean, 'utf8').replace('with dates. [seen]', 'with dates.');
    expect(lintSource(madeOf('article'), unmarked).join('\n')).toContain('neither [seen] nor [guess]');
  });

  it('wants a witness, or the reason why there is none', () => {
    const text = readFileSync(clean, 'utf8');
    const { witness: _, ...alone } = madeOf('article');
    expect(lintSource(alone, text).join('\n')).toContain('witness: has none');
    expect(lintSource(alone, text.replace('Notes', 'Notes\n * No witness: one page only.'))).toEqual([]);
  });
});

function madeOf(card: string): Source {
  return defineSource({
    id: 'made',
    name: 'Made',
    publisher: 'Nobody',
    home: 'https://www.example.org/news/',
    hosts: { canonical: 'www.example.org' },
    cadence: { perMonth: 1, quietOkDays: 30 },
    discover: listing({ url: '/news/', card, link: 'a' }),
    witness: listing({ url: '/', card: 'a', link: '.' }),
  });
}

function cardsIn(reading: ReturnType<typeof replay>): { url: string; title: string | null }[] {
  return (reading['cards'] ?? []) as { url: string; title: string | null }[];
}

/** A missing expectation is written once, for a person to read in the diff. */
function written({ name, folder }: Recording, reading: ReturnType<typeof replay>): typeof reading {
  writeFileSync(path.join(folder, 'expected.json'), `${JSON.stringify(reading, null, 2)}\n`);
  console.warn(`wrote what was read from ${name} to ${folder}/expected.json: read it before you commit it`);
  return reading;
}

// Addresses that were seen, and whether each is a post of its source: research/sources.md of November 2026, section 12.
describe('addresses that were seen', () => {
  const SEEN: readonly (readonly [id: string, url: string, isPost: boolean])[] = [
    ['lga-case-studies', 'https://www.local.gov.uk/case-studies/leeds-shares-its-depot', true],
    ['lga-case-studies', 'https://www.local.gov.uk/wirral-aiming-self-suffiency-sports-provision-2020', true],
    ['lga-case-studies', 'https://www.local.gov.uk/node/8259100', true],
    ['lga-case-studies', 'https://www.local.gov.uk/our-support', false],
    ['lga-case-studies', 'https://www.local.gov.uk/about/news', false],
    ['apse-news', 'https://www.apse.org.uk/apse/index.cfm/news/articles/2015/a-lamp/', true],
    ['apse-news', 'https://www.apse.org.uk/apse/index.cfm/news/2015/a-lamp/', true],
    ['apse-news', 'https://www.apse.org.uk/apse/index.cfm/news/articles/2015/a-lamp/tag/Energy/', false],
    ['apse-blog', 'https://www.apse.org.uk/apse/index.cfm/blog/a-lamp/', true],
    ['apse-blog', 'https://www.apse.org.uk/apse/index.cfm/blog/a-lamp/tag/Energy/', false],
    ['apse-blog', 'https://www.apse.org.uk/apse/index.cfm/blog/date/2009/1/31/', false],
    ['foe-councils', 'https://takeclimateaction.uk/stories/kent-plants-trees', true],
    ['open-contracting', 'https://www.open-contracting.org/2024/05/01/a-lamp/', true],
    ['open-contracting', 'https://www.open-contracting.org/es/2024/05/01/a-lamp/', false],
    ['procura-plus', 'https://procuraplus.org/news/?c=search&uid=cHml1U5O', true],
    ['cles', 'https://cles.org.uk/tag/procurement/', false],
  ];

  it.each(SEEN)('%s: %s', (id, url, isPost) => {
    const found = suites.find(({ source }) => source.id === id);
    expect(found?.source.keep?.({ url, title: 'A lamp' })).toBe(isPost);
  });
});
