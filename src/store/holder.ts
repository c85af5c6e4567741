import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

const THIS_MACHINE = hostname();

/** A token for a lease that tells which process holds it: `machine/pid/uuid`. */
export function newToken(): string {
  return `${THIS_MACHINE}/${process.pid}/${randomUUID()}`;
}

/** A token that no death of a process sets free: what it holds runs out by itself. */
export function lastingToken(): string {
  return `elsewhere/0/${randomUUID()}`;
}

/**
 * True when the process behind a token ran on this machine and has ended, so that its lease need not be waited for.
 * A process on another machine, or a pid that was given out again, is taken for alive: then the lease runs out by itself.
 */
export function holderIsGone(token: string): boolean {
  const [machine, pid] = token.split('/');
  if (machine !== THIS_MACHINE || pid === undefined || pid === '0') return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
