import { loadSource } from '../../reading/load-source.ts';
import { pageOfCopy } from '../../reading/kept-page.ts';
import type { DrawingOrder } from './draw-in-process.ts';
import { pictureOf } from './picture-of.ts';

// A process of its own, which can be ended: a page is a stranger's, and an adapter may do anything with it.
process.once('message', ({ file, copy, block }: DrawingOrder) => {
  void loadSource(file).then(({ source }) =>
    process.send?.(pictureOf(pageOfCopy(copy), source, block) ?? null),
  );
});
