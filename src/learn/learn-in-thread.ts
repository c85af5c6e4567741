import { askThread } from '../base/ask-thread.ts';
import { codeBeside } from '../base/code-beside.ts';
import type { Weights } from '../classify/lines/weights.ts';
import type { Corrections } from '../model/corrections.ts';
import type { Lesson } from './corrections.ts';

export type LearningOrder = { readonly lessons: readonly Lesson[]; readonly weights: Weights };

/** Learns what decisions teach in a thread, so that a desk goes on answering. @throws Error when the thread ends otherwise. */
export function learnInThread(order: LearningOrder): Promise<Corrections | undefined> {
  return askThread<Corrections>(codeBeside('decisions-thread', import.meta.url), order);
}
