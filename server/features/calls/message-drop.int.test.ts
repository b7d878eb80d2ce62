/** A recorded message on a voicemail through HTTP: judged when it is left, and from then on part of what the call was. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { writeWav } from '../telephony/wav.ts';
import { CallWorld, mondayNoon, type TestConsumer } from './testing/call-world.ts';

const transcript = 'This is Robin Smith calling from ABC Inc. Please contact me at 1-800-555-1212.';
type FactInput = NonNullable<RequestOf<Contract['recordConsumerFact']>['body']>;
let world: CallWorld;
let officer: TestUser;
let manager: TestUser;
let messageId: string;

const setMode = async (id: string, mode: 'enforce' | 'shadow'): Promise<void> => {
  const { token } = await world.server.addSession(officer);
  const reply = await world.server.call(
    'setRulePackMode',
    { params: { id }, body: { mode, reason: 'For this test' } },
    token,
  );
  if (!reply.ok) throw new Error(reply.problem.code);
};
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
  manager = await world.server.addUser('manager');
  const wav = writeWav(new Int16Array(800), 8000).toString('base64');
  const body = { title: 'Call back', transcript, wav_base64: wav };
  const saved = await world.server.call('savePhoneMessage', { body }, manager.token);
  if (!saved.ok) throw new Error(saved.problem.code);
  messageId = saved.body.id;
});
afterAll(() => world.close());
afterEach(() => world.clock.set(mondayNoon));

const drop = async (callId: string, given: { agent?: TestUser; messageId?: string } = {}) => {
  const { token } = await world.server.addSession(given.agent ?? world.agent);
  const body = { message_id: given.messageId ?? messageId };
  const reply = await world.server.call('dropMessage', { params: { id: callId }, body }, token);
  if (reply.ok) return { status: 200, decision: reply.body.decision, code: '', message: '' };
  const { code, message, detail } = reply.problem;
  return { status: reply.status, decision: decisionSchema.safeParse(detail).data, code, message };
};
/** A call that somebody or something has answered, begun at the clock's time. */
const answered = async (consumer: TestConsumer): Promise<string> => {
  const agent = { ...world.agent, ...(await world.server.addSession(world.agent)) };
  const { started } = await world.start(consumer, { agent });
  const callId = started?.call_id ?? '';
  await world.events(callId, [world.event('answered')], { agent });
  return callId;
};
const verdictOf = (reply: { decision: ReturnType<typeof decisionSchema.parse> | undefined }, ruleId: string) =>
  reply.decision?.findings.find(({ rule_id, mode }) => rule_id === ruleId && mode === 'enforce')?.verdict;
const factsOf = async (callId: string) => {
  const [row] = await world.server.sql<{ facts: { history: { attempts: unknown[] }; action: unknown } }>(
    'select facts from compliance_decisions where call_id = $1 order by sequence desc limit 1',
    [callId],
  );
  return row?.facts;
};
const rowsOf = (callId: string) =>
  world.server.sql(`select 1 from contact_ledger where call_id = $1 and kind = 'voicemail'`, [callId]);

describe('with no consent to recorded voices on file', () => {
  it('a message is refused with its decision, in plain words, and the call goes on', async () => {
    const callId = await answered(await world.addConsumer());
    const reply = await drop(callId);
    expect(reply).toMatchObject({ status: 422, code: 'compliance/blocked', decision: { verdict: 'block' } });
    expect(reply.message).toMatch(/^This message may not be left: An automated voice/);
    expect(verdictOf(reply, 'T-2')).toBe('block');
    expect(await rowsOf(callId)).toEqual([]);
    const refusals = (await world.audit('call.message-refused')).filter((row) => row.subject_id === callId);
    expect(refusals).toMatchObject([{ detail: { message_id: messageId, verdict: 'block' } }]);
  });
});

