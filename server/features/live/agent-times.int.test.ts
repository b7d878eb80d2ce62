/** What each second of a day went to, from what agents said and what their connections proved. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BreakReason } from '../../../shared/domain/agents/agent-states.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { seededRandom, testSeed } from '../../../shared/testing/seed.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { findAgents, markOffline, openConnection, setLeases } from './presence.store.ts';

type Said = {
  state: 'available' | 'on-call' | 'wrap-up' | 'break';
  sinceMs: number;
  reason?: BreakReason | null;
  isOutage?: boolean;
};

const minuteMs = 60_000;
/** Monday, nine o'clock in New York. */
const nine = Date.parse('2026-11-23T14:00:00Z');
const date = '2026-11-23';

let server: TestServer;
let clock: FixedClock;
let agent: TestUser;
let supervisor: TestUser;

beforeEach(async () => {
  clock = new FixedClock(nine);
  server = await createTestServer({ clock });
  agent = await server.addUser('agent');
  supervisor = await server.addUser('supervisor');
});
afterEach(() => server.close());

const inTenant = <T>(run: Parameters<typeof server.database.withTenant<T>>[1]) =>
  server.database.withTenant(server.organizationId, run);
const iso = (ms: number) => new Date(ms).toISOString();

/** Opens a live connection; gives how to let it end. */
async function connect(user = agent): Promise<() => Promise<void>> {
  const id = createId(clock);
  await inTenant((database) =>
    openConnection(database, {
      id,
      agentId: user.id,
      isAgent: user.role === 'agent',
      at: iso(clock.now()),
      expiresAt: iso(clock.now() + 365 * 86_400_000),
    }),
  );
  return () => inTenant((database) => setLeases(database, [id], iso(clock.now())));
}
const look = () => inTenant((database) => markOffline(database, iso(clock.now())));

async function say({ state, sinceMs, reason = null, isOutage = false }: Said, user = agent) {
  const body = { state, since: iso(sinceMs), reason, is_outage: isOutage };
  // Tokens live for ten minutes of the clock, days go on for longer.
  const { token } = await server.addSession(user);
  const reply = await server.call('setAgentState', { body }, { token, idempotencyKey: createId(clock) });
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body;
}

async function timesOf(user: TestUser, day = date) {
  const { token } = await server.addSession(user);
  const reply = await server.call('getAgentTimes', { query: { date: day } }, token);
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body.rows;
}

/** Minutes of the agent's day, without the categories that have none. */
async function minutes(day = date): Promise<Record<string, number>> {
  const [row] = await timesOf(agent, day);
  const charged = Object.entries(row?.seconds ?? {}).filter(([, seconds]) => seconds > 0);
  return Object.fromEntries(charged.map(([category, seconds]) => [category, seconds / 60]));
}
const presence = async () => (await inTenant((database) => findAgents(database, iso(clock.now()), [agent.id])))[0];

