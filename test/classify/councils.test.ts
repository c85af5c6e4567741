import { describe, expect, test } from 'vitest';
import {
  allCouncils,
  councilByCode,
  currentOf,
  resolveCouncil,
} from '../../src/classify/councils/councils.ts';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { findCouncils } from '../../src/classify/councils/find-councils.ts';
import { tokenise } from '../../src/classify/tokens.ts';

const rules = loadRules();

function find(title: string, body = '', url = 'https://example.org/') {
  const read = (text: string) => tokenise(text, rules.compiled.lexicon);
  return findCouncils(rules.compiled.gazetteer, { title: read(title), body: read(body), url: read(url) });
}

function codes(title: string, body = ''): string[] {
  return find(title, body).councils.map(({ code }) => code);
}

function places(title: string, body = ''): string[] {
  return find(title, body).places.map(({ name, country }) => `${name}, ${country}`);
}

describe('the councils', () => {
  const current = allCouncils().filter(({ former }) => !former);

  test('are the 382 of today, by nation, tier and rural-urban label', () => {
    const count = (by: (council: (typeof current)[number]) => string) =>
      current.reduce<Record<string, number>>((sum, council) => {
        const key = by(council);
        return { ...sum, [key]: (sum[key] ?? 0) + 1 };
      }, {});
    expect(count(({ nation }) => nation)).toEqual({
      England: 317,
      Scotland: 32,
      Wales: 22,
      'Northern Ireland': 11,
    });
    expect(count(({ tier }) => tier)).toEqual({ unitary: 186, lower: 164, upper: 21, ni: 11 });
    expect(count(({ ruralUrban }) => ruralUrban)).toEqual({
      Urban: 188,
      'Urban with rural areas': 112,
      Rural: 55,
      'Sparse and rural': 27,
    });
  });

  test('have codes, names and figures, each code once', () => {
    expect(new Set(allCouncils().map(({ code }) => code)).size).toBe(455);
    expect(new Set(current.map(({ gss }) => gss)).size).toBe(382);
    for (const { name, shortName, slug, figures } of current) {
      expect(name).toBe(name.replaceAll(/\s+/g, ' ').trim());
      expect(shortName).not.toBe('');
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(figures.population).toBeGreaterThan(2000);
      expect(figures.areaKm2).toBeGreaterThan(1);
    }
  });

  test('that are gone all lead to councils of today', () => {
    const lost = allCouncils().filter(({ code }) => currentOf(code).length === 0);
    expect(lost).toEqual([]);
  });

  test.each([
    ['DUR', 'DUR'],
    ['dur', 'DUR'],
    ['E06000057', 'NBL'],
    ['E06000048', 'NBL'],
    ['durham-county-council', 'DUR'],
    ['county-durham', 'DUR'],
    ['armagh-banbridge-craigavon', 'ABC'],
    ['Hull', 'KHL'],
    ['Newcastle', 'NET'],
    ['newcastle-under-lyme', 'NEC'],
    ['Bristol, City of', 'BST'],
    ['london borough of brent', 'BEN'],
    ['Brighton & Hove City Council', 'BNH'],
    ['Ynys Môn', 'AGY'],
    ['Somerset', 'SMT'],
    ['Somerset County Council', 'SOM'],
    ['Copeland', 'COP'],
  ])('%s is %s', (wanted, code) => {
    expect(resolveCouncil(wanted)?.code).toBe(code);
  });

  test.each(['', '   ', 'Atlantis', 'E99999999', 'council', 'toString', '__proto__'])(
    '%j is none',
    (wanted) => {
      expect(resolveCouncil(wanted)).toBeUndefined();
      expect(councilByCode(wanted)).toBeUndefined();
    },
  );

  test('lead through two changes: Taunton Deane is Somerset now, Cumbria is two councils', () => {
    expect(currentOf('TAU').map(({ code }) => code)).toEqual(['SMT']);
    expect(currentOf('CMA').map(({ code }) => code)).toEqual(['CBD', 'WAF']);
    expect(currentOf('DUR').map(({ code }) => code)).toEqual(['DUR']);
    expect(currentOf('XXX')).toEqual([]);
  });
});

