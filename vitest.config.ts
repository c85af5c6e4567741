import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/soak/**', 'node_modules/**'],
    setupFiles: ['test/only-loopback.ts'],
    restoreMocks: true,
    // More files than cores: many of them wait, for a browser to start or a process to end.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
