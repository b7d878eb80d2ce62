import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QueueItem } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { addAccount } from './testing/add-account.ts';

let server: TestServer;
let agent: TestUser;
let other: TestUser;
const clock = new FixedClock();

beforeAll(async () => {
  server = await createTestServer({ clock });
  agent = await server.addUser('agent');
  other = await server.addUser('agent');
  const add = (name: string, given: Partial<Parameters<typeof addAccount>[1]>) =>
    addAccount(server, { name, reference: name, phones: [`+1212555${String(phones++)}`], ...given });
  let phones = 1000;
  // Written in a wild order, so that nothing stands right by itself.
  await add('Rested long', { lastContactAt: '2026-10-01T15:00:00Z' });
  await add('Callback in two hours', { nextAction: { reason: 'callback', at: '2026-11-23T17:00:00Z' } });
  await add('New', {});
  await add('Promise tomorrow', {
    status: 'promise',
    nextAction: { reason: 'promise-due', at: '2026-11-24T14:00:00Z' },
  });
  await add('Promise broken', { status: 'promise', nextAction: { reason: 'promise-due', at: '2026-11-20T14:00:00Z' } });
  await add('Callback just due', { nextAction: { reason: 'callback', at: '2026-11-23T15:00:00Z' } });
  await add('Mine', { agentId: agent.id });
  await add("Somebody else's", { agentId: other.id, nextAction: { reason: 'callback', at: '2026-11-23T14:00:00Z' } });
  await add('Rested a week', { lastContactAt: '2026-11-16T15:00:00Z' });
  await add('Callback next week', { nextAction: { reason: 'callback', at: '2026-11-30T15:00:00Z' } });
  await add('Promise today', { status: 'promise', nextAction: { reason: 'promise-due', at: '2026-11-23T14:00:00Z' } });
  await add('Promise next week', {
    status: 'promise',
    nextAction: { reason: 'promise-due', at: '2026-11-30T14:00:00Z' },
  });
  for (const status of ['disputed', 'ceased', 'paid', 'closed'] as const) await add(status, { status });
  await add('Callback overdue', { nextAction: { reason: 'callback', at: '2026-11-23T09:00:00Z' } });
  await add('No number', { phones: [], lastContactAt: '2026-11-22T15:00:00Z' });
});
afterAll(() => server.close());
beforeEach(() => clock.set('2026-11-23T15:00:00Z'));

async function queue(user = agent, limit = 200): Promise<QueueItem[]> {
  // Access tokens are short; the clock of these tests is not.
  const { token } = await server.addSession(user);
  const reply = await server.call('getQueue', { query: { limit } }, token);
  if (!reply.ok) throw new Error(reply.problem.message);
  expect(reply.body.as_of).toBe(new Date(clock.now()).toISOString());
  return reply.body.items;
}
const lines = async (user = agent, limit = 200) =>
  (await queue(user, limit)).map((item) => [item.consumer_name, item.reason]);

const inOrder = [
  ['Callback overdue', 'Callback due'],
  ['Callback just due', 'Callback due'],
  ['Promise today', 'Promise due today'],
  ['Promise tomorrow', 'Promise due tomorrow'],
  ['Promise broken', 'Promise broken'],
  ['New', 'New account'],
  ['Mine', 'New account'],
  ['Rested long', 'Last contact 53 days ago'],
  ['Rested a week', 'Last contact 7 days ago'],
  ['No number', 'Last contact 1 day ago'],
  ['Callback in two hours', 'Callback later'],
];

const reasonOfPromise = async () => (await queue()).find((item) => item.consumer_name === 'Promise today')?.reason;

