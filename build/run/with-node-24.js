/**
 * `node build/run/with-node-24.js <script> [arguments]`: runs a script with Node 24, whatever Node npm runs on. Plain
 * JavaScript, because an older Node reads this very file. Some versions of npm install the platform's Node package without
 * its link in node_modules/.bin, so that the package itself is looked for.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../node_modules');
const platform = process.platform === 'win32' ? 'win' : process.platform;
const executable = process.platform === 'win32' ? 'node.exe' : 'node';
const packages = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
const bundled = packages.map((name) => path.join(modules, name, 'bin', executable)).find((file) => existsSync(file));
const isNewEnough = Number.parseInt(process.versions.node, 10) >= 24;
const node = isNewEnough ? process.execPath : bundled;

if (node === undefined) {
  console.error(
    `Deskline needs Node 24, this is ${process.version}, and npm brought none. Run npm ci, or install Node 24.`,
  );
  process.exit(1);
}
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, PATH: [path.dirname(node), process.env.PATH].join(path.delimiter) },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
