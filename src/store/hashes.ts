/** Hashes as a blob holds them: 32 bits each, unsigned, the low byte first. @throws TypeError for what is no blob. */
export function hashesIn(blob: unknown): Uint32Array {
  if (!(blob instanceof Uint8Array)) throw new TypeError('a sketch must be a blob');
  return new Uint32Array(Uint8Array.from(blob).buffer);
}
