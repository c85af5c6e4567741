import { parentPort } from 'node:worker_threads';
import { loadSource } from '../../reading/load-source.ts';
import { pageOfCopy } from '../../reading/kept-page.ts';
import type { DrawingOrder } from './draw-in-thread.ts';
import { pictureOf } from './picture-of.ts';

// A thread of its own, which can be ended: a page is a stranger's, and an adapter may do anything with it.
parentPort?.once('message', ({ file, copy, block }: DrawingOrder) => {
  void loadSource(file).then(({ source }) =>
    parentPort?.postMessage(pictureOf(pageOfCopy(copy), source, block), []),
  );
});
