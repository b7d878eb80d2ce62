/** Promise: only what was answered before, in writing and in time, can be said again; nothing that was never verified is let go by a notice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeRow, FileDispute } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, dayMs, type TestConsumer } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const at = (offsetMs = 0) => new Date(world.clock.now() + offsetMs).toISOString();

async function file(consumer: TestConsumer, more: Partial<FileDispute> = {}): Promise<DisputeRow> {
  const body: FileDispute = {
    id: world.newId(),
    debt_id: consumer.debtIds[0] ?? '',
    form: 'written',
    channel: 'letter',
    received_at: at(),
    ...more,
  };
  const by = { token: world.agent.token, idempotencyKey: world.newId() };
  const reply = await world.server.call('fileDispute', { body }, by);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
}
async function answer({ id, version }: DisputeRow): Promise<void> {
  const body = { step: 'send-answer' as const, sent_at: at(), way: 'mail' as const, tracking: '', reason: '', version };
  expect((await world.server.call('changeDispute', { params: { id }, body }, officer.token)).status).toBe(200);
}
/** Says that a dispute is a repetition: its standing after that, or why not. */
async function repeat({ id, version }: DisputeRow): Promise<string> {
  const body = { step: 'mark-duplicate' as const, reason: 'The same words', version };
  const reply = await world.server.call('changeDispute', { params: { id }, body }, officer.token);
  return reply.ok ? reply.body.standing : reply.problem.code;
}
const isHeld = async (consumer: TestConsumer): Promise<boolean> => (await world.start(consumer)).status === 422;

/** A notice whose period ended with Thursday, November 12, 2026 (Columbus Day). */
async function provideNotice({ accountId, debtIds }: TestConsumer): Promise<void> {
  const told = { kind: 'validation-provided' as const, value: { provided_on: '2026-10-05' } };
  const body = { told, debt_id: debtIds[0] ?? '', received_at: at(), received_by: 'letter' as const };
  const by = { token: officer.token, idempotencyKey: world.newId() };
  expect((await world.server.call('recordConsumerFact', { params: { id: accountId }, body }, by)).status).toBe(201);
}

describe('a written dispute is no repetition, and goes on holding its debt,', () => {
  it.each<[string, number, Partial<FileDispute>]>([
    ['a spoken one', -2 * dayMs, { form: 'oral', channel: 'voice' }],
    ['a question for the original creditor', -2 * dayMs, { kind: 'original-creditor-request' }],
    ['one that came later', 0, {}],
  ])('of %s, though that was answered', async (_name, offsetMs, more) => {
    const consumer = await world.addConsumer();
    const dispute = await file(consumer, { received_at: at(-dayMs) });
    await answer(await file(consumer, { received_at: at(offsetMs), ...more }));
    expect(await repeat(dispute)).toBe('dispute/not-a-repetition');
    expect(await isHeld(consumer)).toBe(true);
  });

  it('of one that was withdrawn or released', async () => {
    for (const step of ['withdraw', 'release'] as const) {
      const consumer = await world.addConsumer();
      const { id, version } = await file(consumer);
      const body = { step, reason: 'The consumer said so on the phone', version };
      expect((await world.server.call('changeDispute', { params: { id }, body }, officer.token)).status).toBe(200);
      expect(await repeat(await file(consumer))).toBe('dispute/not-a-repetition');
      expect(await isHeld(consumer)).toBe(true);
    }
  });

  it('of one about another debt', async () => {
    const consumer = await world.addConsumer({ debts: [{}, {}] });
    await answer(await file(consumer, { debt_id: consumer.debtIds[1] ?? '' }));
    expect(await repeat(await file(consumer))).toBe('dispute/not-a-repetition');
  });
});

describe('a repetition', () => {
  it.each([
    ['2026-11-12T23:59:59-05:00', 'duplicate'],
    ['2026-11-13T00:00:00-05:00', 'dispute/not-a-repetition'],
  ])('is one of what was answered and came in the validation period: %s %s', async (receivedAt, standing) => {
    const consumer = await world.addConsumer();
    await provideNotice(consumer);
    await answer(await file(consumer, { received_at: new Date(receivedAt).toISOString() }));
    expect(await repeat(await file(consumer))).toBe(standing);
  });

  it('of a question for the original creditor is one, when that was answered', async () => {
    const consumer = await world.addConsumer();
    await answer(await file(consumer, { kind: 'original-creditor-request' }));
    expect(await repeat(await file(consumer, { kind: 'original-creditor-request' }))).toBe('duplicate');
  });
});
