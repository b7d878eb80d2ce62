import { once } from 'node:events';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { seededRandom, testSeed } from '../../../shared/testing/seed.ts';
import type { Audience } from '../../db/live-events.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { LiveReader } from './testing/live-reader.ts';

let server: TestServer;
let supervisor: TestUser;
let agent: TestUser;
const readers: LiveReader[] = [];

beforeAll(async () => {
  server = await createTestServer();
  supervisor = await server.addUser('supervisor');
  agent = await server.addUser('agent');
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});
afterAll(() => server.close());

async function open(user: TestUser, lastEventId?: string): Promise<LiveReader> {
  const reader = await LiveReader.open(server.url, user.token, lastEventId);
  readers.push(reader);
  return reader;
}

/** Publishes as every feature does: with the commit of a unit of work. */
async function publish(event: LiveEvent, audience: Audience, organizationId = server.organizationId): Promise<void> {
  await server.database.unitOfWork(
    {
      organizationId,
      actor: { id: null, name: 'Test' },
      requestId: null,
      auditAction: 'agent.state-changed',
      clock: systemClock,
    },
    async (work) => {
      work.publish(event, audience);
      return Promise.resolve({ status: 200, body: null });
    },
  );
}

const ended = (callId: string): LiveEvent => ({ type: 'call-ended', call_id: callId });
const endedIds = (reader: LiveReader): string[] =>
  reader.received.flatMap(({ event }) => (event.type === 'call-ended' ? [event.call_id] : []));

describe('what a stream begins with', () => {
  it('is the floor, with a sequence to resume from, for whoever may see it', async () => {
    const reader = await open(supervisor);
    const { event, id } = await reader.waitForType('floor');
    expect(reader.received[0]?.event.type).toBe('floor');
    expect(id).toMatch(/^\d+$/);
    if (event.type !== 'floor') throw new Error('Not a floor');
    expect(event.agents.map((each) => each.full_name)).toContain('Test agent');
    expect(event.today).toEqual({
      calls: 0,
      connected: 0,
      conversations: 0,
      promises: 0,
      promised_cents: 0,
      refused_by_compliance: 0,
    });
  });

  it('is the order to pull the queue for an agent, who never sees the floor', async () => {
    const reader = await open(agent);
    await reader.waitForType('queue-changed');
    const floorReader = await open(supervisor);
    await floorReader.waitForType('floor');
    const callId = createId();
    await publish(ended(callId), 'floor');
    await publish({ type: 'account-changed', account_id: callId }, `agent:${agent.id}`);
    await floorReader.waitFor(({ event }) => event.type === 'call-ended' && event.call_id === callId);
    await reader.waitForType('account-changed');
    expect(reader.received.map(({ event }) => event.type)).not.toContain('floor');
    expect(endedIds(reader)).toEqual([]);
    expect(floorReader.received.map(({ event }) => event.type)).not.toContain('account-changed');
  });

  it('is nothing of another organisation', async () => {
    const elsewhere = await server.addOrganization({ name: 'Elsewhere' });
    const stranger = await server.addUser('supervisor', { organizationId: elsewhere });
    const reader = await open(stranger);
    const floor = await reader.waitForType('floor');
    if (floor.event.type !== 'floor') throw new Error('Not a floor');
    expect(floor.event.agents).toEqual([]);
    const [ours, theirs] = [createId(), createId()];
    await publish(ended(ours), 'floor');
    await publish(ended(theirs), 'floor', elsewhere);
    await reader.waitForType('call-ended');
    expect(endedIds(reader)).toEqual([theirs]);
  });

  it('is refused without permission', async () => {
    const auditor = await server.addUser('auditor');
    await expect(LiveReader.open(server.url, auditor.token)).rejects.toThrow('403');
  });
});

