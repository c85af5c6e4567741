import { LONGEST } from '../model/longest.ts';

const DEFAULT_DELAY_MS = 10 * 60_000;

/**
 * When a host that answered 429 or 503 may be asked again (RFC 9110, 10.2.3): seconds or an HTTP-date, at most 24 h
 * away. What is missing, negative, in the past or unreadable counts as ten minutes. Unix ms.
 */
export function retryAt(header: string | undefined, now: number): number {
  const written = (header ?? '').trim();
  const delay = /^\d+$/.test(written) ? Number(written) * 1000 : dateOf(written) - now;
  const usable = delay > 0 || written === '0' ? delay : DEFAULT_DELAY_MS;
  return now + Math.min(usable, LONGEST.askedPause);
}

// `Sun, 06 Nov 1994 08:49:37 GMT`, and the two older forms that RFC 9110, 5.6.7 asks readers to know.
function dateOf(written: string): number {
  return /^[a-z]{3,9},? /i.test(written)
    ? Date.parse(written.endsWith('GMT') ? written : `${written} GMT`)
    : Number.NaN;
}
