import net from 'node:net';

/** What the guard says of an address before anything is looked up: the parsed URL, or why it must not be dialled. */
export type Checked = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly why: string };

// RFC 9110, 4.1 asks for 8,000 octets at least; no honest link needs them.
const LONGEST_ADDRESS = 8192;
// Backslashes, tabs, new lines and missing slashes are read differently by different parsers; no honest link has them.
// oxlint-disable-next-line no-control-regex
const PLAIN_SPELLING = /^https?:\/\/[^/?#\\\u0000- \u007f][^\\\u0000-\u001f\u007f]*$/i;
// RFC 6761 and 6762, RFC 8375, ICANN's "internal", and names that home, office and cloud networks use.
const LOCAL_NAME =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|in-addr\.arpa|ip6\.arpa|test|invalid|onion|alt|svc|metadata\.goog)$/i;

/**
 * Judges the spelling of an address: http or https, ports 80 and 443, no user name, no public look-alike of a
 * private place. A name that passes is judged again by `checkAddress` once it is resolved, where it is dialled.
 * `allowHosts` lists `host:port` pairs that are let through wherever they resolve to (tests, local mirrors).
 */
export function checkUrl(address: string, allowHosts: ReadonlySet<string>): Checked {
  if (address.length > LONGEST_ADDRESS) return no(`longer than ${LONGEST_ADDRESS} characters`);
  if (!PLAIN_SPELLING.test(address)) return no('not a plain http or https address');
  const authority = address.replace(/^https?:\/\//i, '').split(/[/?#]/, 1)[0] ?? '';
  if (authority.includes('@')) return no('an address may not carry a user name');
  if (authority.includes('%')) return no('a host may not be percent-encoded');
  if (!URL.canParse(address)) return no('not an address');
  const url = new URL(address);
  if (allowHosts.has(hostKey(url))) return { ok: true, url };
  if (url.port !== '') return no(`port ${url.port} is not one of 80 and 443`);
  const why = hostFault(bareHost(url.hostname));
  return why === undefined ? { ok: true, url } : no(why);
}

/**
 * True for an address of the public internet. Everything that IANA keeps for special use is not: private, loopback,
 * link-local, shared, documentation, benchmarks, multicast, tunnels (6to4, Teredo, NAT64) and IPv4 in IPv6's clothes.
 * What cannot be read is not public.
 */
export function checkAddress(ip: string): boolean {
  const family = net.isIP(ip);
  if (family === 4) return !specialV4.check(ip, 'ipv4');
  if (family !== 6 || ip.includes('%')) return false;
  return globalV6.check(ip, 'ipv6') && !specialV6.check(ip, 'ipv6');
}

/** The name under which manners and the allow list know a server: `host:port`, the port always written. */
export function hostKey(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

/** The host as sockets and resolvers want it: no brackets, no final dot. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

function hostFault(host: string): string | undefined {
  if (net.isIP(host) !== 0) return checkAddress(host) ? undefined : `${host} is not a public address`;
  if (!host.includes('.')) return `${host} is not a public name`;
  if (host.length > 253 || !host.split('.').every((label) => /^.{1,63}$/.test(label)))
    return 'not a name that DNS could hold';
  return LOCAL_NAME.test(host) ? `${host} is a local name` : undefined;
}

function no(why: string): Checked {
  return { ok: false, why };
}

// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
const specialV4 = blocks('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);
const globalV6 = blocks('ipv6', ['2000::/3']);
const specialV6 = blocks('ipv6', [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
]);

function blocks(family: 'ipv4' | 'ipv6', subnets: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const subnet of subnets) {
    const [address = '', bits = ''] = subnet.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
