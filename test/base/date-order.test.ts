import { describe, expect, it } from 'vitest';
import { dayFirstIn, dayFirstInList } from '../../src/base/dates/date-order.ts';

const now = new Date('2026-11-28T12:00:00Z');

describe('the order of a site’s numeric dates', () => {
  it.each([
    [['11/24/2023', '11/03/2023', '10/02/2023'], false],
    [['24/11/2023', '03/11/2023'], true],
    [['24.11.23 10:15', '03.11.23'], true],
    [['03/11/2023', '02/10/2023'], undefined],
    [['24/11/2023', '11/24/2023'], undefined],
    [['24 November 2023', 'no date'], undefined],
    // The third of May was a Friday, the fifth of March was none.
    [['Fri, 05/03/2024 - 10:15'], false],
    [['Friday 03/05/2024'], true],
    [['vendredi 03/05/2024', 'lun. 05/02/2024'], true],
    // Neither is a Monday, and both are a Friday.
    [['Mon, 05/03/2024', 'Fri, 03/03/2023', 'Ward 05/03/2024'], undefined],
    // The other way it would lie ahead.
    [['11/12/2026'], false],
  ])('of %j is day first: %s', (texts, dayFirst) => {
    expect(dayFirstIn(texts, now)).toBe(dayFirst);
  });

  it('is proved by a listing that runs in one direction only when it is read so', () => {
    expect(dayFirstInList(['12/01/2023', '11/05/2023', '11/02/2023', '10/09/2023'], now)).toBe(false);
    expect(dayFirstInList(['05/12/2023', '11/09/2023', '02/06/2023', '01/01/2023'], now)).toBe(true);
    expect(dayFirstInList(['12/01/2023', '11/05/2023'], now)).toBeUndefined();
    expect(dayFirstInList(['09/09/2023', '08/08/2023', '07/07/2023', '06/06/2023'], now)).toBeUndefined();
  });
});
