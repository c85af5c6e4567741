import { parentPort } from 'node:worker_threads';
import { parseRules, toSend } from '../../classify/rules.ts';

// A thread of its own: reading and compiling a pack takes as long as answering some fifty requests of the desk.
parentPort?.once('message', (text: string) => {
  const reading = parseRules(text);
  parentPort?.postMessage(reading.kind === 'rules' ? toSend(reading.rules) : undefined, []);
});
