import { DAY, HOUR } from '../base/durations.ts';
import {
  countTry,
  failedTries,
  forgetTries,
  isKnownPlace,
  rememberPlace,
  uncountTry,
} from '../store/attempts.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { networkOf } from '../web/network-of.ts';

/** Who tries to sign in, from where. */
type Attempt = { readonly email: string; readonly ip: string; readonly now: number };

const FIRST_WAIT = 15_000;
const LONGEST_WAIT = HOUR;
const MEMORY = DAY;
const PLACE_MEMORY = 90 * DAY;

/** What tries are counted against: so many are free, then each doubles the pause. */
type Count = { readonly who: string; readonly free: number };

/**
 * Takes a try, before anything is verified: answers 0, and the try is counted as a failure until `tryWasRight`; or how long
 * (ms) it must still wait. So whatever comes at once, no more is verified than one after another would be. An account that
 * does not exist waits like one that does.
 */
export function takeTry(store: Store, attempt: Attempt): number {
  return inTransaction(store, () => {
    const counts = countsOf(store, attempt);
    const wait = Math.max(0, ...counts.map((one) => waitFor(store, one, attempt.now)));
    if (wait === 0) for (const { who } of counts) countTry(store, who, attempt.now, attempt.now - MEMORY);
    return wait;
  });
}

/** A right password: the pair's tries are forgotten, this one is taken from the others, and the place is known from now on. */
export function tryWasRight(store: Store, attempt: Attempt, reviewerId: number): void {
  const [pair, ...others] = countsOf(store, attempt);
  if (pair !== undefined) forgetTries(store, pair.who);
  for (const { who } of others) uncountTry(store, who);
  rememberPlace(store, reviewerId, networkOf(attempt.ip), attempt.now);
}

/** Forgets every try against an account, from wherever: its owner has shown by other means who they are. */
export function forgetTriesOf(store: Store, email: string): void {
  forgetTries(store, accountOf(email));
}

/** Whether one more letter may be sent about an account, for whoever asks from there: three a day each, ten from a network. */
export function takeLetter(store: Store, { email, ip, now }: Attempt): boolean {
  return inTransaction(store, () => {
    const counts = [
      { who: `letters ${accountOf(email)}`, most: 3 },
      { who: `letters network ${networkOf(ip)}`, most: 10 },
    ];
    const isFree = counts.every(({ who, most }) => {
      const { tries, lastAt } = failedTries(store, who);
      return tries < most || now - lastAt > MEMORY;
    });
    if (isFree) for (const { who } of counts) countTry(store, who, now, now - MEMORY);
    return isFree;
  });
}

function waitFor(store: Store, { who, free }: Count, now: number): number {
  const { tries, lastAt } = failedTries(store, who);
  if (tries < free || now - lastAt > MEMORY) return 0;
  return Math.max(0, lastAt + Math.min(FIRST_WAIT * 2 ** (tries - free), LONGEST_WAIT) - now);
}

// Where somebody has signed in before, only tries from there count against them: a stranger elsewhere, or a neighbour behind
// the same address who searches for other accounts, locks nobody out. Elsewhere, all strangers together get a few more than one.
function countsOf(store: Store, { email, ip, now }: Attempt): readonly Count[] {
  const [account, network] = [accountOf(email), networkOf(ip)];
  const pair = { who: `${account} from ${network}`, free: 5 };
  if (isKnownPlace(store, email, network, now - PLACE_MEMORY)) return [pair];
  return [pair, { who: `${account} from elsewhere`, free: 8 }, { who: `network ${network}`, free: 30 }];
}

function accountOf(email: string): string {
  return `account ${email.toLowerCase().slice(0, 254)}`;
}
