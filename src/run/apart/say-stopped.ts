import type { CommandIo } from '../command.ts';
import type { Stopped } from './parts.ts';

/** Tells over what a command was ended, and what to do. Answers its exit code. */
export function sayStopped(
  { what, why }: Stopped,
  {
    command,
    advice,
    isJson,
  }: { readonly command: string; readonly advice: string; readonly isJson: boolean },
  { stdout, stderr }: CommandIo,
): number {
  if (isJson) stdout.write(`${JSON.stringify({ stopped: { what, why } })}\n`);
  stderr.write(`"${command}" was stopped over ${what}: ${why}. It wrote nothing more. ${advice}\n`);
  return 1;
}
