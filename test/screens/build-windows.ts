/** The windows as they ship, built by Vite, and beside them the fake bridge as one script. */
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');

/** Builds into `folder`. */
export async function buildWindows(folder: string): Promise<void> {
  const pages = ['agent', 'supervisor', 'toast'];
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path.join(root, 'renderer/app'),
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      chunkSizeWarningLimit: 3000,
      rolldownOptions: {
        input: Object.fromEntries(pages.map((page) => [page, path.join(root, `renderer/app/${page}.html`)])),
      },
    },
  });
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: {
        entry: path.join(root, 'renderer/testing/install-fake.ts'),
        formats: ['iife'],
        name: 'installFake',
        fileName: () => 'fake-bridge.js',
      },
    },
  });
}
