/** The network that a caller is counted by, since whoever has one address of it has them all: the /24 of an IPv4 address, the /64 of an IPv6 one, however it is written. */
export function networkOf(ip: string): string {
  const mapped = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  return mapped.includes(':')
    ? expand(mapped).slice(0, 4).join(':').toLowerCase()
    : mapped.split('.').slice(0, 3).join('.');
}

function expand(ip: string): string[] {
  const [head = '', tail = ''] = ip.split('::');
  const first = head.split(':').filter((part) => part !== '');
  const last = tail.split(':').filter((part) => part !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].map((part) => part.replace(/^0+(?=.)/, ''));
}
