/** Each kind of fact that compliance or an agent records, through HTTP to what the gate says before and after. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactRoute, ToldInput } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { testSender, type TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';
import { emailOf, MessageSender, ruling } from '../contacts/testing/message-sender.ts';

type Over = {
  debt_id?: string;
  phone_number?: string;
  address?: string;
  received_by?: FactRoute;
  received_at?: string;
};

let world: CallWorld;
let sender: MessageSender;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  await world.server.addUser('agent', { id: testSender.userId });
  officer = await world.server.addUser('compliance');
  sender = new MessageSender(world);
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
async function record(consumer: TestConsumer, told: ToldInput, over: Over = {}, by = officer): Promise<string> {
  // Whatever is told later is received later.
  world.clock.advanceMs(1000);
  const reply = await send(consumer, told, over, by);
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
  return reply.body.id;
}
const takeBack = async (id: string): Promise<void> => {
  const given = { params: { id }, body: { reason: 'Another account was meant' } };
  expect((await world.server.call('takeBackConsumerFact', given, officer.token)).status).toBe(200);
};
const firstDebt = ({ debtIds }: TestConsumer): string => debtIds[0] ?? '';
const dialRuling = async (consumer: TestConsumer, rule: string) =>
  ruling({ decision: await world.preDial(consumer) }, rule);
const flagsOf = async (consumer: TestConsumer): Promise<string[]> => {
  const reply = await world.server.call('getAccount', { params: { id: consumer.accountId } }, world.agent.token);
  return reply.ok ? reply.body.flags.map(({ code }) => code) : [];
};
const words = { template_id: 'words', text: 'This is TR Services, a debt collector.', languages: ['en'] };
const optOut = { is_conspicuous: true, languages: ['en'], asks_for_more: false, costs_money: false };
/** A letter that speaks of legal action. */
const threat = async (consumer: TestConsumer) =>
  sender.letter(consumer, { message: { ...words, message_class: 'legal-action' } });

const consentUntil = (ends_at: string): ToldInput => ({
  kind: 'consent',
  value: { medium: 'email', given_to: 'collector', ends_at },
});
const lookedUp = (checked_on: string): ToldInput => ({
  kind: 'servicemember',
  value: { is_active: true, checked_on },
});
const noticeStating = (stated_end_on: string | null): ToldInput => ({
  kind: 'validation-provided',
  value: { provided_on: '2026-11-12', stated_end_on },
});
const dismissed = (is_released: boolean): ToldInput => ({
  kind: 'bankruptcy',
  value: {
    status: 'dismissed',
    case_number: '26-10001',
    ended_on: '2026-11-20',
    document: 'Docket 14, order of dismissal',
    is_released,
  },
});

describe('consent to an email address', () => {
  const toEmails: ToldInput = { kind: 'consent', value: { medium: 'email', given_to: 'collector' } };

  it('that was told in a call opens that address, and its revocation shuts it', async () => {
    const consumer = await world.addConsumer();
    const here = { address: emailOf(consumer).toUpperCase(), received_by: 'voice' as const };
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('block');
    await record(consumer, toEmails, here, world.agent);
    const allowed = await sender.email(consumer);
    expect(allowed.status).toBe(201);
    expect(ruling(allowed, 'P-known')).not.toBe('require');
    expect(ruling(await sender.email(consumer, { address: `other.${emailOf(consumer)}` }), 'F-8')).toBe('block');
    await record(consumer, { kind: 'consent-revoked', value: { medium: 'email' } }, here, world.agent);
    const refused = await sender.email(consumer);
    expect(refused.status).toBe(422);
    expect([ruling(refused, 'F-8'), ruling(refused, 'T-4')]).toEqual(['block', 'block']);
  });

  it('holds for the debt that it was given for', async () => {
    const consumer = await world.addConsumer({ debts: [{}, {}] });
    await record(consumer, toEmails, { address: emailOf(consumer), debt_id: firstDebt(consumer) });
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('block');
    await record(consumer, toEmails, { address: emailOf(consumer) });
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('allow');
  });

  it('ends when the consumer said it would, which revokes nothing', async () => {
    const consumer = await world.addConsumer();
    const at = { address: emailOf(consumer), received_at: '2026-11-01T17:00:00Z' };
    await record(consumer, consentUntil('2026-11-23T05:00:00Z'), at);
    const over = await sender.email(consumer);
    expect([ruling(over, 'F-8'), ruling(over, 'T-4')]).toEqual(['block', 'allow']);
    await record(consumer, consentUntil('2026-12-01T05:00:00Z'), at);
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('allow');
  });
});

