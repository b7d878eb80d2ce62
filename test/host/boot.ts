/**
 * Plays the part of the Electron executable, run by `electron-double` with Node:
 *   electron-double [Chromium switches] <app folder or main file> [app arguments]
 * The real main process and preloads run unmodified; `import 'electron'` gets the stand-in, windows are Chromium pages.
 */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchChromium } from './chromium/launch-chromium.ts';
import { findChromium } from './find-chromium.ts';
import { config, handles, setChromium } from './host-state.ts';

type Manifest = { name?: string; productName?: string; version?: string; main?: string };
const readManifest = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;

globalThis.electronStandIn = handles;

// Switches before the app's path are Chromium's, what follows belongs to the app.
const commandLine = process.argv.slice(2);
// Playwright asks for an inspector and a socket; a socket alone is for whoever wants to look at the pages.
const withSocket = commandLine.includes('--remote-debugging-port=0');
const isUnderPlaywright = withSocket && commandLine.includes('--inspect=0');
const notForChromium = new Set(['inspect', 'inspect-brk', 'remote-debugging-port', 'user-data-dir', 'no-sandbox']);
while (commandLine[0]?.startsWith('-')) {
  const [name = '', ...value] = (commandLine.shift() ?? '').replace(/^--?/, '').split('=');
  config.switches.set(name, value.join('='));
}
const target = path.resolve(commandLine.shift() ?? '.');
const isFolder = statSync(target).isDirectory();
config.appPath = isFolder ? target : path.dirname(target);
let mainFile = target;
if (isFolder) {
  const manifest = readManifest(path.join(target, 'package.json'));
  config.name = manifest.productName ?? manifest.name ?? config.name;
  config.version = manifest.version ?? config.version;
  mainFile = path.join(target, manifest.main ?? 'index.js');
}
process.argv = [process.execPath, target, ...commandLine];

// What libraries look at to find out whether they run in Electron's main process.
const electronManifest = path.resolve(import.meta.dirname, '../../node_modules/electron/package.json');
const versions = { ...process.versions, electron: readManifest(electronManifest).version, chrome: '156.0.0.0' };
Object.defineProperty(process, 'versions', { value: Object.freeze(versions) });
const resourcesPath = process.env['ELECTRON_STAND_IN_RESOURCES'] ?? path.join(config.appPath, 'resources');
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath });

const standIn = new URL('./electron/index.ts', import.meta.url).href;
registerHooks({
  resolve(specifier, context, next) {
    const isElectron = ['electron', 'electron/main', 'electron/common'].includes(specifier);
    return isElectron ? { url: standIn, format: 'module-typescript', shortCircuit: true } : next(specifier, context);
  },
});

// Playwright calls this once it has attached: no window may exist before.
const { promise: attached, resolve: attach } = Promise.withResolvers<void>();
if (isUnderPlaywright) globalThis.__playwright_run = attach;
else attach();

const { app } = await import('./electron/app.ts');
await import('./electron/index.ts');
process.on('uncaughtException', (error) => {
  console.error('Uncaught exception in main process:', error);
  app.exit(1);
});
process.on('unhandledRejection', (error) => console.error('Unhandled rejection in main process:', error));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

await import(pathToFileURL(mainFile).href);

// Chromium starts after the main file has run, so that its app.setPath and app.commandLine calls count.
if (!app._isExiting) {
  const profileDir = path.join(app.getPath('sessionData'), 'Chromium');
  mkdirSync(profileDir, { recursive: true });
  const switches = [...config.switches].filter(([name]) => !notForChromium.has(name));
  const choice = findChromium();
  config.isSizeExact = isUnderPlaywright || !choice.isHeaded;
  const chromium = await launchChromium({
    choice,
    profileDir,
    switches: switches.map(([name, value]) => (value === '' ? name : `${name}=${value}`)),
    withSocket,
  });
  chromium.process.once('exit', (code, signal) => {
    if (app._isExiting) return;
    console.error(`Electron stand-in: Chromium died (${code ?? signal ?? ''})`);
    process.exit(1);
  });
  process.once('exit', () => chromium.process.kill('SIGKILL'));
  setChromium(chromium);
  if (chromium.debuggerUrl) process.stderr.write(`\nDevTools listening on ${chromium.debuggerUrl}\n`);
  await attached;
  app._becomeReady();
}
