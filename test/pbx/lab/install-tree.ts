/**
 * Fetches a program for the lab without changing the system. apt downloads it from Debian's mirror with a state folder of
 * its own, checking signatures as usual, and the packages are unpacked into the user's cache folder. Nothing is installed
 * and no root is needed.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheFolder, inTree, treeFolderOf, type TreeRecipe } from './lab-folders.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const fallbackMirror = 'http://deb.debian.org/debian';
const unwanted = ['./usr/share/doc/*', './usr/share/man/*', './usr/share/locale/*'];

const say = (text: string): void => console.log(`pbx lab: ${text}`);

/** Throws, naming the command and the end of what it said. */
function run(command: string, commandArguments: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, commandArguments, { cwd: folder, encoding: 'utf8' });
  if (status === 0) return stdout;
  const said = error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n');
  throw new Error(`${command} ${commandArguments.slice(-2).join(' ')} failed:\n${said}`);
}

/** The Debian mirror that this machine's apt already uses. */
function findMirror(): string {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((file) => path.join(folder, file)) : []),
  ];
  const text = files
    .filter((file) => /\.(list|sources)$/.test(file) && existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  return /^[^#\n]*?(https?:\/\/\S+\/debian)\/?(?=\s|$)/m.exec(text)?.[1] ?? fallbackMirror;
}

function checkMachine(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`The lab runs on x64 Linux; this is ${process.platform} ${process.arch}.`);
  }
  for (const tool of ['apt-get', 'dpkg-deb', 'tar']) {
    if (spawnSync(tool, ['--version']).status !== 0) throw new Error(`The lab needs ${tool}, so a Debian or its like.`);
  }
  if (!existsSync(keyring))
    throw new Error(`The lab needs Debian's signing keys in ${keyring} (debian-archive-keyring).`);
}

/** Downloads the packages into `folder/archives`. */
function download(recipe: TreeRecipe, folder: string, mirror: string, suite: string): void {
  const archives = path.join(folder, 'archives');
  for (const each of ['lists/partial', 'archives/partial']) mkdirSync(path.join(folder, each), { recursive: true });
  const sources = path.join(folder, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`);
  const options = [
    ['Dir::Etc::sourcelist', sources],
    ['Dir::Etc::sourceparts', '-'],
    ['Dir::Etc::preferencesparts', '/dev/null'],
    ['Dir::State', folder],
    ['Dir::State::lists', path.join(folder, 'lists')],
    // As if nothing were installed yet, so that the tree is complete without the machine's own libraries.
    ['Dir::State::status', '/dev/null'],
    ['Dir::Cache', folder],
    ['Dir::Cache::archives', archives],
    ['APT::Sandbox::User', ''],
    ['APT::Architecture', 'amd64'],
    ['Acquire::Languages', 'none'],
    ['Debug::NoLocking', '1'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('apt-get', ['-q', ...options, 'update'], folder);
  const quietly = ['-q', ...options, '-y', '--no-install-recommends', '--download-only'];
  run('apt-get', [...quietly, 'install', ...recipe.libraryPackages], folder);
  run('apt-get', ['-q', ...options, 'download', ...recipe.programPackages], archives);
}

/** The tree is "merged /usr": the links come before the files. */
function unpack(archives: string, tree: string): void {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(path.join(tree, 'usr', name), { recursive: true });
    symlinkSync(path.join('usr', name), path.join(tree, name));
  }
  const packages = readdirSync(archives).filter((file) => file.endsWith('.deb'));
  say(`unpacking ${packages.length} packages`);
  const exclude = unwanted.map((pattern) => `--exclude=${pattern}`);
  for (const file of packages) {
    const contents = path.join(archives, 'contents.tar');
    run('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" > "$2"', 'sh', path.join(archives, file), contents], archives);
    run('tar', ['-x', '-f', contents, '-C', tree, '--keep-directory-symlink', '--no-same-owner', ...exclude], archives);
  }
}

/** These files, below the tree, must find their libraries inside it; shared objects as well as programs. */
function checkLibraries(tree: string, files: readonly string[]): void {
  for (const file of files) {
    const [loader, [...options]] = inTree(tree, file, []);
    const listed = run(loader, ['--list', ...options], tree);
    const missing = listed.split('\n').filter((line) => /not found|=> \/(usr\/)?lib/.test(line));
    if (missing.length > 0) throw new Error(`${file} lacks libraries in the unpacked tree:\n${missing.join('\n')}`);
  }
}

/**
 * Returns the folder of an unpacked program, fetching it when this machine has none yet. `files`, below the tree, are
 * those that the lab loads: a tree in which one of them lacks a library is not kept.
 */
export function installTree(recipe: TreeRecipe, files: readonly string[]): string {
  const treeFolder = treeFolderOf(recipe);
  if (existsSync(path.join(treeFolder, recipe.program))) return treeFolder;
  checkMachine();
  mkdirSync(cacheFolder, { recursive: true });
  const staging = mkdtempSync(path.join(cacheFolder, 'unpacking-'));
  try {
    fetchFromAnySuite(recipe, staging, findMirror());
    const tree = path.join(staging, 'tree');
    unpack(path.join(staging, 'apt', 'archives'), tree);
    checkLibraries(tree, files);
    renameSync(tree, treeFolder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  say(`${recipe.name} is in ${treeFolder}`);
  return treeFolder;
}

function fetchFromAnySuite(recipe: TreeRecipe, staging: string, mirror: string): void {
  const failures: string[] = [];
  for (const suite of recipe.suites) {
    const folder = path.join(staging, 'apt');
    rmSync(folder, { recursive: true, force: true });
    const what = `${recipe.name} and its libraries from ${mirror} (${suite})`;
    say(`downloading ${what}, about ${recipe.downloadMegabytes} MB, once`);
    try {
      return download(recipe, folder, mirror, suite);
    } catch (error) {
      failures.push(`${suite}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`${recipe.name} could not be fetched from ${mirror}.\n${failures.join('\n')}`);
}
