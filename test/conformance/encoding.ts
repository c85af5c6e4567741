import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeBody } from '../../src/fetch/body/charset.ts';
import { tally } from './suite-result.ts';
import type { SuiteResult } from './suite-result.ts';

type File = { readonly folder: string; readonly name: string; readonly bytes: Buffer };

/** Bytes whose encoding others have established: the text that we read must be theirs. */
export async function run(suitesDir: string): Promise<SuiteResult[]> {
  const at = (...parts: string[]): string => path.join(suitesDir, 'encoding', ...parts);
  return [
    sniffer(at('html-encoding-sniffer')),
    miniflux(at('miniflux')),
    chardet(at('chardet')),
    ftfy(at('ftfy')),
    tables(at('encoding_rs')),
  ];
}

/** jsdom's cases; the file name ends in the encoding that a browser would use. */
function sniffer(folder: string): SuiteResult {
  const files = filesBelow(folder).filter(({ name }) => name.endsWith('.html'));
  const result = tally('encoding/html-encoding-sniffer', files, ({ folder: kind, name, bytes }) => {
    const last = /([^_]+)\.html$/.exec(name)?.[1] ?? '';
    const wanted = kind === 'utf' ? 'utf-8' : last.toLowerCase();
    const { charset, text } = decodeBody(bytes, 'text/html');
    return { ok: charset === wanted || text === decoded(bytes, wanted), name: `${name}: ${charset}` };
  });
  result.notes.push(
    'where all bytes are ASCII we say utf-8 and browsers say windows-1252; the text is the same',
  );
  return result;
}

/** Pages of one sentence each, with and without the right declaration. */
function miniflux(folder: string): SuiteResult {
  const files = readdirSync(folder).filter((name) => name !== 'LICENSE');
  return tally('encoding/miniflux', files, (name) => {
    const { text } = decodeBody(readFileSync(path.join(folder, name)), '');
    const ok = name.startsWith('koi8r')
      ? text.includes('Пример')
      : /é|€/.test(text) && !/[\ufffdÃ]/.test(text);
    return { ok, name };
  });
}

/** Real pages and feeds in folders named after their encoding, read without any header. */
function chardet(folder: string): SuiteResult {
  const files = filesBelow(folder);
  const known = files.filter((file) => decoded(file.bytes, labelOf(file.folder)) !== undefined);
  const result = tally('encoding/chardet', known, ({ folder: kind, name, bytes }) => ({
    ok: decodeBody(bytes, '').text === decoded(bytes, labelOf(kind)),
    name: `${kind}/${name}`,
  }));
  const foreign = files.length - known.length;
  result.notes.push(
    `${foreign} files in encodings that no browser reads (UTF-32, IBM855, EUC-TW, Johab, ISO-2022-KR) are left out`,
    'the rest declare nothing, or nothing a browser knows: by choice such bytes are UTF-8 or windows-1252, since our sources are British and a wrong guess costs more than none',
  );
  return result;
}

/** Text that looks like mojibake and is not must come through untouched. */
function ftfy(folder: string): SuiteResult {
  const cases = JSON.parse(readFileSync(path.join(folder, 'negative.json'), 'utf8')) as {
    original: string;
  }[];
  const result = tally('encoding/ftfy-negative', cases, ({ original }) => ({
    ok: decodeBody(Buffer.from(original), 'text/html; charset=utf-8').text === original,
    name: original,
  }));
  result.notes.push(
    'the other ftfy cases mend text that was broken before it was published: we do not rewrite',
  );
  return result;
}

/** Every character of the legacy tables that can be told from damage. */
function tables(folder: string): SuiteResult {
  const files = readdirSync(folder).filter((name) => name.endsWith('_in.txt'));
  const lines = files.flatMap((name) => {
    const label = LABELS[name.replace('_in.txt', '')] ?? name.replace('_in.txt', '');
    const wanted = readFileSync(path.join(folder, name.replace('_in.', '_in_ref.')), 'utf8').split('\n');
    return linesOf(readFileSync(path.join(folder, name))).map((bytes, index) => ({
      name,
      label,
      bytes,
      wanted: wanted[index] ?? '',
    }));
  });
  const readable = lines.filter(({ wanted, bytes }) => bytes.length > 0 && !wanted.includes('\ufffd'));
  const right = readable.filter(
    ({ label, bytes, wanted }) => decodeBody(bytes, `text/plain; charset=${label}`).text === wanted,
  );
  const missed = new Map<string, number>();
  for (const { name } of readable) missed.set(name, (missed.get(name) ?? 0) + 1);
  for (const { name } of right) missed.set(name, (missed.get(name) ?? 0) - 1);
  const notes = [...missed]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name}: ${count} characters`);
  notes.push(
    "what is missed are characters that Node's own TextDecoder lacks (Hong Kong's Big5, unified Hangul)",
  );
  return { suite: 'encoding/encoding_rs tables', passed: right.length, of: readable.length, notes };
}

function filesBelow(folder: string): File[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: inner }) =>
    readdirSync(path.join(folder, inner)).map((name) => {
      const bytes = readFileSync(path.join(folder, inner, name));
      return { folder: inner, name, bytes: name.endsWith('.gz') ? gunzipSync(bytes) : bytes };
    }),
  );
}

const LANGUAGES =
  /-(?:croatian|czech|hungarian|polish|slovak|slovene|romanian|bulgarian|russian|arabic|greek|turkish|hebrew|sig)$/;
const LABELS: Readonly<Record<string, string>> = {
  MacCyrillic: 'x-mac-cyrillic',
  MacRoman: 'macintosh',
  CP932: 'shift_jis',
  CP949: 'euc-kr',
  euc_kr: 'euc-kr',
  iso_2022_jp: 'iso-2022-jp',
  jis0208: 'euc-jp',
  jis0212: 'euc-jp',
};

function labelOf(folder: string): string {
  return LABELS[folder] ?? folder.replace(LANGUAGES, '');
}

function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    const marked = label.toLowerCase() === 'utf-16' && bytes[0] === 0xfe ? 'utf-16be' : label;
    return new TextDecoder(marked).decode(bytes);
  } catch {
    return undefined;
  }
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at) === -1 ? bytes.length : bytes.indexOf(10, at);
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}
