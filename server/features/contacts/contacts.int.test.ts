/**
 * Messages through HTTP on real PostgreSQL: judged when they are sent, counted from then on, and never sent twice on one
 * permit.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { receiptSchema } from '../../../shared/contracts/compliance/receipts.contract.ts';
import { callEndpoint, testPbxSecret, testSender, type TestUser } from '../../testing/test-server.ts';
import { CallWorld, dayMs, mondayNoon } from '../calls/testing/call-world.ts';
import { emailOf, MessageSender, ruling } from './testing/message-sender.ts';

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
// Sessions are as old as the clock says: none is used far from noon.
afterEach(() => world.clock.set(mondayNoon));

const setMode = async (id: string, mode: 'enforce' | 'shadow'): Promise<void> => {
  const fresh = await world.server.addSession(officer);
  const body = { mode, reason: 'For this test' };
  const reply = await world.server.call('setRulePackMode', { params: { id }, body }, fresh.token);
  if (!reply.ok) throw new Error(reply.problem.code);
};
const ledgerOf = (contactId: string) =>
  world.server.sql<{ kind: string }>('select kind from message_ledger where contact_id = $1 order by sequence', [
    contactId,
  ]);

describe('a text', () => {
  it('that was queued by day is refused at ten in the evening and permitted at ten in the morning', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    world.clock.set('2026-11-24T03:00:00Z');
    const evening = await sender.text(consumer);
    expect(evening).toMatchObject({ status: 422, code: 'compliance/blocked', decision: { verdict: 'defer' } });
    expect(ruling(evening, 'F-4')).toBe('defer');
    expect(evening.message).toContain('This message may not be sent now: It is 22:00 in New York time');
    expect(evening.decision?.next_lawful_at).toBe('2026-11-24T13:00:00.000Z');
    world.clock.set('2026-11-24T15:00:00Z');
    const morning = await sender.text(consumer);
    expect(morning).toMatchObject({ status: 201, started: { permit_expires_at: '2026-11-24T15:01:00.000Z' } });
    expect(morning.started?.obligations.map(({ code }) => code)).toContain('mini-miranda.initial');
  });

  it('goes nowhere without a basis, and a refusal is kept with its decision and nothing else', async () => {
    const contactId = world.newId();
    const reply = await sender.text(await world.addConsumer(), { contact_id: contactId });
    expect(reply).toMatchObject({ status: 422, decision: { verdict: 'block' } });
    expect(ruling(reply, 'F-8')).toBe('block');
    expect(await ledgerOf(contactId)).toEqual([]);
    const stored = await world.server.sql('select verdict from compliance_decisions where call_id = $1', [contactId]);
    expect(stored).toEqual([{ verdict: 'block' }]);
    const refusals = (await world.audit('contact.refused')).filter((row) => row.subject_id === contactId);
    expect(refusals).toMatchObject([{ detail: { channel: 'sms', sender: testSender.name, verdict: 'block' } }]);
  });

  it('has no basis in a message that was about something else', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer, { is_about_debt: false });
    expect(ruling(await sender.text(consumer), 'F-8')).toBe('block');
  });

  it('is not sent to whoever asked to stop, from the same second on, and email stays open', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    await sender.receive(consumer, { channel: 'email', address: emailOf(consumer) });
    expect((await sender.text(consumer)).status).toBe(201);
    expect(await sender.receive(consumer, { text: 'STOP', is_about_debt: false })).toMatchObject({
      body: { asks_to_stop: true, recorded: true },
    });
    const refused = await sender.text(consumer);
    expect(refused.status).toBe(422);
    expect(ruling(refused, 'F-10-medium')).toBe('block');
    expect((await sender.email(consumer)).status).toBe(201);
  });

  it('is not sent to a number that reached the wrong person, nor is it called', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer, { text: 'You have the wrong person', says_wrong_party: true });
    expect(ruling(await sender.text(consumer), 'F-1-wrong-number')).toBe('block');
    expect((await world.preDial(consumer)).verdict).toBe('block');
  });

  it('is not sent to a number on the do-not-call list', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    const body = { phone_number: consumer.phoneNumber, reason: 'Asked', source: 'agent' };
    await world.server.call('addDnc', { body }, { token: officer.token, idempotencyKey: world.newId() });
    expect(ruling(await sender.text(consumer), 'F-10')).toBe('block');
  });

  it('comes from a number of ours and says how to stop', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    expect(ruling(await sender.text(consumer, { from: '+13105550123' }), 'T-7')).toBe('block');
    const bare = { template_id: 'bare', text: 'Call us.', languages: ['en'] };
    expect(ruling(await sender.text(consumer, { message: bare }), 'F-11')).toBe('block');
  });
});

describe('an email, where the policy is enforced', () => {
  beforeAll(() => setMode('deskline-policy', 'enforce'));
  afterAll(() => setMode('deskline-policy', 'shadow'));

  it('the second of a day is one too many for the policy, and the next day is another', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer, { channel: 'email', address: emailOf(consumer) });
    expect((await sender.email(consumer)).status).toBe(201);
    const second = await sender.email(consumer);
    expect(second).toMatchObject({ status: 422, decision: { verdict: 'defer' } });
    expect(ruling(second, 'F-3')).toBe('defer');
    world.clock.advanceMs(dayMs);
    expect((await sender.email(consumer)).status).toBe(201);
  });

  it('has no basis at an address nobody knows', async () => {
    const reply = await sender.email(await world.addConsumer());
    expect(ruling(reply, 'F-8')).toBe('block');
    expect(ruling(reply, 'P-known')).toBe('require');
  });

  it('is not counted once its sender says that it failed and nothing says that it went out', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer, { channel: 'email', address: emailOf(consumer) });
    const first = await sender.email(consumer);
    const contactId = first.started?.contact_id ?? '';
    await sender.events(contactId, 'failed');
    const second = await sender.email(consumer);
    expect(second.status).toBe(201);
    await sender.events(second.started?.contact_id ?? '', 'sent', 'bounced');
    expect(ruling(await sender.email(consumer), 'F-3')).toBe('defer');
  });
});

describe('a letter', () => {
  it('has no hour, and carries the full notice until one is known to have gone out', async () => {
    world.clock.set('2026-11-24T03:00:00Z');
    const consumer = await world.addConsumer();
    const first = await sender.letter(consumer);
    expect(first.status).toBe(201);
    expect(ruling(first, 'P-known')).toBe('allow');
    expect(first.started?.obligations.map(({ code }) => code)).toContain('mini-miranda.initial');
    // Nobody has said yet that it went out: the next one is still the first.
    expect((await sender.letter(consumer)).started?.obligations.map(({ code }) => code)).toContain(
      'mini-miranda.initial',
    );
    await sender.events(first.started?.contact_id ?? '', 'sent');
    const later = await sender.letter(consumer);
    expect(later.started?.obligations.map(({ code }) => code)).toContain('mini-miranda.subsequent');
  });

  it('without a validation notice goes out for five days after the first one, then only the notice does', async () => {
    const consumer = await world.addConsumer();
    const send = async (purpose: 'collection' | 'validation-notice', ...events: ('sent' | 'returned')[]) => {
      const reply = await sender.letter(consumer, { purpose });
      if (reply.started) await sender.events(reply.started.contact_id, ...events);
      return reply;
    };
    const first = await send('collection', 'sent');
    const unknown = first.decision?.findings.find(({ rule_id }) => rule_id === 'F-14');
    expect(unknown).toMatchObject({ verdict: 'allow', reason: expect.stringContaining('is not on file') });
    world.clock.advanceMs(5 * dayMs);
    expect(ruling(await send('collection', 'sent'), 'F-14')).toBe('require');
    world.clock.advanceMs(dayMs);
    const overdue = await send('collection');
    expect(overdue).toMatchObject({ status: 422, decision: { verdict: 'block' } });
    expect(ruling(overdue, 'F-14')).toBe('block');
    expect((await send('validation-notice', 'sent')).status).toBe(201);
    expect(ruling(await send('collection', 'sent'), 'F-14')).toBe('allow');
    world.clock.advanceMs(dayMs);
    await send('validation-notice', 'sent', 'returned');
    expect(ruling(await send('collection'), 'F-14')).toBe('block');
  });

  it('that wants payment while the consumer may still dispute waits for compliance', async () => {
    const text = 'Pay by December 1.';
    const message = { template_id: 'due', text, languages: ['en'], payment_deadline_on: '2026-12-01' };
    const reply = await sender.letter(await world.addConsumer(), { message });
    expect(reply).toMatchObject({ status: 422, decision: { verdict: 'review' } });
    expect(ruling(reply, 'F-14')).toBe('review');
  });

  it('follows a cease notice and a paid debt like a call', async () => {
    const ceased = await world.addConsumer({ debts: [{ ceasedAt: '2026-11-20T12:00:00Z' }] });
    expect(ruling(await sender.letter(ceased), 'F-7')).toBe('block');
    expect(ruling(await sender.letter(await world.addConsumer({ debts: [{ status: 'paid' }] })), 'P-known')).toBe(
      'review',
    );
  });
});

describe('lock first, then count', () => {
  const inMassachusetts = { region: 'MA', postalCode: '02134' };

  it('of 20 texts at once where two in a week are lawful, exactly two go through', async () => {
    const consumer = await world.addConsumer({ ...inMassachusetts, phoneNumber: '+16175550142' });
    await sender.receive(consumer);
    await Promise.all(Array.from({ length: 20 }, () => world.preDial(consumer)));
    const replies = await Promise.all(Array.from({ length: 20 }, () => sender.text(consumer)));
    const count = (status: number): number => replies.filter((reply) => reply.status === status).length;
    expect([count(201), count(422)]).toEqual([2, 18]);
    const [reserved] = await world.server.sql<{ n: number }>(
      `select count(*)::int as n from message_ledger where consumer_id = $1 and kind = 'reserved'`,
      [consumer.id],
    );
    expect(reserved?.n).toBe(2);
  });

  it('a call counts the texts before it, and a text the calls', async () => {
    const consumer = await world.addConsumer({ ...inMassachusetts, phoneNumber: '+16175550143' });
    await sender.receive(consumer);
    await world.place(consumer);
    expect((await sender.text(consumer)).status).toBe(201);
    expect((await sender.text(consumer)).status).toBe(422);
    expect((await world.start(consumer)).status).toBe(422);
  });
});

describe('the same message twice', () => {
  it('is one message with one decision, also twenty times at once, and its permit passes once', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    const contactId = world.newId();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => sender.text(consumer, { contact_id: contactId })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ decision }) => decision?.id)).size).toBe(1);
    expect(await ledgerOf(contactId)).toEqual([{ kind: 'reserved' }]);
    const redeemed = await Promise.all(
      replies.slice(0, 5).map(({ started }) => sender.redeem(started?.send_permit ?? '', 'sms', consumer.phoneNumber)),
    );
    expect(redeemed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sender.text(consumer, { contact_id: contactId })).toMatchObject({
      status: 409,
      code: 'contacts/already-sent',
    });
  });

  it('is sent again after a reply that was lost on its way, and is one message', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    const contactId = world.newId();
    const url = `${world.server.url}/api/contacts/start`;
    const abort = new AbortController();
    const body = {
      contact_id: contactId,
      channel: 'sms',
      account_id: consumer.accountId,
      address: consumer.phoneNumber,
      purpose: 'collection',
      from: '+12125550199',
      message: {
        template_id: 'reminder-1',
        text: 'This is TR Services, a debt collector. Reply STOP to stop texts to this number.',
        languages: ['en'],
        opt_out: { is_conspicuous: true, languages: ['en'], asks_for_more: false, costs_money: false },
      },
    };
    const headers = { authorization: `Bearer ${testSender.token}`, 'content-type': 'application/json' };
    const lost = fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: abort.signal });
    await expect.poll(() => ledgerOf(contactId), { interval: 2 }).toHaveLength(1);
    abort.abort();
    await lost.catch(() => undefined);
    expect((await sender.text(consumer, { contact_id: contactId })).status).toBe(201);
    expect(await ledgerOf(contactId)).toEqual([{ kind: 'reserved' }]);
  });

  it('stands for no other message, and is over after its minute', async () => {
    const consumer = await world.addConsumer();
    const contactId = world.newId();
    expect((await sender.letter(consumer, { contact_id: contactId })).status).toBe(201);
    const other = await sender.letter(consumer, { contact_id: contactId, purpose: 'reply' });
    expect(other).toMatchObject({ status: 400, code: 'request/invalid' });
    world.clock.advanceMs(60_000);
    expect((await sender.letter(consumer, { contact_id: contactId })).status).toBe(409);
  });
});

describe('a send permit', () => {
  it('passes for its channel and address, within its minute, and only as itself', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    const permit = (await sender.text(consumer)).started?.send_permit ?? '';
    const home = '1 Main St, Town, NY 12207';
    const letter = (await sender.letter(consumer)).started?.send_permit ?? '';
    const dial = (await world.start(consumer)).started?.dial_permit ?? '';
    const refusal = { status: 403, problem: { code: 'contacts/permit-refused' } };
    expect(await sender.redeem(permit, 'sms', '+12125550999')).toMatchObject(refusal);
    expect(await sender.redeem(permit, 'email', consumer.phoneNumber)).toMatchObject(refusal);
    expect(await sender.redeem(dial, 'sms', consumer.phoneNumber)).toMatchObject(refusal);
    expect(await sender.redeem('nonsense', 'sms', consumer.phoneNumber)).toMatchObject(refusal);
    expect(await sender.redeem(permit, 'sms', consumer.phoneNumber)).toMatchObject({ status: 200 });
    expect(await sender.redeem(permit, 'sms', consumer.phoneNumber)).toMatchObject(refusal);
    world.clock.advanceMs(60_000);
    expect(await sender.redeem(letter, 'letter', home)).toMatchObject(refusal);
    const reasons = (await world.audit('send-permit.refused')).map(({ detail }) => detail['reason']);
    expect(new Set(reasons)).toEqual(new Set(['other-address', 'other-channel', 'malformed', 'used', 'expired']));
  });
});

describe('a sender', () => {
  it('is known by its token only, and reaches no other organisation', async () => {
    const consumer = await world.addConsumer();
    for (const token of ['not a token of anybody at all', testPbxSecret, world.agent.token])
      expect(await new MessageSender(world, token).letter(consumer)).toMatchObject({ status: 401 });
    const elsewhere = await world.server.addOrganization();
    await world.server.database.withTenant(elsewhere, async (database) => {
      await database.insertInto('consumers').values({ id: 'c-1', full_name: 'Somebody Else' }).execute();
      await database
        .insertInto('accounts')
        .values({ id: '01900000-0000-7000-8000-000000000001', consumer_id: 'c-1', reference: 'E-1' })
        .execute();
    });
    const foreign = { ...consumer, accountId: '01900000-0000-7000-8000-000000000001' };
    expect(await sender.letter(foreign)).toMatchObject({ status: 404 });
    expect(await sender.receive(foreign)).toMatchObject({ status: 404 });
  });

  it('is told by its path what is wrong with a request', async () => {
    const consumer = await world.addConsumer();
    const reply = await callEndpoint(
      world.server.url,
      'startContact',
      {
        body: {
          contact_id: world.newId(),
          channel: 'sms',
          account_id: consumer.accountId,
          address: 'somewhere',
          purpose: 'collection',
          message: { template_id: 't', text: 'x', languages: ['en'] },
        },
      },
      { token: testSender.token },
    );
    const paths = reply.ok ? [] : reply.problem.issues?.map(({ path }) => path);
    expect(paths).toEqual(['body.address', 'body.from']);
  });

  it('reports on a message once per event, and on none that was never permitted', async () => {
    const consumer = await world.addConsumer();
    const contactId = (await sender.letter(consumer)).started?.contact_id ?? '';
    const events = [{ id: world.newId(), at: mondayNoon, type: 'sent' as const }];
    const tell = () =>
      world.server.call('recordContactEvents', { params: { id: contactId }, body: { events } }, testSender.token);
    expect(await tell()).toMatchObject({ body: { recorded: 1 } });
    expect(await tell()).toMatchObject({ body: { recorded: 0 } });
    expect(await sender.events(world.newId(), 'sent')).toMatchObject({ status: 404 });
  });
});

describe('evidence', () => {
  it('is a decision of the same chain, whose receipt names channel and address', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer, { channel: 'email', address: emailOf(consumer) });
    const { started } = await sender.email(consumer);
    const id = started?.decision.id ?? '';
    const fresh = await world.server.addSession(officer);
    const reply = await world.server.call('getDecision', { params: { id } }, fresh.token);
    const receipt = receiptSchema.parse(reply.ok ? reply.body : {});
    expect(receipt).toMatchObject({
      channel: 'email',
      address: emailOf(consumer),
      phone_number: null,
      agent_id: testSender.userId,
      call: null,
      chain: { is_intact: true },
    });
    expect(receipt.facts).toMatchObject({ action: { message: { template_id: 'reminder-1' } } });
    const list = await world.server.call('listDecisions', { query: { account_id: consumer.accountId } }, fresh.token);
    expect(list.ok && list.body.rows.map(({ channel }) => channel)).toEqual(['email']);
  });

  it.each([`update message_ledger set address = ''`, 'delete from message_ledger'])(
    'the app cannot do: %s',
    async (statement) => {
      await expect(world.server.sql(`set role deskline_app; ${statement}`)).rejects.toThrow('permission denied');
      await world.server.sql('reset role');
      await expect(world.server.sql(statement)).rejects.toThrow('append-only');
    },
  );
});
