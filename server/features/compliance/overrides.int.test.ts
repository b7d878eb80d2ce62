/** Overrides through HTTP on real PostgreSQL: who may set a refusal aside, for what, for how long, and how often. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overrideLifeMs, overrideRequestLifeMs } from '../../../shared/domain/compliance/override.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, nextNumber, type StartReply, type TestConsumer } from '../calls/testing/call-world.ts';
import { verifyDecisions } from './verify-decisions.service.ts';

let world: CallWorld;
let supervisor: TestUser;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  supervisor = await world.server.addUser('supervisor');
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const reason = 'The consumer asked to be called back now';
/** A consumer whose week is full (12 CFR 1006.14(b)(2)(i)(A)), which two people may set aside. */
async function refusal(): Promise<{ consumer: TestConsumer; refused: StartReply }> {
  const consumer = await world.addConsumer();
  await world.addAttempts(consumer, 7);
  const refused = await world.start(consumer);
  expect(refused).toMatchObject({ status: 422, decision: { verdict: 'defer' } });
  return { consumer, refused };
}
const ask = (refused: StartReply, by: TestUser = world.agent) =>
  world.server.call('askForOverride', { body: { decision_id: refused.decision?.id ?? '', reason } }, by.token);
const decide = (id: string, by: TestUser, isApproved = true) =>
  world.server.call('decideOverride', { params: { id }, body: { is_approved: isApproved, reason } }, by.token);
async function asked() {
  const { consumer, refused } = await refusal();
  const reply = await ask(refused);
  if (!reply.ok) throw new Error(reply.problem.code);
  return { consumer, refused, id: reply.body.id, view: reply.body };
}
async function approved() {
  const request = await asked();
  expect(await decide(request.id, supervisor)).toMatchObject({ ok: true, body: { state: 'waiting' } });
  expect(await decide(request.id, officer)).toMatchObject({ ok: true, body: { state: 'approved' } });
  return request;
}
const problem = (code: string) => ({ ok: false, problem: { code } });

describe('an override', () => {
  it('of two people lets one call through; the verdict stays what the engine said, and everything is on record', async () => {
    const { consumer, refused, id, view } = await approved();
    expect(view).toMatchObject({ state: 'waiting', missing_approvals: 2, is_compliance_missing: true });
    const { status, decision } = await world.start(consumer, { overrideId: id });
    expect(status).toBe(201);
    expect(decision).toMatchObject({
      verdict: 'defer',
      set_aside: {
        override_id: id,
        rules: [
          { pack_id: 'us-federal', rule_id: 'F-1' },
          { pack_id: 'us-federal', rule_id: 'F-1-person' },
        ],
        reason,
        approvals: [{ by_id: supervisor.id }, { by_id: officer.id }],
      },
    });
    expect(decision?.findings.map(({ rule_id, verdict }) => [rule_id, verdict])).toEqual(
      refused.decision?.findings.map(({ rule_id, verdict }) => [rule_id, verdict]),
    );
    const receipt = await world.server.call('getDecision', { params: { id: decision?.id ?? '' } }, world.agent.token);
    expect(receipt).toMatchObject({
      ok: true,
      body: { decision: { set_aside: { override_id: id } }, chain: { is_intact: true } },
    });
    const report = await verifyDecisions({ database: world.server.database, verifiers: [] });
    expect(report.flaws).toEqual([]);
    const actions = ['compliance.override-asked', 'compliance.override-decided'];
    const counts = await Promise.all(
      actions.map(async (action) => (await world.audit(action)).filter((row) => row.subject_id === id).length),
    );
    expect(counts).toEqual([1, 2]);
    const heard = await world.server.sql<{ audience: string }>(
      `select distinct audience from live_events where payload->>'override_id' = $1 order by 1`,
      [id],
    );
    expect(heard.map(({ audience }) => audience)).toEqual([`agent:${world.agent.id}`, 'holders:compliance.override']);
  });

  it('is used once, also when two dials come together', async () => {
    // A refusal whose facts a further attempt does not change, so that nothing but the one use stands in the way.
    const consumer = await world.addConsumer({ debts: [{ status: 'paid' }] });
    const request = await ask(await world.start(consumer));
    const id = request.ok ? request.body.id : '';
    await decide(id, supervisor);
    await decide(id, officer);
    const replies = await Promise.all([
      world.start(consumer, { overrideId: id }),
      world.start(consumer, { overrideId: id }),
    ]);
    expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 422]);
    expect((await world.start(consumer, { overrideId: id })).status).toBe(422);
    expect(await world.server.sql('select 1 from override_uses where override_id = $1', [id])).toHaveLength(1);
    const list = await world.server.call('listOverrides', {}, world.agent.token);
    expect(list.ok && list.body.overrides.find((each) => each.id === id)).toMatchObject({ state: 'used' });
  });

  it('is worth nothing for another number, another agent, after a further attempt, or unapproved', async () => {
    const number = await approved();
    const other = nextNumber();
    await world.server.sql(
      `insert into consumer_phone_numbers (id, organization_id, consumer_id, phone_number, kind, valid_from)
       values ($1, $2, $3, $4, 'mobile', '2026-01-01')`,
      [world.newId(), world.server.organizationId, number.consumer.id, other],
    );
    const moved = { ...number.consumer, phoneNumber: other };
    expect((await world.start(moved, { overrideId: number.id })).status).toBe(422);
    expect((await world.start(number.consumer, { overrideId: number.id, agent: supervisor })).status).toBe(422);
    await world.addAttempts(number.consumer, 1);
    expect((await world.start(number.consumer, { overrideId: number.id })).status).toBe(422);
    const waiting = await asked();
    expect((await world.start(waiting.consumer, { overrideId: waiting.id })).status).toBe(422);
    await decide(waiting.id, supervisor);
    expect((await world.start(waiting.consumer, { overrideId: waiting.id })).status).toBe(422);
  });

  it('does not cover a rule that refuses since', async () => {
    const { consumer, id } = await approved();
    await world.server.sql(`update debts set status = 'disputed' where account_id = $1`, [consumer.accountId]);
    const reply = await world.start(consumer, { overrideId: id });
    expect(reply).toMatchObject({ status: 422, decision: { verdict: 'review' } });
    expect(reply.decision?.set_aside).toBeUndefined();
  });
});

