#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { COMPILE_CACHE } from '../base/code-beside.ts';
import { endWithReader } from './end-with-reader.ts';
import { compileOnce, keepSmall } from './keep-small.ts';

enableCompileCache(COMPILE_CACHE);
compileOnce();
if (process.argv[2] === 'crawl') keepSmall();

// Only now, so that the cache serves what is loaded here.
const { runCommand } = await import('./run-command.ts');

endWithReader();

const { stdin, stdout, stderr } = process;
const apart = async (argv: readonly string[]) => (await import('./apart/run-apart.ts')).runApart(argv);
process.exitCode = await runCommand(process.argv.slice(2), { stdin, stdout, stderr, runApart: apart });
