/** Cookies of one chain of redirects, by host: some sites set one, send us back to where we were, and look whether it came. */
export type ChainCookies = ReadonlyMap<string, ReadonlyMap<string, string>>;

export const NO_COOKIES: ChainCookies = new Map();

/** More, or longer, is no handshake. */
const MOST = 10;
const LONGEST = 1024;

/** The chain's cookies with those that a host has set; paths, dates and domains do not matter within a chain. `setCookie`: all of them, joined by commas. */
export function withCookies(
  cookies: ChainCookies,
  host: string,
  setCookie: string | undefined,
): ChainCookies {
  if (setCookie === undefined) return cookies;
  const of = new Map(cookies.get(host));
  // A comma also stands in a date; what follows one there is no name with an equals sign.
  for (const one of setCookie.split(/,(?=\s*[^\s;,=]+=)/)) {
    const [, name, value = ''] = /^\s*([\w!#$%&'*+.^`|~-]+)=([^\s;,"\\]*)/.exec(one) ?? [];
    if (name !== undefined && one.length <= LONGEST && of.size < MOST) of.set(name, value);
  }
  return new Map([...cookies, [host, of]]);
}

/** The Cookie header for a host: only what that very host set in this chain (RFC 6265, 4.2). */
export function cookieHeader(cookies: ChainCookies, host: string): { readonly cookie?: string } {
  const of = [...(cookies.get(host) ?? [])];
  return of.length === 0 ? {} : { cookie: of.map(([name, value]) => `${name}=${value}`).join('; ') };
}
