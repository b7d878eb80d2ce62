/** Promise: what stands on a paper and lets contacts through is recorded by compliance; an agent records what was heard, when it was. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactRoute, ToldInput } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';
import { emailOf } from '../contacts/testing/message-sender.ts';

type Over = {
  debt_id?: string;
  phone_number?: string;
  address?: string;
  received_by?: FactRoute;
  received_at?: string;
};

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const send = (consumer: TestConsumer, told: ToldInput, over: Over, { token }: TestUser) =>
  world.server.call(
    'recordConsumerFact',
    {
      params: { id: consumer.accountId },
      body: { told, received_at: new Date(world.clock.now()).toISOString(), received_by: 'letter', ...over },
    },
    { token, idempotencyKey: world.newId() },
  );
const firstDebt = ({ debtIds }: TestConsumer): string => debtIds[0] ?? '';

const nightsOnly: ToldInput = {
  kind: 'time-preference',
  value: { preference: 'only-then', from_minute: 22 * 60, until_minute: 24 * 60 },
};

describe('what stands on a paper', () => {
  it('is not recorded by an agent, and nothing is left of the attempt', async () => {
    const consumer = await world.addConsumer();
    const attempts: [ToldInput, Over][] = [
      [{ kind: 'bankruptcy', value: { status: 'dismissed', is_released: true } }, {}],
      [{ kind: 'servicemember', value: { is_active: false, checked_on: '2026-11-20' } }, {}],
      [{ kind: 'limitation', value: { ends_on: '2027-05-01' } }, { debt_id: firstDebt(consumer) }],
      [{ kind: 'validation-provided', value: { provided_on: '2026-11-12' } }, { debt_id: firstDebt(consumer) }],
      [
        { kind: 'wrote-from', value: {} },
        { address: emailOf(consumer), received_by: 'email' },
      ],
      [{ kind: 'attorney-answered', value: { consents_to_contact: true } }, {}],
      [{ kind: 'attorney-asked', value: {} }, {}],
      [{ kind: 'medical-debt', value: { is_medical: false } }, { debt_id: firstDebt(consumer) }],
      [{ kind: 'state-notice-mailed', value: { mailed_on: '2026-09-01' } }, { debt_id: firstDebt(consumer) }],
      [{ kind: 'servicemember', value: { is_active: false } }, { received_by: 'voice' }],
      [{ kind: 'electronic-notices', value: { is_agreed: true } }, { received_by: 'voice' }],
      [nightsOnly, { received_by: 'voice' }],
      [
        { kind: 'consent', value: { given_to: 'creditor' } },
        { phone_number: consumer.phoneNumber, received_by: 'voice' },
      ],
      [
        { kind: 'consent', value: { given_to: 'collector', form: 'written-marketing' } },
        { phone_number: consumer.phoneNumber },
      ],
      [{ kind: 'consent', value: { given_to: 'collector' } }, { phone_number: consumer.phoneNumber }],
      [
        { kind: 'reassigned-answer', value: { answer: 'no', asked_about_on: '2026-11-20' } },
        { phone_number: consumer.phoneNumber, received_by: 'list' },
      ],
    ];
    for (const [told, over] of attempts)
      expect(await send(consumer, told, over, world.agent)).toMatchObject({
        status: 403,
        problem: { code: 'permission/denied' },
      });
    const params = { id: consumer.accountId };
    const listed = await world.server.call('listConsumerFacts', { params }, officer.token);
    expect(listed).toMatchObject({ body: { facts: [] } });
  });
});

it('consent that an agent heard is of now, or of a day ago at most; compliance may date it back', async () => {
  const consumer = await world.addConsumer();
  const ago = (hours: number) => new Date(world.clock.now() - hours * 3_600_000).toISOString();
  const told: ToldInput = { kind: 'consent', value: { given_to: 'collector' } };
  const heard = { phone_number: consumer.phoneNumber, received_by: 'voice' as const };
  expect(await send(consumer, told, { ...heard, received_at: ago(25) }, world.agent)).toMatchObject({
    problem: { code: 'request/invalid', issues: [{ path: 'body.received_at' }] },
  });
  expect((await send(consumer, told, { ...heard, received_at: ago(23) }, world.agent)).status).toBe(201);
  expect((await send(consumer, told, { ...heard, received_at: ago(25) }, officer)).status).toBe(201);
  // What only bars may be of any day.
  const opened = { ...heard, received_at: ago(250) };
  expect((await send(consumer, { kind: 'consent-revoked', value: {} }, opened, world.agent)).status).toBe(201);
});
