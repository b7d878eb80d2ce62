import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BodyOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { consumerFactEndpoints } from '../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import type { FactRoute, ToldInput } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';

type Recorded = BodyOf<(typeof consumerFactEndpoints)['recordConsumerFact']>;
type Over = {
  debt_id?: string;
  phone_number?: string;
  received_by?: FactRoute;
  received_at?: string;
  call_id?: string;
};

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const send = (consumer: { accountId: string }, told: ToldInput, over: Over = {}, key = world.newId()) =>
  world.server.call(
    'recordConsumerFact',
    {
      params: { id: consumer.accountId },
      body: { told, received_at: new Date(world.clock.now()).toISOString(), received_by: 'voice', ...over },
    },
    { token: world.agent.token, idempotencyKey: key },
  );
async function record(consumer: { accountId: string }, told: ToldInput, over: Over = {}): Promise<Recorded> {
  const reply = await send(consumer, told, over);
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
  return reply.body;
}
const takeBack = (id: string, token = officer.token, reason = 'Another account was meant') =>
  world.server.call('takeBackConsumerFact', { params: { id }, body: { reason } }, token);
const list = async (consumer: { accountId: string }) => {
  const reply = await world.server.call('listConsumerFacts', { params: { id: consumer.accountId } }, world.agent.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.facts;
};
const setKind = (consumer: TestConsumer, kind: 'work' | 'home') =>
  world.server.sql('update consumer_phone_numbers set kind = $1 where consumer_id = $2', [kind, consumer.id]);

/** The facts that the last decision about this consumer was made of. */
async function storedFacts(consumer: TestConsumer): Promise<string> {
  const [row] = await world.server.sql<{ facts: unknown }>(
    'select facts from compliance_decisions where consumer_id = $1 order by id desc limit 1',
    [consumer.id],
  );
  return JSON.stringify(row?.facts);
}

type Case = {
  name: string;
  rule: string;
  told: ToldInput;
  over?: (consumer: TestConsumer) => Over;
  prepare?: (consumer: TestConsumer) => Promise<unknown>;
  /** What stands in the decision's facts. */
  shows: string;
};
const cases: Case[] = [
  {
    name: 'a written cease notice',
    rule: 'F-7',
    told: { kind: 'cease-notice', value: {} },
    over: () => ({ received_by: 'letter' }),
    shows: '"ceased_at":"2026',
  },
  {
    name: 'a spoken "leave me alone"',
    rule: 'F-10-medium',
    told: { kind: 'leave-me-alone', value: {} },
    shows: '"asked_to_be_left_alone_at":"2026',
  },
  { name: 'an attorney', rule: 'F-6', told: { kind: 'attorney', value: { name: 'Dana Cole' } }, shows: 'Dana Cole' },
  {
    name: 'a bankruptcy that is only claimed',
    rule: 'X-1',
    told: { kind: 'bankruptcy', value: { status: 'claimed' } },
    shows: '"status":"claimed"',
  },
  { name: 'a death', rule: 'F-17', told: { kind: 'deceased', value: {} }, shows: '"is_deceased":true' },
  {
    name: 'work, for a number of that kind',
    rule: 'F-5',
    told: { kind: 'barred-place', value: { place: 'work' } },
    prepare: (consumer) => setKind(consumer, 'work'),
    shows: '"barred_places":[{',
  },
  {
    name: 'a time',
    rule: 'F-4',
    told: { kind: 'time-preference', value: { preference: 'not-then', from_minute: 600, until_minute: 900 } },
    shows: '"from_minute":600',
  },
  {
    name: 'calls',
    rule: 'F-10-medium',
    told: { kind: 'medium-opt-out', value: { medium: 'voice' } },
    shows: '"medium":"voice"',
  },
  {
    name: 'a wrong number',
    rule: 'F-1-wrong-number',
    told: { kind: 'wrong-number', value: {} },
    over: ({ phoneNumber }) => ({ phone_number: phoneNumber }),
    shows: '"status":"wrong"',
  },
  {
    name: 'a number that was given up',
    rule: 'T-6',
    told: { kind: 'reassigned-answer', value: { answer: 'yes', asked_about_on: '2026-01-01' } },
    over: ({ phoneNumber }) => ({ phone_number: phoneNumber, received_by: 'list' }),
    shows: '"answer":"yes"',
  },
];

describe('the gate', () => {
  it.each(cases)('stops the next call for $name, and lets it through once that is taken back', async (given) => {
    const consumer = await world.addConsumer();
    await given.prepare?.(consumer);
    expect((await world.preDial(consumer)).verdict).not.toBe('block');

    const { id } = await record(consumer, given.told, given.over?.(consumer));
    const refused = await world.start(consumer);
    expect(refused.status).toBe(422);
    const blocking = refused.decision?.findings
      .filter(({ verdict }) => verdict === 'block' || verdict === 'defer')
      .map((each) => each.rule_id);
    expect(blocking).toContain(given.rule);
    expect(await storedFacts(consumer)).toContain(given.shows);

    expect((await takeBack(id)).status).toBe(200);
    expect((await world.start(consumer)).status).toBe(201);
  });

  it('holds from a workstation whose clock runs ahead', async () => {
    const consumer = await world.addConsumer();
    const received_at = new Date(world.clock.now() + 120_000).toISOString();
    const { received_at: stored } = await record(consumer, { kind: 'deceased', value: {} }, { received_at });
    expect(Date.parse(stored)).toBe(world.clock.now());
    expect((await world.start(consumer)).status).toBe(422);
  });

  it('is told to whoever opens the card, by the hardest flags first, until it is taken back', async () => {
    const consumer = await world.addConsumer();
    const flags = async () => {
      const reply = await world.server.call('getAccount', { params: { id: consumer.accountId } }, world.agent.token);
      return reply.ok ? reply.body.flags.map(({ code, severity }) => `${severity} ${code}`) : [];
    };
    await record(consumer, { kind: 'time-preference', value: { preference: 'not-then', until_minute: 720 } });
    await record(consumer, { kind: 'attorney', value: {} });
    const { id } = await record(consumer, { kind: 'cease-notice', value: {} }, { received_by: 'email' });
    expect(await flags()).toEqual(['stop ceased', 'stop attorney', 'info time-preference']);
    await takeBack(id);
    expect(await flags()).toEqual(['stop attorney', 'info time-preference']);
  });

  it('holds while the call in which it was said is still up', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await record(consumer, { kind: 'leave-me-alone', value: {} }, { call_id: callId });
    expect((await world.start(consumer)).status).toBe(422);
  });

  it('stops calls about the debt that was named, and only those', async () => {
    const consumer = await world.addConsumer({ debts: [{}, {}] });
    const letter = { received_by: 'letter' as const };
    await record(consumer, { kind: 'cease-notice', value: {} }, { ...letter, debt_id: consumer.debtIds[0] ?? '' });
    expect((await world.start(consumer)).status).toBe(201);
    await record(consumer, { kind: 'cease-notice', value: {} }, { ...letter, debt_id: consumer.debtIds[1] ?? '' });
    expect((await world.start(consumer)).status).toBe(422);
  });

  it('asks for the validation notice within five days of the first communication, and stops calls only after them', async () => {
    const consumer = await world.addConsumer();
    const began = { debt_id: consumer.debtIds[0] ?? '' };
    await record(consumer, { kind: 'initial-communication', value: {} }, began);
    const { findings, verdict } = await world.preDial(consumer);
    expect(findings.find(({ rule_id: rule }) => rule === 'F-14')?.verdict).toBe('require');
    expect(verdict).not.toBe('block');

    const late = await world.addConsumer();
    const over = { debt_id: late.debtIds[0] ?? '', received_at: '2026-11-10T17:00:00Z' };
    await record(late, { kind: 'initial-communication', value: {} }, over);
    const overdue = await world.preDial(late);
    expect(overdue.findings.find(({ rule_id: rule }) => rule === 'F-14')?.verdict).toBe('block');
  });

  it('takes calls to a wrong number out of the count', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 7);
    const before = (await world.preDial(consumer)).findings.find(({ rule_id: rule }) => rule === 'F-1');
    expect(before?.verdict).toBe('defer');
    await record(consumer, { kind: 'wrong-number', value: {} }, { phone_number: consumer.phoneNumber });
    // Another wrap-up may have called the number right again; what was told stands all the same.
    await world.server.sql("update consumer_phone_numbers set status = 'active' where consumer_id = $1", [consumer.id]);
    const other = { accountId: consumer.accountId, phoneNumber: '+12125559901' };
    const { findings } = await world.preDial(other);
    expect(findings.find(({ rule_id: rule }) => rule === 'F-1')?.verdict).toBe('allow');
  });

  it('lets calls go on that the consumer agreed to, through the day that they named', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 7);
    const count = async () => {
      const { token } = await world.server.addSession(world.agent);
      const body = { phone_number: consumer.phoneNumber, account_id: consumer.accountId };
      const reply = await world.server.call('evaluatePreDial', { body }, token);
      if (!reply.ok) throw new Error(reply.problem.code);
      return reply.body.findings.find(({ rule_id: rule }) => rule === 'F-1')?.verdict;
    };
    expect(await count()).toBe('defer');
    await record(consumer, { kind: 'calls-agreed', value: { until_on: '2026-11-24' } });
    expect(await count()).toBe('allow');
    const at = world.clock.now();
    // So many that enough are left in the window two days later.
    await world.addAttempts(consumer, 7);
    world.clock.advanceMs(86_400_000);
    expect(await count()).toBe('allow');
    world.clock.advanceMs(86_400_000);
    expect(await count()).toBe('defer');
    world.clock.set(new Date(at).toISOString());
  });

  it('keeps a number wrong while anybody else has said so: in another call, or in a wrap-up', async () => {
    const consumer = await world.addConsumer();
    const on = { phone_number: consumer.phoneNumber };
    const callId = await world.place(consumer);
    const { id } = await record(consumer, { kind: 'wrong-number', value: {} }, on);
    const second = await record(consumer, { kind: 'wrong-number', value: {} }, on);
    await takeBack(id);
    const [onFile] = await world.server.sql<{ status: string }>(
      'select status from consumer_phone_numbers where consumer_id = $1',
      [consumer.id],
    );
    expect(onFile?.status).toBe('wrong');
    expect((await world.start(consumer)).status).toBe(422);
    expect((await world.dispose(callId, 'wrong-number')).status).toBe(200);
    await takeBack(second.id);
    expect((await world.start(consumer)).status).toBe(422);
    expect((await world.dispose(callId, 'no-answer', { base_version: 1 })).status).toBe(200);
    expect((await world.start(consumer)).status).toBe(201);
  });
});