describe('an email address', () => {
  it.each<[string, ToldInput, FactRoute]>([
    ['the consumer wrote from it', { kind: 'wrote-from', value: {} }, 'email'],
    [
      'the creditor gave notice, and the time to opt out is over',
      {
        kind: 'creditor-notice',
        value: {
          sent_on: '2026-09-01',
          opt_out_until_on: '2026-10-06',
          names_us: true,
          creditor_used_it: true,
          has_opted_out: false,
        },
      },
      'creditor',
    ],
    [
      'the collector before us wrote to it with a basis',
      {
        kind: 'prior-collector-use',
        value: { was_immediately_before: true, had_basis: true, has_opted_out: false },
      },
      'creditor',
    ],
  ])('is opened when %s, and shut when that is taken back', async (_name, told, received_by) => {
    const consumer = await world.addConsumer();
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('block');
    const id = await record(consumer, told, { address: emailOf(consumer), received_by });
    expect((await sender.email(consumer)).status).toBe(201);
    await takeBack(id);
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('block');
  });

  it('is not open before the time to opt out of the creditor’s notice is over', async () => {
    const consumer = await world.addConsumer();
    const value = { sent_on: '2026-11-01', opt_out_until_on: '2026-12-06', names_us: true, creditor_used_it: true };
    const told: ToldInput = { kind: 'creditor-notice', value: { ...value, has_opted_out: false } };
    await record(consumer, told, { address: emailOf(consumer), received_by: 'creditor' });
    expect(ruling(await sender.email(consumer), 'F-8')).toBe('defer');
  });

  it('that is the wrong person’s gets no email', async () => {
    const consumer = await world.addConsumer();
    const here = { address: emailOf(consumer), received_by: 'email' as const };
    await record(consumer, { kind: 'wrote-from', value: {} }, here);
    expect((await sender.email(consumer)).status).toBe(201);
    await record(consumer, { kind: 'wrong-number', value: {} }, here);
    expect(ruling(await sender.email(consumer), 'F-1-wrong-number')).toBe('block');
  });
});

it('a text goes out once somebody recorded that the consumer texted from the number', async () => {
  const consumer = await world.addConsumer();
  expect(ruling(await sender.text(consumer), 'F-8')).toBe('block');
  const here = { phone_number: consumer.phoneNumber, received_by: 'sms' as const };
  await record(consumer, { kind: 'wrote-from', value: {} }, here);
  expect((await sender.text(consumer)).status).toBe(201);
});

describe('a servicemember', () => {
  it('in service is told nothing of legal action until the certificate is on file', async () => {
    const consumer = await world.addConsumer();
    expect(ruling(await threat(consumer), 'X-2')).toBe('require');
    await record(
      consumer,
      { kind: 'servicemember', value: { is_active: true } },
      { received_by: 'voice' },
      world.agent,
    );
    expect(ruling(await threat(consumer), 'X-2')).toBe('block');
    const checked = { is_active: true, checked_on: '2026-11-20', has_certificate: true };
    await record(consumer, { kind: 'servicemember', value: checked });
    expect(ruling(await threat(consumer), 'X-2')).toBe('require');
    expect((await world.preDial(consumer)).obligations.map(({ code }) => code)).toContain('servicemember.script');
  });

  it('whose status was looked up too long ago waits for a person, until it is looked up again', async () => {
    const consumer = await world.addConsumer();
    await record(consumer, lookedUp('2026-10-01'));
    expect(await dialRuling(consumer, 'X-2')).toBe('review');
    await record(consumer, lookedUp('2026-11-23'));
    expect(await dialRuling(consumer, 'X-2')).toBe('require');
  });
});

it('legal action may be spoken of within the limitation period and not after it', async () => {
  const consumer = await world.addConsumer();
  const debt = { debt_id: firstDebt(consumer) };
  expect(ruling(await threat(consumer), 'F-16')).toBe('review');
  const inTime = await record(consumer, { kind: 'limitation', value: { ends_on: '2027-05-01' } }, debt);
  expect(ruling(await threat(consumer), 'F-16')).toBe('allow');
  await takeBack(inTime);
  await record(consumer, { kind: 'limitation', value: { ends_on: '2026-11-22', is_revived_by_payment: true } }, debt);
  expect(ruling(await threat(consumer), 'F-16')).toBe('block');
  const { obligations } = await world.preDial(consumer);
  expect(obligations.map(({ code }) => code)).toContain('time-barred.revival');
});

