import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
/** Importing `electron` outside Electron would try to download it; unit tests get a stand-in that names what is missing. */
const withoutElectron = { resolve: { alias: { electron: `${root}test/unit/electron-stub.ts` } } };

export default defineConfig({
  root,
  test: {
    projects: [
      {
        ...withoutElectron,
        root,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{shared,server,electron,build,test}/**/*.test.ts'],
          exclude: ['test/{e2e,pbx,bench}/**', '**/node_modules/**'],
          server: { deps: { inline: [/electron-store/, /electron-log/] } },
          globalSetup: ['server/testing/postgres.setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        root,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['renderer/testing/setup-dom.ts'],
          testTimeout: 20_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
