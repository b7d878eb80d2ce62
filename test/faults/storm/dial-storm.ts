/**
 * Many agents dial few consumers at once, through HTTP, at several copies of the server on one real PostgreSQL, some of which
 * are killed meanwhile. Afterwards a brute-force reading says of each single answer whether it was right: no call beyond a
 * limit, no lawful call refused.
 *
 *   npm run test:faults -- storm                                         3,000 dials of 60 agents on 200 consumers
 *   STORM_DIALS=100000 STORM_AGENTS=200 STORM_CONSUMERS=2000 npm run test:faults -- storm
 *
 * Rounds of dials and rounds of what became of them take turns, so that which calls count is known in each moment; within a
 * round of dials everything races. Between rounds the clock goes on, mostly to just before a limit of a day.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { openDatabase } from '../../../server/db/database.ts';
import { startEmbeddedPostgres } from '../../../server/db/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../../../server/db/migrate.ts';
import { createOwnerPool } from '../../../server/db/pool.ts';
import { type Decision, decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import { seededRandom } from '../../../shared/testing/seed.ts';
import { type Chance, chanceOf, momentOf } from '../../compliance/second-reading/chance.ts';
import { dayAt } from '../../compliance/second-reading/local-calendar.ts';
import { faultSeed } from '../fault-run.ts';
import { StormCopies } from './storm-copies.ts';
import { type Dialled, StormFloor } from './storm-floor.ts';
import { refusalsOf, StormRecord } from './storm-record.ts';
import { buildStormWorld, type StormConsumer, type StormWorld } from './storm-world.ts';

const dials = Number(process.env['STORM_DIALS'] ?? 3000);
const agents = Number(process.env['STORM_AGENTS'] ?? 60);
const consumers = Number(process.env['STORM_CONSUMERS'] ?? 200);
const rounds = Math.max(12, Math.round(dials / 2000));
const copies = 2;
const accessKey = 'an access key for the storm, 32 bytes or more';
const beginsAt = '2026-11-02T15:00:00Z';
const hourMs = 3_600_000;
const shownDisagreements = 5;

type Storm = { world: StormWorld; copies: StormCopies; floor: StormFloor; record: StormRecord; chance: Chance };

/** The next moment of the storm: a little before a limit of some zone's day, or some hours on. */
function nextMoment(chance: Chance, nowMs: number): number {
  const zone = chance.one(['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Pacific/Honolulu']);
  const minute = chance.one([8 * 60, 8 * 60, 21 * 60, 24 * 60, 13 * 60]);
  const day = dayAt(zone, nowMs) + chance.one([0, 1, 1, 1, 2, 3]);
  const limit = momentOf(zone, minute === 1440 ? day + 1 : day, minute % 1440) ?? 0;
  const before = limit - chance.whole(0, 4000);
  return before > nowMs ? before : nowMs + chance.whole(1, 5) * hourMs;
}

/** A round of dials: every agent dials on and on, some consumers are dialled by many at once. */
async function dialRound(storm: Storm, count: number): Promise<Dialled[]> {
  const { world, floor, chance } = storm;
  const crowd = chance.one([0.05, 0.3, 1]);
  const dialled = world.consumers.filter(() => chance.is(crowd));
  const among: readonly StormConsumer[] = dialled.length > 0 ? dialled : world.consumers;
  const seen: Dialled[] = [];
  let left = count;
  const killing = chance.is(0.4)
    ? new Promise((resolve) => setTimeout(resolve, chance.whole(100, 2000))).then(() =>
        storm.copies.killOne(Math.random()),
      )
    : Promise.resolve();
  await Promise.all(
    world.agents.map(async (agent) => {
      while (left > 0) {
        left -= 1;
        const consumer = among[chance.whole(0, among.length - 1)];
        if (consumer) seen.push(await floor.dial(agent, consumer, chance));
      }
    }),
  );
  await killing;
  return seen;
}

/** What becomes of a call. One in six is never heard of again, and counts. */
async function endCall({ floor, record, copies: servers, chance }: Storm, call: Dialled): Promise<void> {
  const nowMs = servers.now();
  const at = new Date(nowMs).toISOString();
  const rang = { type: 'ringing', at };
  const ended = (sipStatus: number) => ({ type: 'ended', at, sip_status: sipStatus });
  const outcome = chance.one(['busy', 'busy', 'gone', 'rang-out', 'voicemail', 'conversation', 'unheard'] as const);
  if (outcome === 'unheard') return;
  if (outcome === 'busy' || outcome === 'gone') {
    await floor.tell(call, [ended(outcome === 'busy' ? 486 : 404)]);
    return record.settled(call, { isCounted: false, isAnswered: false });
  }
  if (outcome === 'rang-out') {
    await floor.tell(call, [rang, ended(480)]);
    return record.settled(call, { isCounted: true, isAnswered: false });
  }
  await floor.tell(call, [rang, { type: 'answered', at }, { type: 'ended', at }]);
  await floor.dispose(call, outcome === 'voicemail' ? 'left-voicemail' : 'right-party-no-promise');
  record.settled(call, { isCounted: true, isAnswered: true });
  if (outcome === 'conversation') record.talked(call, nowMs);
}

