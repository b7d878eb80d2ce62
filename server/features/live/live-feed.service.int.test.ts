/** Several servers on one database, on a clock that the test sets, without heartbeats that could hide a lost notice. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { permissionsOf } from '../../../shared/domain/access/permissions.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import type { Actor, EventStream } from '../../http/handlers.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { LiveFeed } from './live-feed.service.ts';

let server: TestServer;
let clock: FixedClock;
let feeds: LiveFeed[];

beforeEach(async () => {
  clock = new FixedClock();
  server = await createTestServer({ clock });
  feeds = [];
});
afterEach(async () => {
  for (const feed of feeds) await feed.stop();
  await server.close();
});

function createFeed(): LiveFeed {
  const never = 2 ** 30;
  const feed = new LiveFeed({
    database: server.database,
    clock,
    reportError: (error) => {
      throw error;
    },
    heartbeatMs: never,
    upkeepMs: never,
  });
  feeds.push(feed);
  return feed;
}

type MemoryStream = EventStream & { sent: LiveEvent[]; close(): void; waitFor(type: LiveEvent['type']): Promise<void> };

function createStream(lastEventId?: string): MemoryStream {
  const gone = new AbortController();
  const sent: LiveEvent[] = [];
  let wake: (() => void) | undefined;
  return {
    sent,
    lastEventId,
    signal: gone.signal,
    send: ({ data }) => {
      sent.push(data as LiveEvent);
      wake?.();
      return true;
    },
    ping: () => undefined,
    queuedBytes: () => 0,
    cut: () => gone.abort(),
    end: () => gone.abort(),
    close: () => gone.abort(),
    waitFor: async (type) => {
      while (!sent.some((event) => event.type === type))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}

const actorOf = (user: TestUser): Actor => ({
  userId: user.id,
  organizationId: user.organizationId,
  sessionId: user.sessionId,
  role: user.role,
  permissions: permissionsOf(user.role),
  fullName: 'Test',
  email: user.email,
});

const agentStates = (stream: MemoryStream, agentId: string): string[] =>
  stream.sent.flatMap((event) => (event.type === 'agent' && event.agent.id === agentId ? [event.agent.state] : []));

async function setState(user: TestUser, state: 'available' | 'on-call' | 'wrap-up' | 'break') {
  return server.call(
    'setAgentState',
    { body: { state, since: new Date(clock.now()).toISOString() } },
    { token: user.token, idempotencyKey: createId(clock) },
  );
}

/** Waits for what upkeep published to reach every stream. */
async function settle(): Promise<void> {
  for (const feed of feeds) await feed.beat();
}

