import { defineConfig } from 'vitest/config';
import { TESTS_CACHE } from './test/compile-cache.ts';

// Before the workers are made: they, and the processes that tests start, load what was compiled before.
process.env['NODE_COMPILE_CACHE'] ??= TESTS_CACHE;

/** Those that count the steps of what they test: others must not meet that, nor be counted. */
const APART = [
  'test/candidates/held.test.ts',
  'test/classify/hostile.test.ts',
  'test/reading/growth.test.ts',
];
const SLOW = ['test/soak/**', 'node_modules/**'];

export default defineConfig({
  test: {
    globalSetup: ['test/one-folder.ts', 'test/compile-cache.ts'],
    setupFiles: ['test/only-loopback.ts'],
    restoreMocks: true,
    // As the program itself runs: loaded by Node, through no one else's hands.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Little of what a test makes lives on: a larger nursery is cleared less often.
    execArgv: ['--max-semi-space-size=64'],
    // More than twice as many files as two cores: at any time half of them wait, for a browser to start or a process to end.
    maxWorkers: 5,
    // Against hanging only: no test measures time, and a busy machine may be ten times slower than a quiet one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    projects: [
      // Half the time of a file is the loading of what it tests: files of one worker share what was loaded.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...SLOW, ...APART],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: APART, exclude: SLOW } },
    ],
  },
});