describe('nobody', () => {
  it('asks about what is absolute, allowed, somebody else’s, or twice', async () => {
    const ceased = await world.addConsumer({ debts: [{ ceasedAt: '2026-11-20T12:00:00Z' }] });
    expect(await ask(await world.start(ceased))).toMatchObject(problem('compliance/not-overridable'));
    expect(await ask(await world.start(await world.addConsumer()))).toMatchObject(
      problem('compliance/not-overridable'),
    );
    const { refused } = await asked();
    expect(await ask(refused)).toMatchObject(problem('compliance/override-closed'));
    expect(await ask(refused, supervisor)).toMatchObject(problem('request/not-found'));
  });

  it('answers their own request, twice, without the permission, or after a refusal', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 7);
    const own = await ask(await world.start(consumer, { agent: supervisor }), supervisor);
    if (!own.ok) throw new Error(own.problem.code);
    expect(await decide(own.body.id, supervisor)).toMatchObject(problem('compliance/own-override'));
    expect(await decide(own.body.id, world.agent)).toMatchObject(problem('permission/denied'));
    expect(await decide(own.body.id, officer)).toMatchObject({ ok: true, body: { state: 'waiting' } });
    expect(await decide(own.body.id, officer)).toMatchObject(problem('compliance/own-override'));
    const { id } = await asked();
    expect(await decide(id, supervisor, false)).toMatchObject({ ok: true, body: { state: 'refused' } });
    expect(await decide(id, officer)).toMatchObject(problem('compliance/override-closed'));
  });

  it('changes what was asked, answered or used', async () => {
    for (const table of ['override_requests', 'override_rulings', 'override_uses'])
      await expect(world.server.sql(`delete from ${table}`)).rejects.toThrow('append-only');
  });
});

// Last: the clock of every other test would be moved.
describe('asked for a call that is not placed', () => {
  it('keeps the refusal it is asked about, and asks for nothing that is allowed', async () => {
    const consumer = await world.addConsumer();
    const call = { phone_number: consumer.phoneNumber, account_id: consumer.accountId };
    const body = { call, reason: 'They asked to be called today' };
    const allowed = await world.server.call('askForOverride', { body }, world.agent.token);
    expect(allowed).toMatchObject({ status: 409, problem: { code: 'compliance/not-overridable' } });
    expect(
      await world.server.sql('select 1 from compliance_decisions where account_id = $1', [consumer.accountId]),
    ).toEqual([]);
    await world.addAttempts(consumer, 7);
    const reply = await world.server.call('askForOverride', { body }, world.agent.token);
    expect(reply).toMatchObject({ status: 201, body: { state: 'waiting', agent_id: world.agent.id } });
    expect(
      await world.server.sql('select 1 from compliance_decisions where account_id = $1', [consumer.accountId]),
    ).toHaveLength(1);
    expect(
      await world.server.sql('select 1 from calls where account_id = $1 and ended_at is null', [consumer.accountId]),
    ).toEqual([]);
    const both = { ...body, decision_id: world.newId() };
    expect((await world.server.call('askForOverride', { body: both }, world.agent.token)).status).toBe(400);
  });
});

describe('an old override', () => {
  it('ends after its minutes, and does not wait longer for approval', async () => {
    const late = await approved();
    const waiting = await asked();
    world.clock.advanceMs(Math.max(overrideLifeMs, overrideRequestLifeMs));
    // Access tokens have ended by then as well.
    const agent = { ...world.agent, ...(await world.server.addSession(world.agent)) };
    const approver = { ...supervisor, ...(await world.server.addSession(supervisor)) };
    const reply = await world.start(late.consumer, { overrideId: late.id, agent });
    expect(reply).toMatchObject({ status: 422, decision: { verdict: 'defer' } });
    expect(await decide(waiting.id, approver)).toMatchObject(problem('compliance/override-closed'));
  });
});
