import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';

/** The folder of this machine's cache that holds the unpacked Asterisk; outside the clone, shared by all clones. */
export const cacheFolder = path.resolve(
  process.env['DESKLINE_PBX_LAB'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'deskline', 'pbx-lab'),
);

/** Asterisk itself: taken without what it merely recommends or depends on, since the lab loads few of its modules. */
export const programPackages = ['asterisk', 'asterisk-modules', 'asterisk-config', 'asterisk-core-sounds-en-gsm'];
/** The libraries behind the modules in asterisk/modules.conf; apt adds what these need in turn. */
export const libraryPackages = [
  'libbsd0',
  'libc6',
  'libcap2',
  'libcrypt1',
  'libcurl4t64',
  'libedit2',
  'libgcc-s1',
  'libgsm1',
  'libjansson4',
  'libopus0',
  'libsqlite3-0',
  'libsrtp2-1',
  'libssl3t64',
  'libstdc++6',
  'libsystemd0',
  'libtinfo6',
  'liburiparser1',
  'libuuid1',
  'libxml2-16',
  'libxslt1.1',
  'zlib1g',
];

const contents = createHash('sha256')
  .update([...programPackages, ...libraryPackages].join(' '))
  .digest('hex');
/** The unpacked tree. Another list of packages is another tree. */
export const treeFolder = path.join(cacheFolder, `asterisk-${contents.slice(0, 12)}`);
export const libraryFolder = (tree: string): string => path.join(tree, 'usr/lib/x86_64-linux-gnu');

/** Runs a program of the tree with the tree's own loader and libraries, whatever the machine has. */
export function inTree(tree: string, program: string, programArguments: readonly string[]): [string, string[]] {
  const loader = path.join(tree, 'usr/lib64/ld-linux-x86-64.so.2');
  return [loader, ['--library-path', libraryFolder(tree), program, ...programArguments]];
}
export const asteriskProgram = (tree: string): string => path.join(tree, 'usr/sbin/asterisk');
