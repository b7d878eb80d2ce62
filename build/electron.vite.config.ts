import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '..');
const at = (...parts: string[]): string => path.join(root, ...parts);
const entries = (folder: string, extension: string): Record<string, string> =>
  Object.fromEntries(
    ['agent', 'supervisor', 'toast', 'phone'].map((name) => [name, at(folder, `${name}.${extension}`)]),
  );

/** Native addons stay outside the bundle; everything else goes into it, so that the packaged app carries no node_modules. */
const native = ['better-sqlite3'];

export default defineConfig({
  main: {
    build: {
      outDir: at('dist/main'),
      externalizeDeps: false,
      rolldownOptions: {
        input: at('electron/main/index.ts'),
        external: [...native, 'electron'],
        // Beside each other: paths in the code are relative to the file it stands in.
        output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('dist/preload'),
      externalizeDeps: false,
      // A sandboxed preload cannot load a shared chunk: each is one whole file.
      isolatedEntries: true,
      rolldownOptions: {
        input: entries('electron/preload', 'ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer/app'),
    // Filled in by main on each response (electron/security/csp.ts).
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [react()],
    build: { outDir: at('dist/renderer'), minify: true, rolldownOptions: { input: entries('renderer/app', 'html') } },
  },
});