it('a debt in Nevada waits for a person until compliance recorded what it is owed for, and when its notice was mailed', async () => {
  const consumer = await world.addConsumer({ phoneNumber: '+17025550177', region: 'NV', postalCode: '89101' });
  const debt = { debt_id: firstDebt(consumer) };
  expect(await dialRuling(consumer, 'S-9')).toBe('review');
  await record(consumer, { kind: 'medical-debt', value: { is_medical: false } }, debt);
  expect(await dialRuling(consumer, 'S-9')).toBe('allow');
  await record(consumer, { kind: 'medical-debt', value: { is_medical: true } }, debt);
  expect(await dialRuling(consumer, 'S-9')).toBe('block');
  const late = await record(consumer, { kind: 'state-notice-mailed', value: { mailed_on: '2026-10-01' } }, debt);
  expect(await dialRuling(consumer, 'S-9')).toBe('block');
  await takeBack(late);
  await record(consumer, { kind: 'state-notice-mailed', value: { mailed_on: '2026-09-01' } }, debt);
  expect(await dialRuling(consumer, 'S-9')).toBe('allow');
});

/** By letter; the mail house tells us that it left, and no more. */
const sendNotice = async (consumer: TestConsumer): Promise<void> => {
  const { started } = await sender.letter(consumer, { purpose: 'validation-notice' });
  await sender.events(started?.contact_id ?? '', 'sent');
};

describe('the validation notice', () => {
  it('that went out lets calls go on where it was overdue, until it comes back', async () => {
    const consumer = await world.addConsumer();
    const debt = { debt_id: firstDebt(consumer) };
    const began = { ...debt, received_at: '2026-11-10T17:00:00Z' };
    await record(consumer, { kind: 'initial-communication', value: {} }, began, world.agent);
    expect(await dialRuling(consumer, 'F-14')).toBe('block');
    await record(consumer, { kind: 'validation-provided', value: { provided_on: '2026-11-12' } }, debt);
    expect(await dialRuling(consumer, 'F-14')).toBe('allow');
    await record(consumer, { kind: 'validation-returned', value: {} }, debt);
    expect(await dialRuling(consumer, 'F-14')).toBe('block');
  });

  it('that we sent ourselves came back when somebody records it, and the one that is sent again stands', async () => {
    const consumer = await world.addConsumer();
    const debt = { debt_id: firstDebt(consumer) };
    const began = { ...debt, received_at: '2026-11-10T17:00:00Z' };
    await record(consumer, { kind: 'initial-communication', value: {} }, began, world.agent);
    await sendNotice(consumer);
    expect(await dialRuling(consumer, 'F-14')).toBe('allow');
    await record(consumer, { kind: 'validation-returned', value: {} }, debt);
    expect(await dialRuling(consumer, 'F-14')).toBe('block');
    // The other way round: the one that came back is known from a paper.
    const told = await world.addConsumer();
    const over = { debt_id: firstDebt(told) };
    await record(told, { kind: 'initial-communication', value: {} }, { ...over, received_at: began.received_at });
    await record(told, { kind: 'validation-provided', value: { provided_on: '2026-11-12' } }, over);
    await record(told, { kind: 'validation-returned', value: {} }, over);
    expect(await dialRuling(told, 'F-14')).toBe('block');
    await sendNotice(told);
    expect(await dialRuling(told, 'F-14')).toBe('allow');
  });

  it('keeps deadlines out of messages until the end that it states', async () => {
    const consumer = await world.addConsumer();
    const dun = { message: { ...words, payment_deadline_on: '2026-12-24' } };
    const debt = { debt_id: firstDebt(consumer) };
    const stated = await record(consumer, noticeStating('2027-01-15'), debt);
    expect(ruling(await sender.letter(consumer, dun), 'F-14')).toBe('review');
    await takeBack(stated);
    await record(consumer, noticeStating(null), debt);
    expect(ruling(await sender.letter(consumer, dun), 'F-14')).toBe('allow');
  });

  it('goes out electronically, after the first communication, to whoever agreed to that', async () => {
    const consumer = await world.addConsumer();
    const here = { address: emailOf(consumer), received_by: 'email' as const };
    await record(consumer, { kind: 'wrote-from', value: {} }, here);
    await record(consumer, { kind: 'initial-communication', value: {} }, { debt_id: firstDebt(consumer) });
    const notice = {
      purpose: 'validation-notice' as const,
      message: { ...words, message_class: 'validation-notice' as const, opt_out: optOut },
    };
    expect(ruling(await sender.email(consumer, notice), 'F-14')).toBe('block');
    await record(consumer, { kind: 'electronic-notices', value: { is_agreed: true } });
    expect(ruling(await sender.email(consumer, notice), 'F-14')).toBe('allow');
  });
});

