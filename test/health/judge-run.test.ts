import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/base/durations.ts';
import { judgeRun, type Health } from '../../src/health/judge-run.ts';
import { RULE_CODES } from '../../src/health/rule-codes.ts';
import { type RunFacts } from '../../src/model/run-facts.ts';

const AT = Date.parse('2026-11-23T06:00:00Z');

/** A healthy run with nothing new, of twelve cards. */
function run(over: Partial<RunFacts> = {}): RunFacts {
  return {
    at: AT,
    trouble: null,
    problem: null,
    cards: 12,
    pageCards: 12,
    keys: Array.from('abcdefghijkl'),
    coverage: { title: 1, date: 1 },
    unseen: 0,
    nearDuplicates: 0,
    metKnown: true,
    stoppedBy: 'seen',
    newest: '2026-11-20',
    witness: null,
    movedTo: null,
    declaredEmpty: false,
    cadence: { perMonth: 6, quietOkDays: 30 },
    ...over,
  };
}

const past = (count: number, over: Partial<RunFacts> = {}): RunFacts[] =>
  Array.from({ length: count }, () => run(over));
const judge = (over: Partial<RunFacts> = {}, history: RunFacts[] = past(10)) =>
  asPrinted(judgeRun(run(over), history));

/** Health with its rules as incidents print them. */
function asPrinted(health: Health) {
  return { ...health, rules: health.rules.map((rule) => RULE_CODES[rule]) };
}

describe('a run that is well', () => {
  it('is ok with or without something new', () => {
    expect(judge()).toEqual({ outcome: 'ok_nothing_new', reasons: [], rules: [] });
    expect(judge({ unseen: 2 })).toEqual({ outcome: 'ok_new', reasons: [], rules: [] });
  });

  it('is not modified when the server said so', () => {
    const facts = { trouble: { kind: 'notModified', why: '304' }, cards: 0, keys: [], newest: null } as const;
    expect(judge(facts)).toEqual({ outcome: 'not_modified', reasons: [], rules: [] });
  });

  it('is empty by declaration, and not by drop, when the source says that nothing is there', () => {
    expect(judge({ cards: 0, keys: [], declaredEmpty: true, newest: null, stoppedBy: 'empty' }).outcome).toBe(
      'empty_declared',
    );
  });

  it('is ok on a first run that finds everything new', () => {
    expect(judge({ unseen: 500, metKnown: false, coverage: { title: 0.5, date: 0 } }, []).outcome).toBe(
      'ok_new',
    );
  });
});

describe('a run without a page', () => {
  it.each([
    ['blocked', 'blocked'],
    ['throttled', 'blocked'],
    ['robotsDisallowed', 'robots_disallowed'],
    ['gone', 'gone'],
    ['movedHome', 'moved'],
    ['refused', 'network_error'],
    ['failed', 'network_error'],
    ['locked', 'skipped_locked'],
  ] as const)('that was %s is %s, with what the fetch said, from the first run', (kind, outcome) => {
    expect(judge({ trouble: { kind, why: 'what happened' }, cards: 0 }, [])).toMatchObject({
      outcome,
      reasons: ['what happened'],
    });
  });

  it('is a parse error when the page could not be read', () => {
    expect(judge({ problem: 'the REST answer is not JSON', cards: 0 }, [])).toMatchObject({
      outcome: 'parse_error',
      reasons: ['the REST answer is not JSON'],
    });
  });
});

describe('H0, zero', () => {
  it('fires from the first run', () => {
    expect(judge({ cards: 0, keys: [] }, [])).toMatchObject({ outcome: 'degraded', rules: ['H0'] });
    expect(judge({ cards: 0, keys: [] }).reasons[0]).toContain('0 cards');
  });
});

