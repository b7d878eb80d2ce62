/** Promise: a dispute says of itself what the gate says of it: in or after the validation period, and held by New York City. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DisputeDetail, FileDispute } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, mondayNoon, type TestConsumer } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const cityPostalCode = '10001';

/** Row F-14 #1 of the rule book, in October: a notice of Monday the 5th, whose period ends with Thursday, November 12 (Columbus Day). */
async function provideNotice({ accountId, debtIds }: TestConsumer): Promise<void> {
  const told = {
    kind: 'validation-provided' as const,
    value: { provided_on: '2026-10-05', medium: 'letter' as const },
  };
  const reply = await world.server.call(
    'recordConsumerFact',
    {
      params: { id: accountId },
      body: { told, debt_id: debtIds[0] ?? '', received_at: mondayNoon, received_by: 'letter' },
    },
    { token: officer.token, idempotencyKey: world.newId() },
  );
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
}

async function fileAndRead(consumer: TestConsumer, more: Partial<FileDispute> = {}): Promise<DisputeDetail> {
  const body: FileDispute = {
    id: world.newId(),
    debt_id: consumer.debtIds[0] ?? '',
    form: 'written',
    channel: 'letter',
    received_at: mondayNoon,
    ...more,
  };
  const filed = await world.server.call(
    'fileDispute',
    { body },
    { token: world.agent.token, idempotencyKey: world.newId() },
  );
  if (!filed.ok) throw new Error(JSON.stringify(filed.problem));
  return read(body.id);
}
async function read(id: string): Promise<DisputeDetail> {
  const reply = await world.server.call('getDispute', { params: { id } }, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
}
/** What the gate says of the same dispute. */
async function gate(consumer: TestConsumer, ruleId: string) {
  const { decision } = await world.start(consumer);
  return decision?.findings.find(({ rule_id: id, verdict }) => id === ruleId && verdict !== 'allow');
}

/** What the list says of the disputes of an account. */
async function listed({ accountId }: TestConsumer): Promise<boolean[]> {
  const query = { filter: 'all' as const, account_id: accountId };
  const reply = await world.server.call('listDisputes', { query }, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.rows.map(({ is_in_period: isInPeriod }) => isInPeriod);
}

describe('the validation period', () => {
  it.each([
    ['2026-11-12T23:59:59-05:00', true],
    ['2026-11-13T00:00:00-05:00', false],
  ])('holds what came at %s: %s', async (receivedAt, isInPeriod) => {
    const consumer = await world.addConsumer();
    await provideNotice(consumer);
    const { validation, city_hold: hold } = await fileAndRead(consumer, {
      received_at: new Date(receivedAt).toISOString(),
    });
    expect(validation).toEqual({ is_in_period: isInPeriod, notice_on: '2026-10-05', ends_on: '2026-11-12' });
    expect(hold).toBeNull();
    expect(await listed(consumer)).toEqual([isInPeriod]);
    expect((await gate(consumer, 'F-15'))?.verdict).toBe(isInPeriod ? 'block' : undefined);
  });

  it('has not ended where no notice stands', async () => {
    const consumer = await world.addConsumer();
    const { validation } = await fileAndRead(consumer);
    expect(validation).toEqual({ is_in_period: true, notice_on: null, ends_on: null });
    expect(await listed(consumer)).toEqual([true]);
  });
});

describe('New York City', () => {
  it('holds a dispute that came late and was spoken, in the words of the gate, until verification was sent', async () => {
    const consumer = await world.addConsumer({ postalCode: cityPostalCode });
    await provideNotice(consumer);
    const { dispute, validation, city_hold: hold } = await fileAndRead(consumer, { form: 'oral', channel: 'voice' });
    expect(validation.is_in_period).toBe(false);
    const finding = await gate(consumer, 'S-2-dispute');
    expect(hold).toEqual({ verdict: 'block', reason: finding?.reason, citation: '6 RCNY 5-77(f)' });
    const { id, version } = dispute;
    const sent = { step: 'send-answer' as const, version, sent_at: mondayNoon, way: 'mail' as const };
    await world.server.call('changeDispute', { params: { id }, body: sent }, officer.token);
    expect((await read(id)).city_hold).toBeNull();
  });

  it('holds nothing where its packs are in shadow, and no question for the creditor', async () => {
    const consumer = await world.addConsumer({ postalCode: cityPostalCode });
    expect((await fileAndRead(consumer, { kind: 'original-creditor-request' })).city_hold).toBeNull();
    const { dispute } = await fileAndRead(consumer);
    for (const id of ['us-ny-nyc', 'us-ny-nyc-shield-as-announced', 'us-ny-nyc-shield']) {
      const body = { mode: 'shadow' as const, reason: 'Counsel has not signed it off' };
      const reply = await world.server.call('setRulePackMode', { params: { id }, body }, officer.token);
      if (!reply.ok) throw new Error(reply.problem.code);
    }
    expect((await read(dispute.id)).city_hold).toBeNull();
  });
});
