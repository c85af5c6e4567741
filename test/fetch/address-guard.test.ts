import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAddress, checkUrl } from '../../src/fetch/address-guard.ts';
import { article, fetcherFor, says, site } from './site.ts';

const nobody: ReadonlySet<string> = new Set();
const allowed = (url: string, hosts = nobody): boolean => checkUrl(url, hosts).ok;

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://①②⑦.⓪.⓪.①/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[64:ff9b::10.0.0.1]/',
  'http://[2002:7f00:1::1]/',
  'http://169.254.169.254/',
  'http://100.64.0.1/',
  'http://192.168.1.1/',
  'http://localhost/',
  'http://printer.local/',
  'http://db/',
  'http://metadata.google.internal/',
  'http://metadata.goog/',
  'http://user@example.com/',
  'http://@example.com/',
  'http://example.com:8080/',
  'https://example.com:80/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http:/example.com/',
  'http:\\\\example.com\\',
  'http://example.com\\@127.0.0.1/',
  'http://exa\tmple.com/',
  'http://127%2e0%2e0%2e1/',
  'http://a..b/',
  `http://${'a'.repeat(64)}.com/`,
  `http://example.com/${'a'.repeat(9000)}`,
  '',
  'not an address',
])('%s is refused', (url) => {
  expect(allowed(url)).toBe(false);
});

test.each([
  'https://www.apse.org.uk/apse/index.cfm/news/',
  'http://example.com:80/',
  'https://bücher.example.com/',
  'https://example.com/?u=http://127.0.0.1/',
  'http://127.0.0.1.example.com/',
  'http://93.184.216.34/',
  'https://[2606:4700:4700::1111]/',
])('%s is let through', (url) => {
  expect(allowed(url)).toBe(true);
});

test('an allow-listed host is let through at its own port only', () => {
  const hosts = new Set(['127.0.0.1:8101', '[::1]:8101']);
  expect(allowed('http://127.0.0.1:8101/', hosts)).toBe(true);
  expect(allowed('http://[::1]:8101/', hosts)).toBe(true);
  expect(allowed('http://127.0.0.1:8102/', hosts)).toBe(false);
  expect(allowed('http://127.0.0.1/', hosts)).toBe(false);
  expect(allowed('ftp://127.0.0.1:8101/', hosts)).toBe(false);
  expect(allowed('http://me@127.0.0.1:8101/', hosts)).toBe(false);
});

test('no spelling of IPv4 in IPv6 is public, and what is no address is not either', () => {
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      expect(checkAddress(`::ffff:${ip}`)).toBe(false);
      expect(checkAddress(`64:ff9b::${ip}`)).toBe(false);
      expect(checkAddress(`::${ip}`)).toBe(false);
    }),
  );
  for (const junk of ['', '999.1.1.1', 'fe80::1%eth0', '2606:4700::1%eth0', 'example.com'])
    expect(checkAddress(junk)).toBe(false);
});

test('a name is refused when any of its addresses is private, and nobody is dialled', async () => {
  await using web = await site({ '*': says(article()) });
  for (const addresses of [
    ['127.0.0.1'],
    ['93.184.216.34', '127.0.0.1'],
    ['999.1.1.1'],
    ['::ffff:127.0.0.1'],
  ]) {
    await using fetcher = fetcherFor([], { resolve: async () => addresses });
    expect(await fetcher.fetch({ url: 'http://rebind.example.com/' })).toMatchObject({ kind: 'refused' });
  }
  expect(web.seen).toEqual([]);
});

test('a name is looked up once for each connection, and the number that was checked is the one dialled', async () => {
  await using web = await site({
    '*': (_request, response) => void response.setHeader('connection', 'close').end(article()),
  });
  const port = web.host.split(':')[1] ?? '';
  let lookedUp = 0;
  await using fetcher = fetcherFor([], {
    allowHosts: [`turncoat.example.com:${port}`],
    // Nobody but this resolver knows the name: a second look-up by the system would fail.
    resolve: async () => {
      lookedUp += 1;
      return ['127.0.0.1'];
    },
  });
  expect(await fetcher.fetch({ url: `http://turncoat.example.com:${port}/` })).toMatchObject({
    kind: 'page',
  });
  expect(web.seen.map(({ headers }) => headers.host)).toEqual(Array(2).fill(`turncoat.example.com:${port}`));
  expect(lookedUp).toBe(2);
});

test('a name without an address is a failure that may pass', async () => {
  await using nowhere = fetcherFor([], {
    resolve: async () => {
      throw new Error('ENOTFOUND');
    },
  });
  expect(await nowhere.fetch({ url: 'http://gone.example.com/' })).toMatchObject({ kind: 'failed' });
  await using silent = fetcherFor([], {
    resolve: () => new Promise(() => undefined),
    limits: { headersMs: 200, totalMs: 400 },
  });
  expect(await silent.fetch({ url: 'http://slow.example.com/' })).toMatchObject({ kind: 'failed' });
});

test('when the first address of a host does not answer, the next is tried', async () => {
  await using web = await site({ '*': says(article()) });
  const port = web.host.split(':')[1] ?? '';
  await using fetcher = fetcherFor([], {
    allowHosts: [`two.example.com:${port}`],
    resolve: async () => ['::1', '127.0.0.1'],
  });
  expect(await fetcher.fetch({ url: `http://two.example.com:${port}/` })).toMatchObject({ kind: 'page' });
});
