import { parentPort } from 'node:worker_threads';
import { learnCorrections } from './corrections.ts';
import type { LearningOrder } from './learn-in-thread.ts';

// A thread of its own: learning takes as long as answering some hundred requests of the desk.
parentPort?.once('message', ({ lessons, weights }: LearningOrder) => {
  parentPort?.postMessage(learnCorrections(lessons, weights), []);
});
