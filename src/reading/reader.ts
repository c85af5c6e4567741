// The process of a reader: takes readings over its channel, one after the other, and ends with whoever started it.
import { enableCompileCache } from 'node:module';
import type { ToReader } from './messages.ts';

enableCompileCache(process.argv[2]);
// Only now, so that the cache serves what is loaded here.
const [{ read }, { adapterShelf }, { isToReader }, { messageOf }] = await Promise.all([
  import('./read.ts'),
  import('./adapter.ts'),
  import('./messages.ts'),
  import('../base/errors.ts'),
]);
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
