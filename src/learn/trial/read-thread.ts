import { parentPort } from 'node:worker_threads';
import { rulesOfText, toSend } from '../../classify/rules.ts';

// A thread of its own: reading and compiling a pack takes as long as answering some fifty requests of the desk.
parentPort?.once('message', (text: string) => {
  const reading = rulesOfText(text);
  parentPort?.postMessage(reading.kind === 'rules' ? toSend(reading.rules) : undefined, []);
});
