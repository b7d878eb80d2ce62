import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
/** Importing `electron` outside Electron would try to download it; unit tests get a stand-in that names what is missing. */
const withoutElectron = { resolve: { alias: { electron: `${root}test/unit/electron-stub.ts` } } };
/** Machines are shared and slow at times: patience is no promise, those are measured by the bench. */
const patience = { expect: { poll: { timeout: 30_000 } }, testTimeout: 60_000, hookTimeout: 60_000 };
const notHere = ['test/{e2e,pbx,bench}/**', '**/node_modules/**'];

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      {
        /** Pure parts, the main process, the phone page, checks: needs no database. */
        ...withoutElectron,
        root,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{shared,electron,build,test}/**/*.test.ts', 'renderer/telephony/**/*.test.ts'],
          exclude: [...notHere, '**/*.int.test.ts'],
          server: { deps: { inline: [/electron-store/, /electron-log/] } },
          ...patience,
        },
      },
      {
        /** The server, on a real PostgreSQL that the set-up starts and stops. */
        root,
        test: {
          name: 'server',
          environment: 'node',
          include: ['server/**/*.test.ts', '{electron,test}/**/*.int.test.ts'],
          exclude: notHere,
          globalSetup: ['server/testing/postgres.setup.ts'],
          ...patience,
        },
      },
      {
        /** What people see, in jsdom. */
        root,
        plugins: [react()],
        test: {
          name: 'windows',
          environment: 'jsdom',
          include: ['renderer/{app,features,platform,ui,testing}/**/*.test.{ts,tsx}'],
          setupFiles: ['renderer/testing/setup-dom.ts'],
          ...patience,
        },
      },
    ],
  },
});
