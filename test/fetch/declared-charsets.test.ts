import { expect, test } from 'vitest';
import { decodeBody } from '../../src/fetch/body/charset.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

test('a label that is no encoding is passed over, and the next one counts', () => {
  const body = latin('<meta charset="bogus"><meta charset="iso-8859-2"><p>\xb1');
  expect(decodeBody(body, 'text/html')).toMatchObject({
    charset: 'iso-8859-2',
    charsetFrom: 'meta',
    text: expect.stringMatching(/ą$/),
  });
});

test('what the document says counts where the header says UTF-8 and the bytes are none', () => {
  const xml = latin("<?xml version='1.0' encoding='windows-1251'?>\xcc\xe8\xf0");
  expect(decodeBody(xml, 'application/rss+xml; charset=UTF-8').text).toMatch(/Мир$/);
  expect(decodeBody(latin('caf\xe9'), 'text/html; charset=utf-8').text).toBe('café');
});

test('islands of UTF-8 in a page that calls itself Latin-1 are read as UTF-8', () => {
  const body = Buffer.concat([latin('caf\xe9 \xa35m '), Buffer.from('“Crème”')]);
  expect(decodeBody(body, 'text/html; charset=iso-8859-1').text).toBe('café £5m “Crème”');
});
