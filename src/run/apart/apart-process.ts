// The process of a command that reads what strangers sent: whoever started it watches it, and is told what is in hand.
import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { COMPILE_CACHE } from '../../base/code-beside.ts';
import { onceInHand } from '../../reading/in-hand.ts';
import { endWithReader } from '../end-with-reader.ts';
import { compileOnce } from '../keep-small.ts';
import type { FromApart, ToApart } from './run-apart.ts';

enableCompileCache(COMPILE_CACHE);
compileOnce();
const { runCommand } = await import('../run-command.ts');

// Simulated years read thousands of pages: that one of them is in hand is said once a second.
let said = { what: '', at: 0 };
onceInHand((what) => {
  const at = performance.now();
  if (what === said.what && at - said.at < 1000) return;
  said = { what, at };
  say({ inHand: what });
});
const [told]: (ToApart | undefined)[] = await once(process, 'message');
const parts = {
  known: new Map(told?.known),
  begin: (name: string) => say({ begun: name }),
  end: (name: string, result: string) => say({ ended: name, result }),
};
// Nobody watches any more.
process.once('disconnect', () => process.exit(1));
endWithReader();
const { stdin, stdout, stderr } = process;
process.exitCode = await runCommand(process.argv.slice(2), { stdin, stdout, stderr, parts });
process.removeAllListeners('disconnect');
process.disconnect?.();

function say(told: FromApart): void {
  process.send?.(told);
}