describe('with consent to the number on file', () => {
  it('a message may be left, until the consent is taken back', async () => {
    const consumer = await world.addConsumer();
    const tell = async (told: FactInput['told']) => {
      const { token } = await world.server.addSession(officer);
      const body = { told, phone_number: consumer.phoneNumber, received_at: new Date(world.clock.now()).toISOString() };
      const given = { params: { id: consumer.accountId }, body: { ...body, received_by: 'creditor' as const } };
      const reply = await world.server.call('recordConsumerFact', given, { token, idempotencyKey: world.newId() });
      if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
    };
    await tell({ kind: 'consent', value: { medium: 'voice', given_to: 'creditor' } });
    const callId = await answered(consumer);
    const first = await drop(callId);
    expect(
      first.decision?.findings.filter(
        ({ mode, verdict }) => mode === 'enforce' && !['allow', 'require'].includes(verdict),
      ),
    ).toEqual([]);
    expect(first.status).toBe(200);
    world.clock.advanceMs(60_000);
    await tell({ kind: 'consent-revoked', value: { medium: 'voice' } });
    expect((await drop(callId)).status).toBe(422);
  });
});

describe('where recorded voices are not asked about', () => {
  beforeAll(() => setMode('us-tcpa', 'shadow'));
  afterAll(() => setMode('us-tcpa', 'enforce'));

  it('is let through as a recorded message of limited content, and the call is one that left it', async () => {
    const consumer = await world.addConsumer();
    const callId = await answered(consumer);
    const reply = await drop(callId);
    expect(reply).toMatchObject({ status: 200, decision: { verdict: 'require' } });
    const facts = await factsOf(callId);
    expect(facts?.action).toMatchObject({
      channel: 'voicemail',
      mode: 'prerecorded',
      message: { template_id: messageId, message_class: 'limited-content', text: transcript },
    });
    // The call itself is no contact before its own message.
    expect(facts?.history.attempts).toEqual([]);
    // Whatever the next call is decided, it knows of the message.
    const next = world.newId();
    await world.start(consumer, { callId: next });
    expect((await factsOf(next))?.history.attempts).toMatchObject([
      { call_id: callId, left_voicemail: true, mode: 'prerecorded', is_counted: true },
    ]);
  });

  it('counts its call once: the seventh call may still leave its message', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const reply = await drop(await answered(consumer));
    expect(reply).toMatchObject({ status: 200, decision: { counted_attempts: 6 } });
  });

  it('is judged by the hour of leaving it, not of the call', async () => {
    world.clock.set('2026-11-24T01:59:30Z');
    const callId = await answered(await world.addConsumer());
    world.clock.set('2026-11-24T02:00:00Z');
    const reply = await drop(callId);
    expect(reply.status).toBe(422);
    expect(verdictOf(reply, 'F-4')).toBe('defer');
  });

  it('is not left once the number was barred in the call', async () => {
    const consumer = await world.addConsumer();
    const callId = await answered(consumer);
    const body = { phone_number: consumer.phoneNumber, reason: 'Asked', source: 'agent' };
    const { token } = await world.server.addSession(officer);
    await world.server.call('addDnc', { body }, { token, idempotencyKey: world.newId() });
    expect(verdictOf(await drop(callId), 'F-10')).toBe('block');
  });

  it('is read again: words that came into the table some other way are not left', async () => {
    const bad = world.newId();
    await world.server.sql(
      `insert into phone_messages (organization_id, id, title, transcript, wav, duration_ms, created_at, created_by)
       select organization_id, $1, title, 'This is ABC Collections about an important debt.', wav, duration_ms, created_at, created_by
       from phone_messages where id = $2`,
      [bad, messageId],
    );
    expect(verdictOf(await drop(await answered(await world.addConsumer()), { messageId: bad }), 'F-12')).toBe('block');
  });
});

it('is left in one’s own outbound call while it lasts, with a message that is in use', async () => {
  const callId = await answered(await world.addConsumer());
  expect(await drop(callId, { agent: await world.server.addUser('agent') })).toMatchObject({ status: 404 });
  expect(await drop(callId, { messageId: world.newId() })).toMatchObject({ status: 404 });
  expect(await drop(world.newId())).toMatchObject({ status: 404 });
  await world.events(callId, [world.event('ended', { sip_status: 200 })]);
  expect(await drop(callId)).toMatchObject({ status: 409, code: 'calls/already-ended' });
  const incoming = world.newId();
  await world.events(incoming, [world.event('answered')], { incoming: '+12125550777' });
  expect(await drop(incoming)).toMatchObject({ status: 404 });
});
