import { createHash } from 'node:crypto';
import { DAY } from '../base/durations.ts';
import { networkOf } from '../web/network-of.ts';
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

/** A sender as the rate limit knows them: their network, in a hash that cannot be undone without the secret. */
export function senderOf(secret: string, ip: string): string {
  return createHash('sha256')
    .update(`${secret} ${networkOf(ip)}`)
    .digest('hex');
}
