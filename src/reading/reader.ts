// The process of a reader: takes readings over its channel, one after the other, and ends with whoever started it.
import { messageOf } from '../base/errors.ts';
import { trustSources } from '../base/source.ts';
import { adapterShelf } from './adapter.ts';
import { isToReader, isWirePiece, type Reading, type ToReader, whole } from './messages.ts';
import { read } from './read.ts';

/** Of pages: what is made of so much fills half of the nursery (bytes), so that it is never cleared in the middle of a usual one. */
const CLEAR_AFTER = 50_000;

// Whoever orders a reading has checked the adapter, and tells its hash; one that is another by now is refused.
trustSources();

const adapters = adapterShelf();
/** Of the order that comes next. */
const pieces: Uint8Array[] = [];
let last = Promise.resolve();
let sinceCleared = 0;

process.on('message', (message: unknown) => {
  if (isWirePiece(message)) pieces.push(message.piece);
  else if (isToReader(message)) {
    const order = whole(message.order, pieces.splice(0));
    last = last.then(() => answer({ id: message.id, order }));
  }
});
process.once('disconnect', () => process.exit(0));
process.send?.({ id: 0, ready: true });

async function answer({ id, order }: ToReader): Promise<void> {
  try {
    process.send?.({ id, result: await read(order, await adapters(order.adapter)) });
  } catch (error) {
    process.send?.({ id, failed: messageOf(error) });
  }
  clearAfter(sizeOf(order.reading));
}

/** Between two pages nothing lives of a page's tree; in the middle of one, all of it would be carried about, and kept for good in the end. */
function clearAfter(size: number): void {
  sinceCleared += size;
  if (sinceCleared < CLEAR_AFTER) return;
  sinceCleared = 0;
  globalThis.gc?.({ type: 'minor' });
}

function sizeOf(reading: Reading): number {
  if (reading.kind === 'card') return reading.card.content?.html.length ?? 0;
  if (reading.kind === 'comparison' || reading.kind === 'score') return CLEAR_AFTER;
  if (reading.kind === 'html') return reading.html.length;
  if (reading.kind === 'line') return (reading.line.html ?? reading.line.base64 ?? '').length;
  return reading.answer.kind === 'page' ? reading.answer.body.length : reading.answer.wire.length;
}