describe('the listening connection', () => {
  it('reads what it missed as soon as it is back, without any further notice', async () => {
    const feed = createFeed();
    const supervisor = await server.addUser('supervisor');
    const stream = createStream();
    await feed.serve(actorOf(supervisor), stream);
    await server.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'deskline-listener' and datname = current_database()`,
    );
    // Whether this notice is heard or not: there is no other one.
    await setState(await server.addUser('agent'), 'break');
    await stream.waitFor('agent');
    expect(stream.sent.at(-1)).toMatchObject({ type: 'agent', agent: { state: 'offline' } });
  });
});

describe('presence', () => {
  it('begins with the stream, ends ten seconds after the last one has closed', async () => {
    const [here, there] = [createFeed(), createFeed()];
    const [supervisor, agent] = [await server.addUser('supervisor'), await server.addUser('agent')];
    const floor = createStream();
    await there.serve(actorOf(supervisor), floor);
    const [first, second] = [createStream(), createStream()];
    await here.serve(actorOf(agent), first);
    await here.serve(actorOf(agent), second);
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available']);

    first.close();
    await settle();
    clock.advanceMs(11_000);
    await here.upkeep();
    await there.upkeep();
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available']);

    second.close();
    await settle();
    clock.advanceMs(9_000);
    await there.upkeep();
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available']);
    clock.advanceMs(1_000);
    await there.upkeep();
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available', 'offline']);
    await there.upkeep();
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available', 'offline']);
  });

  it('ends when a server dies without a word', async () => {
    const [dying, other] = [createFeed(), createFeed()];
    const [supervisor, agent] = [await server.addUser('supervisor'), await server.addUser('agent')];
    const floor = createStream();
    await other.serve(actorOf(supervisor), floor);
    await dying.serve(actorOf(agent), createStream());
    for (let renewals = 0; renewals < 5; renewals += 1) {
      clock.advanceMs(3_000);
      await dying.upkeep();
      await other.upkeep();
    }
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available']);
    // From here on the server of the agent renews nothing.
    clock.advanceMs(12_000);
    await other.upkeep();
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available', 'offline']);
  });

  it('keeps what the agent said across a change of servers', async () => {
    const [old, next] = [createFeed(), createFeed()];
    const [supervisor, agent] = [await server.addUser('supervisor'), await server.addUser('agent')];
    const floor = createStream();
    await next.serve(actorOf(supervisor), floor);
    const stream = createStream();
    await old.serve(actorOf(agent), stream);
    const reply = await setState(agent, 'break');
    expect(reply).toMatchObject({ ok: true, body: { state: 'break', id: agent.id } });
    await old.stop();
    clock.advanceMs(5_000);
    await next.serve(actorOf(agent), createStream());
    clock.advanceMs(8_000);
    await next.upkeep();
    await settle();
    expect(agentStates(floor, agent.id)).toEqual(['available', 'break']);
    expect(await server.sql('select action from audit_log where action = $1', ['agent.state-changed'])).toHaveLength(1);
  });

  it('shows in a floor that begins later', async () => {
    const feed = createFeed();
    const [supervisor, agent] = [await server.addUser('supervisor'), await server.addUser('agent')];
    await feed.serve(actorOf(agent), createStream());
    await setState(agent, 'wrap-up');
    const stateOnFloor = async () => {
      const floor = createStream();
      await feed.serve(actorOf(supervisor), floor);
      const [event] = floor.sent;
      if (event?.type !== 'floor') throw new Error('Not a floor');
      return event.agents.map((each) => [each.id, each.state]);
    };
    expect(await stateOnFloor()).toEqual([[agent.id, 'wrap-up']]);
    // Nobody looked in the meantime, so nobody marked the agent: the floor is right all the same.
    clock.advanceMs(12_001);
    expect(await stateOnFloor()).toEqual([[agent.id, 'offline']]);
  });

  it('says offline to an agent whose state comes without an open stream', async () => {
    const agent = await server.addUser('agent');
    const reply = await setState(agent, 'available');
    expect(reply).toMatchObject({ ok: true, body: { state: 'offline' } });
  });

  it('lists a supervisor on the floor only after saying to take calls', async () => {
    const feed = createFeed();
    const supervisor = await server.addUser('supervisor');
    const agentsOf = async () => {
      const floor = createStream();
      await feed.serve(actorOf(supervisor), floor);
      return floor.sent[0]?.type === 'floor' ? floor.sent[0].agents.map((each) => each.state) : [];
    };
    expect(await agentsOf()).toEqual([]);
    await setState(supervisor, 'available');
    expect(await agentsOf()).toEqual(['available']);
  });
});

describe('ids', () => {
  it('of accounts travel with the state', async () => {
    const feed = createFeed();
    const agent = await server.addUser('agent');
    await feed.serve(actorOf(agent), createStream());
    const accountId = createId();
    const reply = await server.call(
      'setAgentState',
      { body: { state: 'on-call', since: new Date(clock.now() + 60_000).toISOString(), account_id: accountId } },
      { token: agent.token, idempotencyKey: createId(clock) },
    );
    // An account that is not there is not shown, and the future is taken for now.
    expect(reply).toMatchObject({
      ok: true,
      body: { state: 'on-call', account_id: null, since: new Date(clock.now()).toISOString() },
    });
  });
});
