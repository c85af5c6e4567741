import { load } from 'cheerio/slim';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { withdrawEntry } from '../../src/catalogue/publish.ts';
import { similarCouncils } from '../../src/catalogue/similar.ts';
import { entriesInDoubt } from '../../src/store/entries.ts';
import { keepLink } from '../../src/store/links.ts';
import { acceptedCandidate, freshStore, listed, NOON, publish } from '../catalogue/fixtures.ts';
import { get, PUBLIC_URL, site } from './site.ts';

const store = freshStore();
const SECRET_TEXT = 'The programme has cut carbon emissions from lighting by two thirds';
const lamps = listed(store, { title: 'Lamps & savings', hits: [{ rule: 'act.procure', points: 4 }] });
const bins = listed(store, {
  title: 'Fewer bins, more recycling',
  blurb: 'How one district asked residents what they throw away before it bought anything.',
  councils: [{ code: 'COP', as: 'Copeland Borough Council' }],
  topics: ['waste-recycling'],
  practices: ['social-value'],
  stage: 'pre-market',
  published: '2023',
});

let app: FastifyInstance;
beforeAll(async () => {
  app = await site(store);
});

test('every form of a list has a name of its own, on the front page too', async () => {
  for (const path of ['/', '/search?q=lamps']) {
    const links = load((await get(app, path)).body)('link[rel="alternate"]');
    const names = links.map((_at, link) => link.attribs['title']).get();
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) expect(name).toMatch(/^\S/);
  }
});

