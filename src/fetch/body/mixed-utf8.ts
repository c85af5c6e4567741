// Leads whose second byte is bounded more narrowly, against overlong forms, surrogates and numbers past U+10FFFF.
const NARROW: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};
const LONGEST_STRAY = 3;
/**
 * Text whose bytes are UTF-8 in part. Pages pasted together of two encodings hold more UTF-8 than stray bytes: what is
 * UTF-8 is read as such and the strays as windows-1252. Otherwise what looks like UTF-8 is chance, and all of it is
 * windows-1252. No character is lost either way.
 */
export function readMixed(bytes: Uint8Array): {
  readonly text: string;
  readonly charset: 'utf-8' | 'windows-1252';
} {
  let sequences = 0;
  let strays = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length > 1) sequences += 1;
    if (length === 0) strays += 1;
    at += Math.max(1, length);
  }
  if (sequences < strays) return { text: windows1252.decode(bytes), charset: 'windows-1252' };
  return { text: readRuns(bytes), charset: 'utf-8' };
}

/** Rewrites strays as UTF-8 in one pass, so that the whole is decoded at once however often the two alternate. */
function readRuns(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length * LONGEST_STRAY);
  let end = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    const piece = STRAYS[(bytes[at] ?? 0) - 0x80];
    if (length > 0 || piece === undefined) {
      for (let next = at; next < at + length; next += 1) out[end++] = bytes[next] ?? 0;
    } else {
      for (const byte of piece) out[end++] = byte;
    }
    at += Math.max(1, length);
  }
  return utf8.decode(out.subarray(0, end));
}

/** Bytes of the UTF-8 sequence at `at`, 0 where there is none (Unicode 17, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf5 ? 0 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  const second = bytes[at + 1] ?? 0;
  const [from = 0x80, to = 0xbf] = NARROW[lead] ?? [];
  if (length === 0 || second < from || second > to) return 0;
  for (let next = at + 2; next < at + length; next += 1) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
// The mark at the very start is cut off before; one in the middle is a character.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');
// The upper half of windows-1252, each character as UTF-8: at most three bytes.
const STRAYS = Array.from({ length: 128 }, (_, index) =>
  Buffer.from(windows1252.decode(Uint8Array.of(0x80 + index))),
);
