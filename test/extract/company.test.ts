import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { postText, type Post } from '../../src/model/post.ts';
import { read } from './pages.ts';

const STORY = [
  'The brass band played in the park on Saturday while the sun shone for most of the afternoon, and families came from all over.',
  'The cake stall sold out before noon, and the dog show was won by a spaniel called Biscuit from the next village along.',
  'Organisers thanked the volunteers who put up the tents, and said that the fair will be back on the first Saturday in July.',
];
const TEASERS = [
  [
    'How Leeds City Council saved 20% with a new framework',
    'Leeds City Council ran a competitive tender for its fleet, awarded the contract to a social enterprise and saved £2m.',
  ],
  [
    'Social value in council procurement in Preston',
    'Preston City Council worked with anchor institutions to change how it buys, and moved spend to local suppliers.',
  ],
  [
    'Retrofit contract awarded by Bristol City Council',
    'Bristol City Council procured low carbon heating through a dynamic purchasing system and shares what it learned.',
  ],
] as const;
const story = STORY.map((text) => `<p>${text}</p>`).join('');
const post = (after: string, before = ''): Post =>
  read(
    `<title>Summer fair draws crowds</title><main><article><h1>Summer fair draws crowds</h1>${before}${story}${after}</article></main>`,
  );
const each = (make: (title: string, text: string, at: number) => string): string =>
  TEASERS.map(([title, text], at) => make(title, text, at)).join('');

describe('other posts', () => {
  it.each([
    [
      'boxes with linked headings',
      `<div class="x1"><h3>Mehr dazu</h3>${each((t, p, n) => `<div class="b"><h4><a href="/${n}">${t}</a></h4><p>${p}</p></div>`)}</div>`,
    ],
    [
      'boxes that are links',
      `<section>${each((t, p, n) => `<a class="b" href="/${n}"><h4>${t}</h4><p>${p}</p></a>`)}</section>`,
    ],
    ['items of a list', `<ul>${each((t, p, n) => `<li><a href="/${n}">${t}</a><p>${p}</p></li>`)}</ul>`],
    [
      'headings and sentences side by side in a box of their own',
      `<div class="z">${each((t, p, n) => `<h4><a href="/${n}">${t}</a></h4><p>${p}</p>`)}</div>`,
    ],
    [
      'two only',
      `<div>${each((t, p, n) => (n < 2 ? `<div><span>3 May 2021</span><h4><a href="/${n}">${t}</a></h4><p>${p}</p></div>` : ''))}</div>`,
    ],
    ['links alone', `<h3>More</h3><ul>${each((t, _, n) => `<li><a href="/${n}">${t}</a></li>`)}</ul>`],
  ])('are no part of the text as %s, and no rule fires on them', (_, teasers) => {
    const fair = post(teasers);
    expect(postText(fair)).toBe(STORY.join('\n\n'));
    expect(fair.beside?.join(' ')).toContain('Leeds');
    const verdict = classify(fair, loadRules());
    expect(verdict).toMatchObject({ band: 'below', councils: [] });
    expect(verdict.hits).toEqual(classify(post(''), loadRules()).hits);
  });

  it('are no part of it where they stand between its paragraphs', () => {
    const [title, text] = TEASERS[0];
    const box = `<div class="row">${[1, 2].map((n) => `<div class="b"><a href="/${n}">${title} ${n}</a><p>${text}</p></div>`).join('')}</div>`;
    expect(postText(post('', box))).toBe(STORY.join('\n\n'));
  });

  it('are the post itself where an author writes of several', () => {
    const long =
      'It wrote the lots so small that a grower with one van could bid, and told everybody how it would score. '.repeat(
        6,
      );
    const roundup = each((t, p, n) => `<h2><a href="/${n}">${t}</a></h2><p>${p} ${long}</p><p>${long}</p>`);
    expect(postText(post(roundup))).toContain('Preston City Council worked');
  });
});

describe('readers’ comments', () => {
  const comment = (name: string, when: string): string =>
    `<div class="c"><div><b>${name}</b> <span>${when}</span></div><p>The council never asks anybody, and the contract went to those who always get it, says everyone I know.</p></div>`;

  it.each([
    ['3 May 2021, 10:15', '4 May 2021, 8:01'],
    ['2 days ago', '3 hours ago'],
  ])('are no part of the text, whatever their thread is called and however long (%s)', (one, other) => {
    const thread = `<div class="river">${[comment('Peter', one), comment('Ann', other)].join('').repeat(6)}</div>`;
    const fair = post(thread);
    expect(postText(fair)).toBe(STORY.join('\n\n'));
    expect(fair.author).toBeUndefined();
  });

  it('are not the entries of a history', () => {
    const entry = (when: string): string =>
      `<div class="e"><h3>${when}</h3><p>The council let the contract to five farms near by, and paid them within ten days.</p></div>`;
    expect(postText(post(entry('3 May 2021') + entry('4 June 2022')))).toContain('paid them within ten days');
  });
});

describe('what a post ends with', () => {
  it.each([
    '<p>Sign up to our newsletter for more stories like this one from around the county.</p>',
    '<p><i>The author is head of catering at the council, and writes here once a month.</i></p>',
    '<p><a href="/x">A bridge is closed for six weeks</a></p>',
    '<h3>Stay in touch</h3><p>Follow us on the social networks, and tell your friends.</p>',
  ])('is beside it: %s', (last) => {
    const fair = post(last);
    expect(postText(fair)).toBe(STORY.join('\n\n'));
    expect(fair.beside).not.toEqual([]);
  });

  it.each([
    'Four more councils will sign up to the framework next year, the report of the working group says.',
    'Draw the map first. Once operators could see the whole county, they did much of the planning for us.',
  ])('is its own last sentence, even on signing up: %s', (last) => {
    expect(postText(post(`<p>${last}</p>`))).toContain(last);
  });
});

it('a caption above the text is not its lede', () => {
  const fair = post(
    '',
    '<div class="media"><img src="a.jpg"><p>The brass band in the park. Picture: A. Archer.</p></div>',
  );
  expect(fair.blocks[0]).toEqual({ kind: 'lede', text: STORY[0] });
});
