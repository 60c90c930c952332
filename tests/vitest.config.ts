import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/synthesized-stack.ts'],
    // A test that starts a service of its own waits for an engine and a browser.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
