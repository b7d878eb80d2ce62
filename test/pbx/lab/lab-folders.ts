import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';

/** The folder of this machine's cache that holds the unpacked programs; outside the clone, shared by all clones. */
export const cacheFolder = path.resolve(
  process.env['DESKLINE_PBX_LAB'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'deskline', 'pbx-lab'),
);

/** A program of Debian's that the lab runs out of a folder, with all its libraries. */
export type TreeRecipe = {
  name: string;
  /** Debian's suites that have it, in the order to try them. */
  suites: readonly string[];
  /** The program itself: taken without what it merely recommends or depends on, since the lab uses little of it. */
  programPackages: readonly string[];
  /** The libraries behind the parts that the lab loads; apt adds what these need in turn. */
  libraryPackages: readonly string[];
  /** Below the tree: exists only when all is unpacked. */
  program: string;
  downloadMegabytes: number;
};

export const asteriskRecipe: TreeRecipe = {
  name: 'asterisk',
  // Debian's stable release has none.
  suites: ['forky', 'sid'],
  programPackages: ['asterisk', 'asterisk-modules', 'asterisk-config', 'asterisk-core-sounds-en-gsm'],
  libraryPackages: [
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
  ],
  program: 'usr/sbin/asterisk',
  downloadMegabytes: 35,
};

export const kamailioRecipe: TreeRecipe = {
  name: 'kamailio',
  suites: ['bookworm'],
  programPackages: ['kamailio', 'kamailio-websocket-modules', 'kamailio-utils-modules', 'rtpengine-daemon'],
  libraryPackages: [
    'libc6',
    'libavcodec59',
    'libavformat59',
    'libavutil57',
    'libbcg729-0',
    'libcurl4',
    'libevent-2.1-7',
    'libevent-pthreads-2.1-7',
    'libglib2.0-0',
    'libhiredis0.14',
    'libip4tc2',
    'libip6tc2',
    'libjson-glib-1.0-0',
    'libmariadb3',
    'libmosquitto1',
    'libpcap0.8',
    'libpcre3',
    'libreadline8',
    'libspandsp2',
    'libswresample4',
    'libunistring2',
    'libssl3',
    'libstdc++6',
    'libsystemd0',
    'libwebsockets17',
    'libxml2',
    'libxmlrpc-core-c3',
    'zlib1g',
  ],
  program: 'usr/sbin/kamailio',
  downloadMegabytes: 80,
};

/** The unpacked tree. Another list of packages is another tree. */
export function treeFolderOf({ name, programPackages, libraryPackages }: TreeRecipe): string {
  const contents = createHash('sha256')
    .update([...programPackages, ...libraryPackages].join(' '))
    .digest('hex');
  return path.join(cacheFolder, `${name}-${contents.slice(0, 12)}`);
}

/** Kamailio keeps libraries of its own beside the common ones. */
const libraryFolders = ['', 'kamailio', 'blas', 'lapack', 'pulseaudio'];

/** Runs a program of the tree with the tree's own loader and libraries, whatever the machine has. */
export function inTree(tree: string, program: string, programArguments: readonly string[]): [string, string[]] {
  const loader = path.join(tree, 'usr/lib64/ld-linux-x86-64.so.2');
  const libraries = libraryFolders.map((folder) => path.join(tree, 'usr/lib/x86_64-linux-gnu', folder)).join(':');
  return [loader, ['--library-path', libraries, path.join(tree, program), ...programArguments]];
}
