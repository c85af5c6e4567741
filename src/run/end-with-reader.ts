import { EXIT_CODES, messageOf } from '../base/errors.ts';

/**
 * A reader that stops early (`| head`) is not an error of ours: the process ends with it. Output that cannot be written, to a full
 * disk say, ends it with 3 and a word: what the command did stands.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(
      `lamplighter: the output cannot be written (${messageOf(error)}); what was done is stored all the same\n`,
    );
    process.exit(EXIT_CODES.store);
  });
}
