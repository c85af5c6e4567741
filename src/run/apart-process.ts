// The process of a command that reads what strangers sent: whoever started it watches it, and is told what is in hand.
import { enableCompileCache } from 'node:module';
import { COMPILE_CACHE } from '../base/code-beside.ts';
import { onceInHand } from '../reading/in-hand.ts';
import { endWithReader } from './end-with-reader.ts';
import { compileOnce } from './keep-small.ts';

enableCompileCache(COMPILE_CACHE);
compileOnce();
const { runCommand } = await import('./run-command.ts');

// Simulated years read thousands of pages: that one of them is in hand is said once a second.
let said = { what: '', at: 0 };
onceInHand((what) => {
  const at = performance.now();
  if (what === said.what && at - said.at < 1000) return;
  said = { what, at };
  process.send?.(what);
});
// Nobody watches any more.
process.once('disconnect', () => process.exit(1));
endWithReader();
const { stdin, stdout, stderr } = process;
process.exitCode = await runCommand(process.argv.slice(2), { stdin, stdout, stderr });
process.removeAllListeners('disconnect');
process.disconnect?.();