describe('H1, drop', () => {
  it('fires below six tenths of the median, with the figures, and not at it', () => {
    const history = past(10, { pageCards: 10 });
    expect(judge({ pageCards: 6 }, history).outcome).toBe('ok_nothing_new');
    expect(judge({ pageCards: 5 }, history)).toMatchObject({
      outcome: 'degraded',
      rules: ['H1'],
      reasons: ['The listing shows 5 cards a page; the median of the last 10 runs is 10.'],
    });
  });

  it('goes by the median, so that one odd run does not count, and by the last ten', () => {
    expect(judge({}, [...past(6), run({ pageCards: 500 })]).outcome).toBe('ok_nothing_new');
    expect(judge({}, [...past(20, { pageCards: 500 }), ...past(10)]).outcome).toBe('ok_nothing_new');
  });

  it('looks at a page and not at how many pages a run read', () => {
    const twoPages = past(5, { cards: 24, unseen: 1 });
    expect(judge({ cards: 12 }, [...past(5), ...twoPages]).outcome).toBe('ok_nothing_new');
  });

  it('takes the first page of older records, which count a whole walk, by its keys', () => {
    const { pageCards: _, ...older } = run({ cards: 24 });
    expect(
      judge(
        {},
        Array.from({ length: 10 }, () => older),
      ).outcome,
    ).toBe('ok_nothing_new');
  });

  it('needs five runs of history', () => {
    expect(judge({ pageCards: 3, keys: Array.from('abc') }, past(4)).outcome).toBe('ok_nothing_new');
    expect(judge({ pageCards: 3, keys: Array.from('abc') }, past(5)).outcome).toBe('degraded');
  });
});

describe('H2, overlap', () => {
  it('fires when fewer than three tenths of the posts were in the last listing', () => {
    expect(judge({ keys: Array.from('abcd12345678'), unseen: 8 }).outcome).toBe('ok_new');
    expect(judge({ keys: Array.from('1a2b3c456789'), unseen: 9 })).toMatchObject({
      outcome: 'degraded',
      rules: ['H2'],
    });
    expect(judge({ keys: Array.from('1a2b3c456789') }).reasons[0]).toContain('Only 3 of 12 posts');
  });

  it('does not fire at a burst: new posts that stand first, or that are dated no earlier than the newest was', () => {
    expect(judge({ keys: Array.from('123456789abc'), unseen: 9 }).outcome).toBe('ok_new');
    // Below a pinned one the rest goes on as it did; what is known and strewn about is not pinned.
    expect(judge({ keys: Array.from('a123456789bc'), unseen: 9 }).outcome).toBe('ok_new');
    expect(judge({ keys: Array.from('123456789acb'), unseen: 9 }).outcome).toBe('degraded');
    const days = (count: number) => [
      ...Array<string>(count).fill('2026-11-22'),
      ...Array<null>(12 - count).fill(null),
    ];
    const mixed = { keys: Array.from('1c2b34567a89'), unseen: 9, newest: '2026-11-22' };
    expect(judge({ ...mixed, days: days(12) }).outcome).toBe('ok_new');
    expect(judge({ ...mixed, days: days(2) }).outcome).toBe('degraded');
  });

  it('measures against the shorter of the two listings, and the last that had cards', () => {
    expect(judge({ keys: Array.from('abc'), cards: 12 }).outcome).toBe('ok_nothing_new');
    expect(
      judge({ keys: Array.from('123') }, [
        ...past(5),
        run({ keys: Array.from('123') }),
        run({ keys: [], cards: 12 }),
      ]).outcome,
    ).toBe('ok_nothing_new');
  });
});

