import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFromPath, readDate } from '../../src/base/dates/dates.ts';
import { anyCharacter } from '../any-character.ts';

const now = new Date('2026-11-23T10:00:00Z');
const day = (text: string): string | null => readDate(text, 'text', { now }).value;

describe('readDate', () => {
  it.each([
    ['12 November 2019', '2019-11-12'],
    ['January 31, 2009', '2009-01-31'],
    ['Oct 14, 2021', '2021-10-14'],
    ['Jun 22, 2023 6 min read', '2023-06-22'],
    ['11 min read Apr 11, 2022', '2022-04-11'],
    ['POSTED ON 2nd October 2020', '2020-10-02'],
    ['Published: 10 Mar 2022 | 4 minute read', '2022-03-10'],
    ['Dec 3, 2024 2:15:00 PM', '2024-12-03'],
    ['19.12.24', '2024-12-19'],
    ['20.07.21', '2021-07-20'],
    ['26. 10. 2021', '2021-10-26'],
    ['20 Sep 2024', '2024-09-20'],
    ['2 June 2023', '2023-06-02'],
    ['As of 17 January 2023 the council', '2023-01-17'],
    ['12th of March, 2017', '2017-03-12'],
    ['Friday 06 November 2020', '2020-11-06'],
    ['13 Tachwedd 2019', '2019-11-13'],
    ['2019-12-02', '2019-12-02'],
    ['20240920', '2024-09-20'],
    ['Mon Jan 02 15:04:05 MST 2006', '2006-01-02'],
    ['Fri Nov 07 13:04:38 +0000 2025', '2025-11-07'],
    ['Thu, 01 Jan 04 19:48:21 GMT', '2004-01-01'],
  ])('reads "%s"', (text, value) => {
    expect(readDate(text, 'text', { now })).toEqual({ value, precision: 'day', origin: 'text' });
  });

  it('reads numbers day first, unless it is told otherwise or only the other order is a date', () => {
    expect(day('04/09/2023')).toBe('2023-09-04');
    expect(day('11/01/2023')).toBe('2023-01-11');
    expect(readDate('04/09/2023', 'text', { now, dayFirst: false }).value).toBe('2023-04-09');
    expect(day('12/25/2020')).toBe('2020-12-25');
  });

  it('keeps the civil day as written, whatever the time zone', () => {
    expect(day('2023-12-31T23:30:00-08:00')).toBe('2023-12-31');
    expect(day('Mon, 01 Jan 2024 00:30:00 +1300')).toBe('2024-01-01');
  });

  it.each([
    ['2024-06-30T23:00:00.000Z', 'Europe/London', '2024-07-01'],
    ['Sun, 30 Jun 2024 23:30:00 GMT', 'Europe/London', '2024-07-01'],
    ['Sun, 30 Jun 2024 23:30:00 +0000', 'Europe/London', '2024-07-01'],
    ['2023-12-31T23:30:00Z', 'Europe/London', '2023-12-31'],
    ['2023-12-31T23:30:00Z', 'Europe/Berlin', '2024-01-01'],
    ['2023-11-09T03:10:00+00:00', 'America/New_York', '2023-11-08'],
    ['2024-06-30T00:00:00Z', 'America/New_York', '2024-06-30'],
  ])('reads the instant %s in %s as %s', (text, zone, value) => {
    expect(readDate(text, 'json-ld', { now, zone }).value).toBe(value);
  });

  it.each([
    ['dom, 02 ott 2022 18:55:00 GMT', undefined, '2022-10-02'],
    ['ma, 08 okt 2018 10:09:29 +0000', undefined, '2018-10-08'],
    ['5 de mayo de 2020', 'es', '2020-05-05'],
    ['1er février 2021', 'fr-FR', '2021-02-01'],
    ['12. März 2019', 'de', '2019-03-12'],
    ['12 listopada 2020', 'pl', '2020-11-12'],
    ['12 listopada 2020', 'hr', '2020-10-12'],
    ['2022年2月4日', 'ja', '2022-02-04'],
    ['août 2020', 'fr', '2020-08'],
  ])('reads "%s" in the language %s', (text, language, value) => {
    expect(readDate(text, 'text', { now, ...(language === undefined ? {} : { language }) }).value).toBe(
      value,
    );
  });

  it('reads no month that languages disagree about, where none is told', () => {
    expect(day('12 listopad 2020')).toBeNull();
    expect(day('12 chairs 2020')).toBeNull();
  });

  it('takes a relative day for a date only where it stands alone', () => {
    expect(
      ['Join today', 'Today’s headlines', 'Yesterday the council bought lamps', 'Apply today!'].map(day),
    ).toEqual([null, null, null, null]);
    expect(['Posted yesterday at 10:15', 'Published: 3 days ago by Ann Archer'].map(day)).toEqual([
      '2026-11-22',
      '2026-11-20',
    ]);
  });

  it('never invents a day or a month', () => {
    expect(readDate('November 2025', 'text', { now })).toEqual({
      value: '2025-11',
      precision: 'month',
      origin: 'text',
    });
    expect(readDate('2025-11', 'meta', { now })).toEqual({
      value: '2025-11',
      precision: 'month',
      origin: 'meta',
    });
    expect(readDate(' 2021 ', 'text', { now })).toEqual({ value: '2021', precision: 'year', origin: 'text' });
    expect(
      ['Tuesday', '12 November', 'last week', 'March', '10:04am', 'in 2021 we bought', '3 weeks ago'].map(
        day,
      ),
    ).toEqual(Array.from({ length: 7 }, () => null));
  });

  it('prefers the date after "published" to another in the same line', () => {
    expect(day('Updated 12 Nov 2023, first published 10 Mar 2022')).toBe('2022-03-10');
  });

  it('reads relative days against the clock it is given, and not without one', () => {
    expect(day('3 days ago')).toBe('2026-11-20');
    expect(day('Yesterday')).toBe('2026-11-22');
    expect(day('posted 2 hours ago')).toBe('2026-11-23');
    expect(readDate('3 days ago', 'text').value).toBeNull();
  });

  it.each([
    '31 February 2020',
    '31/02/2020',
    '2020-13-01',
    '00/00/2020',
    '99 Jun 2009',
    '1 Jan 1994',
    '26 Nov 2026',
    '5 Jan 2159',
  ])('refuses "%s"', (text) => {
    expect(readDate(text, 'text', { now })).toEqual({ value: null, precision: 'none', origin: 'none' });
  });

  it('allows two days ahead, for clocks that differ', () => {
    expect(day('25 November 2026')).toBe('2026-11-25');
  });

  it('looks at the first 200 characters only', () => {
    expect(day(`${'x '.repeat(90)}12 November 2019`)).toBe('2019-11-12');
    expect(day(`${'x '.repeat(120)}12 November 2019`)).toBeNull();
  });

  it('never throws, and what it reads is a real day within the bounds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), odd), (text) => {
        const { value, precision } = readDate(text, 'feed', { now });
        expect(value === null).toBe(precision === 'none');
        if (precision === 'day')
          expect(new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10)).toBe(value);
        if (value !== null) expect(value >= '1995' && value <= '2026-11-25').toBe(true);
      }),
    );
  });
});

