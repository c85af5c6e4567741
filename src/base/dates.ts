/** How much of a date is known. */
export type DatePrecision = 'day' | 'month' | 'year' | 'none';

/** Where a date was read, best first. */
export type DateOrigin = 'rest' | 'feed' | 'json-ld' | 'meta' | 'time' | 'path' | 'text' | 'sitemap' | 'none';

/** A date as far as it is known: `2024-09-20`, `2025-11`, `2021`, or null. A missing day is never invented. */
export type DateReading = {
  readonly value: string | null;
  readonly precision: DatePrecision;
  readonly origin: DateOrigin;
};

export const NO_DATE: DateReading = { value: null, precision: 'none', origin: 'none' };
