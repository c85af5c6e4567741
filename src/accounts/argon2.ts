import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a hash costs to make: KiB of memory, passes over it, lanes. */
export type Argon2Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

const VERSION = 19;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

/** A password as an argon2id string, `$argon2id$v=19$m=…,t=…,p=…$salt$tag` (RFC 9106; form of the PHC string format). */
export async function hash(password: string, cost: Argon2Cost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, { ...cost, salt, tagLength: TAG_BYTES });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=${VERSION}$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Whether a password is the one that an argon2id string was made of, whatever it cost.
 * @throws Error when the string is none of argon2id, version 19.
 */
export async function verify(stored: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored) ?? [];
  if (tag === '') throw new Error('a stored password is no argon2id string of version 19');
  const expected = Buffer.from(tag, 'base64');
  const made = await derive(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
  });
  return timingSafeEqual(made, expected);
}

type Derivation = Argon2Cost & { readonly salt: Buffer; readonly tagLength: number };

function derive(password: string, { salt, ...how }: Derivation): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  argon2('argon2id', { message: password, nonce: salt, ...how }, (error, tag) =>
    error === null ? resolve(tag) : reject(error),
  );
  return promise;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