describe('a case study', () => {
  test('has one address for ever: other slugs lead to it', async () => {
    for (const name of [`${lamps}`, `${lamps}-an-older-title`, `${lamps}-`]) {
      const { statusCode, headers } = await get(app, `/case/${name}`);
      expect([statusCode, headers['location']], name).toEqual([301, `/case/${lamps}-lamps-and-savings`]);
    }
    for (const name of ['999-none', 'nonsense', '0', '1e3-x', '-1'])
      expect((await get(app, `/case/${name}`)).statusCode, name).toBe(404);
  });

  test('follows its title: the slug of before redirects', async () => {
    const other = freshStore();
    const candidate = acceptedCandidate(other);
    publish(other, candidate, { title: 'First title' });
    publish(other, candidate, { title: 'Second title' }, NOON + 1000);
    const shown = await get(await site(other), '/case/1-first-title');
    expect([shown.statusCode, shown.headers['location']]).toEqual([301, '/case/1-second-title']);
  });

  test('says where it is from, why it was listed, and never what the publisher wrote', async () => {
    const { body } = await get(app, `/case/${lamps}-lamps-and-savings`);
    for (const part of [
      'Ashden',
      '14 March 2022',
      'says how something was bought',
      'Northumberland County Council',
      'Not checked yet',
    ])
      expect(body).toContain(part);
    expect(body).toContain('rel="noopener noreferrer nofollow ugc"');
    expect(body).not.toContain(SECRET_TEXT);
    for (const path of [
      '/',
      '/search',
      '/search.json',
      '/search.csv',
      '/search.atom',
      '/search.feed.json',
      `/api/v1/cases/${lamps}`,
    ])
      expect((await get(app, path)).body, path).not.toContain(SECRET_TEXT);
  });

  test('of a council that is no more names the one that took over', async () => {
    const { body } = await get(app, `/case/${bins}-fewer-bins-more-recycling`);
    expect(body).toContain('Copeland Borough Council');
    expect(body).toContain('<a class="govuk-link" href="/council/CBD">Cumberland Council</a>');
  });

  test('answers in an officer’s order what a person confirmed, and leaves out what nobody did', async () => {
    const other = freshStore();
    listed(other, {
      title: 'Lamps',
      facts: {
        contact: 'procurement@northumberland.example',
        months: 48,
        starts: '2014-04',
        route: 'framework',
        result: { say: 'Carbon from lighting cut by two thirds' },
        cost: { amount: 25_000_000, currency: 'GBP', say: '£25 million' },
        bought: '47,000 LED street lights',
        challenge: 'Half of the bill was for light',
      },
    });
    const there = await site(other);
    const { body } = await get(there, '/case/1-lamps');
    const names = [...body.matchAll(/<dt[^>]*>([^<]+)<\/dt>/g)].map(([, name]) => name);
    expect(names.slice(0, 7)).toEqual([
      'The challenge',
      'What was bought',
      'How',
      'Result',
      'Cost',
      'Term',
      'Whom to ask',
    ]);
    expect(body).toContain('4 years, from April 2014');
    expect(body).toContain('href="mailto:procurement@northumberland.example"');
    expect((await get(there, '/search')).body).toContain(
      'Carbon from lighting cut by two thirds · £25 million',
    );
    expect((await get(there, '/topic/street-lighting')).body).toContain('What good looks like here');
    expect((await get(app, `/case/${lamps}-lamps-and-savings`)).body).not.toContain('Whom to ask');
  });

  test('is chosen for reasons that a page tells for any question', async () => {
    const { body } = await get(app, '/why?council=NBL&cpv=34928500');
    expect(body).toContain('The buyer is Northumberland County Council.');
    expect(body).toContain('same council · street lighting');
    expect((await get(app, '/why?council=Atlantis')).body).toContain('We know no buyer called “Atlantis”');
    expect((await get(app, '/why?cpv=99999999')).body).toContain('Buying in general');
  });

  test('speaks JSON-LD: an article at its source, the council with its GSS code, our words as ours', async () => {
    const { body } = await get(app, `/case/${lamps}-lamps-and-savings`);
    const text = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
    expect(JSON.parse(text)).toMatchObject({
      '@type': 'WebPage',
      mainEntity: {
        '@type': 'Article',
        url: expect.stringContaining('https://ashden.org/'),
        about: [
          {
            '@type': 'GovernmentOrganization',
            identifier: [{ value: 'NBL' }, { propertyID: 'GSS', value: 'E06000057' }],
          },
          'Street lighting',
        ],
        sdPublisher: { name: 'Lamplighter' },
      },
    });
  });

  test('that was withdrawn answers 410 with the reason, and is in no list', async () => {
    const other = freshStore();
    const id = listed(other, { title: 'Soon gone' });
    const act = { kind: 'withdrawn', reason: 'The publisher asked us to.', by: '1', at: NOON } as const;
    expect(withdrawEntry(other, id, act)).toBe(true);
    const there = await site(other);
    const page = await get(there, `/case/${id}-soon-gone`);
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain('The publisher asked us to.');
    expect((await get(there, '/search')).body).not.toContain('Soon gone');
    expect(withdrawEntry(other, id, { ...act, kind: 'restored' })).toBe(true);
    expect((await get(there, `/case/${id}-soon-gone`)).statusCode).toBe(200);
  });

  test('whose acceptance was undone at the desk stays public until an editor withdraws it', async () => {
    const other = freshStore();
    const candidate = acceptedCandidate(other);
    publish(other, candidate, { title: 'Undone' });
    const there = await site(other);
    expect((await get(there, '/')).body).toContain('Undone');
    other.sql("update candidate set state = 'new' where id = ?").run(candidate);
    expect((await get(there, '/case/1-undone')).statusCode).toBe(200);
    expect(entriesInDoubt(other, 10)).toEqual([{ id: 1, title: 'Undone', candidateId: candidate }]);
    withdrawEntry(other, 1, { kind: 'withdrawn', reason: 'No result.', by: '1', at: NOON });
    expect((await get(there, '/')).body).not.toContain('Undone');
    expect((await get(there, '/case/1-undone')).statusCode).toBe(410);
    expect(entriesInDoubt(other, 10)).toEqual([]);
  });

  test('with a dead link leads to the archive copy, and says so', async () => {
    const other = freshStore();
    const id = listed(other, { title: 'Dead' });
    const archiveUrl = 'https://web.archive.org/web/20240102030405/https://ashden.org/x';
    keepLink(other, id, {
      state: 'dead',
      strikes: 3,
      checkedAt: NOON,
      nextAt: NOON,
      archiveTriedAt: null,
      movedTo: null,
      archiveUrl,
      archiveAt: Date.UTC(2024, 0, 2),
    });
    const { body } = await get(await site(other), `/case/${id}-dead`);
    expect(body).toContain('The publisher’s page has gone.');
    expect(body).toContain(`href="${archiveUrl}" data-originalurl="https://ashden.org/`);
    expect(body).toContain('data-versiondate="2024-01-02"');
  });
});

