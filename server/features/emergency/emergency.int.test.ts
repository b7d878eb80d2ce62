import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { LiveReader } from '../live/testing/live-reader.ts';

const location = { street: '1 Main St', unit: 'Floor 3', city: 'Buffalo', state: 'NY', postal_code: '14201' };

describe('an emergency call', () => {
  const clock = new FixedClock();
  let server: TestServer;
  let agent: TestUser;
  let reader: LiveReader | undefined;

  beforeAll(async () => {
    server = await createTestServer({ clock });
    agent = await server.addUser('agent');
  });
  afterEach(() => reader?.close());
  afterAll(() => server.close());

  type Report = Parameters<typeof server.call<'reportEmergencyCall'>>[1]['body'];
  const report = (over: Partial<Report> = {}, user = agent, key = createId()) => {
    const at = new Date(clock.now()).toISOString();
    const body = { call_id: createId(), number: '911' as const, at, location, location_confirmed_at: at, ...over };
    return server.call('reportEmergencyCall', { body }, { token: user.token, idempotencyKey: key });
  };
  const openFeed = async (user: TestUser) => {
    reader = await LiveReader.open(server.url, user.token);
    await reader.waitForType('queue-changed');
    return reader;
  };

  it('is told to the floor at once, with who, when and where', async () => {
    const feed = await openFeed(await server.addUser('supervisor'));
    const reply = await report();
    expect(reply).toMatchObject({ status: 201, body: { agent_id: agent.id, agent_name: 'Test agent', location } });
    const { event } = await feed.waitForType('emergency');
    expect(event).toMatchObject({ type: 'emergency', emergency: { agent_id: agent.id, number: '911', location } });
    expect(await server.sql("select detail from audit_log where action = 'emergency.called'")).toMatchObject([
      { detail: { number: '911', location } },
    ]);
  });

  it('is never refused: without a place, from a clock that is off, from anybody with a phone', async () => {
    for (const role of ['owner', 'admin', 'manager', 'supervisor', 'agent'] as const) {
      const user = await server.addUser(role);
      expect((await report({ location: null, location_confirmed_at: null }, user)).status).toBe(201);
    }
    for (const at of ['1999-01-01T00:00:00Z', '2080-01-01T00:00:00Z'])
      expect(await report({ at })).toMatchObject({ status: 201, body: { at: new Date(at).toISOString() } });
  });

  it('that is reported twice is told once', async () => {
    const feed = await openFeed(await server.addUser('supervisor'));
    const call_id = createId();
    for (const key of ['first-key', 'second-key']) expect((await report({ call_id }, agent, key)).status).toBe(201);
    const last = createId();
    await report({ call_id: last });
    await feed.waitFor(({ event }) => event.type === 'emergency' && event.emergency.id === last);
    const told = feed.received.flatMap(({ event }) => (event.type === 'emergency' ? [event.emergency.id] : []));
    expect(told).toEqual([call_id, last]);
  });
});
