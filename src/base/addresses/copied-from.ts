import { httpUrl, unescaped } from './unwrapped.ts';

/** A copy in the Internet Archive: `/web/20240101000000id_/https://…`. */
const IN_ARCHIVE = /^\/web\/\d{4,14}(?:[a-z]{2}_)?\/(https?:\/)\/?(.+)$/;
/** A host as Google's translations spell it: a dash for a dot, two for a dash. */
const TRANSLATED = /^([a-z\d-]+)\.translate\.goog$/;
/** Names under which readers, counters and gates are told which page they stand before; none by which a page says where its reader came from. */
const NAMES = ['url', 'u', 'a', 'q', 'z', 'to', 'uddg', 'target'];
const BEHIND_PATH = /\/(https?:\/)\/?(.+)$/i;

/**
 * What an address is a copy of, or stands before: a page of the Internet Archive, a translation, or whatever of another host has a whole
 * address of the source's own in it. It is another page to ask for, since the first may be gone; undefined for any other.
 */
export function copiedFrom(url: URL, isOwn: (host: string) => boolean): URL | undefined {
  const { hostname, pathname, search, searchParams } = url;
  if (hostname === 'web.archive.org' || hostname === 'archive.org') {
    const [, scheme, rest] = IN_ARCHIVE.exec(pathname) ?? [];
    return rest === undefined ? undefined : httpUrl(`${scheme}/${rest}${search}`);
  }
  const [, spelt] = TRANSLATED.exec(hostname) ?? [];
  if (spelt !== undefined) {
    const host = spelt.replaceAll(/--|-/g, (dash) => (dash === '-' ? '.' : '-'));
    return httpUrl(`https://${host}${pathname}${search}`);
  }
  // Nearly every address is one of the source's own.
  if (isOwn(hostname) || !/https?(?::|%3a)/i.test(pathname + search)) return undefined;
  const [, scheme, rest] = BEHIND_PATH.exec(pathname) ?? [];
  const told = [
    rest === undefined ? '' : `${scheme}/${rest}${search}`,
    unescaped((rest === undefined ? /\/(https?%3a.+)$/i.exec(pathname)?.[1] : undefined) ?? ''),
    search.slice(1),
    ...NAMES.map((name) => searchParams.get(name) ?? ''),
  ];
  // A home page is spoken of by pages that stand before nothing.
  return told.map(httpUrl).find((one) => one !== undefined && isOwn(one.hostname) && one.pathname !== '/');
}
