import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/soak/**', 'node_modules/**'],
    globalSetup: ['test/one-folder.ts'],
    setupFiles: ['test/only-loopback.ts'],
    restoreMocks: true,
    // One more file than two cores: many of them wait, for a browser to start or a process to end.
    maxWorkers: 3,
    // Against hanging only: no test measures time, and a busy machine may be ten times slower than a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