describe('resuming', () => {
  it('brings each event exactly once and in order, however often the stream breaks', async () => {
    const random = seededRandom(testSeed('live resume'));
    const first = await open(supervisor);
    await first.waitForType('floor');
    let lastEventId = first.lastEventId;
    await first.close();

    const published: string[] = [];
    const publishing = Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let count = 0; count < 60; count += 1) {
          const id = createId();
          published.push(id);
          await publish(ended(id), 'floor');
        }
      }),
    );
    const seen: string[] = [];
    while (seen.length < 240) {
      const reader = await open(supervisor, lastEventId);
      const wanted = Math.min(240 - seen.length, 1 + Math.floor(random() * 12));
      await reader.waitFor(() => endedIds(reader).length >= wanted);
      // Only what the client has read counts as received; the rest must come again.
      seen.push(...endedIds(reader));
      lastEventId = reader.lastEventId;
      expect(reader.received.every(({ event }) => event.type !== 'floor')).toBe(true);
      await reader.close();
    }
    await publishing;
    const written = await server.sql<{ id: string }>(
      `select payload->>'call_id' as id from live_events where payload->>'type' = 'call-ended'
       and payload->>'call_id' = any($1) order by sequence`,
      [published],
    );
    expect(seen).toEqual(written.map((row) => row.id));
    expect(seen).toHaveLength(240);
  });

  it('loses and doubles nothing when the listening connection is killed', async () => {
    const reader = await open(supervisor);
    await reader.waitForType('floor');
    const published: string[] = [];
    for (let count = 0; count < 80; count += 1) {
      if (count % 20 === 10)
        await server.sql(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = 'deskline-listener' and datname = current_database()`,
        );
      const id = createId();
      published.push(id);
      await publish(ended(id), 'floor');
    }
    await reader.waitFor(() => endedIds(reader).length >= published.length);
    expect(endedIds(reader)).toEqual(published);
  });

  it('gives the floor afresh when what was missed is no longer kept', async () => {
    const reader = await open(supervisor);
    await reader.waitForType('floor');
    const oldId = createId();
    await publish(ended(oldId), 'floor');
    await reader.waitForType('call-ended');
    const before = reader.lastEventId;
    await reader.close();
    await publish(ended(createId()), 'floor');
    await server.sql('delete from live_events where organization_id = $1', [server.organizationId]);
    const lastId = createId();
    await publish(ended(lastId), 'floor');

    const resumed = await open(supervisor, before);
    await resumed.waitForType('floor');
    expect(resumed.received[0]?.event.type).toBe('floor');
    expect(endedIds(resumed)).toEqual([]);
  });

  it('gives the floor afresh for an id that was never given', async () => {
    for (const id of ['999999999999', 'yesterday', '-1', '1e3']) {
      const reader = await open(supervisor, id);
      expect((await reader.waitForType('floor')).id).not.toBe(id);
      await reader.close();
    }
  });
});

describe('a client that does not read', () => {
  it('is cut, and may resume without loss', async () => {
    const boss = await server.addUser('supervisor');
    await publish(ended(createId()), 'floor');
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET /api/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${boss.token}\r\n\r\n`);
    let begun = '';
    while (!begun.includes('queue-changed')) begun += String((await once(socket, 'data'))[0]);
    socket.pause();
    const wasCut = once(socket, 'close');
    let lastEventId = /^id: (\d+)$/m.exec(begun)?.[1];
    const agents = Array.from({ length: 2000 }, (_, index) => ({
      id: createId(),
      full_name: `Somebody with quite a long name ${index}`,
      state: 'available' as const,
      reason: null,
      is_outage: false,
      since: '2026-11-22T12:00:00.000Z',
      account_id: null,
      account_reference: null,
    }));
    const amount = 40;
    for (let count = 0; count < amount; count += 1) {
      const today = { calls: count, connected: 0, conversations: 0, promises: 0, promised_cents: 0 };
      await publish({ type: 'floor', agents, calls: [], today: { ...today, refused_by_compliance: 0 } }, 'floor');
    }
    await server.liveFeed.settle();
    socket.resume();
    await wasCut;

    const seen: number[] = [];
    while (seen.length < amount) {
      const resumed = await open(boss, lastEventId);
      const seenBefore = seen.length;
      await Promise.race([resumed.closed, resumed.waitFor(() => seenBefore + resumed.received.length >= amount)]);
      seen.push(...resumed.received.flatMap(({ event }) => (event.type === 'floor' ? [event.today.calls] : [])));
      lastEventId = resumed.lastEventId;
      await resumed.close();
    }
    expect(seen).toEqual(Array.from({ length: amount }, (_, index) => index));
  });
});

