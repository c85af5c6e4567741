// A process of its own that asks an address again and again, as whoever watches a server does, and at each message says how long each answer
// since the last took (ms), and how much too late it was itself: what the process of a test has to do besides must not be taken for the server's,
// nor its own start, nor what the machine does.
import { setTimeout as pause } from 'node:timers/promises';

const [, , url = ''] = process.argv;
let took: number[] = [];
let late: number[] = [];
process.once('disconnect', () => process.exit(0));
process.on('message', () => {
  process.send?.({ took, late });
  [took, late] = [[], []];
});

for (let count = 0; ; count += 1) {
  const from = performance.now();
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answered ${status}`);
  if (count > 50) took.push(performance.now() - from);
  const end = performance.now();
  await pause(20);
  late.push(performance.now() - end - 20);
}