describe('the queue', () => {
  it('is what is due, then what is new, then what rested longest; never what is nobody’s business to call', async () => {
    expect(await lines()).toEqual(inOrder);
  });

  it('is the same however short it is cut', async () => {
    for (let limit = 1; limit <= inOrder.length; limit += 1)
      expect(await lines(agent, limit)).toEqual(inOrder.slice(0, limit));
  });

  it("holds an agent's own accounts and those of nobody", async () => {
    const names = (await queue(other)).map((item) => item.consumer_name);
    expect(names[0]).toBe('Callback overdue');
    expect(names).toContain("Somebody else's");
    expect(names).not.toContain('Mine');
  });

  it('gives each the verdict of now and the next lawful moment', async () => {
    const now = await queue();
    expect(now.find((item) => item.consumer_name === 'New')).toMatchObject({
      zones: ['America/New_York'],
      next_lawful_at: null,
    });
    expect(['allow', 'require']).toContain(now.find((item) => item.consumer_name === 'New')?.verdict);
    // Without a number there is nothing to dial.
    expect(now.find((item) => item.consumer_name === 'No number')).toMatchObject({
      phone_number: null,
      verdict: 'block',
    });
    // 21:00 in New York: every call is put off until the morning.
    clock.set('2026-11-24T02:00:00Z');
    for (const item of await queue()) {
      if (item.phone_number === null) continue;
      expect(item).toMatchObject({ verdict: 'defer', next_lawful_at: '2026-11-24T13:00:00.000Z' });
    }
  });

  it('does not offer a number that is wrong, and prefers one that may be called', async () => {
    const accountId = await addAccount(server, {
      name: 'Three numbers',
      reference: 'Three',
      phones: ['+12125552001', '+12125552002', '+12125552003'],
    });
    const numberNow = async () => (await queue()).find((item) => item.account_id === accountId)?.phone_number;
    expect(await numberNow()).toBe('+12125552001');
    await server.sql(`update consumer_phone_numbers set status = 'wrong' where phone_number = '+12125552001'`);
    expect(await numberNow()).toBe('+12125552002');
    await server.sql(
      `insert into dnc_numbers (organization_id, phone_number, reason, source) values ($1, '+12125552002', 'asked', 'x')`,
      [server.organizationId],
    );
    expect(await numberNow()).toBe('+12125552003');
    await server.sql(`update consumer_phone_numbers set status = 'disconnected' where phone_number = '+12125552003'`);
    // Only the forbidden one is left; it is shown, with its reason.
    expect(await numberNow()).toBe('+12125552002');
    await server.sql('delete from dnc_numbers');
    await server.sql(`update accounts set status = 'closed' where id = $1`, [accountId]);
  });

  it('calls a promise broken from the midnight after it was due', async () => {
    clock.set('2026-11-24T04:59:59Z');
    expect(await reasonOfPromise()).toBe('Promise due today');
    clock.set('2026-11-24T05:00:00Z');
    expect(await reasonOfPromise()).toBe('Promise broken');
  });

  it('is for those who call', async () => {
    for (const role of ['billing', 'analyst', 'auditor', 'compliance'] as const) {
      const { token } = await server.addUser(role);
      expect((await server.call('getQueue', {}, token)).status).toBe(403);
    }
  });
});

describe('after a call', () => {
  it('an account goes where its disposition sends it, and its history tells so', async () => {
    const item = (await queue()).find((each) => each.consumer_name === 'Callback overdue');
    if (!item?.phone_number) throw new Error('Not in the queue');
    const callId = createId(clock);
    const started = await server.call(
      'startCall',
      {
        body: {
          call_id: callId,
          phone_number: item.phone_number,
          caller_id: '+12125550199',
          account_id: item.account_id,
        },
      },
      agent.token,
    );
    expect(started.status).toBe(201);
    const saved = await server.call(
      'saveDisposition',
      {
        params: { id: callId },
        body: {
          code: 'promise-to-pay',
          notes: 'Will pay by card.',
          promise: { amount_cents: 4_550, due_on: '2026-11-24' },
          saved_at: new Date(clock.now()).toISOString(),
          base_version: 0,
        },
      },
      { token: agent.token, idempotencyKey: createId(clock) },
    );
    expect(saved.status).toBe(200);
    const account = await server.call('getAccount', { params: { id: item.account_id } }, agent.token);
    expect(account).toMatchObject({
      ok: true,
      body: {
        status: 'promise',
        version: 2,
        timeline: [
          {
            kind: 'disposition',
            title: 'Promise to pay',
            text: '$45.50 by 2026-11-24. Will pay by card.',
            agent_name: 'Test agent',
            call_id: callId,
          },
        ],
      },
    });
    const again = (await queue()).find((each) => each.account_id === item.account_id);
    // Spoken to today: no call for seven days (12 CFR 1006.14(b)(2)(i)(B)).
    expect(again).toMatchObject({ reason: 'Promise due tomorrow', verdict: 'defer' });
  });
});