describe('H3, coverage', () => {
  it('fires when titles go missing that were there', () => {
    expect(judge({ coverage: { title: 11 / 12, date: 1 } }).outcome).toBe('ok_nothing_new');
    expect(judge({ coverage: { title: 10 / 12, date: 1 } })).toMatchObject({
      outcome: 'degraded',
      rules: ['H3'],
      reasons: ['83 % of 12 cards have a title; 100 % is usual.'],
    });
  });

  it('does not fire on a site that always left some cards untitled', () => {
    expect(
      judge({ coverage: { title: 0.9, date: 1 } }, past(6, { coverage: { title: 0.91, date: 1 } })).outcome,
    ).toBe('ok_nothing_new');
  });

  it('fires when dates fall by more than three tenths from their usual share', () => {
    const history = past(6, { coverage: { title: 1, date: 0.8 } });
    expect(judge({ coverage: { title: 1, date: 0.5 } }, history).outcome).toBe('ok_nothing_new');
    expect(judge({ coverage: { title: 1, date: 0.4 } }, history)).toMatchObject({
      outcome: 'degraded',
      reasons: ['40 % of 12 cards have a date; 80 % is usual.'],
    });
  });

  it('says nothing of fields that a strategy does not bring', () => {
    const none = { coverage: { title: null, date: null } };
    expect(judge(none, past(6, none)).outcome).toBe('ok_nothing_new');
  });

  it('names itself once when both fields fall', () => {
    const both = judge({ coverage: { title: 0, date: 0 } });
    expect(both.rules).toEqual(['H3']);
    expect(both.reasons).toHaveLength(2);
  });
});

describe('H8, moved', () => {
  const movedTo = 'https://new.example.org/news/';

  it('fires from the first run when a host answers that the source does not name, whatever else is amiss', () => {
    expect(judge({ movedTo, movedHost: true }, []).outcome).toBe('moved');
    expect(judge({ movedTo, movedHost: true, keys: Array.from('123456789xyz') })).toMatchObject({
      outcome: 'moved',
      rules: ['H8', 'H2'],
    });
    expect(judge({ movedTo, movedHost: true, cards: 0, keys: [], problem: 'no feed' }, [])).toMatchObject({
      outcome: 'moved',
      reasons: [expect.stringContaining(movedTo), 'no feed'],
    });
  });

  it('is the story of a listing that is amiss where another address of the site answers', () => {
    expect(judge({ movedTo, cards: 0, keys: [] }, [])).toMatchObject({
      outcome: 'moved',
      rules: ['H8', 'H0'],
    });
    expect(judge({ movedTo }, []).outcome).toBe('ok_nothing_new');
  });
});

describe('H11, plain sense', () => {
  it('fires from the first run, with what was seen', () => {
    const signs = [{ kind: 'menu', why: 'Twelve cards stand in a menu.' }] as const;
    expect(judge({ signs, unseen: 12 }, [])).toMatchObject({
      outcome: 'degraded',
      rules: ['H11'],
      reasons: ['Twelve cards stand in a menu.'],
    });
  });
});

describe('a frozen listing', () => {
  it('is an incident after three times the ordinary silence where no witness can be asked', () => {
    const silent = { newest: '2026-08-01', unwitnessed: true };
    expect(judge(silent)).toMatchObject({ outcome: 'blind', rules: ['H5', 'H4'] });
    expect(judge({ ...silent, unwitnessed: false }).outcome).toBe('quiet');
    expect(judge({ ...silent, newest: '2026-09-01' }).outcome).toBe('quiet');
  });
});

describe('H4, quiet', () => {
  it('fires past three ordinary gaps or the days that the source allows, whichever is longer', () => {
    expect(judge({ newest: '2026-10-24' }).outcome).toBe('ok_nothing_new');
    expect(judge({ newest: '2026-10-23' })).toMatchObject({
      outcome: 'quiet',
      rules: ['H4'],
      reasons: ['The newest post is 31 days old (2026-10-23); up to 30 days are ordinary here.'],
    });
    expect(judge({ newest: '2026-10-23', cadence: { perMonth: 1, quietOkDays: 30 } }).outcome).toBe(
      'ok_nothing_new',
    );
  });

  it('does not fire where something new came, or nothing is dated', () => {
    expect(judge({ newest: '2026-01-01', unseen: 1 }).outcome).toBe('ok_new');
    expect(judge({ newest: null }).outcome).toBe('ok_nothing_new');
  });
});

