import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBody } from '../../src/fetch/body/charset.ts';
import { article, fetcherFor, says, site } from './site.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const CURLY = '\x93It\x92s \xa35m for Cr\xe8me\x94';

test.each([
  [
    'a byte order mark over the header',
    Buffer.from('\ufeffcafé'),
    'text/html; charset=iso-8859-1',
    'café',
    'bom',
  ],
  ['UTF-16 by its mark', Buffer.from('\ufeffcafé', 'utf16le'), 'text/html; charset=utf-8', 'café', 'bom'],
  ['the header', latin('caf\xe9'), 'text/html; charset="ISO-8859-1"', 'café', 'header'],
  [
    'the header over the page',
    latin('<meta charset=koi8-r>caf\xe9'),
    'text/html;charset=latin1',
    '<meta charset=koi8-r>café',
    'header',
  ],
  [
    'the page where the header names nothing known',
    latin('<meta charset=windows-1252>caf\xe9'),
    'text/html; charset=martian',
    '<meta charset=windows-1252>café',
    'meta',
  ],
  [
    'a meta http-equiv',
    latin('<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=windows-1252">\xa3'),
    'text/html',
    '<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=windows-1252">£',
    'meta',
  ],
  [
    'an XML declaration',
    latin('<?xml version="1.0" encoding="windows-1252"?><a>\xa3</a>'),
    'application/xml',
    '<?xml version="1.0" encoding="windows-1252"?><a>£</a>',
    'xml',
  ],
  ['no declaration, UTF-8', Buffer.from('café'), 'text/html', 'café', 'default'],
  ['no declaration, windows-1252', latin(CURLY), 'text/html', '“It’s £5m for Crème”', 'sniffed'],
  [
    'windows-1252 mislabelled as UTF-8',
    latin(CURLY),
    'text/html; charset=utf-8',
    '“It’s £5m for Crème”',
    'sniffed',
  ],
  [
    'UTF-8 mislabelled as Latin-1',
    Buffer.from('It’s £5m'),
    'text/html; charset=iso-8859-1',
    'It’s £5m',
    'sniffed',
  ],
  [
    'UTF-8 with strays pasted in',
    Buffer.concat([Buffer.from('“It’s” £5m — '), latin('\x96 caf\xe9')]),
    'text/html; charset=utf-8',
    '“It’s” £5m — – café',
    'sniffed',
  ],
  [
    'UTF-16 without a mark',
    Buffer.from('<title>A page</title>', 'utf16le'),
    'text/html',
    '<title>A page</title>',
    'sniffed',
  ],
  [
    'a mark that lies',
    Buffer.concat([Buffer.from('\ufeff'), latin('caf\xe9')]),
    'text/html',
    'café',
    'sniffed',
  ],
])('%s is read', (_what, bytes, header, text, charsetFrom) => {
  expect(decodeBody(bytes, header)).toMatchObject({ text, charsetFrom, lost: 0 });
});

test('a meta in a comment, a script or past 1024 bytes is not a declaration that browsers see', () => {
  const commented = '<!-- <meta charset=koi8-r> --><meta charset=windows-1252>\xa3';
  expect(decodeBody(latin(commented), 'text/html').charset).toBe('windows-1252');
  const late = `${' '.repeat(1100)}<meta charset=koi8-r>\xc1`;
  expect(decodeBody(latin(late), 'text/html')).toMatchObject({ charset: 'koi8-r', charsetFrom: 'meta' });
});

test('a few damaged bytes are counted, and many mean another encoding', () => {
  const good = Buffer.from([0x93, 0xfa, 0x96, 0x7b]);
  const damaged = Buffer.concat([...Array.from({ length: 100 }, () => good), Buffer.from([0xff])]);
  expect(decodeBody(damaged, 'text/html; charset=shift_jis')).toMatchObject({
    charset: 'shift_jis',
    lost: 1,
  });
  const wrong = decodeBody(latin(CURLY.repeat(10)), 'text/html; charset=euc-kr');
  expect(wrong.text).not.toContain('\ufffd');
});

test('UTF-8 comes back as it was written, and no bytes at all give U+FFFD', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeBody(Buffer.from(`a${text}`), 'text/html; charset=utf-8').text).toBe(`a${text}`);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      const { text } = decodeBody(Uint8Array.of(0x61, ...bytes), 'text/html; charset=utf-8');
      if (!Buffer.from(bytes).includes(Buffer.from('\ufffd'))) expect(text).not.toContain('\ufffd');
    }),
  );
});

test('characters that could not be read are logged with the address', async () => {
  const body = Buffer.concat([Buffer.from([0x93, 0xfa]), Buffer.from(article()), Buffer.from([0xff])]);
  await using web = await site({ '/': says(body, { 'content-type': 'text/html; charset=shift_jis' }) });
  const events: string[] = [];
  await using fetcher = fetcherFor([web], { log: (event) => void events.push(event) });
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'page', charset: 'shift_jis' });
  expect(events).toContain('fetch.charactersLost');
});
