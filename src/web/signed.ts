import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What is said with its signature behind a dot: nobody without the secret can make one up or turn it into another. One secret signs
 * many things, so what it is for goes into it. `said` holds no dot.
 */
export function signed(secret: string, purpose: string, said: string): string {
  const signature = createHmac('sha256', secret).update(`${purpose} ${said}`).digest('base64url');
  return `${said}.${signature}`;
}

/** What `signed` signed for this purpose; undefined for whatever it did not. */
export function readSigned(secret: string, purpose: string, token: string): string | undefined {
  const [said = '', signature = ''] = token.split('.');
  return isSameSecret(`${said}.${signature}`, signed(secret, purpose, said)) ? said : undefined;
}

/** Whether two secrets are the same, in a time that tells nothing of where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
