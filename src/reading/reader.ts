// The process of a reader: takes readings over its channel, one after the other, and ends with whoever started it.
import { messageOf } from '../base/errors.ts';
import { adapterShelf } from './adapter.ts';
import { isToReader, type ToReader } from './messages.ts';
import { read } from './read.ts';

const adapters = adapterShelf();
let last = Promise.resolve();

process.on('message', (message: unknown) => {
  if (isToReader(message)) last = last.then(() => answer(message));
});
process.once('disconnect', () => process.exit(0));
process.send?.({ id: 0, ready: true });

async function answer({ id, order }: ToReader): Promise<void> {
  try {
    process.send?.({ id, result: await read(order, await adapters(order.adapter)) });
  } catch (error) {
    process.send?.({ id, failed: messageOf(error) });
  }
}
