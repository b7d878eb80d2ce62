/**
 * `node build/packaging/try-packaging.ts`: packages the built app for Linux and Windows around a fake Electron and checks
 * what came out. With folders (`release/linux-unpacked`) it checks those instead, as CI does with real packages.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from '../run/build-app.ts';
import { readBuilderConfig } from './builder-config.ts';
import { type FakePlatform, makeFakeDist } from './fake-dist.ts';
import { packageFaults } from './package-contents.ts';

const root = path.resolve(import.meta.dirname, '../..');
const work = path.join(root, 'test-results/packaging');

function packageOnFake(platform: FakePlatform): string {
  const dist = path.join(work, `electron-${platform}`);
  const output = path.join(work, 'release');
  makeFakeDist(dist, platform);
  const flags = [platform === 'win32' ? '--win' : '--linux', '--x64', '--dir', '--publish', 'never'];
  const settings = [`-c.electronDist=${dist}`, `-c.directories.output=${output}`];
  const builder = path.join(root, 'node_modules/electron-builder/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, ...flags, ...settings], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`electron-builder failed for ${platform}:\n${stdout}\n${stderr}`);
  return path.join(output, platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
}

await readBuilderConfig();
console.log('electron-builder.yml is valid');
let folders = process.argv.slice(2).map((folder) => path.resolve(folder));
if (folders.length === 0) {
  buildApp();
  folders = [packageOnFake('linux'), packageOnFake('win32')];
}
let faultCount = 0;
for (const folder of folders) {
  const faults = await packageFaults(folder);
  faultCount += faults.length;
  console.log(faults.length === 0 ? `${folder}: right` : `${folder}:\n  ${faults.join('\n  ')}`);
}
if (faultCount > 0) process.exitCode = 1;
