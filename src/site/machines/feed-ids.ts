import { createHash } from 'node:crypto';

/**
 * The lasting id of something in a catalogue, as a URN: a name-based UUID (RFC 9562, 5.5) within the catalogue's own, so that it
 * is the same under any address.
 */
export function urnIn(catalogueId: string, name: string): string {
  const space = Buffer.from(catalogueId.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(space).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
