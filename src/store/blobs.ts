import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Text as it is kept: UTF-8 under zstd (RFC 8878). */
export function pack(text: string): Uint8Array {
  return zstdCompressSync(text);
}

/** The text of a packed blob. */
export function unpack(blob: unknown): string {
  if (!(blob instanceof Uint8Array)) throw new TypeError('a packed text must be a blob');
  return zstdDecompressSync(blob).toString('utf8');
}