describe('an agent’s day', () => {
  it('is charged to what was said, breaks by their reason', async () => {
    await connect();
    clock.advanceMs(10 * minuteMs);
    await say({ state: 'on-call', sinceMs: clock.now() });
    clock.advanceMs(5 * minuteMs);
    await say({ state: 'wrap-up', sinceMs: clock.now() });
    clock.advanceMs(2 * minuteMs);
    expect(await say({ state: 'break', reason: 'lunch', sinceMs: clock.now() })).toMatchObject({
      state: 'break',
      reason: 'lunch',
      is_outage: false,
    });
    clock.advanceMs(30 * minuteMs);
    // A reason belongs to a break alone.
    expect(await say({ state: 'available', reason: 'lunch', sinceMs: clock.now() })).toMatchObject({ reason: null });
    clock.advanceMs(minuteMs);
    expect(await minutes()).toEqual({ available: 11, 'on-call': 5, 'wrap-up': 2, lunch: 30 });
  });

  it('is offline from the end of the last lease on, also when nobody looked for long', async () => {
    const disconnect = await connect();
    clock.advanceMs(60 * minuteMs);
    await disconnect();
    clock.advanceMs(60 * minuteMs);
    // Every server was away: the next connection finds what nobody had found.
    await connect();
    clock.advanceMs(10 * minuteMs);
    expect(await minutes()).toEqual({ available: 70, offline: 60 });
  });

  it('is offline only once somebody has found it, and then from when it was', async () => {
    const disconnect = await connect();
    clock.advanceMs(60 * minuteMs);
    await disconnect();
    clock.advanceMs(minuteMs);
    expect(await look()).toEqual([agent.id]);
    expect(await look()).toEqual([]);
    expect(await minutes()).toEqual({ available: 60, offline: 1 });
    expect(await server.sql('select 1 from live_connections')).toEqual([]);
  });

  it('charges an outage that is told late to nobody’s break, and to no offline time', async () => {
    const disconnect = await connect();
    await say({ state: 'break', reason: 'short-break', sinceMs: clock.now() });
    clock.advanceMs(10 * minuteMs);
    const beganMs = clock.now();
    clock.advanceMs(minuteMs);
    await disconnect();
    await look();
    clock.advanceMs(19 * minuteMs);
    await connect();
    expect(await minutes()).toEqual({ 'short-break': 11, offline: 19 });
    // The outbox drains, in whichever order.
    await say({ state: 'available', sinceMs: clock.now() });
    await say({ state: 'break', reason: 'short-break', isOutage: true, sinceMs: beganMs });
    expect(await minutes()).toEqual({ 'short-break': 10, outage: 20 });
    // What came late changed the account, not what the floor sees.
    expect(await presence()).toMatchObject({ state: 'available', is_outage: false, since: iso(clock.now()) });
  });

  it('shows the floor an outage while it lasts', async () => {
    await connect();
    await say({ state: 'available', isOutage: true, sinceMs: clock.now() });
    expect(await presence()).toMatchObject({ state: 'available', is_outage: true });
  });

  it('is the organisation’s calendar day', async () => {
    await connect();
    // From nine in the morning over midnight to one o'clock.
    clock.advanceMs(16 * 60 * minuteMs);
    expect(await minutes()).toEqual({ available: 15 * 60 });
    expect(await minutes('2026-11-24')).toEqual({ available: 60 });
    expect(await minutes('2026-11-25')).toEqual({});
    expect(await minutes('2026-11-22')).toEqual({});
  });

  it('is one’s own, or everybody’s for who sees the floor', async () => {
    const other = await server.addUser('agent');
    for (const user of [agent, other]) await connect(user);
    clock.advanceMs(minuteMs);
    expect((await timesOf(agent)).map((row) => row.agent_id)).toEqual([agent.id]);
    expect((await timesOf(supervisor)).map((row) => row.agent_id).toSorted()).toEqual([agent.id, other.id].toSorted());
    const elsewhere = await server.addUser('supervisor', { organizationId: await server.addOrganization() });
    expect(await timesOf(elsewhere)).toEqual([]);
  });

  it('adds up to the seconds since the first sign of the agent, whatever happens', async () => {
    const random = seededRandom(testSeed('agent times'));
    const firstMs = clock.now() + 1500;
    clock.set(firstMs);
    let disconnect: (() => Promise<void>) | undefined = await connect();
    const late: Said[] = [];
    for (let step = 0; step < 120; step += 1) {
      clock.advanceMs(Math.floor(random() * 120_000));
      const chance = random();
      const state = (['available', 'on-call', 'wrap-up', 'break'] as const)[Math.floor(random() * 4)] ?? 'available';
      const said: Said = { state, isOutage: random() < 0.3, sinceMs: clock.now() };
      if (chance < 0.2) {
        if (disconnect) await disconnect();
        disconnect = disconnect === undefined ? await connect() : undefined;
      } else if (chance < 0.35) await look();
      else if (chance < 0.55) late.push(said);
      else if (chance < 0.65 && late.length > 0) {
        // An outbox drains: oldest first or not.
        const waiting = late.splice(0);
        for (const each of random() < 0.5 ? waiting : waiting.toReversed()) await say(each);
      } else await say(said);
      if (step % 10 !== 9) continue;
      const [row] = await timesOf(agent);
      const total = Object.values(row?.seconds ?? {}).reduce((sum, each) => sum + each, 0);
      expect(total).toBe(Math.floor(clock.now() / 1000) - Math.floor(firstMs / 1000));
    }
  });
});
