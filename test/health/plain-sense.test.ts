import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/base/dates/dates.ts';
import { isSameTitle, senseOfBodies } from '../../src/health/body-health.ts';
import { plainSense, type ShownPage } from '../../src/health/plain-sense.ts';

const AT = Date.parse('2026-11-23T06:00:00Z');
const TITLES = [
  'How Leeds bought warmer homes',
  'A contract for school meals that pupils like',
  'Street lighting: what Oldham asked for',
  'Lessons from a failed tender',
  'Five councils and one solar purchase',
  'Vans that charge at night',
];

/** Six cards with these titles and dates, which the adapter looks for. */
function kinds(
  titles: readonly string[],
  dates: readonly string[] = [],
  over: Partial<ShownPage> = {},
): string[] {
  const cards = titles.map((title, at) => ({
    title,
    date: dates[at % Math.max(1, dates.length)] ?? '',
    published: readDate(dates[at % Math.max(1, dates.length)] ?? '', 'text', { now: new Date(AT) }),
  }));
  const page = { cards, beside: 0, reads: { title: true, date: dates.length > 0 }, at: AT, ...over };
  return plainSense(page).map(({ kind }) => kind);
}

describe('plain sense, of a first page that nothing is known of', () => {
  it('has nothing against distinct titles with dates in the past, or with none where none are looked for', () => {
    expect(kinds(TITLES, ['20 November 2026', '3 October 2026'])).toEqual([]);
    expect(kinds(TITLES)).toEqual([]);
  });

  it('minds titles that are missing, all alike, dates, or sentences', () => {
    expect(kinds(TITLES.map(() => ''))).toEqual(['untitled']);
    expect(
      kinds(
        TITLES.map((_, at) => ['News', 'Blog'][at % 2] ?? ''),
        ['1 October 2026'],
      ),
    ).toEqual(['repeated']);
    expect(kinds(TITLES.map((_, at) => `${at + 1} May 2026`))).toContain('datesAsTitles');
    expect(kinds(TITLES.map((title) => `${title}, and what they would do again next time.`))).toEqual([
      'teasers',
    ]);
  });

  it('minds titles that are read of the whole card', () => {
    const read = (title: (one: string, teaser: string) => string): string[] => {
      const cards = TITLES.map((one, at) => {
        const teaser = `It took ${at + 2} winters, and a third of the bill is gone`;
        return { title: title(one, teaser), teaser };
      });
      return plainSense({ cards, beside: 0, reads: { title: true, date: false }, at: AT }).map(
        ({ kind }) => kind,
      );
    };
    expect(read((one, teaser) => `${one} 5 May 2026 ${teaser}`)).toEqual(['teasers']);
    expect(read((one) => one)).toEqual([]);
    expect(read((_, teaser) => teaser)).toEqual([]);
  });

  it('minds links that stand in a menu, or read like one', () => {
    expect(kinds(TITLES, [], { beside: 6 })).toEqual(['menu']);
    expect(kinds(['About us', 'Our people', 'Contact', 'Jobs', 'Events', 'Press office'])).toEqual(['menu']);
  });

  it('minds no date of a page that shows none', () => {
    expect(kinds(TITLES, [''], { reads: { title: true, date: true }, datesUnread: 0 })).toEqual([]);
  });

  it('minds dates that no reader finds, that lie ahead, or that are all of today', () => {
    expect(kinds(TITLES, [''], { reads: { title: true, date: true } })).toEqual(['undated']);
    expect(kinds(TITLES, [''], { reads: { title: true, date: true }, datesUnread: 6 })).toEqual(['undated']);
    expect(kinds(TITLES, ['3 December 2026', '4 October 2026'])).toEqual(['ahead']);
    expect(kinds(TITLES, ['23 November 2026'])).toEqual(['oneDay']);
  });

  it('says nothing of three cards', () => {
    expect(kinds(['', '', ''])).toEqual([]);
  });
});

describe('plain sense, of the posts that cards lead to', () => {
  const facts = { recent: [400, 500, 300, 450, 380], usual: [], read: 5, unreadable: 0 };

  it('minds titles that are others on the pages, and pages without a text', () => {
    expect(senseOfBodies({ ...facts, agreed: 5, disagreed: 0 })).toEqual([]);
    expect(senseOfBodies({ ...facts, agreed: 1, disagreed: 4 })).toMatchObject([{ kind: 'disagree' }]);
    expect(senseOfBodies({ ...facts, recent: [4, 6, 3, 5, 4] })).toMatchObject([{ kind: 'short' }]);
  });

  it('takes a title that was cut, has a kicker or was put a little otherwise for the same', () => {
    expect(isSameTitle('How Leeds bought warmer…', 'How Leeds bought warmer homes')).toBe(true);
    expect(isSameTitle('Case study: how Leeds bought warmer homes', 'How Leeds bought warmer homes')).toBe(
      true,
    );
    expect(isSameTitle('Tenants asked for three things and the council listened', 'Warmer homes')).toBe(
      false,
    );
  });
});
