/**
 * The gate at the size of a large organization: how long a decision takes, and how many calls a second one server copy lets
 * through beside what Express, zod and one query reach on the same machine, beside a transaction with the same kinds of work in the
 * fewest messages there can be, beside the gate without HTTP, the engine alone, and pgbench (Debian: postgresql-client).
 *
 *   npm run bench:compliance                                         10,000 accounts, 100,000 attempts, 50,000 listed numbers
 *   BENCH_ACCOUNTS=1000000 BENCH_ATTEMPTS=10000000 BENCH_LISTED=5000000 npm run bench:compliance
 *   BENCH_DATA=/some/folder …                                        fills that folder once and measures it again the next time
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { openDatabase } from '../../server/db/database.ts';
import { startEmbeddedPostgres } from '../../server/db/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../../server/db/migrate.ts';
import { createOwnerPool } from '../../server/db/pool.ts';
import { evaluateContact } from '../../shared/domain/compliance/engine.ts';
import { factsFromJson, type Json } from '../../shared/domain/compliance/facts/facts-json.ts';
import { factsSchema } from '../../shared/domain/compliance/facts/facts.ts';
import { complianceEngine } from '../../shared/domain/compliance/packs/all.ts';
import { createId } from '../../shared/domain/ids.ts';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { StormCopies } from '../faults/storm/storm-copies.ts';
import { buildStormWorld, callerId } from '../faults/storm/storm-world.ts';
import { accountOf, fillCrowd, phoneOfAccount } from './compliance/crowd.ts';
import { load, type Load } from './compliance/load.ts';
import { pgbenchPerSecond } from './compliance/pgbench.ts';
import { goal, percentile, printTable, ratio, spread } from './report.ts';

const crowd = {
  accounts: Number(process.env['BENCH_ACCOUNTS'] ?? 10_000),
  attempts: Number(process.env['BENCH_ATTEMPTS'] ?? 100_000),
  listed: Number(process.env['BENCH_LISTED'] ?? 50_000),
};
const agents = 16;
const slowestMs = 20;
/** Of the yardstick; out of reach, and why: docs/adr/0011. */
const leastShare = 0.6;
/** Ten times what two hundred agents need who begin a call every half minute each. */
const leastPerSecond = 67;
const noon = '2026-11-24T17:00:00.000Z';
const accessKey = 'an access key for the bench, 32 bytes or more';

async function post(url: string, body: unknown, token?: string): Promise<void> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status >= 400 && response.status !== 422) throw new Error(`${url}: ${response.status} ${text}`);
}

const worldSchema = z.object({
  organizationId: z.string(),
  agents: z.array(z.object({ id: z.string(), token: z.string() })),
  crowd: z.object({ accounts: z.number(), attempts: z.number(), listed: z.number() }),
});
type World = z.output<typeof worldSchema>;

/** Who is in the database; fills it when the file that says so is not there. @throws Error for a crowd of another size. */
async function fillOnce(file: string, fill: () => Promise<World>): Promise<World> {
  if (!existsSync(file)) {
    const world = await fill();
    writeFileSync(file, JSON.stringify(world));
    return world;
  }
  const world = worldSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (JSON.stringify(world.crowd) !== JSON.stringify(crowd))
    throw new Error(`${file} holds ${JSON.stringify(world.crowd)}: ask for as many, or for another folder`);
  return world;
}

function forkBeside(script: string, connectionString: string): ChildProcess {
  return fork(path.join(import.meta.dirname, 'compliance', script), {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: connectionString },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
}

async function startBare(connectionString: string): Promise<{ url: string; stop: () => void }> {
  const child = forkBeside('bare-server.ts', connectionString);
  const [message] = await once(child, 'message');
  const { port } = z.object({ port: z.number() }).parse(message);
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

const loadSchema = z.object({ tookMs: z.array(z.number()), perSecond: z.number() });
/** The gate without HTTP; see gate-alone.ts. */
async function loadGateAlone(connectionString: string, world: World): Promise<Load> {
  const child = forkBeside('gate-alone.ts', connectionString);
  const { organizationId } = world;
  const agentIds = world.agents.map(({ id }) => id);
  const offsetMs = Date.parse(noon) - Date.now();
  child.send({ organizationId, agentIds, accounts: crowd.accounts, offsetMs });
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('The gate alone could not be measured');
    }),
  ]);
  child.kill();
  return loadSchema.parse(message);
}

