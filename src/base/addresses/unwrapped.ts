/** Caches of AMP: the page's own host and path stand behind `c/s/` (https) or `c/`, and Google's and Bing's viewers have `amp/s/`. */
const CACHED = /^\/(?:[acvir]|amp)\/(s\/)?((?:[\w-]+\.)+[a-z]{2,}\/.*)$/i;
const HAS_CACHE = /(?:^|\.)cdn\.ampproject\.org$|^www\.(?:google(?:\.[a-z]{2,3}){1,2}|bing\.com)$/;
/** Hosts that count clicks, and the parameters in which they say where these lead; a button to share has its address in one as well, and leads nowhere else. */
const COUNTS_CLICKS: readonly (readonly [place: RegExp, names: readonly string[]])[] = [
  [/^www\.google(?:\.[a-z]{2,3}){1,2}\/url$/, ['url', 'q']],
  [/^lm?\.(?:facebook|instagram)\.com\/(?:l\.php)?$/, ['u']],
  [/^out\.reddit\.com\//, ['url']],
  [/^(?:\w+\.)?safelinks\.protection\.outlook\.com\/|^slack-redir\.net\/link$/, ['url']],
  [/^www\.linkedin\.com\/redir\//, ['url']],
  [/^www\.youtube\.com\/redirect$/, ['q']],
];

/** Where an address leads that only stands before another's: a copy of AMP's, or a count of clicks. Undefined for any other. */
export function unwrapped({ hostname, pathname, search, searchParams }: URL): URL | undefined {
  // Every link of every page comes by here.
  if (!/google|ampproject|bing|facebook|instagram|reddit|outlook|slack|linkedin|youtube/.test(hostname))
    return undefined;
  if (HAS_CACHE.test(hostname)) {
    const [, secure, rest] = CACHED.exec(pathname) ?? [];
    if (rest !== undefined) return httpUrl(`http${secure === undefined ? '' : 's'}://${rest}${search}`);
  }
  const place = `${hostname}${pathname}`;
  const names = COUNTS_CLICKS.find(([pattern]) => pattern.test(place))?.[1] ?? [];
  return names.map((name) => httpUrl(searchParams.get(name) ?? '')).find((url) => url !== undefined);
}

/** A copy in the Internet Archive: `/web/20240101000000id_/https://…`. */
const IN_ARCHIVE = /^\/web\/\d{4,14}(?:[a-z]{2}_)?\/(https?:\/)\/?(.+)$/;

/** What an address of the Internet Archive is a copy of. It is another page to ask for, since the first may be gone; undefined for any other. */
export function archivedFrom({ hostname, pathname, search }: URL): URL | undefined {
  if (hostname !== 'web.archive.org' && hostname !== 'archive.org') return undefined;
  const [, scheme, rest] = IN_ARCHIVE.exec(pathname) ?? [];
  return rest === undefined ? undefined : httpUrl(`${scheme}/${rest}${search}`);
}

function httpUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}