const odd = fc
  .array(
    fc.constantFrom(
      '12',
      '31',
      '2',
      '99',
      '2019',
      '24',
      ' ',
      '/',
      '.',
      '-',
      ':',
      ',',
      'Nov',
      'May',
      'th',
      'T',
      'of',
      'ago',
      'days',
      'published',
    ),
  )
  .map((parts) => parts.join(''));

describe('dateFromPath', () => {
  it.each([
    ['/2019/12/02/slug', '2019-12-02', 'day'],
    ['/public-procurement/2019/12/02/', '2019-12-02', 'day'],
    ['/news/20082019/slug', '2019-08-20', 'day'],
    ['/news/20190820/slug', '2019-08-20', 'day'],
    ['/blog/date/2009/1/31/', '2009-01-31', 'day'],
    ['/2019-12-02-slug', '2019-12-02', 'day'],
    ['/2018/november/', '2018-11', 'month'],
    ['/2019/11/slug', '2019-11', 'month'],
    ['/news/articles/2021/', '2021', 'year'],
  ])('reads %s', (path, value, precision) => {
    expect(dateFromPath(`https://www.example.org${path}`, { now })).toEqual({
      value,
      precision,
      origin: 'path',
    });
  });

  it.each([
    '/awards-2021/',
    '/vision/2030/',
    '/node/8283259',
    '/20191302/',
    '/1/2/3/',
    '/?date=2019/12/02',
    '/2019x/',
  ])('reads no date in %s', (path) => {
    expect(dateFromPath(`https://www.example.org${path}`, { now }).value).toBeNull();
  });

  it('reads no date in a text that is no address', () => {
    expect(dateFromPath('/2019/12/02/', { now }).value).toBeNull();
  });
});
