/**
 * The embedded PostgreSQL: used when no DATABASE_URL is given.
 *
 * Promise: survives kill -9 of either side. A server that comes back adopts the database its predecessor left running;
 * a database that was killed is started again on the same port, by the server that uses it. No acknowledged row is
 * lost (fsync is on). It ends with the last server that uses it, so that Ctrl-C leaves no process behind.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResult, type QueryResultRow } from 'pg';
import { findPostgresBinaries, type PostgresBinaries, postgresUser, type RunAs } from './postgres-binaries.ts';
import { postgresHome } from './postgres-home.ts';

export type EmbeddedPostgres = {
  /** Of the database `deskline`, as the owner of the cluster. */
  connectionString: string;
  /** Process id of the postmaster now serving. */
  pid(): number;
  /** Ends PostgreSQL, unless another Deskline server still uses it and `evenIfUsed` is not set. */
  stop(options?: { evenIfUsed?: boolean }): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDirectory: string;
  /** Further `name=value` settings of PostgreSQL. */
  settings?: readonly string[];
  log?: (message: string) => void;
};

type Cluster = {
  home: string;
  data: string;
  logFile: string;
  runAs: RunAs;
  binaries: PostgresBinaries;
  password: string;
};

const user = 'deskline';
const databaseName = 'deskline';
const startTimeoutMs = 60_000;
const watchIntervalMs = 500;

/** Starts the embedded PostgreSQL of a data directory, or adopts the one that runs there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const settings = options.settings ?? [];
  const cluster = prepareCluster(options.dataDirectory, log);
  let running = await ensureRunning(cluster, settings, log);
  await createDatabase(cluster, running.port);
  let mark = await leaveMark(cluster, running.port);

  let isStopping = false;
  let reviving: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (isStopping || reviving || isAlive(running.pid)) return;
    log('PostgreSQL is gone; starting it again');
    reviving = ensureRunning(cluster, settings, log, running.port)
      .then(async (next) => {
        running = next;
        mark = await leaveMark(cluster, next.port);
        return undefined;
      })
      .catch((error: unknown) => log(`PostgreSQL could not be started again: ${String(error)}`))
      .finally(() => (reviving = undefined));
  }, watchIntervalMs);
  watch.unref();

  return {
    connectionString: connectionStringOf(cluster, running.port, databaseName),
    pid: () => running.pid,
    stop: async ({ evenIfUsed = false } = {}) => {
      isStopping = true;
      clearInterval(watch);
      await reviving;
      await mark.end().catch(() => undefined);
      if (!evenIfUsed && (await isUsedByOthers(cluster, running.port)))
        return log('Another server uses PostgreSQL; it keeps running');
      await stopCluster(cluster, running.pid);
    },
  };
}

function prepareCluster(dataDirectory: string, log: (message: string) => void): Cluster {
  const runAs = postgresUser();
  const home = postgresHome(path.resolve(dataDirectory), runAs, log);
  const binaries = findPostgresBinaries(runAs, path.join(home, 'binaries'));
  const data = path.join(home, 'data');
  const password = keptSecret(path.join(home, 'password'));
  const cluster = { home, data, logFile: path.join(home, 'postgres.log'), runAs, binaries, password };
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise(cluster, log);
  return cluster;
}

/** A random secret kept in a file that only its owner reads. Two first starts at once agree on one. */
function keptSecret(file: string): string {
  const fresh = `${file}.${process.pid}`;
  if (!fs.existsSync(file)) {
    fs.writeFileSync(fresh, randomBytes(24).toString('base64url'), { mode: 0o600 });
    try {
      fs.linkSync(fresh, file);
    } catch (error) {
      if (!fs.existsSync(file)) throw error;
    } finally {
      fs.rmSync(fresh, { force: true });
    }
  }
  return fs.readFileSync(file, 'utf8');
}

