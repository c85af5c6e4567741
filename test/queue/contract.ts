import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type QueuedVisit, type VisitQueue, VisitWithdrawn } from '../../queue/queue.ts';

/** What a performer of the suite is told to do, by the path of the visit's address. */
export type Done = { readonly url: string; readonly times: number };

export type Contestant = {
  readonly queue: VisitQueue<QueuedVisit, Done>;
  /** How often visits were begun, by url. */
  readonly begun: () => Map<string, number>;
  /** Lets visits to `/held` end. */
  readonly letGo: () => void;
  readonly close: () => Promise<void>;
};

export function visitTo(path: string): QueuedVisit {
  return {
    source: 'blog',
    adapterHash: 'a'.repeat(64),
    kind: 'post',
    url: `https://example.org${path}`,
    strategy: 'listing',
    pageNumber: 1,
  };
}

/** The promises of a queue, whichever driver keeps them. */
export function keepsTheContract(name: string, open: () => Promise<Contestant>): void {
  describe(`a queue of visits, ${name}`, () => {
    let it_: Contestant;
    beforeEach(async () => {
      it_ = await open();
    });
    afterEach(() => it_.close());

    it('answers a visit with what its performer made of it', async () => {
      expect(await it_.queue.perform(visitTo('/one'))).toEqual({ url: 'https://example.org/one', times: 1 });
    });

    it('answers many at once, each its own', async () => {
      const paths = Array.from({ length: 100 }, (_, n) => `/many-${n}`);
      const results = await Promise.all(paths.map((path) => it_.queue.perform(visitTo(path))));
      expect(results.map(({ url }) => new URL(url).pathname)).toEqual(paths);
      expect([...it_.begun().values()].every((times) => times === 1)).toBe(true);
    });

    it('performs the same visit anew each time it is asked for', async () => {
      await it_.queue.perform(visitTo('/again'));
      expect(await it_.queue.perform(visitTo('/again'))).toMatchObject({ times: 2 });
    });

    it('fails a poisoned visit alone, and says why', async () => {
      const [poisoned, sound] = await Promise.allSettled([
        it_.queue.perform(visitTo('/poison')),
        it_.queue.perform(visitTo('/sound')),
      ]);
      expect(poisoned).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('it is poison') },
      });
      expect(sound.status).toBe('fulfilled');
      expect(await it_.queue.perform(visitTo('/after'))).toMatchObject({ times: 1 });
    });

    it('asks again for a visit that failed, when it is wanted again', async () => {
      await expect(it_.queue.perform(visitTo('/poison'))).rejects.toThrow('it is poison');
      const before = it_.begun().get('https://example.org/poison') ?? 0;
      await expect(it_.queue.perform(visitTo('/poison'))).rejects.toThrow('it is poison');
      expect(it_.begun().get('https://example.org/poison')).toBeGreaterThan(before);
    });

    it('begins nothing once it is told to stop', async () => {
      await expect(it_.queue.perform(visitTo('/late'), AbortSignal.abort())).rejects.toThrow(VisitWithdrawn);
      expect(it_.begun().get('https://example.org/late')).toBeUndefined();
    });

    it('still answers a visit that is in hand when it is told to stop', async () => {
      const stop = new AbortController();
      const answer = it_.queue.perform(visitTo('/held'), stop.signal);
      await until(() => it_.begun().has('https://example.org/held'));
      stop.abort();
      it_.letGo();
      expect(await answer).toMatchObject({ times: 1 });
    });

    it('counts what is under way', async () => {
      const answer = it_.queue.perform(visitTo('/held'));
      await until(() => it_.begun().has('https://example.org/held'));
      expect(await it_.queue.stats()).toMatchObject({ active: 1, waiting: 0 });
      it_.letGo();
      await answer;
    });
  });
}

/** Looks again and again until something is so. How long that may take is the limit of the test, and of nothing else. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
