import { loadSource } from '../../reading/load-source.ts';
import { openStore } from '../../store/open.ts';
import { advise } from './advise.ts';
import type { AdviceOrder } from './advise-in-process.ts';

// A process of its own, which can be ended: pages are strangers', and an adapter may do anything with them.
process.once('message', (order: AdviceOrder) => void answer(order));

async function answer({ file, dataDir }: AdviceOrder): Promise<void> {
  const { source } = await loadSource(file);
  const store = openStore(dataDir);
  try {
    process.send?.(advise(store, source));
  } finally {
    store.close();
  }
}
