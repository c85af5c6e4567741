import { DAY } from '../base/durations.ts';
import type { Store } from '../store/open.ts';
import { forgetSignInFailures, noteSignInFailure, signInFailures } from '../store/sessions.ts';

/** Who tries to sign in, from where. */
type Attempt = { readonly email: string; readonly ip: string; readonly now: number };

const FREE_TRIES = 5;
const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 3_600_000;
const MEMORY = DAY;

/**
 * How long (ms) this attempt must still wait: five tries are free, then each failure doubles the pause, by account and by network.
 * An account that does not exist waits like one that does.
 */
export function waitBeforeTry(store: Store, attempt: Attempt): number {
  const waits = subjects(attempt).map(({ who, free }) => {
    const { tries, lastAt } = signInFailures(store, who);
    if (tries < free || attempt.now - lastAt > MEMORY) return 0;
    return lastAt + Math.min(FIRST_WAIT * 2 ** (tries - free), LONGEST_WAIT) - attempt.now;
  });
  return Math.max(0, ...waits);
}

export function countFailure(store: Store, attempt: Attempt): void {
  for (const { who } of subjects(attempt)) noteSignInFailure(store, who, attempt.now, attempt.now - MEMORY);
}

/** A right password clears the account's own tries; the network's stay, or one known account would hide a search for others. */
export function clearFailures(store: Store, email: string): void {
  forgetSignInFailures(store, accountOf(email));
}

// A whole office may sit behind one address: a network gets more tries than an account.
function subjects({ email, ip }: Attempt): readonly { readonly who: string; readonly free: number }[] {
  return [
    { who: accountOf(email), free: FREE_TRIES },
    { who: `network ${prefixOf(ip)}`, free: FREE_TRIES * 6 },
  ];
}

function accountOf(email: string): string {
  return `account ${email.toLowerCase().slice(0, 254)}`;
}

/** The /24 of an IPv4 address, the /64 of an IPv6 one. */
function prefixOf(ip: string): string {
  const four = ip.replace(/^::ffff:/i, '');
  if (four.includes('.')) return four.split('.').slice(0, 3).join('.');
  return ip.split(':').slice(0, 4).join(':');
}
