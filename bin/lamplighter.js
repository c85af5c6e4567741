#!/usr/bin/env node
// What starts Lamplighter: its TypeScript in the repository, what was built of it in the package. The Node that runs this file
// may be an old one, the host's; then the one that the `node` package brought takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LEAST_NODE = 24;

const main = ['../src/run/main.ts', '../dist/src/run/main.js']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
// As src/base/code-beside.ts has it, so that the first file is kept, too.
const cache = main && join(dirname(fileURLToPath(main)), '..', '..', 'node_modules', '.cache', 'lamplighter');

if (main === undefined) refuse('this copy is not whole: it has neither src/ nor dist/. Install it again.');
else if (Number(process.versions.node.split('.')[0]) >= LEAST_NODE) {
  module.enableCompileCache(cache);
  await import(main.href);
} else runUnder(pinnedNode(), fileURLToPath(main));

/** Where the `node` package put its binary; undefined where its install script did not run. */
function pinnedNode() {
  try {
    const own = module.createRequire(import.meta.url).resolve('node/package.json');
    return ['node', 'node.exe']
      .map((name) => join(dirname(own), 'bin', name))
      .find((path) => existsSync(path));
  } catch {
    return undefined;
  }
}

function runUnder(node, file) {
  if (node === undefined) {
    refuse(
      `this is Node ${process.versions.node}, and Lamplighter runs on ${LEAST_NODE}. The package "node" would bring it, but its ` +
        'install script did not run: allow it ("npm install-scripts approve node", then "npm rebuild node"), or install Node ' +
        `${LEAST_NODE} on this machine.`,
    );
    return;
  }
  const child = spawn(node, [file, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: cache, ...crawlEnvironment(), ...process.env },
  });
  // A terminal sends Ctrl-C to both; sent on from here it would count as a second one, which ends at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  child.once('error', (error) => refuse(error.message));
  child.once('close', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** As src/base/code-beside.ts has it, for what nobody waits at. */
function crawlEnvironment() {
  return process.argv[2] === 'crawl' ? { MALLOC_ARENA_MAX: '1' } : {};
}

function refuse(why) {
  process.stderr.write(`lamplighter: ${why}\n`);
  process.exitCode = 2;
}
