#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { COMPILE_CACHE } from '../base/code-beside.ts';

enableCompileCache(COMPILE_CACHE);

// Only now, so that the cache serves what is loaded here.
const { runCommand } = await import('./run-command.ts');

// A reader that stops early (`| head`) is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommand(process.argv.slice(2), process);
