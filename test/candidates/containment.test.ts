import { describe, expect, it } from 'vitest';
import { ARTICLES, COPIES, FOOTER } from './corpus.ts';
import { headsOf, type Item } from './library.ts';

const originals: Item[] = ARTICLES.map(({ slug, words }) => ({
  host: 'original.example.org',
  slug,
  text: `${words.join(' ')}\n\n${FOOTER}`,
  published: '2026-05-01',
}));

describe('containment of five-word shingles', () => {
  it('has articles to tell apart', () => {
    expect(ARTICLES.length).toBeGreaterThanOrEqual(30);
  });

  it.each(Object.entries(COPIES))('finds a copy on another site: %s', (_, copy) => {
    const copies: Item[] = ARTICLES.map(({ slug, words }, index) => ({
      host: 'copies.example.com',
      slug: `copy-of-${slug}`,
      text: `${copy(words, index).join(' ')}\n\n${FOOTER.split(' ').toReversed().join(' ')}`,
      published: '2026-06-01',
    }));
    const heads = headsOf([...originals, ...copies]);
    const found = ARTICLES.filter(({ slug }) => heads.get(`copy-of-${slug}`) === slug);
    const wrong = [...heads].filter(([slug, head]) => head !== slug && head !== slug.replace('copy-of-', ''));
    expect(wrong).toEqual([]);
    // Of texts so short (120 to 300 words), sampling leaves one or two with too little to go by.
    expect(found.length / ARTICLES.length).toBeGreaterThanOrEqual(0.95);
  });

  it('takes no two different articles for one, whatever footer they share', () => {
    const here = originals.slice(0, originals.length / 2);
    const sister = originals
      .slice(originals.length / 2)
      .map((item) => ({ ...item, host: 'sister.example.org' }));
    const heads = headsOf([...here, ...sister]);
    expect([...heads].filter(([slug, head]) => slug !== head)).toEqual([]);
  });
});

it('takes no two posts of one publisher for one story, though two of its sources share a footer from the first', () => {
  const items = originals.map((item, index) => ({ ...item, source: index % 2 === 0 ? 'news' : 'blog' }));
  expect([...headsOf(items)].filter(([slug, head]) => slug !== head)).toEqual([]);
});

describe('the head of a story', () => {
  const [article] = ARTICLES;
  const text = (article?.words ?? []).join(' ');
  const here: Item = { host: 'www.apse.org.uk', slug: 'here', text, published: '2026-05-02' };
  const there: Item = { host: 'ashden.org', slug: 'there', text, published: '2026-05-01' };

  it('is the earliest where nobody says anything', () => {
    expect(headsOf([here, there]).get('here')).toBe('there');
  });

  it.each([
    'First published in APSE.',
    'This article first appeared on the APSE blog.',
    'Originally published by the Association for Public Service Excellence on 2 May 2026.',
  ])('is where a copy says that it was: “%s”', (credit) => {
    const copy = { ...there, text: `${text}\n\n${credit}` };
    expect(headsOf([copy, here]).get('there')).toBe('here');
    expect(headsOf([here, copy]).get('there')).toBe('here');
  });

  it('is never the copy that names a place we do not read', () => {
    const copy = { ...there, text: `${text}\n\nFirst published in Business Green.` };
    expect(headsOf([copy, here]).get('there')).toBe('here');
  });

  it('is not another for an article that says it was first published here', () => {
    const own = { ...there, text: `${text}\n\nFirst published on ashden.org` };
    expect(headsOf([here, own]).get('here')).toBe('there');
  });

  it('is what another names as its canonical address, before the date', () => {
    const copy = { ...there, canonicals: ['https://www.apse.org.uk/here'] };
    expect(headsOf([copy, here]).get('there')).toBe('here');
  });
});