describe('H5, blind', () => {
  const witness = { newest: '2026-11-23', unseen: 1, dates: 'published' } as const;

  it('fires from the first run when the witness shows an unseen post more than 48 hours newer', () => {
    expect(judge({ witness, newest: '2026-11-21' }, []).outcome).toBe('ok_nothing_new');
    expect(judge({ witness, newest: '2026-11-20' }, [])).toMatchObject({
      outcome: 'blind',
      rules: ['H5'],
      reasons: [
        'The witness shows a post of 2026-11-23, 3 days after the newest of the listing (2026-11-20).',
      ],
    });
  });

  it('fires when a listing that had all that its witness has lacks a post for days, though it goes on by itself', () => {
    const at = Date.parse('2026-11-27T06:00:00Z');
    const agreed = past(6, { at: at - 9 * DAY, witness: { ...witness, unseen: 0 } });
    const now = { at, newest: '2026-11-26', witness };
    expect(judge({ ...now, unseen: 1 }, agreed)).toMatchObject({
      outcome: 'blind',
      reasons: [
        'The witness shows what the listing has not shown in the days since 2026-11-23 (posts: 1); until then it had all of it.',
      ],
    });
    expect(judge({ ...now, at: at - 2 * DAY }, agreed).outcome).toBe('ok_nothing_new');
    expect(judge(now, past(6, { at: at - 9 * DAY, witness })).outcome).toBe('ok_nothing_new');
    expect(judge(now, past(6, { at, witness: { ...witness, unseen: 0 } })).outcome).toBe('ok_nothing_new');
  });

  it('does not fire when every post of the witness is known, or a date is missing', () => {
    expect(judge({ witness: { ...witness, unseen: 0 }, newest: '2026-11-01' }).outcome).toBe(
      'ok_nothing_new',
    );
    expect(judge({ witness: { ...witness, newest: null }, newest: '2026-11-01' }).outcome).toBe(
      'ok_nothing_new',
    );
    expect(judge({ witness, newest: null }, []).outcome).toBe('ok_nothing_new');
  });

  it('sees through a 304 by the newest post of the last full run', () => {
    const facts = {
      trouble: { kind: 'notModified', why: '304' },
      cards: 0,
      keys: [],
      newest: null,
      witness,
    } as const;
    expect(judge(facts).outcome).toBe('blind');
    expect(judge({ ...facts, witness: { ...witness, newest: '2026-11-22' } }).outcome).toBe('not_modified');
  });

  it('goes by new addresses and no dates where the witness is a sitemap', () => {
    const map = { newest: '2026-11-23', unseen: 7, dates: 'modified' } as const;
    const history = past(6, { witness: { ...map, unseen: 5 } });
    expect(judge({ witness: map, newest: '2026-01-01' }, []).outcome).not.toBe('blind');
    expect(judge({ witness: { ...map, unseen: 5 } }, history).outcome).toBe('ok_nothing_new');
    for (const unseen of [0, 1, 2])
      expect(judge({ witness: map, unseen }, history)).toMatchObject({
        outcome: 'blind',
        reasons: ['The witness shows 2 new addresses since the last run, the listing none of them.'],
      });
  });

  it('waits where the walk did not come to all that is new', () => {
    const map = { newest: null, unseen: 7, dates: 'modified' } as const;
    const history = past(6, { witness: { ...map, unseen: 5 } });
    expect(judge({ witness: map, unseen: 3, metKnown: false }, history).outcome).toBe('gap');
    for (const stoppedBy of ['budget', 'trouble'] as const)
      expect(judge({ witness: map, unseen: 3, stoppedBy }, history).outcome).toBe('ok_new');
  });

  it('knows a site that gives each post a second address in the witness, once somebody said that it is meant so', () => {
    const witnessed = (unseen: number) => ({ witness: { newest: null, unseen, dates: 'modified' } }) as const;
    const history = [...past(5, witnessed(5)), ...past(1, { ...witnessed(6), unseen: 1 })];
    expect(judge({ ...witnessed(7), unseen: 1 }, history).outcome).toBe('ok_new');
    expect(judge(witnessed(7), history).outcome).toBe('blind');
  });

  it('goes by new addresses where the listing itself is a sitemap: an old page that was edited today is no new post', () => {
    const coverage = { title: null, date: null };
    const history = past(6, { coverage, witness: { ...witness, unseen: 0 } });
    expect(judge({ coverage, witness, newest: '2026-11-23' }, history).outcome).toBe('blind');
    expect(judge({ coverage, witness: { ...witness, unseen: 0 }, unseen: 1 }, history).outcome).toBe(
      'ok_new',
    );
  });

  it('weighs more than the drop that it explains, and both give reasons', () => {
    expect(judge({ witness, newest: '2026-11-01', pageCards: 2, keys: Array.from('ab') })).toMatchObject({
      outcome: 'blind',
      rules: ['H5', 'H1'],
    });
  });
});

