import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'test-results');

/** The story behind a real PBX. As the other end-to-end specs (playwright.config.ts): one worker, no second tries. */
export default defineConfig({
  testDir: path.join(root, 'test/pbx'),
  testMatch: '*.e2e.ts',
  outputDir: path.join(results, 'pbx'),
  reporter: [['list'], ['json', { outputFile: path.join(results, 'pbx-story.json') }]],
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
