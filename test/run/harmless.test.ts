import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { harmless } from '../../src/run/harmless.ts';

function written(text: string): string {
  const chunks: string[] = [];
  const stream = harmless(
    new Writable({ write: (chunk, _encoding, done) => done(void chunks.push(String(chunk))) }),
  );
  stream.write(text);
  return chunks.join('');
}

it('writes what a terminal would obey as it would be written in JSON, and everything else as it is', () => {
  expect(written('\u001b]0;owned\u0007 a title\u009b31m\r\u202eevil\u0000')).toBe(
    String.raw`\u001b]0;owned\u0007 a title\u009b31m\u000d\u202eevil\u0000`,
  );
  expect(written('£1.4 million – “Größe”\n\ttab 🏮\n')).toBe('£1.4 million – “Größe”\n\ttab 🏮\n');
});

it('leaves JSON the same value', () => {
  const value = { title: 'a\u009b31m\u202e\u001b' };
  expect(JSON.parse(written(JSON.stringify(value)))).toEqual(value);
});
