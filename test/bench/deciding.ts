import { setImmediate } from 'node:timers/promises';
import { invite } from '../../src/accounts/invite.ts';
import { silent } from '../../src/base/log.ts';
import type { RuleSet } from '../../src/classify/rules.ts';
import { readSettings } from '../../src/run/config.ts';
import { serverOf } from '../../src/server/server.ts';
import type { Store } from '../../src/store/open.ts';
import { makeShell } from '../../src/web/shell.ts';
import { PASSWORD, visitor } from '../desk/desk-fixture.ts';

type Person = ReturnType<typeof visitor>;

/** A desk over a store in this process, and a reviewer who is signed in. */
export async function reviewerAt(store: Store, dataDir: string, rules: RuleSet) {
  const settings = readSettings({ LAMPLIGHTER_DATA: dataDir });
  const app = await makeShell(
    await serverOf({ store, settings, rules, sources: [], log: silent, now: Date.now }),
  );
  const person: Person = visitor(app);
  await person.post(invite(store, { email: null, role: 'reviewer', madeBy: null, now: Date.now() }), {
    email: 'bench@example.org',
    name: 'Bench',
    password: PASSWORD,
  });
  return { app, person };
}

/** Of each exchange, in ms: how long a person waits, and the CPU that this process spends on it. */
export type Times = { readonly wait: number[]; readonly cpu: number[] };

/**
 * Each exchange comes in a turn of the event loop of its own, as all do that come from outside. Without one, nothing of an exchange is let
 * go before the next, and a bench that never turns measures how V8 copies what it keeps: 40 ms at every sixtieth.
 */
async function timed<T>({ wait, cpu }: Times, exchange: () => Promise<T>): Promise<T> {
  await setImmediate();
  const [start, spent] = [process.hrtime.bigint(), process.cpuUsage()];
  const answer = await exchange();
  wait.push(Number(process.hrtime.bigint() - start) / 1e6);
  const { user, system } = process.cpuUsage(spent);
  cpu.push((user + system) / 1000);
  return answer;
}

/** Looks at the list, as whoever comes does first. */
export async function looks(person: Person, times: number): Promise<Times> {
  const found: Times = { wait: [], cpu: [] };
  for (let n = 0; n < times; n += 1) {
    const { status } = await timed(found, () => person.get('/desk'));
    if (status !== 200) throw new Error(`look ${n} was answered ${status}`);
  }
  return found;
}

/** Presses, and reads the next page: the whole exchange in the server. */
export async function decide(person: Person, rounds: number): Promise<Times> {
  const wait: number[] = [];
  const cpu: number[] = [];
  let page = await person.get('/desk/next');
  for (let n = 0; n < rounds; n += 1) {
    const id = /^\/desk\/(\d+)/.exec(page.url)?.[1] ?? '';
    const fields = Object.fromEntries(
      ['token', 'nonce', 'version', 'view'].map((name) => [name, page.hidden(name)]),
    );
    const act = n % 3 === 0 ? 'accept' : 'reject:event';
    page = await timed({ wait, cpu }, () => person.post(`/desk/${id}/decide`, { ...fields, act }));
    if (page.status !== 200 || !page.body.includes('desk-decide'))
      throw new Error(`round ${n} ended at ${page.url}`);
  }
  return { wait, cpu };
}

/** The median and what 95 and 99 of 100 stay within, in ms. */
export function quantiles(unsorted: readonly number[]): string {
  const times = unsorted.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms · p95 ${at(0.95)} ms · p99 ${at(0.99)} ms`;
}
