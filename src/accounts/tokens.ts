import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 bits that is safe in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a secret. Plain SHA-256 serves: the secret is random, so there is nothing to guess from. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
