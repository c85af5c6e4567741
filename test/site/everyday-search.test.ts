import { beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { councilByCode } from '../../src/classify/councils/councils.ts';
import { readAhead, readCatalogue } from '../../src/catalogue/catalogue.ts';
import { findEntries, searchEntries } from '../../src/catalogue/search.ts';
import { freshStore, listed, NOON } from '../catalogue/fixtures.ts';
import { get, site } from './site.ts';

const named = (code: string, as = councilByCode(code)?.name ?? code) => [{ code, as }];
const store = freshStore();

// Titles say little of the words that people will ask by, as titles do.
const STORIES: readonly [string, string, string, readonly { code: string; as: string }[]][] = [
  ['kerb', 'Fewer lorries, cleaner streets', 'waste-recycling', named('DEV')],
  ['lamps', 'A brighter county for less', 'street-lighting', named('NBL')],
  ['plates', 'Fresh from the farm', 'food-catering', named('LDS')],
  ['sun', 'Power from our own roofs', 'energy-supply-renewables', named('KHL')],
  ['visits', 'Paid by what people can do again', 'social-care-adults-children', named('CBD')],
  ['tarmac', 'Mending roads before they break', 'highways-active-travel', named('KEN')],
  ['roofs', 'Ten thousand kitchens', 'housing-repairs-homes', named('SHF')],
  ['warm', 'Schools that stay warm', 'buildings-retrofit-heat', named('GLG')],
  ['vans', 'Quiet depots', 'fleet-ev-charging', named('LBH')],
  ['minibus', 'Getting to school together', 'transport-home-to-school', named('SFK')],
  ['woods', 'What the bees told us', 'parks-nature', named('BST')],
  ['screens', 'Off the old servers', 'ict-digital', named('CMD')],
  ['pool', 'Swim for life', 'leisure-culture', named('WLL')],
  ['learn', 'First jobs', 'education-skills', named('MAN')],
  ['people', 'Fewer days bought', 'professional-people-services', named('ESS')],
  ['chairs', 'Second-hand and proud', 'goods-office-furniture', named('OXO')],
  ['rain', 'Room for the river', 'water-drainage', named('CMA')],
  ['sweep', 'Silent brushes', 'streets-cleansing', named('BRI')],
  ['school', 'Built in a factory', 'construction-capital', named('PRE')],
  ['buyers', 'Ask first', 'general-procurement-practice', named('GMCA', 'Greater Manchester')],
];
const ids = new Map<string, number>();
for (const [at, [key, title, topic, councils]] of STORIES.entries())
  ids.set(
    key,
    listed(
      store,
      {
        title,
        topics: [topic],
        councils,
        practices: [key === 'people' ? 'contract-management-performance' : 'early-market-engagement'],
        blurb: `What one place did differently, and what its officers would do again next time, told in short (${key}).`,
        published: `20${10 + at}`,
      },
      NOON + at * 1000,
    ),
  );
const catalogue = readCatalogue(store);

// Written before any of them was tried.
const QUESTIONS: readonly [string, string][] = [
  ['bins', 'kerb'],
  ['refuse', 'kerb'],
  ['food waste', 'kerb'],
  ['recyling', 'kerb'],
  ['streetlights', 'lamps'],
  ['street lights in northumberland', 'lamps'],
  ['nothumberland', 'lamps'],
  ['school dinners', 'plates'],
  ['caterers', 'plates'],
  ['solar panels', 'sun'],
  ['home care', 'visits'],
  ['care homes', 'visits'],
  ['fostering', 'visits'],
  ['potholes', 'tarmac'],
  ['cycle lanes', 'tarmac'],
  ['council houses', 'roofs'],
  ['housing repairs', 'roofs'],
  ['heat pumps', 'warm'],
  ['insulation', 'warm'],
  ['electric vans', 'vans'],
  ['ev charging points', 'vans'],
  ['school buses', 'minibus'],
  ['tree planting', 'woods'],
  ['software', 'screens'],
  ['swimming pools', 'pool'],
  ['libraries', 'pool'],
  ['apprenticeships', 'learn'],
  ['agency staff', 'people'],
  ['office furniture', 'chairs'],
  ['flood defences', 'rain'],
  ['litter', 'sweep'],
  ['new schools', 'school'],
  ['GMCA', 'buyers'],
  ['greater manchester', 'buyers'],
];

// What other people would type; what each may mean, the first of which is best.
const MORE: readonly [string, readonly string[]][] = [
  ['dustbins', ['kerb']],
  ['the tip', ['kerb']],
  ['garden rubbish', ['kerb']],
  ['nappies', ['kerb']],
  ['lorries', ['vans', 'kerb']],
  ['gritters', ['tarmac']],
  ['weeds', ['woods', 'sweep']],
  ['nursing homes', ['visits']],
  ['carers', ['visits']],
  ['meals on wheels', ['plates', 'visits']],
  ['school lunches', ['plates']],
  ['veg boxes', ['plates']],
  ['double glazing', ['warm', 'roofs']],
  ['boilers', ['warm']],
  ['damp and mould', ['roofs']],
  ['plumbers', ['roofs', 'warm', 'school']],
  ['leaky roofs', ['roofs', 'school']],
  ['lawyers', ['people']],
  ['bailiffs', ['people']],
  ['leaflets', ['people', 'chairs']],
  ['phones', ['screens']],
  ['wifi', ['screens']],
  ['chatbots', ['screens']],
  ['desks', ['chairs']],
  ['hi-vis jackets', ['chairs']],
  ['gyms', ['pool']],
  ['books', ['pool', 'chairs']],
  ['tutors', ['learn']],
  ['childminders', ['learn', 'visits']],
  ['drains', ['rain']],
  ['public loos', ['sweep']],
  ['dog poo', ['sweep']],
  ['broken lamp posts', ['lamps']],
  ['cabs', ['minibus']],
  ['minibuses', ['minibus', 'vans']],
  ['electric car chargers', ['vans']],
  ['wind power', ['sun']],
  ['gas bills', ['sun']],
  ['architects', ['school']],
  ['builders', ['school', 'roofs']],
  ['wheelie bin delivery', ['kerb']],
  ['skips for events', ['kerb']],
  ['park keepers', ['woods']],
  ['tree stumps', ['woods']],
  ['speed humps', ['tarmac']],
  ['bike sheds', ['tarmac']],
  ['storm overflow', ['rain']],
  ['draughty windows', ['warm', 'roofs']],
  ['window cleaners', ['people', 'sweep', 'warm']],
  ['lift repairs', ['warm', 'roofs']],
  ['kitchens for council tenants', ['roofs']],
  ['hospital beds', ['visits', 'chairs']],
  ['help for veterans', ['visits']],
  ['food for nurseries', ['plates']],
  ['cold drinks machines', ['plates']],
  ['office moves', ['people', 'chairs']],
  ['photocopying', ['screens', 'chairs', 'people']],
  ['payroll', ['people', 'screens']],
  ['voting', ['people', 'screens']],
  ['parking tickets', ['vans']],
  ['taxi for disabled pupils', ['minibus']],
  ['night buses', ['minibus']],
  ['cheap electricity', ['sun']],
  ['evening classes', ['learn']],
  ['data protection', ['screens']],
  ['body cameras', ['screens', 'chairs']],
  ['plastic free', ['kerb']],
  ['refugee housing', ['roofs', 'visits']],
  ['robots for cleaning', ['screens', 'sweep']],
  ['breakfast clubs', ['plates', 'learn']],
  ['graffiti', ['sweep']],
  ['fixing street lamps', ['lamps']],
  ['museum cafe', ['pool', 'plates']],
  ['factory built homes', ['roofs', 'school']],
  ['temps', ['people']],
  ['hackers', ['screens']],
  ['play areas', ['woods']],
  ['grass cutting', ['woods']],
  ['cctv', ['screens']],
  ['interpreters', ['people']],
];

describe('the search', () => {
  test('finds what people mean by everyday words, first', () => {
    const missed = QUESTIONS.filter(
      ([q, key]) => findEntries(catalogue, { q, chosen: {} })[0]?.id !== ids.get(key),
    );
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(30);
    expect(missed).toEqual([]);
  });

  test('finds among the first three what they mean by words that no entry has', () => {
    const missed = MORE.filter(([q, keys]) => {
      const found = findEntries(catalogue, { q, chosen: {} }).slice(0, 3);
      return !found.some(({ id }) => keys.some((key) => ids.get(key) === id));
    });
    expect(missed.map(([q]) => q)).toEqual([]);
  });

  test('finds by what a thing is called in the trades, and by what is made of the same word', () => {
    const first = (q: string) => findEntries(catalogue, { q, chosen: {} })[0]?.id;
    expect([first('plumbing'), first('telephony'), first('caterer')]).toEqual(
      ['roofs', 'screens', 'plates'].map((key) => ids.get(key)),
    );
    // A name as it is written before another of the same stem.
    expect(first('parking')).toBe(ids.get('vans'));
  });

  test('finds less of what was asked before nothing at all, and says so', () => {
    const found = searchEntries(catalogue, { q: 'streetlights zeppelin', chosen: {} });
    expect([found.near, found.entries[0]?.id]).toEqual([true, ids.get('lamps')]);
    expect(searchEntries(catalogue, { q: 'zeppelin', chosen: {} }).entries).toEqual([]);
  });

  test('takes a word that nobody writes for the kind whose name has it', () => {
    const other = freshStore();
    const id = listed(other, { title: 'Who made our uniforms', practices: ['fair-work-modern-slavery'] });
    const found = (q: string) =>
      findEntries(readCatalogue(other), { q, chosen: {} }).map((entry) => entry.id);
    expect([found('slavery'), found('zeppelin'), found('slavery zeppelin')]).toEqual([[id], [], [id]]);
    expect(searchEntries(readCatalogue(other), { q: 'slavery zeppelin', chosen: {} }).near).toBe(true);
  });

  test('says which words it took for others', () => {
    expect(searchEntries(catalogue, { q: 'nothumberland', chosen: {} }).mended).toEqual([
      { from: 'nothumberland', to: 'northumberland' },
    ]);
    expect(searchEntries(catalogue, { q: 'streetlights', chosen: {} }).mended).toEqual([]);
    // Short words are other words by one letter, and a form of a word is no other word.
    expect(searchEntries(catalogue, { q: 'play areas', chosen: {} }).mended).toEqual([]);
    expect(searchEntries(readCatalogue(freshStore()), { q: 'lamps', chosen: {} }).mended).toEqual([]);
  });

  test('comes in the order that is asked for', () => {
    const order = (sort: 'published' | 'listed' | 'relevance') =>
      findEntries(catalogue, { q: 'what officers would do', chosen: {}, order: sort }).map(({ id }) => id);
    const newest = [...ids.values()].toReversed();
    expect(order('published')).toEqual(newest);
    expect(order('listed')).toEqual(newest);
    expect(order('relevance')).toHaveLength(newest.length);
  });

  test('follows a revision and a withdrawal at once', () => {
    const other = freshStore();
    const id = listed(other, { title: 'Trams' });
    const found = (q: string) =>
      findEntries(readCatalogue(other), { q, chosen: {} }).map((entry) => entry.id);
    expect(found('trams')).toEqual([id]);
    other.sql("update entry set title = 'Ferries' where id = ?").run(id);
    expect([found('tram'), found('ferry')]).toEqual([[], [id]]);
    listed(other, { title: 'Trams again' });
    expect(found('tram')).toEqual([id + 1]);
  });

  test('finds the same whatever was changed before: entries leave and come back at their places', () => {
    const other = freshStore();
    const [first = 0, second = 0] = ['Old trams', 'Long trams', 'New trams'].map((title) =>
      listed(other, { title }),
    );
    const found = () => findEntries(readCatalogue(other), { q: 'trams', chosen: {} }).map(({ id }) => id);
    const before = found();
    for (const [id, title] of [
      [second, 'Ferries'],
      [first, 'Boats'],
      [second, 'Long trams'],
      [first, 'Old trams'],
    ] as const) {
      other.sql('update entry set title = ? where id = ?').run(title, id);
      found();
    }
    expect(found()).toEqual(before);
  });

  test('is whole before anybody asks, where it was read ahead', async () => {
    const other = freshStore();
    for (let n = 0; n < 45; n += 1) listed(other, { title: `Tram ${n}` });
    await Promise.all([readAhead(other), readAhead(other)]);
    const ahead = readCatalogue(other);
    expect([ahead.listed.length, ahead === readCatalogue(other)]).toEqual([45, true]);
  });

  test('takes whatever is typed in no time worth naming', () => {
    for (const q of [
      '"',
      '* OR',
      'NEAR(a b)',
      '\u0000',
      'a'.repeat(200),
      '🏛️',
      'the of and',
      'x '.repeat(100),
      "o'clock",
    ])
      expect(() => findEntries(catalogue, { q, chosen: {} }), q).not.toThrow();
  });
});

describe('its page', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await site(store);
  });

  test('marks the words it found, as text', async () => {
    const { body } = await get(app, '/search?q=roads');
    expect(body).toContain('Mending <mark>roads</mark> before they break');
    expect((await get(app, '/search?q=<script>')).body).not.toContain('<script>alert');
  });

  test('says what it understood, and offers other orders', async () => {
    const { body } = await get(app, '/search?q=nothumberland');
    expect(body).toContain('We looked for “northumberland” for “nothumberland”.');
    expect((await get(app, '/search?q=streetlights+zeppelin')).body).toContain('Nothing has all of that.');
    expect((await get(app, '/search?q=officers')).body).toContain(
      'href="/search?q=officers&amp;sort=published"',
    );
  });

  test('takes several values of one filter, each of which can be taken away again', async () => {
    const { body } = await get(app, '/search?topic=street-lighting&topic=waste-recycling');
    expect(body).toContain('2 case studies');
    expect(body).toContain(
      '<a href="/search?topic=waste-recycling"><span class="govuk-visually-hidden">Remove Topic: </span>Street lighting',
    );
  });

  test('finds buyers that are no councils, who have pages, filters, feeds and blocks of their own', async () => {
    expect((await get(app, '/search?council=GMCA')).body).toContain('1 case study<');
    const page = await get(app, '/buyer/GMCA');
    expect([page.statusCode, page.body.includes('Combined authority')]).toEqual([200, true]);
    expect(page.body).toContain('Greater Manchester Combined Authority');
    for (const path of ['/council/GMCA', '/buyer/greater-manchester-combined-authority', '/buyer/E47000001'])
      expect((await get(app, path)).headers['location'], path).toBe('/buyer/GMCA');
    expect((await get(app, '/buyer/NBL')).headers['location']).toBe('/council/NBL');
    expect((await get(app, '/buyer/GMCA.atom')).body).toContain('Ask first');
    const block: { items: { title: string; why: string }[] } = (
      await get(app, '/embed.json?council=GMCA&cpv=34928500')
    ).json();
    expect(block.items.map(({ title }) => title)).toEqual(['A brighter county for less', 'Ask first']);
    const own: { items: { why: string }[] } = (await get(app, '/embed.json?council=GMCA')).json();
    expect(own.items[0]?.why).toContain('same buyer');
    expect((await get(app, '/api/v1/cases?council=GMCA')).json().total).toBe(1);
  });

  test('knows a buyer of no list of ours by the slug of its name', async () => {
    const other = freshStore();
    listed(other, { title: 'Trams', councils: [{ code: 'city-of-malmo', as: 'City of Malmö' }] });
    const there = await site(other);
    expect((await get(there, '/buyer/city-of-malmo')).body).toContain('City of Malmö');
    expect((await get(there, '/buyer/City%20of%20Malm%C3%B6')).headers['location']).toBe(
      '/buyer/city-of-malmo',
    );
    expect((await get(there, '/search?council=City+of+Malm%C3%B6')).body).toContain('1 case study<');
    expect((await get(there, '/case/1-trams')).body).toContain('href="/buyer/city-of-malmo"');
    expect((await get(there, '/buyer/atlantis')).statusCode).toBe(404);
    expect((await get(there, '/embed?council=city-of-malmo')).body).toContain('same buyer');
  });
});
