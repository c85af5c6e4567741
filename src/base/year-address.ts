import { absoluteUrl, type Source } from './source.ts';

type Homed = Pick<Source, 'home'>;

/** The absolute address of a path that a source names, with the year (UTC) of a moment (Unix ms) in place of `{year}`. */
export function addressAt(source: Homed, path: string, at: number): string {
  return addressIn(source, path, new Date(at).getUTCFullYear());
}

/** The same address with last year in it, in January: the new year's listing may not be there yet, and the old one may have grown since. */
export function lastYearsAddress(source: Homed, path: string, at: number): string | undefined {
  const now = new Date(at);
  if (!path.includes('{year}') || now.getUTCMonth() > 0) return undefined;
  return addressIn(source, path, now.getUTCFullYear() - 1);
}

/** Months in which a year has still so few posts that its listing says nothing by being short. */
const YOUNG = 3;

/** Whether a path has the year in it, and that has begun lately: its listing is a new one, and not yet full. */
export function isOfYoungYear(path: string, at: number): boolean {
  return path.includes('{year}') && new Date(at).getUTCMonth() < YOUNG;
}

/** A path with the year that an address of its kind has in it: the next page of last year's listing is last year's. */
export function withYearOf(path: string, like: string, url: string): string {
  const [before = '', after] = like.split('{year}');
  if (after === undefined) return path;
  const at = url.indexOf(before);
  const year = at === -1 ? undefined : /^\d{4}/.exec(url.slice(at + before.length))?.[0];
  return year === undefined ? path : path.replaceAll('{year}', year);
}

function addressIn(source: Homed, path: string, year: number): string {
  return absoluteUrl(source, path.replaceAll('{year}', String(year)));
}