/** `initdb` beside the place and a rename, so that a half-made cluster is never taken for one. */
function initialise(cluster: Cluster, log: (message: string) => void): void {
  const { runAs, data } = cluster;
  const partial = `${data}.${process.pid}`;
  const passwordFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'deskline-')), 'password');
  fs.mkdirSync(partial, { mode: 0o700 });
  fs.writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    for (const each of [partial, path.dirname(passwordFile), passwordFile]) fs.chownSync(each, runAs.uid, runAs.gid);
  }
  const { status, stderr, error } = spawnSync(
    cluster.binaries.program('initdb'),
    [
      `--pgdata=${partial}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ],
    { ...runAs, cwd: '/', encoding: 'utf8', env: childEnvironment() },
  );
  fs.rmSync(path.dirname(passwordFile), { recursive: true, force: true });
  if (status !== 0) {
    fs.rmSync(partial, { recursive: true, force: true });
    throw new Error(`initdb failed: ${error?.message ?? stderr}`);
  }
  try {
    fs.renameSync(partial, data);
  } catch (renameError) {
    fs.rmSync(partial, { recursive: true, force: true });
    if (!fs.existsSync(path.join(data, 'PG_VERSION'))) throw renameError;
  }
  log(`Made a new PostgreSQL cluster in ${data}`);
}

type Running = { pid: number; port: number };

/**
 *   postmaster.pid names a live process ──answers──► adopt
 *        │ none, or it is stale                         ▲ retried: it may still be recovering
 *        ▼                                              │
 *   start on the kept port ──exits (lock held by dying backends, port taken)──► pause, again
 */
async function ensureRunning(
  cluster: Cluster,
  settings: readonly string[],
  log: (message: string) => void,
  fixedPort?: number,
): Promise<Running> {
  const deadline = performance.now() + startTimeoutMs;
  let port = fixedPort ?? (await keptPort(cluster));
  while (performance.now() < deadline) {
    const left = readPostmasterPid(cluster);
    if (left && isAlive(left.pid) && (await answers(cluster, left.port))) {
      log(`Adopted the running PostgreSQL, process ${left.pid}, port ${left.port}`);
      return left;
    }
    if (fixedPort === undefined && !(left && isAlive(left.pid)) && !(await isFree(port)))
      port = await choosePort(cluster);
    const started = await tryStart(cluster, port, settings);
    if (started) {
      log(`Started PostgreSQL, process ${started.pid}, port ${port}, log ${cluster.logFile}`);
      return started;
    }
    await sleep(250);
  }
  throw new Error(`PostgreSQL did not start; see ${cluster.logFile}`);
}

async function tryStart(cluster: Cluster, port: number, settings: readonly string[]): Promise<Running | undefined> {
  const parameters = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    // A new database fills from nothing; until its tables are counted, the planner takes any index for as good as the right one.
    'autovacuum_naptime=5s',
    ...settings,
  ];
  const postgresArguments = ['-D', cluster.data, '-p', String(port), ...parameters.flatMap((each) => ['-c', each])];
  const ended = new AbortController();
  if (process.platform === 'win32') {
    // PostgreSQL refuses administrators there; pg_ctl gives up the privileges first.
    const quoted = postgresArguments.slice(2).map((each) => (each.includes('=') ? `"${each}"` : each));
    const pgCtl = ['start', '-D', cluster.data, '-l', cluster.logFile, '-W', '-o', quoted.join(' ')];
    spawnSync(cluster.binaries.program('pg_ctl'), pgCtl, { stdio: 'ignore', env: childEnvironment() });
  } else {
    rotateLog(cluster.logFile);
    const logFile = fs.openSync(cluster.logFile, 'a', 0o600);
    const child = spawn(cluster.binaries.program('postgres'), postgresArguments, {
      ...cluster.runAs,
      cwd: '/',
      detached: true,
      stdio: ['ignore', logFile, logFile],
      env: childEnvironment(),
    });
    fs.closeSync(logFile);
    child.on('error', () => ended.abort());
    child.on('exit', () => ended.abort());
    child.unref();
  }
  const deadline = performance.now() + startTimeoutMs;
  while (!ended.signal.aborted && performance.now() < deadline) {
    const written = readPostmasterPid(cluster);
    if (written?.port === port && isAlive(written.pid) && (await answers(cluster, port))) return written;
    if (process.platform === 'win32' && !written) return undefined;
    await sleep(25);
  }
  return undefined;
}

/** Lines 1 and 4 of `postmaster.pid`: process id and port. */
function readPostmasterPid(cluster: Cluster): Running | undefined {
  try {
    const lines = fs.readFileSync(path.join(cluster.data, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  return (await query(cluster, port, 'postgres', 'select 1').catch(() => undefined)) !== undefined;
}

async function query(
  cluster: Cluster,
  port: number,
  database: string,
  text: string,
): Promise<QueryResult<QueryResultRow>> {
  const client = new Client({
    connectionString: connectionStringOf(cluster, port, database),
    connectionTimeoutMillis: 2000,
    application_name: 'deskline-launcher',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(cluster: Cluster, port: number): Promise<void> {
  try {
    await query(cluster, port, 'postgres', `create database ${databaseName}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== '42P04' && code !== '23505') throw error;
  }
}

const markName = 'deskline-uses-this';

/** An open connection that says to other servers of this data directory: somebody uses it. */
async function leaveMark(cluster: Cluster, port: number): Promise<Client> {
  const connectionString = connectionStringOf(cluster, port, 'postgres');
  const client = new Client({ connectionString, application_name: markName, keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Whether another server has left its mark. Asked twice, because one that just went may still be listed. */
async function isUsedByOthers(cluster: Cluster, port: number): Promise<boolean> {
  const text = `select 1 from pg_stat_activity where application_name = '${markName}'`;
  const isMarked = async () =>
    ((await query(cluster, port, 'postgres', text).catch(() => undefined))?.rowCount ?? 0) > 0;
  if (!(await isMarked())) return false;
  await sleep(300);
  return isMarked();
}

/** Fast shutdown (SIGINT): clients are cut, everything committed is on disk. */
async function stopCluster(cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(cluster.binaries.program('pg_ctl'), ['stop', '-D', cluster.data, '-m', 'fast', '-w'], {
      stdio: 'ignore',
    });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 20) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
}

async function keptPort(cluster: Cluster): Promise<number> {
  const file = path.join(cluster.home, 'port');
  const kept = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  return kept > 0 && kept < 65_536 ? kept : await choosePort(cluster);
}

async function choosePort(cluster: Cluster): Promise<number> {
  const port = await new Promise<number>((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  fs.writeFileSync(path.join(cluster.home, 'port'), String(port));
  return port;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.on('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

const connectionStringOf = (cluster: Cluster, port: number, database: string): string =>
  `postgres://${user}:${cluster.password}@127.0.0.1:${port}/${database}`;

/** What PostgreSQL needs of the environment, and nothing of ours: no PGDATA, no secrets. */
function childEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZDIR'] as const;
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function rotateLog(file: string): void {
  if (fs.existsSync(file) && fs.statSync(file).size > 10_000_000) fs.renameSync(file, `${file}.1`);
}
