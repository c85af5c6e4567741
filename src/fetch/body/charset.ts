import { isUtf8 } from 'node:buffer';
import { mediaType } from './media-type.ts';
import { metaCharset } from './meta-prescan.ts';
import { readMixed } from './mixed-utf8.ts';
import type { Page } from '../../model/page.ts';

/** A body as text, the encoding that was used (WHATWG name), where it was learnt, and how many characters were lost. */
export type Decoded = {
  readonly text: string;
  readonly charset: string;
  readonly charsetFrom: Page['charsetFrom'];
  /** U+FFFD that stand where bytes could not be read; 0 nearly always. */
  readonly lost: number;
};

const PRESCAN_BYTES = 1024;
const LATE_META_BYTES = 16_384;
// Names that feeds declare and the WHATWG does not list.
const ALIASES: Readonly<Record<string, string>> = {
  maccyrillic: 'x-mac-cyrillic',
  macroman: 'macintosh',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
};
const LATIN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-15']);

/**
 * Decodes a body: byte order mark, then the Content-Type header, a `meta` in the first 1024 bytes, the XML
 * declaration, a `meta` further down, and last what the bytes look like. A declaration that the bytes contradict is
 * not believed: windows-1252 labelled as UTF-8 reads as windows-1252, UTF-8 labelled as Latin-1 as UTF-8.
 */
export function decodeBody(bytes: Uint8Array, contentTypeHeader: string): Decoded {
  const marked = byMark(bytes);
  if (marked === 'utf-8') return isUtf8(bytes) ? readUtf8(bytes, 'bom') : repaired(bytes.subarray(3));
  if (marked !== undefined) return decodeAs(bytes, marked, 'bom');
  const unicode = isUtf8(bytes);
  const { charset, from } = declaration(bytes, contentTypeHeader, unicode);
  if (charset === undefined) {
    const wide = unmarkedUtf16(bytes);
    if (wide !== undefined) return decodeAs(bytes, wide, 'sniffed');
    return unicode ? readUtf8(bytes, 'default') : repaired(bytes);
  }
  if (charset === 'utf-8')
    return unicode ? readUtf8(bytes, from) : (otherwise(bytes, from) ?? repaired(bytes));
  if (unicode && LATIN.has(charset) && bytes.some((byte) => byte > 0x7f)) return readUtf8(bytes, 'sniffed');
  if (LATIN.has(charset) && hasUtf8(bytes)) return repaired(bytes);
  return decodeAs(bytes, charset, from);
}

/** A header that says UTF-8 and is not right: what the document says of itself is asked next. */
function otherwise(bytes: Uint8Array, from: Page['charsetFrom']): Decoded | undefined {
  if (from !== 'header') return undefined;
  const own = declaration(bytes, '', false);
  if (own.charset === undefined || own.charset === 'utf-8') return undefined;
  const decoded = decodeAs(bytes, own.charset, own.from);
  return decoded.lost === 0 ? decoded : undefined;
}

/** Whether two-byte characters of UTF-8 stand in Latin-1, as quoted texts do: pairs that hardly ever stand side by side in it. */
function hasUtf8(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte, at) =>
      (byte === 0xc3 && isTail(bytes[at + 1])) ||
      (byte === 0xe2 && bytes[at + 1] === 0x80 && isTail(bytes[at + 2])),
  );
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

type Declaration = { readonly charset: string | undefined; readonly from: Page['charsetFrom'] };

function declaration(bytes: Uint8Array, contentTypeHeader: string, unicode: boolean): Declaration {
  const header = known(mediaType(contentTypeHeader)?.params.get('charset') ?? undefined);
  if (header !== undefined) return { charset: header, from: 'header' };
  const head = latin1(bytes, PRESCAN_BYTES);
  const meta = metaCharset(head, known);
  if (meta !== undefined) return { charset: meta, from: 'meta' };
  const xml = known(/^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1]);
  if (xml !== undefined) return { charset: asciiCompatible(xml), from: 'xml' };
  // Past 1024 bytes browsers no longer look, but what stands there is still better than a guess.
  const late = unicode ? undefined : metaCharset(latin1(bytes, LATE_META_BYTES), known);
  return { charset: late, from: 'meta' };
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined;
}

/** UTF-16 without a mark shows as zeros at every other byte of its ASCII. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, PRESCAN_BYTES);
  if (!sample.includes(0)) return undefined;
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  if (Math.max(odd, even) < sample.length / 4 || Math.min(odd, even) > sample.length / 16) return undefined;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

function repaired(bytes: Uint8Array): Decoded {
  return { ...readMixed(bytes), charsetFrom: 'sniffed', lost: 0 };
}

function decodeAs(bytes: Uint8Array, charset: string, charsetFrom: Page['charsetFrom']): Decoded {
  const text = new TextDecoder(charset).decode(bytes);
  const lost = !text.includes('\ufffd') ? 0 : text.split('\ufffd').length - 1;
  // A few odd bytes in a long text are damage; many mean that the declaration is wrong.
  if (lost * 50 > text.length) return isUtf8(bytes) ? readUtf8(bytes, 'sniffed') : repaired(bytes);
  return { text, charset, charsetFrom, lost };
}

function readUtf8(bytes: Uint8Array, charsetFrom: Page['charsetFrom']): Decoded {
  return { text: utf8.decode(bytes), charset: 'utf-8', charsetFrom, lost: 0 };
}

function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(ALIASES[label.trim().toLowerCase()] ?? label).encoding;
  } catch {
    return undefined;
  }
}

/** A declaration that could be read as ASCII is not in UTF-16, whatever it says. */
function asciiCompatible(charset: string): string {
  return charset.startsWith('utf-16') ? 'utf-8' : charset;
}

function latin1(bytes: Uint8Array, count: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(count, bytes.length)).toString('latin1');
}
const utf8 = new TextDecoder('utf-8');
