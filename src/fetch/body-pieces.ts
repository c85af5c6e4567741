/** So many pieces are made one. */
const MANY = 256;

/**
 * The pieces of a body as they come, until all are there. A piece is an object of a hundred bytes and more, whatever it holds: five megabytes that
 * come a byte at a time would take eight hundred.
 */
export class BodyPieces {
  #joined: Buffer[] = [];
  #loose: Buffer[] = [];
  #came = 0;

  /** How many came. */
  get came(): number {
    return this.#came;
  }

  /** How many it holds them in. */
  get count(): number {
    return this.#joined.length + this.#loose.length;
  }

  add(piece: Buffer): void {
    this.#came += 1;
    this.#loose.push(piece);
    if (this.#loose.length < MANY) return;
    this.#joined.push(Buffer.concat(this.#loose));
    this.#loose = [];
  }

  clear(): void {
    this.#joined = [];
    this.#loose = [];
  }

  /** All of them in one; the only one as it came. */
  whole(): Buffer {
    const all = [...this.#joined, ...this.#loose];
    const [only] = all;
    return only !== undefined && all.length === 1 ? only : Buffer.concat(all);
  }
}
