import { createHash } from 'node:crypto';
import { DAY } from '../base/durations.ts';
import { readSigned, signed } from '../web/signed.ts';

/** Nobody fills in a form faster than this. */
const LEAST_MS = 3000;
/** A form that was left open longer than this is asked for again. */
const MOST_MS = DAY;

/** A mark in a form that says when it was made, and that we made it. */
export function formToken(secret: string, at: number): string {
  return signed(secret, 'form', String(at));
}

/** Whether a form was filled in by somebody who took the time that people take. */
export function judgeToken(secret: string, token: string, now: number): 'good' | 'hasty' | 'stale' {
  const at = readSigned(secret, 'form', token);
  if (at === undefined) return 'stale';
  const age = now - Number(at);
  if (!(age >= 0 && age <= MOST_MS)) return 'stale';
  return age < LEAST_MS ? 'hasty' : 'good';
}

/** A sender as the rate limit knows them: their network (IPv4 /24, IPv6 /64), in a hash that cannot be undone without the secret. */
export function senderOf(secret: string, ip: string): string {
  const mapped = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  const network = mapped.includes(':')
    ? expand(mapped).slice(0, 4).join(':')
    : mapped.split('.').slice(0, 3).join('.');
  return createHash('sha256').update(`${secret} ${network}`).digest('hex');
}

function expand(ip: string): string[] {
  const [head = '', tail = ''] = ip.split('::');
  const first = head.split(':').filter((part) => part !== '');
  const last = tail.split(':').filter((part) => part !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last];
}