async function settleRound(storm: Storm, placed: readonly Dialled[]): Promise<void> {
  const waiting = [...placed];
  await Promise.all(
    storm.world.agents.map(async () => {
      for (let call = waiting.pop(); call; call = waiting.pop()) await endCall(storm, call);
    }),
  );
}

export async function dialStorm(): Promise<boolean> {
  const random = seededRandom(faultSeed('storm'));
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), 'deskline-storm-'));
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const postgres = await startEmbeddedPostgres({ dataDirectory, settings });
  await migrateDatabase(postgres.connectionString);
  const database = openDatabase({ connectionString: postgres.connectionString, maxConnections: 2 });
  const servers = new StormCopies({
    DATABASE_URL: postgres.connectionString,
    DESKLINE_DATA_DIR: dataDirectory,
    DESKLINE_ACCESS_KEY: accessKey,
    DESKLINE_PBX_SECRET: 'a pbx secret for the storm',
    DESKLINE_SIP_SECRET: 'a sip secret for the storm',
    DESKLINE_SIP_URLS: 'ws://127.0.0.1:9',
    LOG_LEVEL: 'silent',
    PORT: '0',
  });
  try {
    const world = await buildStormWorld(database, { agents, consumers }, new TextEncoder().encode(accessKey), random);
    await servers.start(copies);
    const storm: Storm = {
      world,
      copies: servers,
      floor: new StormFloor(servers, (callId) => findStoredDecision(postgres.connectionString, callId)),
      record: new StormRecord(),
      chance: chanceOf(random),
    };
    const isGood = await rage(storm);
    return (await countCalls(postgres.connectionString)) === storm.record.placedCalls && isGood;
  } finally {
    await servers.stop();
    await database.close();
    await postgres.stop({ evenIfUsed: true });
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function rage(storm: Storm): Promise<boolean> {
  const startedAtMs = performance.now();
  const disagreements: string[] = [];
  const refusedBy = new Map<string, number>();
  let permitted = 0;
  let refused = 0;
  await storm.copies.setClock(Date.parse(beginsAt));
  for (let round = 0; round < rounds; round += 1) {
    const seen = await dialRound(storm, Math.ceil(dials / rounds));
    const placed = seen.filter(({ isPermitted }) => isPermitted);
    for (const call of placed) storm.record.placed(call);
    disagreements.push(...seen.flatMap((call) => storm.record.disagreement(call) ?? []));
    permitted += placed.length;
    refused += seen.length - placed.length;
    for (const { decision, isPermitted } of seen) {
      if (isPermitted) continue;
      for (const { rule_id } of refusalsOf(decision)) refusedBy.set(rule_id, (refusedBy.get(rule_id) ?? 0) + 1);
    }
    await settleRound(storm, placed);
    await storm.copies.setClock(nextMoment(storm.chance, storm.copies.now()));
  }
  const perSecond = Math.round(((permitted + refused) * 1000) / (performance.now() - startedAtMs));
  const reasons = [...refusedBy].map(([rule, count]) => `${rule} ${count}`).join(', ');
  console.log(
    `storm: ${permitted + refused} dials of ${agents} agents on ${consumers} consumers at ${copies} copies (${perSecond}/s): ` +
      `${permitted} permitted, ${refused} refused (${reasons}); ${storm.copies.killed} copies killed, ` +
      `${storm.floor.repeated} requests sent again; ${disagreements.length} answers against the reading`,
  );
  for (const text of disagreements.slice(0, shownDisagreements)) console.error(`storm: ${text}`);
  return disagreements.length === 0 && permitted > 0 && refused > 0 && storm.copies.killed > 0;
}

async function findStoredDecision(connectionString: string, callId: string): Promise<Decision> {
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  const { rows } = await pool.query('select decision from compliance_decisions where call_id = $1', [callId]);
  await pool.end();
  const [{ decision }] = z.tuple([z.object({ decision: decisionSchema })]).parse(rows);
  return decision;
}

/** Outbound calls in the database: one for each permit that an agent holds, also when its reply was lost at first. */
async function countCalls(connectionString: string): Promise<number> {
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from calls');
  await pool.end();
  return rows[0]?.count ?? -1;
}
