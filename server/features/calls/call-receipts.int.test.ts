/** Which receipts the history of an account and the list of calls offer, through HTTP on real PostgreSQL. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from './testing/call-world.ts';

let world: CallWorld;
let consumer: TestConsumer;
let callId: string;
let decisionId: string;
beforeAll(async () => {
  world = await CallWorld.open();
  consumer = await world.addConsumer();
  const { started, code } = await world.start(consumer);
  if (!started) throw new Error(code);
  callId = started.call_id;
  decisionId = started.decision.id ?? '';
  await world.events(callId, [world.event('answered'), world.event('ended', { ended_by: 'remote' })]);
  await world.dispose(callId, 'refused-to-pay');
});
afterAll(() => world.close());

/** The receipts that the account's history and the list of calls offer to somebody. */
async function offered(by: TestUser): Promise<{ history: unknown[]; list: unknown[] }> {
  const account = await world.server.call('getAccount', { params: { id: consumer.accountId } }, by.token);
  const calls = await world.server.call('listCalls', { query: { account_id: consumer.accountId } }, by.token);
  if (!account.ok || !calls.ok) throw new Error('No reply');
  return {
    history: account.body.timeline.filter((each) => each.call_id === callId).map((each) => each.decision_id),
    list: calls.body.rows.map((each) => each.decision_id),
  };
}

it('are those of one’s own calls, and a receipt that is offered can be read', async () => {
  expect(await offered(world.agent)).toEqual({ history: [decisionId], list: [decisionId] });
  const receipt = await world.server.call('getDecision', { params: { id: decisionId } }, world.agent.token);
  expect(receipt).toMatchObject({ ok: true, body: { call: { id: callId } } });
});

it('are those of everybody for an officer', async () => {
  expect(await offered(await world.server.addUser('compliance'))).toEqual({
    history: [decisionId],
    list: [decisionId],
  });
});

it('are none of somebody else’s call for an agent', async () => {
  expect(await offered(await world.server.addUser('agent'))).toEqual({ history: [null], list: [] });
});

it('are none for a supervisor who sees the call and may not read the receipts of others', async () => {
  const supervisor = await world.server.addUser('supervisor');
  const receipt = await world.server.call('getDecision', { params: { id: decisionId } }, supervisor.token);
  const mayRead = receipt.ok ? decisionId : null;
  expect(await offered(supervisor)).toEqual({ history: [mayRead], list: [mayRead] });
});