describe('a name in a text', () => {
  test('is the longest that stands there', () => {
    expect(codes('East Devon and North Somerset buy together')).toEqual(['EDE', 'NSM']);
    expect(codes('', 'Derbyshire Dales, Bath & North East Somerset, Surrey Heath.')).toEqual([
      'DEB',
      'BAS',
      'SUR',
    ]);
  });

  test('is found however it is written', () => {
    expect(codes('', 'Leeds city council and LONDON BOROUGH OF BRENT')).toEqual(['LDS', 'BEN']);
    expect(codes('', 'St. Helens, then St Helens.')).toEqual(['SHN']);
    expect(codes('Durham’s plastics pledge')).toEqual(['DUR']);
    expect(codes('', 'Cyngor Abertawe')).toEqual(['SWA']);
  });

  test('says the words that it stood on', () => {
    expect(find('', 'The Bury MBC team').councils).toMatchObject([{ code: 'BUR', as: 'Bury MBC' }]);
    expect(find('Hull saves').councils[0]?.spans.title).toEqual([[0, 4]]);
  });

  test('that is an ordinary word needs a council beside it, or a headline', () => {
    expect(codes('Reading the market', 'We were reading. Bury the hatchet, sit Down, play Rugby.')).toEqual(
      [],
    );
    expect(codes('', 'Reading Borough Council asked. Later Reading paid.')).toEqual(['RDG']);
    expect(codes('Reading: how we bought')).toEqual(['RDG']);
    expect(codes('How Reading cut its energy bill')).toEqual(['RDG']);
    expect(codes('', 'Reading, Bracknell Forest and Wokingham councils')).toEqual(['RDG', 'BRC', 'WOK']);
  });

  test('that is also a surname or a river needs one too', () => {
    expect(codes('', 'Mary Preston and John Kent sailed the Medway')).toEqual([]);
    expect(codes('', 'Preston City Council')).toEqual(['PRE']);
    expect(codes('Kent buys solar panels')).toEqual(['KEN']);
    expect(codes('', 'Highland and Falkirk buy electric cars')).toEqual(['HLD', 'FAL']);
  });

  test('that is part of another is none', () => {
    expect(codes('', 'University of York, Leeds United, Oxford Street, New Bedford')).toEqual([]);
  });

  test('of a council that is gone gives its successors, and says whose name it was', () => {
    expect(find('', 'Copeland Borough Council').councils).toMatchObject([
      { code: 'CBD', name: 'Cumberland Council', as: 'Copeland Borough Council', former: 'COP' },
    ]);
    expect(codes('', 'Northamptonshire County Council')).toEqual(['NNT', 'WNT']);
    expect(find('', 'Somerset Council').councils[0]?.former).toBeUndefined();
  });

  test('that two councils share goes to the one that the post names in full', () => {
    expect(codes('', 'Newcastle saved £1m')).toEqual(['NET']);
    expect(codes('', 'Newcastle-under-Lyme Borough Council. Newcastle saved £1m')).toEqual(['NEC']);
  });

  test('abroad is a place and no council', () => {
    expect(codes('Boston, Massachusetts opens its contracts')).toEqual([]);
    expect(places('Boston, Massachusetts opens its contracts')).toContain('Boston, United States');
    expect(places('', 'Durham, North Carolina')).toContain('Durham, United States');
    expect(places('', 'Newcastle NSW')).toContain('Newcastle, Australia');
    expect(places('', 'Perth, WA')).toContain('Perth, Australia');
    expect(codes('', 'Durham, North Carolina; Newcastle NSW; Perth, WA')).toEqual([]);
    expect(places('Wellington buys buses')).toEqual(['Wellington, New Zealand']);
    expect(places('', 'Eindhoven bought light')).toEqual(['Eindhoven, Netherlands']);
  });

  test('of a combined authority or a consortium is a public body', () => {
    const { bodies, councils } = find('', 'NEPO, Scotland Excel, TfL and Greater Manchester');
    expect(bodies.map(({ code }) => code)).toEqual(['nepo', 'scotland-excel', 'tfl', 'GMCA']);
    expect(councils).toEqual([]);
  });

  test('may be the site itself', () => {
    expect(find('Our new contract', '', 'https://news.hackney.gov.uk/contract').councils).toMatchObject([
      { code: 'HCK', as: 'hackney' },
    ]);
    expect(find('', '', 'https://www.local.gov.uk/x').councils).toEqual([]);
    expect(find('', '', 'https://www.london.gov.uk/x').councils).toEqual([]);
    for (const [host, code] of [
      ['democracy.middevon.gov.uk', 'MDE'],
      ['tdcdemocracy.tendringdc.gov.uk:9071', 'TEN'],
      ['committee.nottinghamcity.gov.uk', 'NGM'],
      ['buckinghamshire.moderngov.co.uk', 'BUC'],
      ['luton.localgov.blog', 'LUT'],
      ['www.eastriding.gov.uk', 'ERY'],
      ['www.argyll-bute.gov.uk', 'AGB'],
    ])
      expect(find('', '', `https://${host}/x`).councils).toMatchObject([{ code, role: 'buyer' }]);
    expect(find('', '', 'not an address').councils).toEqual([]);
  });

  test('is in the verdict', () => {
    const blocks = [{ kind: 'lede' as const, text: 'Wigan Council and Eden District Council bought it' }];
    expect(classify({ url: 'https://example.org/', title: 'Homecare', blocks }, rules).councils).toEqual([
      { code: 'WGN', name: 'Wigan Metropolitan Borough Council', as: 'Wigan Council', role: 'buyer' },
      { code: 'WAF', name: 'Westmorland and Furness Council', as: 'Eden District Council', role: 'buyer' },
    ]);
  });
});

