import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..');

/** One worker and no second tries: the desktop app holds ports, shortcuts and a microphone, and a flaky test is a bug. */
export default defineConfig({
  testMatch: '*.e2e.ts',
  projects: [
    { name: 'stand-in', testDir: path.join(root, 'test/host') },
    { name: 'desktop', testDir: path.join(root, 'test/e2e') },
  ],
  outputDir: path.join(root, 'test-results/e2e'),
  reporter: [['list'], ['json', { outputFile: path.join(root, 'test-results/e2e.json') }]],
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
