import { setImmediate } from 'node:timers/promises';

/** What a command was stopped over, and why. */
export type Stopped = { readonly what: string; readonly why: string };

/** What became of a part in an earlier process: its result as JSON, or what it was stopped over. */
export type PartEnd = { readonly result: string } | { readonly stopped: Stopped };

/** The parts of a command (a source each), told to whoever watches it: where one is stopped, another process goes on with the rest. */
export type Parts = {
  readonly known: ReadonlyMap<string, PartEnd>;
  readonly begin: (name: string) => void;
  readonly end: (name: string, result: string) => void;
};

type Each<Item, Result> = {
  readonly nameOf: (item: Item) => string;
  readonly work: (item: Item) => Promise<Result>;
  /** What is said of an item over which a process was stopped. */
  readonly stopped: (item: Item, over: Stopped) => Result;
  /** Told of each result once, as it comes. */
  readonly tell?: (result: Result) => void;
};

/** Works on one item after the other; what earlier processes came to is taken from them. Results must be plain data. */
export async function eachPart<Item, Result>(
  items: readonly Item[],
  parts: Parts | undefined,
  { nameOf, work, stopped, tell = () => undefined }: Each<Item, Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // Of what is known, only that the last one was stopped is news.
  const last = [...(parts?.known.keys() ?? [])].at(-1);
  for (const item of items) {
    const name = nameOf(item);
    const end = parts?.known.get(name);
    if (end === undefined) {
      parts?.begin(name);
      // What was said leaves this process before work that may never let go of it.
      if (parts !== undefined) await setImmediate();
      const result = await work(item);
      parts?.end(name, JSON.stringify(result));
      results.push(result);
      tell(result);
    } else if ('result' in end) {
      // Written by a process of ours that ran the same.
      const result: Result = JSON.parse(end.result);
      results.push(result);
    } else {
      const result = stopped(item, end.stopped);
      results.push(result);
      if (name === last) tell(result);
    }
  }
  return results;
}