describe('gap', () => {
  it('fires when a walk met no known post and the listing has moved on', () => {
    const facts = {
      unseen: 9,
      metKnown: false,
      keys: Array.from('123456789'),
      cards: 9,
      newest: '2026-11-22',
      stoppedBy: 'max-pages',
    } as const;
    expect(judge(facts)).toMatchObject({ outcome: 'gap', rules: ['gap'] });
    expect(judge(facts).reasons[0]).toContain('All 9 cards are new');
    expect(judge(facts, []).outcome).toBe('ok_new');
  });

  it('is drift instead when all is new and nothing is newer: the addresses changed', () => {
    const facts = { unseen: 9, metKnown: false, keys: Array.from('123456789'), cards: 9 };
    expect(judge(facts)).toMatchObject({ outcome: 'degraded', rules: ['H2', 'gap'] });
    expect(judge({ ...facts, newest: null }).outcome).toBe('degraded');
  });
});

describe('H7, storm', () => {
  it('fires above ten new posts at once, or five times what the past has seen', () => {
    expect(judge({ unseen: 10 }).outcome).toBe('ok_new');
    expect(judge({ unseen: 11 })).toMatchObject({
      outcome: 'storm',
      rules: ['H7'],
      reasons: ["11 posts are new at once; 10 is the most that this source's past explains."],
    });
    expect(judge({ unseen: 20 }, past(6, { unseen: 4 })).outcome).toBe('ok_new');
    expect(judge({ unseen: 21 }, past(6, { unseen: 4 })).outcome).toBe('storm');
  });

  it('fires when most new posts nearly repeat others of the source', () => {
    expect(judge({ unseen: 4, nearDuplicates: 2 }).outcome).toBe('ok_new');
    expect(judge({ unseen: 4, nearDuplicates: 3 })).toMatchObject({ outcome: 'storm', rules: ['H7'] });
    expect(judge({ unseen: 1, nearDuplicates: 1 }).outcome).toBe('ok_new');
  });

  it('is still named when a drift outweighs it, so that candidates are held', () => {
    const facts = { unseen: 40, metKnown: true, keys: Array.from('1234567890xyz'), cards: 13 };
    expect(judge(facts)).toMatchObject({ outcome: 'degraded', rules: ['H2', 'H7'] });
  });
});

describe('H8, moved', () => {
  const movedTo = 'https://new.example.org/news/';

  it('fires on the fifth run running', () => {
    expect(judge({ movedTo }, [...past(6), ...past(3, { movedTo })]).outcome).toBe('ok_nothing_new');
    expect(judge({ movedTo }, past(4, { movedTo }))).toMatchObject({
      outcome: 'moved',
      rules: ['H8'],
      reasons: [
        `The listing answered from ${movedTo} on 5 runs in a row: the source should give the new address.`,
      ],
    });
    expect(judge({}, past(6, { movedTo })).outcome).toBe('ok_nothing_new');
    expect(judge({ movedTo }, past(3, { movedTo })).outcome).toBe('ok_nothing_new');
  });
});