describe('a record', () => {
  it('is made once however often it is sent, audited, and told to everybody who shows the account', async () => {
    const consumer = await world.addConsumer();
    const key = world.newId();
    const told = { kind: 'attorney' as const, value: { name: 'Dana Cole' } };
    const first = await send(consumer, told, {}, key);
    const second = await send(consumer, told, {}, key);
    expect(second.ok && first.ok && second.body.id === first.body.id).toBe(true);
    const facts = await list(consumer);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ told, taken_back: null });
    expect(
      (await world.audit('consumer-fact.recorded')).filter(({ subject_id: id }) => id === facts[0]?.id),
    ).toHaveLength(1);
    const events = await world.server.sql<{ payload: { type: string; account_id?: string } }>(
      'select payload from live_events',
    );
    expect(events.map(({ payload }) => payload.account_id)).toContain(consumer.accountId);
  });

  it('stays on file when it is taken back, with who and why; that happens once, and not by an agent', async () => {
    const consumer = await world.addConsumer();
    const { id } = await record(consumer, { kind: 'deceased', value: {} });
    expect((await takeBack(id, world.agent.token)).status).toBe(403);
    expect((await takeBack(id)).status).toBe(200);
    expect((await list(consumer))[0]).toMatchObject({ id, taken_back: { reason: 'Another account was meant' } });
    expect(await takeBack(id)).toMatchObject({ problem: { code: 'consumer-facts/already-taken-back' } });
    expect((await takeBack(world.newId())).status).toBe(404);
  });

  it('is refused with the path for what cannot be so', async () => {
    const consumer = await world.addConsumer();
    const stranger = await world.addConsumer();
    const attempts: [ToldInput, Over, string][] = [
      [{ kind: 'cease-notice', value: {} }, {}, 'body.received_by'],
      [{ kind: 'wrong-number', value: {} }, {}, 'body.phone_number'],
      [{ kind: 'deceased', value: {} }, { received_at: '2027-01-01T00:00:00Z' }, 'body.received_at'],
      [{ kind: 'attorney', value: {} }, { debt_id: stranger.debtIds[0] ?? '' }, 'body.debt_id'],
    ];
    for (const [told, over, path] of attempts) {
      const reply = await send(consumer, told, over);
      expect(reply).toMatchObject({ problem: { code: 'request/invalid', issues: [{ path }] } });
    }
    expect(await list(consumer)).toEqual([]);
    expect((await send({ accountId: world.newId() }, { kind: 'deceased', value: {} })).status).toBe(404);
  });

  it('cannot be changed in the database by the app', async () => {
    const [rights] = await world.server.sql<{ may: boolean }>(
      "select has_table_privilege('deskline_app', 'consumer_facts', 'update') or has_table_privilege('deskline_app', 'consumer_facts', 'delete') as may",
    );
    expect(rights?.may).toBe(false);
  });
});
