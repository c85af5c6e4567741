/** Caches of AMP: the page's own host and path stand behind `c/s/` (https) or `c/`, and Google's and Bing's viewers have `amp/s/`. */
const CACHED = /^\/(?:[acvir]|amp)\/(s\/)?((?:[\w-]+\.)+[a-z]{2,}\/.*)$/i;
const HAS_CACHE = /(?:^|\.)cdn\.ampproject\.org$|^www\.(?:google(?:\.[a-z]{2,3}){1,2}|bing\.com)$/;
/** Hosts that count clicks, and the parameters in which they say where these lead; a button to share has its address in one as well, and leads nowhere else. */
const COUNTS_CLICKS: readonly (readonly [place: RegExp, names: readonly string[]])[] = [
  [/^www\.google(?:\.[a-z]{2,3}){1,2}\/url$/, ['url', 'q']],
  [/^lm?\.(?:facebook|instagram)\.com\/(?:l\.php)?$/, ['u']],
  [/^out\.reddit\.com\//, ['url']],
  [/^l\.messenger\.com\/l\.php$/, ['u']],
  [/^linkprotect\.cudasvc\.com\/url$/, ['a']],
  [/^clicktime\.symantec\.com\//, ['u']],
  [/^(?:\w+\.)?safelinks\.protection\.outlook\.com\/|^slack-redir\.net\/link$/, ['url']],
  [/^www\.linkedin\.com\/redir\//, ['url']],
  [/^www\.youtube\.com\/redirect$/, ['q']],
];

/** Proofpoint's: its second version writes `-` for `%` and `_` for `/`, its third the address itself between lines. */
const DEFENDED = /^(?:[\w-]+\.)?urldefense(?:\.proofpoint)?\.(?:com|us)$/;

/** Where an address leads that only stands before another's: a copy of AMP's, or a count of clicks. Undefined for any other. */
export function unwrapped({ hostname, pathname, search, searchParams }: URL): URL | undefined {
  // Every link of every page comes by here.
  if (
    !/google|ampproject|bing|facebook|instagram|messenger|reddit|outlook|slack|linkedin|youtube|urldefense|cudasvc|symantec/.test(
      hostname,
    )
  )
    return undefined;
  if (DEFENDED.test(hostname)) return undefended(pathname + search, searchParams.get('u'));
  if (HAS_CACHE.test(hostname)) {
    const [, secure, rest] = CACHED.exec(pathname) ?? [];
    if (rest !== undefined) return httpUrl(`http${secure === undefined ? '' : 's'}://${rest}${search}`);
  }
  const place = `${hostname}${pathname}`;
  const names = COUNTS_CLICKS.find(([pattern]) => pattern.test(place))?.[1] ?? [];
  return names.map((name) => httpUrl(searchParams.get(name) ?? '')).find((url) => url !== undefined);
}

function undefended(whole: string, given: string | null): URL | undefined {
  if (whole.startsWith('/v3/__')) {
    const end = whole.lastIndexOf('__;');
    return httpUrl(whole.slice(6, end === -1 ? undefined : end).replace(/^(https?:)\/+/, '$1//'));
  }
  const text = given ?? '';
  return httpUrl(whole.startsWith('/v2/') ? unescaped(text.replaceAll('-', '%').replaceAll('_', '/')) : text);
}

/** A text without its escapes; nothing where they are none of UTF-8. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** An http(s) address; undefined of any other text. */
export function httpUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}