describe('a call on the floor', () => {
  it('is seen from the dial to the end, with its quality and in the counts of today', async () => {
    const organizationId = await server.addOrganization({ zone: 'Pacific/Guam' });
    const boss = await server.addUser('supervisor', { organizationId });
    const caller = await server.addUser('agent', { organizationId });
    const reader = await open(boss);
    await reader.waitForType('floor');
    const callId = createId();
    const at = new Date().toISOString();
    const events = (types: readonly string[]) =>
      server.call(
        'recordCallEvents',
        {
          params: { id: callId },
          body: {
            incoming: { phone_number: '+12125550100', display_name: 'Somebody' },
            events: types.map((type) => ({
              id: createId(),
              at,
              type: type as 'answered',
              sip_status: type === 'ended' ? 200 : null,
              quality: type === 'quality' ? { mos: 4.2, rtt_ms: 40, jitter_ms: 3, loss_percent: 0 } : null,
            })),
          },
        },
        { token: caller.token, idempotencyKey: createId() },
      );
    expect((await events(['ringing', 'answered', 'quality'])).status).toBe(200);
    await reader.waitFor(
      ({ event }) => event.type === 'call' && event.call.id === callId && Math.abs((event.call.mos ?? 0) - 4.2) < 0.01,
    );
    const second = await open(boss);
    const { event } = await second.waitForType('floor');
    if (event.type !== 'floor') throw new Error('Not a floor');
    expect(event.calls).toMatchObject([{ id: callId, agent_id: caller.id, direction: 'inbound', answered_at: at }]);
    expect(event.today).toMatchObject({ calls: 1, connected: 1 });

    expect((await events(['ended'])).status).toBe(200);
    await reader.waitFor(({ event: each }) => each.type === 'call-ended' && each.call_id === callId);
    await reader.waitFor(({ event: each }) => each.type === 'today' && each.today.connected === 1);
    const third = await open(boss);
    const after = await third.waitForType('floor');
    expect(after.event).toMatchObject({ calls: [], today: { calls: 1, connected: 1, conversations: 0 } });
  });
});

describe('the end of a stream', () => {
  it('comes with the end of its session, told by an event', async () => {
    const guest = await server.addUser('agent');
    const reader = await open(guest);
    await reader.waitForType('queue-changed');
    const other = await open(agent);
    await other.waitForType('queue-changed');
    await publish({ type: 'session-ended' }, `session:${guest.sessionId}`);
    await reader.closed;
    expect(reader.received.at(-1)?.event.type).toBe('session-ended');
    expect(other.received.map(({ event }) => event.type)).not.toContain('session-ended');
  });

  it('comes with the end of its session, found by looking', async () => {
    const guest = await server.addUser('agent');
    const reader = await open(guest);
    await reader.waitForType('queue-changed');
    await server.sql('update sessions set ended_at = now() where id = $1', [guest.sessionId]);
    await server.liveFeed.upkeep();
    await reader.closed;
    expect(reader.received.at(-1)?.event.type).toBe('session-ended');
  });

  it('comes to people who may no longer sign in, and to those whose role has changed', async () => {
    const gone = await server.addUser('supervisor');
    const demoted = await server.addUser('supervisor');
    const ending = [await open(gone), await open(demoted)];
    const other = await open(supervisor);
    for (const reader of [...ending, other]) await reader.waitForType('floor');
    await server.sql('update users set is_active = false where id = $1', [gone.id]);
    await server.sql(`update users set role = 'billing' where id = $1`, [demoted.id]);
    await server.liveFeed.upkeep();
    for (const reader of ending) await reader.closed;
    expect(ending.map((reader) => reader.received.at(-1)?.event.type === 'session-ended')).toEqual([true, false]);
    await publish(ended(createId(systemClock)), 'floor');
    await other.waitForType('call-ended');
  });

  it('is put off by comments', async () => {
    const reader = await open(agent);
    await reader.waitForType('queue-changed');
    await server.liveFeed.settle();
    await server.liveFeed.beat();
    await publish({ type: 'account-changed', account_id: createId() }, `agent:${agent.id}`);
    await reader.waitForType('account-changed');
    expect(reader.comments.length).toBeGreaterThan(0);
  });
});
