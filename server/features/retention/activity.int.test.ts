/** Promise: what is known of a debt besides its calls keeps its records as its calls do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DisputeStepBody } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { PurgeFindings } from '../../../shared/contracts/retention/retention.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';
import { countDryRun } from './testing/count-dry-run.ts';

/** Monday noon in New York; its three years end with 2025-05-02. */
const then = '2022-05-02T16:00:00.000Z';
const dayAfter = '2025-05-03T04:00:00Z';

let world: CallWorld;
let officer: TestUser;
beforeEach(async () => {
  world = await CallWorld.open(then);
  officer = await world.server.addUser('compliance');
});
afterEach(() => world.close());

/** A consumer whose account is paid and has one old note. */
async function paidConsumer(): Promise<TestConsumer> {
  const added = await world.addConsumer({ debts: [{ status: 'paid' }] });
  await world.server.sql("update accounts set status = 'paid' where id = $1", [added.accountId]);
  await world.server.sql(
    `insert into timeline_entries (organization_id, id, account_id, at, kind, title) values ($1, $2, $3, $4, 'note', 'x')`,
    [world.server.organizationId, world.newId(), added.accountId, then],
  );
  return added;
}

/** A letter that disputes the debt. */
async function fileDispute({ debtIds }: TestConsumer): Promise<string> {
  const body = { id: world.newId(), debt_id: debtIds[0] ?? '', form: 'written' as const, channel: 'letter' as const };
  const by = { token: world.agent.token, idempotencyKey: world.newId() };
  const filed = await world.server.call('fileDispute', { body: { ...body, received_at: then } }, by);
  expect(filed.status).toBe(201);
  return body.id;
}
async function take(id: string, body: DisputeStepBody): Promise<void> {
  expect((await world.server.call('changeDispute', { params: { id }, body }, officer.token)).status).toBe(200);
}

async function plan(at = dayAfter): Promise<PurgeFindings> {
  world.clock.set(at);
  const { token } = await world.server.addSession(officer);
  return (await countDryRun(world.server, token)).findings;
}

describe('an old note of a paid account', () => {
  it('may go, until a letter is sent about it: that is activity on its debt', async () => {
    const { id, accountId } = await paidConsumer();
    expect((await plan()).may_go).toEqual([{ kind: 'timeline-entry', count: 1 }]);
    await world.server.sql(
      `insert into message_ledger (organization_id, kind, contact_id, channel, consumer_id, account_id, address, placed_at,
        recorded_at, recorded_by, value)
       values ($1, 'reserved', $2, 'letter', $3, $4, '1 Main St', $5, $5, 'x', '{}')`,
      [world.server.organizationId, world.newId(), id, accountId, new Date(world.clock.now()).toISOString()],
    );
    expect((await plan()).may_go).toEqual([]);
  });

  it('stays while a dispute waits for its answer, however old', async () => {
    await fileDispute(await paidConsumer());
    const { may_go: mayGo, must_stay: mustStay } = await plan('2032-05-03T04:00:00Z');
    expect(mayGo).toEqual([]);
    expect(mustStay).toContainEqual(expect.objectContaining({ kind: 'timeline-entry', because: 'open-dispute' }));
  });

  it('stays while a repetition of a dispute waits for its notice', async () => {
    const consumer = await paidConsumer();
    const answer = { step: 'send-answer' as const, sent_at: then, way: 'mail' as const, tracking: '', reason: '' };
    await take(await fileDispute(consumer), { ...answer, version: 1 });
    await take(await fileDispute(consumer), { step: 'mark-duplicate', reason: 'The same words', version: 1 });
    const { may_go: mayGo, must_stay: mustStay } = await plan('2032-05-03T04:00:00Z');
    expect(mayGo).toEqual([]);
    expect(mustStay).toContainEqual(expect.objectContaining({ kind: 'timeline-entry', because: 'open-dispute' }));
  });
});