export async function benchCompliance(): Promise<void> {
  const random = seededRandom(testSeed('compliance bench'));
  const kept = process.env['BENCH_DATA'];
  const folder = kept ?? mkdtempSync(path.join(os.tmpdir(), 'deskline-bench-gate-'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDirectory: folder });
  const { connectionString } = postgres;
  await migrateDatabase(connectionString);
  const database = openDatabase({ connectionString, maxConnections: 2 });
  const pool = createOwnerPool({ connectionString, maxConnections: 2 });
  const copies = new StormCopies({
    DATABASE_URL: connectionString,
    DESKLINE_DATA_DIR: folder,
    DESKLINE_ACCESS_KEY: accessKey,
    DESKLINE_PBX_SECRET: 'a pbx secret for the bench',
    DESKLINE_SIP_SECRET: 'a sip secret for the bench',
    DESKLINE_SIP_URLS: 'ws://127.0.0.1:9',
    LOG_LEVEL: 'silent',
    PORT: '0',
  });
  const bare = await startBare(connectionString);
  try {
    const world = await fillOnce(path.join(folder, 'world.json'), async () => {
      const filled = await buildStormWorld(
        database,
        { agents, consumers: 1 },
        new TextEncoder().encode(accessKey),
        random,
      );
      await fillCrowd(pool, filled.organizationId, filled.agents[0]?.id ?? '', crowd, noon);
      return { ...filled, crowd };
    });
    await copies.start(1);
    await copies.setClock(Date.parse(noon));
    const someone = () => {
      const n = 1 + Math.floor(random() * crowd.accounts);
      return { account_id: accountOf(n), phone_number: phoneOfAccount(n) };
    };
    const token = (hand: number) => world.agents[hand % agents]?.token ?? '';
    const server = copies.url(0);
    const preDial = (hand: number) => post(`${server}/api/compliance/pre-dial`, someone(), token(hand));
    // Nothing is in memory yet: a server that has just been started on a database that has just been filled.
    const cold = await load(1, preDial);
    const preview = await load(1, preDial);
    const starts = await load(agents, (hand) => {
      const body = { ...someone(), call_id: createId({ now: () => copies.now() }), caller_id: callerId };
      return post(`${server}/api/calls/start`, body, token(hand));
    });
    const alone = await loadGateAlone(connectionString, world);
    const byKey = pgbenchPerSecond(connectionString, agents, crowd.accounts);
    const yardstick = await load(agents, () => post(`${bare.url}/bare`, someone()));
    await pool.query('drop table if exists bench_starts');
    await pool.query('create table bench_starts (id text primary key, body jsonb not null)');
    const transaction = await load(agents, () => {
      const body = { ...someone(), call_id: createId({ now: () => copies.now() }) };
      return post(`${bare.url}/bare-start`, body);
    });
    const { rows } = await pool.query<{ facts: Json }>('select facts from compliance_decisions limit 500');
    const known = rows.map(({ facts }) => factsSchema.parse(factsFromJson(facts)));
    const startedMs = performance.now();
    for (const facts of known) evaluateContact(complianceEngine, facts, Date.parse(noon));
    const engineMs = (performance.now() - startedMs) / known.length;
    const title = `The gate: ${crowd.accounts} accounts, ${crowd.attempts} attempts, ${crowd.listed} listed numbers`;
    const p99 = percentile(preview.tookMs, 0.99);
    printTable(title, [
      {
        measure: 'a decision over HTTP, one agent (pre-dial), in the first quarter of a minute',
        value: `${spread(cold.tookMs)}, p99 ${percentile(cold.tookMs, 0.99).toFixed(1)} ms`,
      },
      {
        measure: 'the same from then on',
        value: `${spread(preview.tookMs)}, p99 ${p99.toFixed(1)} ms`,
        compared: `the engine alone ${engineMs.toFixed(2)} ms`,
        goal: goal(p99, slowestMs, 'p99 ≤ 20 ms'),
      },
      {
        measure: `calls let through or refused, ${agents} agents, one copy (POST /api/calls/start)`,
        value: `${starts.perSecond.toFixed(0)}/s, ${spread(starts.tookMs)}`,
        compared: [
          `${ratio(starts.perSecond, alone.perSecond)} of the gate as a function`,
          `${ratio(starts.perSecond, transaction.perSecond)} of the bare transaction`,
          `${ratio(starts.perSecond, yardstick.perSecond)} of the yardstick`,
          byKey === undefined ? 'pgbench is not installed' : `× ${(starts.perSecond / byKey).toFixed(4)} of pgbench`,
        ].join(', '),
        goal: [
          goal(leastShare, starts.perSecond / yardstick.perSecond, 'at least 0.6 of the yardstick'),
          goal(leastPerSecond, starts.perSecond, `at least ${leastPerSecond}/s`),
        ].join(', '),
      },
      {
        measure: 'the gate as a function: the same without HTTP, session and contract',
        value: `${alone.perSecond.toFixed(0)}/s, ${spread(alone.tookMs)}`,
        compared: `${ratio(alone.perSecond, yardstick.perSecond)} of the yardstick`,
      },
      {
        measure: 'pgbench: one query by key, prepared, as many hands',
        value: byKey === undefined ? 'not installed' : `${byKey.toFixed(0)}/s`,
      },
      {
        measure: 'the yardstick: Express, zod, one query',
        value: `${yardstick.perSecond.toFixed(0)}/s, ${spread(yardstick.tookMs)}`,
      },
      {
        measure: 'the bare transaction: begin and lock, one read, one row as large as a decision, commit',
        value: `${transaction.perSecond.toFixed(0)}/s, ${spread(transaction.tookMs)}`,
        compared: `${ratio(transaction.perSecond, yardstick.perSecond)} of the yardstick`,
      },
    ]);
  } finally {
    bare.stop();
    await copies.stop();
    await pool.end();
    await database.close();
    await postgres.stop({ evenIfUsed: true });
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
