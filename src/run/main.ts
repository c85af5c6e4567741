#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What was stripped and compiled once is kept, which halves the time until a command starts. Not in the system's folder for
// temporary files: others may write there. Where the project cannot be written to, nothing is kept.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'lamplighter'));

// After that, for the same reason.
const { runCommand } = await import('./run-command.ts');

// A reader that stops early (`| head`) is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommand(process.argv.slice(2), process);