describe('who bought', () => {
  const roles = (title: string, body: string) =>
    find(title, body).councils.map(({ code, role }) => `${code} ${role}`);

  test.each([
    [
      'the one that a post tells of first, not its neighbours',
      'Cannock Chase intends to award the contract. Like Lichfield and Tamworth it weighs carbon.',
      ['CAN buyer', 'LIF named', 'TAW named'],
    ],
    [
      'all of a list that acted',
      'East Devon, Mid Devon and Teignbridge bought their bins together.',
      ['EDE buyer', 'MDE buyer', 'TEI buyer'],
    ],
    [
      'a short name that is also a surname, where it alone did it',
      'Merton left the framework and now buys by auction.',
      ['MRT buyer'],
    ],
    ['no one of that surname', 'Sarah Merton left the framework.', []],
    ['no county in which others buy', 'A parish council in Devon bought mowers.', ['DEV named']],
    [
      'no police, hospital or school of a place',
      'Dorset Police ordered cars, as did Gloucestershire Hospitals and Boston Public Schools.',
      [],
    ],
    [
      'not whose force was named before, where the name stands for it',
      'Dorset Police is one of 34 forces that bought cars. About 70 come to Dorset; the share of Dorset is £1.6 million.',
      [],
    ],
    [
      'the council beside its force, where it did something itself',
      'Dorset Police ordered cars. Dorset bought vans.',
      ['DST buyer'],
    ],
    ['no town council within it', 'A Shropshire town council mows with care.', []],
    [
      'no county whose districts bought',
      'Essex councils struggled with food waste. Twelve Kent districts met. Colchester hired a charity.',
      ['COL buyer'],
    ],
    [
      'all who bought together, wherever the one stands',
      'With Breckland, North Norfolk retendered. Stroud joined forces with Cotswold and Tewkesbury to buy mowers.',
      ['BRE buyer', 'NNO buyer', 'STO buyer', 'COT buyer', 'TEW buyer'],
    ],
    [
      'no example, whatever it has done before, and no one that others are compared with',
      'Hull bought 40 vans. Neighbours such as Lincoln and York have bought cars. Hull pays less than Coventry.',
      ['KHL buyer', 'LIC named', 'YOR named', 'COV named'],
    ],
    [
      'no one for whom a supplier worked, nor where its tenants did something',
      'The firm, which works for Lambeth and Southwark, lost. Leeds tenants scored the bids. Slough Council chose it.',
      ['SLG buyer', 'LBH named', 'SWK named', 'LDS named'],
    ],
    [
      'no one of whom something is only said',
      'Bromley retendered its beds. Lewisham, Southwark and Croydon were interested.',
      ['BRY buyer', 'LEW named', 'SWK named', 'CRY named'],
    ],
    [
      'no one who studied it since, or made the same choice, and the council whose school cooks did it',
      'Nottinghamshire’s school cooks bought local beef. Lambeth made the same choice. Kirklees has borrowed the brief.',
      ['NTT buyer', 'LBH named', 'KIR named'],
    ],
    [
      'the one that does it now, before those beside which it stands',
      'Cannock Chase intends to award it, while Stafford and South Staffordshire run none.',
      ['CAN buyer', 'STA named', 'SST named'],
    ],
    [
      'a name that is a surname or a word, too, beside those of other councils',
      'Copeland, short of money, split it. £2m went to Glasgow; Preston’s anchor bodies bought more, and the beds were for Highland.',
      ['CBD buyer', 'PRE buyer', 'HLD buyer', 'GLG named'],
    ],
    [
      'who leads a group, and with whom',
      'Teignbridge leads a group with East Devon, Exeter and Basildon that bought it. It is also used in Leeds.',
      ['TEI buyer', 'EDE buyer', 'EXE buyer', 'BAI buyer', 'LDS named'],
    ],
    [
      'whose contract it is, also of a name that is a surname',
      'Kent’s contract with the firm ran for seven years.',
      ['KEN buyer'],
    ],
    [
      'all that a partnership is between',
      'The lorries are run by a partnership between Exeter and Mid Devon. It bought them for less than Torbay.',
      ['EXE buyer', 'MDE buyer', 'TOB named'],
    ],
    [
      'the client, for whom, by whom or on whose behalf it was done',
      'The firm was appointed by Darlington Borough Council. A contract for Northumberland County Council followed, and others on behalf of Medway. It works in Essex and in Surrey.',
      ['DAL buyer', 'NBL buyer', 'MDW buyer', 'ESS named', 'SRY named'],
    ],
    [
      'all who share a contract or a service',
      'Lichfield District Council uses a joint contract with South Staffordshire and Cannock Chase. Cardiff Council’s team, shared with Torfaen and the Vale of Glamorgan, bought it.',
      ['LIF buyer', 'SST buyer', 'CAN buyer', 'CRF buyer', 'TOF buyer', 'VGL buyer'],
    ],
    [
      'who is meant by “the council”: the last that was named, of that kind where a kind is said',
      'Repairs in Stoke-on-Trent cost too much. The city council took them back. Surrey County Council came to look.',
      ['STE buyer', 'SRY buyer'],
    ],
    [
      'no one of a list of those who came, own it or were given something',
      'Officers came from Slough, Plymouth and Test Valley. It is owned by Norfolk, Suffolk and Cambridgeshire. A grant went to: Barnet, Harrow and Kent County Council.',
      [
        'SLG named',
        'PLY named',
        'TES named',
        'NFK named',
        'SFK named',
        'CAM named',
        'BNE named',
        'HRW named',
        'KEN named',
      ],
    ],
    [
      'all of a list that buys, though it stands behind a colon',
      'An association buys on behalf of its members: Sunderland, Gateshead and South Tyneside.',
      ['SND buyer', 'GAT buyer', 'STY buyer'],
    ],
    [
      'no other body of a place or of several, and no firm from there',
      'Eden Housing Association, the Devon and Somerset Fire Service and a Salford-based trust bought pumps.',
      [],
    ],
    [
      'no hospital of that place, by whatever name',
      'Derby hospital bought beds. University Hospitals of Derby paid less, and so did Derby.',
      [],
    ],
    [
      'no place where an association builds, and no place that is told of as such',
      'The association will build homes in Gloucestershire, as far north as Worcestershire and as far south as Bristol.',
      ['GLS named', 'WOR named', 'BST named'],
    ],
    [
      'whoever a sentence is about, though others buy beside it',
      'Camden, short of money, asked the university for its old desks. Nearby, in Islington, none was found.',
      ['CMD buyer', 'ISL named'],
    ],
    [
      'no county that says where its district is, and no cost as its deed',
      'Rushmoor Borough Council chose a contractor in Rushmoor, Hampshire at an estimated £38m.',
      ['RUH buyer', 'HAM named'],
    ],
    [
      'nobody for whom a speaker works',
      'With Ann Hill (Warwick District Council) and Jo Creese, chief officer at Hampshire County Council, we met. Manchester City Council bought a site.',
      ['MAN buyer', 'WAW named', 'HAM named'],
    ],
    [
      'who leads, and from whom a contract is had',
      'Warwickshire buys homes, with Coventry as the lead authority. In Fife a firm has a £1m contract from Angus Council.',
      ['WAR buyer', 'COV buyer', 'ANS buyer', 'FIF named'],
    ],
    [
      'all of whom many are told of, where they did it',
      'Councils including Westminster City Council, the Royal Borough of Kensington and Chelsea and Hammersmith & Fulham are to share a system. In Harrow nothing changed.',
      ['WSM buyer', 'KEC buyer', 'HMF buyer', 'HRW named'],
    ],
  ])('is %s', (_, body, expected) => {
    expect(roles('', body)).toEqual(expected);
  });

  test('is on its own site no other that did anything but buy', () => {
    const body = 'The council will appoint one supplier. Guildford and Mole Valley had asked to take part.';
    const { councils } = find('Charging points', body, 'https://mycouncil.surreycc.gov.uk/x');
    expect(councils.map(({ code, role }) => `${code} ${role}`)).toEqual([
      'SRY buyer',
      'GRT named',
      'MOL named',
    ]);
  });

  test('is the council on whose own site it stands, before those who helped it', () => {
    const body =
      'LASER, part of Kent County Council, serves 200 bodies. The Council will buy from it for four years.';
    const { councils } = find('Supply of gas', body, 'https://democracy.middevon.gov.uk/x');
    expect(councils.map(({ code, role }) => `${code} ${role}`)).toEqual(['MDE buyer', 'KEN named']);
  });

  test('is who stands in the title, and a city where nobody else is named', () => {
    expect(roles('Kent County Council buys light', 'Bought like in Essex County Council.')[0]).toBe(
      'KEN buyer',
    );
    expect(
      roles(
        'Lincolnshire buys as one',
        'Lincolnshire County Council, Boston Borough Council and South Holland share a team.',
      ),
    ).toEqual(['LIN buyer', 'BOT buyer', 'SHO buyer']);
    expect(roles('', 'A contract goes to an alliance of charities in Plymouth.')).toEqual(['PLY buyer']);
  });
});
