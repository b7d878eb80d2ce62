/** Calls that come in, through HTTP on real PostgreSQL: what binds them is decided, kept and told (rulebook F-13 #2, REC #4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, nextNumber, type TestConsumer } from './testing/call-world.ts';

let world: CallWorld;
let auditor: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  auditor = await world.server.addUser('auditor');
});
afterAll(() => world.close());

/** A call that comes in, rings and is answered, from this number; null: it does not show. */
async function answer(phoneNumber: string | null, callId = world.newId()): Promise<string> {
  const events = [world.event('ringing'), world.event('answered')];
  const reply = await world.events(callId, events, { incoming: phoneNumber });
  if (!reply.ok) throw new Error(reply.problem.code);
  return callId;
}
const ask = (id: string, by: TestUser = world.agent) =>
  world.server.call('getCallDecision', { params: { id } }, by.token);
async function decisionOf(id: string): Promise<Decision> {
  const reply = await ask(id);
  if (!reply.ok) throw new Error(reply.problem.code);
  if (reply.body.decision === null) throw new Error('No decision');
  return reply.body.decision;
}
const codesOf = ({ obligations }: Decision): string[] => obligations.map(({ code }) => code);
async function end(callId: string): Promise<void> {
  world.clock.advanceMs(20_000);
  await world.events(callId, [world.event('ended', { ended_by: 'remote' })]);
}
const violationsOf = async ({ accountId }: TestConsumer) => {
  const reply = await world.server.call('listViolations', { query: { account_id: accountId } }, auditor.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.rows;
};

describe('a call that comes in', () => {
  it('F-13 is the initial communication, and asks for the full notice after the right party', async () => {
    const consumer = await world.addConsumer();
    const codes = codesOf(await decisionOf(await answer(consumer.phoneNumber)));
    expect(codes).toEqual(expect.arrayContaining(['right-party.confirm', 'identity.say', 'mini-miranda.initial']));
  });

  it('asks for the short notice once there was a conversation', async () => {
    const consumer = await world.addConsumer();
    const first = await answer(consumer.phoneNumber);
    await end(first);
    await world.dispose(first, 'refused-to-pay');
    const codes = codesOf(await decisionOf(await answer(consumer.phoneNumber)));
    expect(codes).toContain('mini-miranda.subsequent');
    expect(codes).not.toContain('mini-miranda.initial');
  });

  it.each([
    ['whom nobody knows', nextNumber()],
    ['whose number does not show', null],
  ])('REC is announced as recorded to a caller %s', async (_who, phoneNumber) => {
    const decision = await decisionOf(await answer(phoneNumber));
    expect(codesOf(decision)).toEqual(
      expect.arrayContaining([
        'right-party.confirm',
        'mini-miranda.initial',
        'recording.announce',
        'recording.consent',
      ]),
    );
  });

  it('F-13 asks for the notice in Spanish too for somebody who prefers that, and so does a call of ours', async () => {
    const consumer = await world.addConsumer();
    await world.server.sql(`update consumers set preferred_language = 'es' where id = '${consumer.id}'`);
    const both = ['mini-miranda.initial', 'mini-miranda.initial-es'];
    expect(codesOf(await world.preDial(consumer))).toEqual(expect.arrayContaining(both));
    expect(codesOf(await decisionOf(await answer(consumer.phoneNumber)))).toEqual(expect.arrayContaining(both));
  });

  it('is never refused by what would bar a call of ours, and is decided about once', async () => {
    const consumer = await world.addConsumer({ debts: [{ ceasedAt: '2026-10-01T00:00:00Z' }] });
    expect((await world.preDial(consumer)).verdict).toBe('block');
    const callId = await answer(consumer.phoneNumber);
    await answer(consumer.phoneNumber, callId);
    await end(callId);
    const stored = await world.server.sql(`select id from compliance_decisions where call_id = '${callId}'`);
    expect(stored).toHaveLength(1);
    const { findings } = await decisionOf(callId);
    expect(findings.find(({ rule_id: id }) => id === 'F-6')?.verdict).toBe('allow');
  });

  it('has a receipt in its agent’s chain, with the call that came of it, and stands in no count of refusals', async () => {
    const callId = await answer((await world.addConsumer()).phoneNumber);
    const id = (await decisionOf(callId)).id ?? '';
    const receipt = await world.server.call('getDecision', { params: { id } }, world.agent.token);
    expect(receipt).toMatchObject({
      ok: true,
      body: {
        call_id: callId,
        facts: { action: { direction: 'inbound' } },
        chain: { is_intact: true },
        call: { id: callId },
      },
    });
    expect(await world.server.sql(`select 1 from decision_outlines where decision_id = '${id}'`)).toEqual([]);
  });

  it('tells its decision to its own agent and to compliance, and to nobody else', async () => {
    const callId = await answer(nextNumber());
    expect(await ask(callId, await world.server.addUser('agent'))).toMatchObject({ ok: false, status: 404 });
    expect(await ask(callId, auditor)).toMatchObject({ ok: true });
    expect(await ask(world.newId())).toMatchObject({ ok: false, status: 404 });
  });
});

describe('what was not said in a call that came in', () => {
  it('is a violation with its receipt, and what was said is none', async () => {
    const silent = await world.addConsumer();
    const callId = await answer(silent.phoneNumber);
    const { id } = await decisionOf(callId);
    await end(callId);
    await world.dispose(callId, 'refused-to-pay', { disclosures: [] });
    const missed = await violationsOf(silent);
    expect(missed.find(({ code }) => code === 'mini-miranda.initial')).toMatchObject({
      kind: 'disclosure-missed',
      rule_id: 'F-13',
      decision_id: id,
    });
    expect(missed.map(({ kind }) => kind)).toContain('recording-not-announced');

    const told = await world.addConsumer();
    const good = await answer(told.phoneNumber);
    const codes = codesOf(await decisionOf(good));
    const at = new Date(world.clock.now() + 1000).toISOString();
    await end(good);
    await world.dispose(good, 'refused-to-pay', { disclosures: codes.map((code) => ({ code, at })) });
    expect(await violationsOf(told)).toEqual([]);
  });

  it('F-13 is a violation too when the debt was named before the right party was sure', async () => {
    const consumer = await world.addConsumer();
    const callId = await answer(consumer.phoneNumber);
    const codes = codesOf(await decisionOf(callId));
    const at = (code: string) =>
      new Date(world.clock.now() + (code === 'right-party.confirm' ? 9000 : 1000)).toISOString();
    await end(callId);
    await world.dispose(callId, 'refused-to-pay', { disclosures: codes.map((code) => ({ code, at: at(code) })) });
    expect((await violationsOf(consumer)).map(({ kind }) => kind)).toEqual(['disclosure-before-right-party']);
  });
});
