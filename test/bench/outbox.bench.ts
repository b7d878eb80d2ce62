/** The outbox: how fast a long queue drains into the real server, and what one acknowledged save costs. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Stack } from '../../build/run/stack.ts';
import { closeDatabase } from '../../electron/data/open-database.ts';
import { createUploader } from '../../electron/sync/uploader.ts';
import type { OutboxWork } from '../../electron/sync/outbox-kinds.ts';
import { sendItem } from '../../electron/sync/send-item.ts';
import { timerSchedule } from '../../electron/sync/schedule.ts';
import { openTestOutbox } from '../../electron/testing/open-test-outbox.ts';
import { silentLogger } from '../../electron/testing/silent-logger.ts';
import { dispositionOfCall } from '../../electron/testing/work-samples.ts';
import { callEventSchema } from '../../shared/contracts/calls/calls.contract.ts';
import { isoNow, systemClock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import { signInApi, wait, withStack } from './bench-stack.ts';
import { canReadProcesses, postgresProcesses, processorMs } from './process-figures.ts';
import { goal, inMs, inSeconds, percentile, printTable, ratio, type Row } from './report.ts';

const queued = 10_000;
const goalMs = 60_000;
const saves = 1000;
const userId = 'user-1';
/** Enough that the server's limit per session does not count; its limit per address still does. */
const manySessions = 10;

/** An incoming call, answered and over, that the server has not heard of: what a phone records while the server is away. */
function missedByServer(): OutboxWork {
  const at = isoNow(systemClock);
  const event = (fields: { type: 'answered' | 'ended'; ended_by?: 'remote' }) =>
    callEventSchema.parse({ id: createId(), at, ...fields });
  return {
    kind: 'call-events',
    payload: {
      callId: createId(),
      events: [event({ type: 'answered' }), event({ type: 'ended', ended_by: 'remote' })],
      incoming: { phone_number: null, display_name: null },
    },
  };
}

export async function benchOutbox(): Promise<void> {
  await withStack({ withPracticeLine: false }, async (stack, folder) => {
    const rows = saveRows(folder);
    await stack.start();
    for (const sessions of [manySessions, 1]) {
      const drained = await drain(path.join(folder, `drain-${sessions}`), stack, sessions);
      rows.push(...drainRows(drained, sessions));
    }
    printTable('Outbox', rows);
  });
}

type Drained = {
  sent: number;
  tookMs: number;
  refusals: number;
  parked: number;
  /** Processor time of the server and of PostgreSQL: unlike the time taken, it hardly depends on what else runs. */
  serverMs: number;
  postgresMs: number;
};

/** Saves the whole queue, then lets the desktop's uploader carry it; stops at the goal's time if it is not empty by then. */
async function drain(folder: string, stack: Stack, sessions: number): Promise<Drained> {
  mkdirSync(folder);
  const { store, database } = openTestOutbox(folder, systemClock);
  // Filling the queue is no part of the measure.
  database.pragma('synchronous = OFF');
  for (let count = 0; count < queued; count += 1) store.save(missedByServer(), userId);
  database.pragma('synchronous = FULL');

  const api = await signInApi(stack.serverUrl, 'agent@demo.example', sessions);
  let refusals = 0;
  const uploader = createUploader({
    store,
    send: async (item) => {
      const result = await sendItem(api, item);
      if (!result.ok && result.problem.code === 'request/rate-limited') refusals += 1;
      return result;
    },
    currentUserId: () => userId,
    clock: systemClock,
    random: Math.random,
    schedule: timerSchedule,
    logger: silentLogger,
  });
  const used = (): [number, number] => [
    processorMs([stack.server.pid ?? 0]),
    processorMs(postgresProcesses(stack.dataDir)),
  ];
  const [serverBefore, postgresBefore] = used();
  const startedAtMs = performance.now();
  let sent = 0;
  let lastAtMs = startedAtMs;
  uploader.itemChanged.on(({ state }) => {
    if (state !== 'synced') return;
    sent += 1;
    lastAtMs = performance.now();
  });
  uploader.kick();
  while (uploader.status().waiting > 0 && performance.now() - startedAtMs < goalMs) await wait(20);
  await uploader.stop(5000);
  const { parked } = uploader.status();
  const [serverAfter, postgresAfter] = used();
  closeDatabase(database);
  return {
    sent,
    tookMs: lastAtMs - startedAtMs,
    refusals,
    parked,
    serverMs: serverAfter - serverBefore,
    postgresMs: postgresAfter - postgresBefore,
  };
}

function drainRows({ sent, tookMs, refusals, parked, serverMs, postgresMs }: Drained, sessions: number): Row[] {
  const name = `${queued} items over ${sessions === 1 ? 'one session' : `${sessions} sessions`}`;
  const processor = canReadProcesses
    ? `server ${inMs(serverMs / sent)}, PostgreSQL ${inMs(postgresMs / sent)}`
    : 'not readable';
  const isEmpty = sent >= queued;
  const limited = refusals > 0 ? ', then the server’s limit of requests a minute (429)' : '';
  const lost = parked > 0 ? `, ${parked} parked` : '';
  return [
    {
      measure: name,
      value: isEmpty ? inSeconds(tookMs) : `${sent} sent in ${inSeconds(tookMs)}${limited}${lost}`,
      compared: `${Math.round(sent / (tookMs / 1000))} items/s; processor time an item: ${processor}`,
      goal: goal(isEmpty ? tookMs : Number.NaN, goalMs, '≤ 60 s'),
    },
  ];
}

const told = (values: readonly number[]): string =>
  `p50 ${inMs(percentile(values, 0.5))}, p99 ${inMs(percentile(values, 0.99))} (${saves})`;

/** Saves one by one, in turn with `synchronous` as shipped and as it must not be, so that both meet the same disk. */
function saveRows(folder: string): Row[] {
  const costs = { FULL: [] as number[], NORMAL: [] as number[] };
  const outboxes = (['FULL', 'NORMAL'] as const).map((mode) => {
    const own = path.join(folder, `saves-${mode}`);
    mkdirSync(own);
    const { store, database } = openTestOutbox(own, systemClock);
    if (mode === 'NORMAL') database.pragma('synchronous = NORMAL');
    return { mode, store, database };
  });
  for (let count = 0; count < saves; count += 1) {
    for (const { mode, store } of outboxes) {
      const startedAtMs = performance.now();
      store.save(dispositionOfCall(createId(), 'Talked, asked for a statement.'), userId);
      costs[mode].push(performance.now() - startedAtMs);
    }
  }
  for (const { database } of outboxes) closeDatabase(database);
  return [
    {
      measure: 'one acknowledged save, synchronous FULL (as shipped)',
      value: told(costs.FULL),
      compared: `p50 ${ratio(percentile(costs.FULL, 0.5), percentile(costs.NORMAL, 0.5))} of NORMAL`,
    },
    { measure: 'the same, synchronous NORMAL (not safe)', value: told(costs.NORMAL) },
  ];
}
