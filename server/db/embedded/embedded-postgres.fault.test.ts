/** Promise: the embedded PostgreSQL survives kill -9 of either side, loses nothing acknowledged and leaves no process. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOwnerPool, isDatabaseAway } from '../pool.ts';
import { startServerProcess } from '../../testing/server-process.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Runs one statement on a connection of its own. */
async function query(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const pool = createOwnerPool({ connectionString, maxConnections: 1, applicationName: 'deskline-test' });
  try {
    return (await pool.query<Record<string, unknown>>(text)).rows;
  } finally {
    await pool.end();
  }
}

describe('the embedded PostgreSQL', { timeout: 120_000 }, () => {
  let dataDirectory: string;
  beforeEach(() => {
    dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'deskline-embedded-'));
    fs.chmodSync(dataDirectory, 0o755);
  });
  afterEach(() => fs.rmSync(dataDirectory, { recursive: true, force: true }));

  const clusterPid = (): number =>
    Number(fs.readFileSync(path.join(dataDirectory, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

  it('starts, keeps its port and its rows, and ends', async () => {
    const first = await startEmbeddedPostgres({ dataDirectory });
    await query(first.connectionString, 'create table kept as select 7 as n');
    await first.stop();
    expect(isAlive(first.pid())).toBe(false);
    const second = await startEmbeddedPostgres({ dataDirectory });
    expect(second.connectionString).toBe(first.connectionString);
    expect(await query(second.connectionString, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.stop();
    expect(isAlive(second.pid())).toBe(false);
  });

  it('comes back on the same port when it is killed, with every acknowledged row', async () => {
    const postgres = await startEmbeddedPostgres({ dataDirectory });
    const { connectionString } = postgres;
    await query(connectionString, 'create table kept (n integer primary key)');
    for (let round = 0; round < 3; round += 1) {
      const killed = postgres.pid();
      let acknowledged = 0;
      const writing = (async () => {
        const pool = createOwnerPool({ connectionString, maxConnections: 1, applicationName: 'deskline-test' });
        try {
          for (;;) {
            await pool.query('insert into kept values ($1)', [round * 100_000 + acknowledged]);
            acknowledged += 1;
          }
        } finally {
          await pool.end();
        }
      })();
      await expect.poll(() => acknowledged).toBeGreaterThan(20);
      process.kill(killed, 'SIGKILL');
      await expect(writing).rejects.toSatisfy(isDatabaseAway);
      await expect.poll(() => postgres.pid(), { timeout: 30_000 }).not.toBe(killed);
      const text = `select count(*) as n from kept where n >= ${round * 100_000}`;
      const [row] = await query(connectionString, text);
      expect(Number(row?.['n'])).toBeGreaterThanOrEqual(acknowledged);
    }
    await postgres.stop();
    expect(isAlive(postgres.pid())).toBe(false);
  });

  it('is adopted by the next server when the server is killed, and ends with that one', async () => {
    const environment = { DESKLINE_DATA_DIR: dataDirectory };
    const first = await startServerProcess(environment);
    const pid = clusterPid();
    await first.end('SIGKILL');
    expect(isAlive(pid)).toBe(true);
    const second = await startServerProcess(environment);
    expect(clusterPid()).toBe(pid);
    expect(second.lines.join('\n')).toContain('Adopted the running PostgreSQL');
    expect((await fetch(`${second.url}/api/health/ready`)).status).toBe(200);
    expect(await second.end('SIGINT')).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('starts again when both were killed and the lock file is stale', async () => {
    const environment = { DESKLINE_DATA_DIR: dataDirectory };
    const first = await startServerProcess(environment);
    const pid = clusterPid();
    first.child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await first.end('SIGKILL');
    const second = await startServerProcess(environment);
    expect(clusterPid()).not.toBe(pid);
    expect((await fetch(`${second.url}/api/health/ready`)).status).toBe(200);
    expect(await second.end('SIGTERM')).toBe(0);
  });

  it('is started again under a running server, which lives on', async () => {
    const server = await startServerProcess({ DESKLINE_DATA_DIR: dataDirectory });
    const killed = clusterPid();
    process.kill(killed, 'SIGKILL');
    const isReady = async () => (await fetch(`${server.url}/api/health/ready`)).status === 200;
    await expect.poll(async () => (await isReady()) && clusterPid() !== killed, { timeout: 60_000 }).toBe(true);
    expect(server.child.exitCode).toBeNull();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(fs.existsSync(path.join(dataDirectory, 'postgres/data/postmaster.pid'))).toBe(false);
  });

  it('stays for the other of two servers that share it', async () => {
    const environment = { DESKLINE_DATA_DIR: dataDirectory };
    const first = await startServerProcess(environment);
    const second = await startServerProcess(environment);
    const pid = clusterPid();
    await first.end('SIGINT');
    expect(isAlive(pid)).toBe(true);
    expect((await fetch(`${second.url}/api/health/ready`)).status).toBe(200);
    await second.end('SIGINT');
    expect(isAlive(pid)).toBe(false);
  });
});
