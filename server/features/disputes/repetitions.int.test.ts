/** Promise: only what was answered before, in writing and in time, can be said again; nothing that was never verified is let go by a notice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeRow, FileDispute } from '../../../shared/contracts/disputes/disputes.contract.ts';
import { dayMs, type TestConsumer } from '../calls/testing/call-world.ts';
import { DisputeDesk } from './testing/dispute-desk.ts';

let desk: DisputeDesk;
beforeAll(async () => {
  desk = await DisputeDesk.open();
});
afterAll(() => desk.close());

const at = (offsetMs = 0) => desk.at(offsetMs);
const file = (consumer: TestConsumer, more: Partial<FileDispute> = {}) => desk.file(consumer, more);
async function answer(dispute: DisputeRow): Promise<void> {
  const body = { step: 'send-answer' as const, sent_at: at(), way: 'mail' as const, tracking: '', reason: '' };
  expect((await desk.take(dispute, { ...body, version: dispute.version })).status).toBe(200);
}
/** Says that a dispute is a repetition: its standing after that, or why not. */
async function repeat(dispute: DisputeRow): Promise<string> {
  const body = { step: 'mark-duplicate' as const, reason: 'The same words', version: dispute.version };
  const reply = await desk.take(dispute, body);
  return reply.ok ? reply.body.standing : reply.problem.code;
}
const isHeld = async (consumer: TestConsumer): Promise<boolean> => (await desk.world.start(consumer)).status === 422;

describe('a written dispute is no repetition, and goes on holding its debt,', () => {
  it.each<[string, number, Partial<FileDispute>]>([
    ['a spoken one', -2 * dayMs, { form: 'oral', channel: 'voice' }],
    ['a question for the original creditor', -2 * dayMs, { kind: 'original-creditor-request' }],
    ['one that came later', 0, {}],
  ])('of %s, though that was answered', async (_name, offsetMs, more) => {
    const consumer = await desk.world.addConsumer();
    const dispute = await file(consumer, { received_at: at(-dayMs) });
    await answer(await file(consumer, { received_at: at(offsetMs), ...more }));
    expect(await repeat(dispute)).toBe('dispute/not-a-repetition');
    expect(await isHeld(consumer)).toBe(true);
  });

  it('of one that was withdrawn or released', async () => {
    for (const step of ['withdraw', 'release'] as const) {
      const consumer = await desk.world.addConsumer();
      const { id, version } = await file(consumer);
      const body = { step, reason: 'The consumer said so on the phone', version };
      expect((await desk.world.server.call('changeDispute', { params: { id }, body }, desk.officer.token)).status).toBe(
        200,
      );
      expect(await repeat(await file(consumer))).toBe('dispute/not-a-repetition');
      expect(await isHeld(consumer)).toBe(true);
    }
  });

  it('of one about another debt', async () => {
    const consumer = await desk.world.addConsumer({ debts: [{}, {}] });
    await answer(await file(consumer, { debt_id: consumer.debtIds[1] ?? '' }));
    expect(await repeat(await file(consumer))).toBe('dispute/not-a-repetition');
  });
});

describe('a repetition', () => {
  it.each([
    ['2026-11-12T23:59:59-05:00', 'duplicate'],
    ['2026-11-13T00:00:00-05:00', 'dispute/not-a-repetition'],
  ])('is one of what was answered and came in the validation period: %s %s', async (receivedAt, standing) => {
    const consumer = await desk.world.addConsumer();
    await desk.provideNotice(consumer);
    await answer(await file(consumer, { received_at: new Date(receivedAt).toISOString() }));
    expect(await repeat(await file(consumer))).toBe(standing);
  });

  it('of a question for the original creditor is one, when that was answered', async () => {
    const consumer = await desk.world.addConsumer();
    await answer(await file(consumer, { kind: 'original-creditor-request' }));
    expect(await repeat(await file(consumer, { kind: 'original-creditor-request' }))).toBe('duplicate');
  });
});
