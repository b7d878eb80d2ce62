import { defineConfig } from 'vitest/config';

/** Calls through a real PBX, beside the PostgreSQL of the server that it asks. One worker: each file starts an Asterisk of its own. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/pbx/*.pbx.ts'],
    globalSetup: ['server/testing/postgres.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
