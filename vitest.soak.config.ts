import { defineConfig } from 'vitest/config';

// The slow ones: hundreds of kills, hours of clock. Run by `npm run test:soak`.
export default defineConfig({
  test: {
    include: [
      'test/soak/**/*.test.ts',
      'test/workshop/{mend,surveys}.test.ts',
      'test/classify/{edit-text,hostile,properties}.test.ts',
      'test/reading/{growth,reading-room}.test.ts',
      'test/kills/kills.test.ts',
      'test/learn/preview.test.ts',
      'test/queue/compose.test.ts',
      'test/catalogue/commands.test.ts',
      'test/desk/triage-in-browser.test.ts',
      'test/run/commands/simulate.test.ts',
      'test/trials/{first-day,live-through}.test.ts',
    ],
    env: { SOAK: 'yes' },
    experimental: { viteModuleRunner: false, nodeLoader: false },
    globalSetup: ['test/one-folder.ts'],
    setupFiles: ['test/only-loopback.ts'],
    maxWorkers: 1,
    testTimeout: 120 * 60_000,
    hookTimeout: 10 * 60_000,
    // As in the fast suite, against hanging only: what a page looks for every few seconds may take longer than vitest waits by itself.
    expect: { poll: { timeout: 120_000 } },
  },
});