describe('the search', () => {
  test('finds words in any form, in titles, blurbs, councils and topics', async () => {
    for (const q of ['lamp', 'savings', 'northumberland', 'street lighting', 'LAMPS & savings'])
      expect((await get(app, `/search?q=${encodeURIComponent(q)}`)).body, q).toContain('1 case study<');
  });

  test('takes whatever is typed as words, never as a query language', async () => {
    for (const q of [
      '"',
      'lamp" OR "bins',
      '*',
      'NEAR(',
      'title:',
      '^',
      '\0',
      '-',
      'AND AND',
      '(((',
      "'; drop table entry; --",
    ])
      expect((await get(app, `/search?q=${encodeURIComponent(q)}`)).statusCode, q).toBe(200);
  });

  test('narrows by every facet, and each filter is a link that takes it away', async () => {
    const query = 'topic=waste-recycling&practice=social-value&nation=England&stage=pre-market&year=2023';
    const { body } = await get(app, `/search?council=Cumberland&${query}`);
    expect(body).toContain('1 case study<');
    expect(body).toContain('Remove Buyer: </span>Cumberland Council');
    expect(body).toContain('href="/search?council=CBD&amp;practice=social-value');
    expect((await get(app, `/search?year=2022&topic=waste-recycling`)).body).toContain('0 case studies');
  });

  test('shows what each other choice would give', async () => {
    const { body } = await get(app, '/search?topic=waste-recycling');
    const choices = [
      ...body.matchAll(/name="(\w+)" value="([^"]+)"( checked)?> <span>[^<]+<\/span> <span[^>]*>(\d+)</g),
    ].map(([, facet, value, checked = '', count]) => `${facet} ${value} ${count}${checked}`);
    expect(choices).toEqual(
      expect.arrayContaining(['topic waste-recycling 1 checked', 'topic street-lighting 1', 'year 2023 1']),
    );
  });

  test('that finds nothing local offers what councils like it did', async () => {
    const [likeCumberland = ''] = similarCouncils('CBD').map(({ code }) => code);
    const near = await get(app, `/search?council=${likeCumberland}&topic=waste-recycling`);
    expect(near.body).toContain('From councils like it');
    expect(near.body).toContain('Fewer bins, more recycling');
    const far = await get(app, '/search?council=Camden&topic=waste-recycling');
    expect(far.body).toContain('From elsewhere');
    expect(far.body).toContain('also in England · waste and recycling');
  });

  test('says of a former council whose likeness it shows', async () => {
    expect((await get(app, '/council/CRA')).body).toContain(
      'Councils like North Yorkshire Council, which stands there now',
    );
    expect((await get(app, '/council/NBL')).body).toContain('Councils that run the same services');
  });

  test('says when it knows no such council', async () => {
    expect((await get(app, '/search?council=Atlantis')).body).toContain(
      'We know no council called “Atlantis”',
    );
  });

  test('finds what stood in a former council by the old name and by the new', async () => {
    for (const name of ['Copeland', 'COP', 'Cumberland'])
      expect((await get(app, `/search?council=${name}`)).body, name).toContain('Fewer bins');
  });

  test('goes through many pages', async () => {
    const many = freshStore();
    for (let n = 0; n < 45; n += 1) listed(many, { title: `Story number ${n}` });
    const there = await site(many);
    const last = await get(there, '/search?page=3');
    expect(last.body).toContain('Page 3 of 3');
    expect(last.body.match(/<article/g)).toHaveLength(5);
    expect((await get(there, '/search?page=nonsense')).body).toContain('Page 1 of 3');
  });
});

describe('pages of lists', () => {
  test('know a council by any name, and have one address', async () => {
    for (const name of ['E06000057', 'northumberland-county-council', 'nbl']) {
      const { statusCode, headers } = await get(app, `/council/${name}`);
      expect([statusCode, headers['location']], name).toEqual([301, '/council/NBL']);
    }
    const { body } = await get(app, '/council/NBL');
    expect(body).toContain('North East, England');
    expect(body).toContain('Councils like it');
    expect((await get(app, '/council/Atlantis')).statusCode).toBe(404);
  });

  test('of a former council name its successors', async () => {
    expect((await get(app, '/council/COP')).body).toContain('href="/council/CBD">Cumberland Council</a>');
  });

  test('exist for topics and practices that the taxonomy has, and for no others', async () => {
    expect((await get(app, '/topic/street-lighting')).body).toContain('Lamps &amp; savings');
    expect((await get(app, '/topic/food-catering')).statusCode).toBe(200);
    expect((await get(app, '/topic/no-such-topic')).statusCode).toBe(404);
    expect((await get(app, '/practice/social-value')).body).toContain('Fewer bins');
  });

  test('tell publishers which of their posts are case studies', async () => {
    expect((await get(app, '/source/ashden-news')).body).toContain('tags for WordPress');
    expect((await get(app, '/source/nobody')).statusCode).toBe(404);
  });

  test('say what gets in, in the words of the rules that run', async () => {
    const { body } = await get(app, '/about/criteria');
    expect(body).toContain('(needed)');
    expect(body.match(/<li>/g)?.length ?? 0).toBeGreaterThan(10);
  });

  test('say what changed and how links and sources are', async () => {
    expect((await get(app, '/changes')).body).toContain('Lamps &amp; savings');
    expect((await get(app, '/status')).body).toContain('2 unchecked');
  });
});

test('absolute links begin with the configured address, whatever Host a request names', async () => {
  const plain = await get(app, `/case/${lamps}-lamps-and-savings`);
  const fooled = await get(app, `/case/${lamps}-lamps-and-savings`, {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
  });
  expect(fooled.body).toBe(plain.body);
  expect(plain.body).toContain(`<link rel="canonical" href="${PUBLIC_URL}/case/${lamps}-lamps-and-savings">`);
});
