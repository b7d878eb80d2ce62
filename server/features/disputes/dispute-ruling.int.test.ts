/** Promise: a dispute says of itself what the gate says of it: in or after the validation period, and held by New York City. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeDetail, FileDispute } from '../../../shared/contracts/disputes/disputes.contract.ts';
import { mondayNoon, type TestConsumer } from '../calls/testing/call-world.ts';
import { DisputeDesk } from './testing/dispute-desk.ts';

let desk: DisputeDesk;
beforeAll(async () => {
  desk = await DisputeDesk.open();
});
afterAll(() => desk.close());

const cityPostalCode = '10001';

async function fileAndRead(consumer: TestConsumer, more: Partial<FileDispute> = {}): Promise<DisputeDetail> {
  const { id } = await desk.file(consumer, { received_at: mondayNoon, ...more });
  return desk.read(id);
}
/** What the gate says of the same dispute. */
async function gate(consumer: TestConsumer, ruleId: string) {
  const { decision } = await desk.world.start(consumer);
  return decision?.findings.find(({ rule_id: id, verdict }) => id === ruleId && verdict !== 'allow');
}

/** What the list says of the disputes of an account. */
async function listed({ accountId }: TestConsumer): Promise<boolean[]> {
  const query = { filter: 'all' as const, account_id: accountId };
  const reply = await desk.world.server.call('listDisputes', { query }, desk.officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.rows.map(({ is_in_period: isInPeriod }) => isInPeriod);
}

describe('the validation period', () => {
  it.each([
    ['2026-11-12T23:59:59-05:00', true],
    ['2026-11-13T00:00:00-05:00', false],
  ])('holds what came at %s: %s', async (receivedAt, isInPeriod) => {
    const consumer = await desk.world.addConsumer();
    await desk.provideNotice(consumer);
    const { validation, city_hold: hold } = await fileAndRead(consumer, {
      received_at: new Date(receivedAt).toISOString(),
    });
    expect(validation).toEqual({ is_in_period: isInPeriod, notice_on: '2026-10-05', ends_on: '2026-11-12' });
    expect(hold).toBeNull();
    expect(await listed(consumer)).toEqual([isInPeriod]);
    expect((await gate(consumer, 'F-15'))?.verdict).toBe(isInPeriod ? 'block' : undefined);
  });

  it('has not ended where no notice stands', async () => {
    const consumer = await desk.world.addConsumer();
    const { validation } = await fileAndRead(consumer);
    expect(validation).toEqual({ is_in_period: true, notice_on: null, ends_on: null });
    expect(await listed(consumer)).toEqual([true]);
  });
});

describe('New York City', () => {
  it('holds a dispute that came late and was spoken, in the words of the gate, until verification was sent', async () => {
    const consumer = await desk.world.addConsumer({ postalCode: cityPostalCode });
    await desk.provideNotice(consumer);
    const { dispute, validation, city_hold: hold } = await fileAndRead(consumer, { form: 'oral', channel: 'voice' });
    expect(validation.is_in_period).toBe(false);
    const finding = await gate(consumer, 'S-2-dispute');
    expect(hold).toEqual({ verdict: 'block', reason: finding?.reason, citation: '6 RCNY 5-77(f)' });
    const { id, version } = dispute;
    const sent = { step: 'send-answer' as const, version, sent_at: mondayNoon, way: 'mail' as const };
    await desk.world.server.call('changeDispute', { params: { id }, body: sent }, desk.officer.token);
    expect((await desk.read(id)).city_hold).toBeNull();
  });

  it('holds nothing where its packs are in shadow, and no question for the creditor', async () => {
    const consumer = await desk.world.addConsumer({ postalCode: cityPostalCode });
    expect((await fileAndRead(consumer, { kind: 'original-creditor-request' })).city_hold).toBeNull();
    const { dispute } = await fileAndRead(consumer);
    for (const id of ['us-ny-nyc', 'us-ny-nyc-shield-as-announced', 'us-ny-nyc-shield']) {
      const body = { mode: 'shadow' as const, reason: 'Counsel has not signed it off' };
      const reply = await desk.world.server.call('setRulePackMode', { params: { id }, body }, desk.officer.token);
      if (!reply.ok) throw new Error(reply.problem.code);
    }
    expect((await desk.read(dispute.id)).city_hold).toBeNull();
  });
});