it('an attorney who was asked twice and is silent for thirty days leaves it to a person; one who agrees frees the debt that was named', async () => {
  const consumer = await world.addConsumer({ debts: [{}, {}] });
  const by = { debt_id: firstDebt(consumer) };
  const on = (day: string) => ({ ...by, received_at: `2026-${day}T17:00:00Z` });
  const [first = '', second = ''] = consumer.debtIds;
  await record(consumer, { kind: 'attorney', value: { name: 'Dana Cole' } }, on('10-01'));
  await record(consumer, { kind: 'attorney-asked', value: {} }, on('10-02'));
  expect(await dialRuling(consumer, 'F-6')).toBe('block');
  await record(consumer, { kind: 'attorney-asked', value: {} }, on('10-12'));
  expect(await dialRuling(consumer, 'F-6')).toBe('review');
  await record(consumer, { kind: 'attorney-answered', value: { consents_to_contact: false } }, on('11-20'));
  expect(await dialRuling(consumer, 'F-6')).toBe('block');
  const agreed: ToldInput = { kind: 'attorney-answered', value: { consents_to_contact: true } };
  await record(consumer, agreed, { debt_id: second });
  expect(await dialRuling(consumer, 'F-6')).toBe('block');
  await record(consumer, agreed, { debt_id: first });
  expect(await dialRuling(consumer, 'F-6')).not.toBe('block');
});

describe('a bankruptcy', () => {
  const claimed: ToldInput = { kind: 'bankruptcy', value: { status: 'claimed' } };

  it('that was dismissed waits for its release, and calls go on after it until anything more is told', async () => {
    const consumer = await world.addConsumer();
    await record(consumer, claimed, { received_by: 'voice' }, world.agent);
    expect(await dialRuling(consumer, 'X-1')).toBe('block');
    await record(consumer, dismissed(false));
    expect(await dialRuling(consumer, 'X-1')).toBe('review');
    expect(await flagsOf(consumer)).toContain('bankruptcy');
    await record(consumer, dismissed(true));
    expect(await flagsOf(consumer)).not.toContain('bankruptcy');
    expect(await dialRuling(consumer, 'X-1')).toBe('allow');
    expect((await world.start(consumer)).status).toBe(201);
    await record(consumer, claimed, { received_by: 'voice' }, world.agent);
    expect((await world.start(consumer)).status).toBe(422);
  });

  it('that was discharged bars for good, released or not', async () => {
    const consumer = await world.addConsumer();
    const told: ToldInput = { kind: 'bankruptcy', value: { status: 'discharged', is_released: true } };
    await record(consumer, told, { debt_id: firstDebt(consumer) });
    expect(await dialRuling(consumer, 'X-1')).toBe('block');
  });

  it('of which only the relief for one debt was granted leaves the court’s words to say', async () => {
    const consumer = await world.addConsumer();
    const relief: ToldInput = { kind: 'bankruptcy', value: { status: 'relief-granted', is_released: true } };
    await record(consumer, relief, { debt_id: firstDebt(consumer) });
    expect((await world.preDial(consumer)).obligations.map(({ code }) => code)).toContain('bankruptcy.collateral-only');
  });
});

it('a number that nobody knows is called by nobody once its caller asked an agent for that', async () => {
  const phoneNumber = '+12125559333';
  const stranger = { accountId: null, phoneNumber };
  expect(ruling({ decision: await world.preDial(stranger) }, 'F-10')).toBe('allow');
  const body = { phone_number: phoneNumber, reason: 'Asked on the phone not to be called', source: 'consumer' };
  const by = { token: world.agent.token, idempotencyKey: world.newId() };
  expect((await world.server.call('addDnc', { body }, by)).status).toBe(201);
  expect(ruling({ decision: await world.preDial(stranger) }, 'F-10')).toBe('block');
});
