import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { messageOf } from '../../base/errors.ts';

/** A body without its wrapping, or why it cannot be had. */
export type Inflated =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly why: string };

const MOST_LAYERS = 2;

/**
 * Undoes Content-Encoding: gzip, deflate (with or without its zlib header), br and zstd, at most two on top of each
 * other. What comes out is counted while it comes, so that a bomb stops at `maxBytes`.
 */
export async function inflate(wire: Buffer, encodings: string, maxBytes: number): Promise<Inflated> {
  const layers = encodings
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (layers.length > MOST_LAYERS)
    return { ok: false, why: `${layers.length} encodings on top of each other` };
  let bytes = wire;
  for (const layer of layers.reverse()) {
    const result = await inflateOne(bytes, layer, maxBytes);
    if (!result.ok) return result;
    bytes = result.bytes;
  }
  return { ok: true, bytes };
}

/** Unpacks a body that is itself a gzip file (sitemap.xml.gz); any other body is given back as it is. */
export function gunzipFile(bytes: Buffer, maxBytes: number): Promise<Inflated> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip ? inflateOne(bytes, 'gzip', maxBytes) : Promise.resolve({ ok: true, bytes });
}

async function inflateOne(bytes: Buffer, layer: string, maxBytes: number): Promise<Inflated> {
  const open = opener(layer, bytes);
  if (open === undefined) return { ok: false, why: `unknown Content-Encoding ${layer}` };
  if (bytes.length === 0) return { ok: true, bytes };
  try {
    return { ok: true, bytes: await open(bytes, { maxOutputLength: maxBytes }) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return { ok: false, why: `more than ${maxBytes} bytes when unpacked` };
    return { ok: false, why: `broken ${layer} data: ${messageOf(error)}` };
  }
}

type Opener = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

function opener(layer: string, bytes: Buffer): Opener | undefined {
  if (layer === 'gzip' || layer === 'x-gzip') return gunzip;
  if (layer === 'deflate') return hasZlibHeader(bytes) ? inflateZlib : inflateRaw;
  if (layer === 'br') return brotli;
  return layer === 'zstd' ? zstd : undefined;
}

/** RFC 1950, 2.2: method 8 in the low bits, and the first two bytes a multiple of 31. Some servers leave it out. */
function hasZlibHeader(bytes: Buffer): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
}
const gunzip: Opener = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const inflateZlib: Opener = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate);
const inflateRaw: Opener = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflateRaw);
const brotli: Opener = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress);
const zstd: Opener = promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress);
