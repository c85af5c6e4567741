import type { JsonLine } from './json-lines.ts';

/** What is done to each of many lines. */
type Work<Made> = {
  readonly begin: (line: JsonLine) => Promise<Made>;
  /** Is given what became of each, in the order in which they came, and each as soon as it is its turn. */
  readonly handOn: (made: Made) => void | Promise<void>;
};

/** So many lines are in hand at a time, enough that a reader goes on while another is over a page that it will never read … */
const MOST_LINES = 64;
/** … and of long ones fewer (UTF-16 units altogether, beyond the first). */
const MOST_LENGTH = 16 * 1024 * 1024;

/** Works on several lines at a time and hands on what became of them, one after the other: a slow one holds up those behind it, and stops none. */
export async function inTurn<Made>(
  lines: AsyncIterable<JsonLine>,
  { begin, handOn }: Work<Made>,
): Promise<void> {
  const inHand: { readonly length: number; readonly handedOn: Promise<void> }[] = [];
  let last = Promise.resolve();
  let length = 0;
  for await (const line of lines) {
    const [made, before] = [begin(line), last];
    last = Promise.all([made, before]).then(([it]) => handOn(it));
    // Whoever waits is told of a failure; what is behind it has nobody who waits any more.
    last.catch(() => undefined);
    inHand.push({ length: line.length, handedOn: last });
    length += line.length;
    while (inHand.length > 0 && (inHand.length >= MOST_LINES || length > MOST_LENGTH)) {
      const first = inHand.shift();
      await first?.handedOn;
      length -= first?.length ?? 0;
    }
  }
  await last;
}
