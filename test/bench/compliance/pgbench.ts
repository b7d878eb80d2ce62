/** What PostgreSQL's own yardstick reaches on the same tables: one query by key, prepared, as the fastest client asks. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { accountOf } from './crowd.ts';
import { measuredMs } from './load.ts';

/** Queries a second; undefined where pgbench is not installed (Debian: postgresql-client-*). */
export function pgbenchPerSecond(connectionString: string, hands: number, accounts: number): number | undefined {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-pgbench-'));
  try {
    const script = path.join(folder, 'by-key.sql');
    const id = `('${accountOf(0).slice(0, -12)}' || lpad(to_hex(:n::bigint), 12, '0'))`;
    writeFileSync(
      script,
      `\\set n random(1, ${accounts})\nselect id, consumer_id, reference from accounts where id = ${id};\n`,
    );
    const { hostname, port, username, password, pathname } = new URL(connectionString);
    const clients = ['-n', '-M', 'prepared', '-c', String(hands), '-T', String(measuredMs / 1000), '-f', script];
    const where = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
    const run = spawnSync('pgbench', [...clients, ...where], {
      encoding: 'utf8',
      env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
    });
    if (run.error && 'code' in run.error && run.error.code === 'ENOENT') return undefined;
    const perSecond = Number(/^tps = ([\d.]+)/m.exec(run.stdout)?.[1]);
    if (run.status !== 0 || Number.isNaN(perSecond))
      throw new Error(`pgbench: ${(run.stderr || run.stdout).split('\n', 1)[0]}`);
    return perSecond;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
