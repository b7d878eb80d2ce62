/** The gate through HTTP on real PostgreSQL: what it lets through, what not, and that nothing goes round it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPbxSecret } from '../../testing/test-server.ts';
import { CallWorld, nextNumber } from './testing/call-world.ts';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open();
});
afterAll(() => world.close());

const redeem = (permit: string, agent: string, phoneNumber: string) =>
  world.server.call(
    'redeemPermit',
    { body: { permit, agent, phone_number: phoneNumber } },
    { headers: { authorization: `Bearer ${testPbxSecret}` } },
  );
const attemptsOf = async (callId: string): Promise<number> => {
  const [row] = await world.server.sql<{ count: number }>(
    `select count(*) from contact_ledger where call_id = $1 and kind = 'attempt'`,
    [callId],
  );
  return row?.count ?? 0;
};

const refused = async (consumer: { accountId: string | null; phoneNumber: string }, ruleId: string) => {
  const callId = world.newId();
  const reply = await world.start(consumer, { callId });
  const audits = (await world.audit('call.refused')).filter((row) => row.subject_id === callId);
  const stored = await world.server.sql('select id from compliance_decisions where call_id = $1', [callId]);
  const calls = await world.server.sql('select id from calls where id = $1', [callId]);
  return {
    status: reply.status,
    code: reply.code,
    verdict: reply.decision?.findings.find(({ rule_id }) => rule_id === ruleId)?.verdict,
    kept: [audits.length, stored.length, calls.length],
  };
};

const outcomes = (replies: { status: number }[]) => [
  replies.filter(({ status }) => status === 201).length,
  replies.filter(({ status }) => status === 422).length,
];

/** Reasons of the refusals that an INVITE to this number met, in the order of the alphabet. */
const reasons = async (phoneNumber: string): Promise<string[]> =>
  (await world.audit('permit.refused'))
    .filter(({ detail }) => detail['phone_number'] === phoneNumber)
    .map(({ detail }) => String(detail['reason']))
    .toSorted((a, b) => a.localeCompare(b));

describe('a lawful call', () => {
  it('is decided, reserved and permitted, and the next decision sees the attempt', async () => {
    const consumer = await world.addConsumer();
    expect(await world.preDial(consumer)).toMatchObject({ verdict: 'require', counted_attempts: 0, id: null });
    const { status, started } = await world.start(consumer);
    expect(status).toBe(201);
    expect(started).toMatchObject({
      sip_target: `sip:${consumer.phoneNumber}@practice.invalid`,
      permit_expires_at: new Date(world.clock.now() + 60_000).toISOString(),
    });
    expect(started?.script.map(({ code }) => code)).toContain('mini-miranda.initial');
    expect(await world.preDial(consumer)).toMatchObject({ counted_attempts: 1 });
    const rows = await world.server.sql<{ id: string; verdict: string; facts: unknown }>(
      'select id, verdict, facts from compliance_decisions where call_id = $1',
      [started?.call_id],
    );
    expect(rows).toMatchObject([
      { id: started?.decision.id, verdict: 'require', facts: { action: { debt_ids: consumer.debtIds } } },
    ]);
    const audit = (await world.audit('call.started')).find((row) => row.subject_id === started?.call_id);
    expect(audit?.detail).toMatchObject({ decision_id: started?.decision.id });
  });

  it('finds the person by the number alone, and asks who it is when nobody is on file', async () => {
    const consumer = await world.addConsumer();
    const known = await world.preDial({ accountId: null, phoneNumber: consumer.phoneNumber });
    expect(known.findings.find(({ rule_id }) => rule_id === 'P-known')).toMatchObject({ verdict: 'allow' });
    const stranger = await world.preDial({ accountId: null, phoneNumber: nextNumber() });
    expect(stranger.zones.map(({ zone }) => zone)).toEqual(['America/New_York']);
    expect(stranger.obligations.map(({ code }) => code)).toContain('person.confirm-before-speaking');
    await world.addConsumer({ phoneNumber: consumer.phoneNumber });
    expect((await world.preDial({ accountId: null, phoneNumber: consumer.phoneNumber })).verdict).toBe('review');
    expect((await world.preDial(consumer)).verdict).toBe('require');
  });

  it('is told to nobody of another organisation', async () => {
    const consumer = await world.addConsumer();
    const organizationId = await world.server.addOrganization();
    const other = await world.server.addUser('agent', { organizationId });
    expect(await world.start(consumer, { agent: other })).toMatchObject({ status: 404, code: 'request/not-found' });
  });

  it('shows no number but the organisation’s own', async () => {
    const reply = await world.start(await world.addConsumer(), { callerId: '+13105550123' });
    expect(reply).toMatchObject({ status: 400, code: 'request/invalid' });
  });
});

describe('a refusal', () => {
  const blocked = { status: 422, code: 'compliance/blocked', verdict: 'block', kept: [1, 1, 0] };

  it('for a number on the do-not-call list is kept with its decision and audit row', async () => {
    const consumer = await world.addConsumer();
    await world.server.database.withTenant(world.server.organizationId, (database) =>
      database
        .insertInto('dnc_numbers')
        .values({
          phone_number: consumer.phoneNumber,
          reason: 'Asked',
          source: 'agent',
          created_at: '2026-11-01T00:00:00Z',
        })
        .execute(),
    );
    expect(await refused(consumer, 'F-10')).toEqual(blocked);
  });

  it('follows a cease notice for its debt, and not for another of the account', async () => {
    const ceasedAt = '2026-11-20T12:00:00Z';
    expect(await refused(await world.addConsumer({ debts: [{ ceasedAt }] }), 'F-7')).toEqual(blocked);
    const mixed = await world.addConsumer({ debts: [{ ceasedAt }, {}] });
    const { decision } = await world.start(mixed);
    expect(decision?.obligations.map(({ code }) => code)).toContain('cease.other-debt');
  });

  it('comes for paid and disputed debts as a review', async () => {
    const review = { ...blocked, verdict: 'review' };
    expect(await refused(await world.addConsumer({ debts: [{ status: 'paid' }] }), 'P-known')).toEqual(review);
    expect(await refused(await world.addConsumer({ debts: [{ status: 'disputed' }] }), 'P-known')).toEqual(review);
  });

  it('comes as a review when no debt is on file that the call could be about', async () => {
    expect(await refused(await world.addConsumer({ debts: [] }), 'P-known')).toEqual({ ...blocked, verdict: 'review' });
  });

  it('names the next lawful moment in the strictest zone', async () => {
    const consumer = await world.addConsumer({ region: 'HI', postalCode: '96813' });
    expect((await world.start(consumer)).decision).toMatchObject({
      verdict: 'defer',
      next_lawful_at: '2026-11-23T18:00:00.000Z',
    });
  });
});

describe('lock first, then count', () => {
  // With connections that must be opened first, those who dial at once would come one after the other.
  beforeAll(async () => {
    const consumer = await world.addConsumer();
    await Promise.all(Array.from({ length: 20 }, () => world.preDial(consumer)));
  });

  it('F-1 #7 of 20 at once on a person with six counted calls, exactly one goes through', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const replies = await Promise.all(Array.from({ length: 20 }, () => world.start(consumer)));
    expect(outcomes(replies)).toEqual([1, 19]);
    const refusals = replies.filter(({ status }) => status === 422);
    expect(new Set(refusals.map(({ decision }) => decision?.counted_attempts))).toEqual(new Set([7]));
  });

  it('of 20 at once on as many numbers of one person with six counted calls, exactly one goes through', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const numbers = Array.from({ length: 20 }, () => nextNumber());
    const replies = await Promise.all(numbers.map((phoneNumber) => world.start({ ...consumer, phoneNumber })));
    expect(outcomes(replies)).toEqual([1, 19]);
  });

  it('of 20 at once on a number of nobody with six counted calls, exactly one goes through', async () => {
    const stranger = { accountId: null, phoneNumber: nextNumber() };
    await world.addAttempts({ phoneNumber: stranger.phoneNumber }, 6);
    const replies = await Promise.all(Array.from({ length: 20 }, () => world.start(stranger)));
    expect(outcomes(replies)).toEqual([1, 19]);
  });

  it('of 20 at once over two accounts of one person, the cap per person lets seven through', async () => {
    const consumer = await world.addConsumer();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.start({ accountId: index % 2 === 0 ? consumer.accountId : null, phoneNumber: consumer.phoneNumber }),
      ),
    );
    expect(outcomes(replies)).toEqual([7, 13]);
  });

  it('a reservation that is never settled counts', async () => {
    const consumer = await world.addConsumer();
    for (let count = 0; count < 7; count += 1) await world.place(consumer);
    expect(await world.start(consumer)).toMatchObject({ status: 422, decision: { counted_attempts: 7 } });
  });
});

describe('the same call twice', () => {
  it('is one attempt with a fresh permit, also twenty times at once', async () => {
    const consumer = await world.addConsumer();
    const callId = world.newId();
    const replies = await Promise.all(Array.from({ length: 20 }, () => world.start(consumer, { callId })));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ started }) => started?.dial_permit)).size).toBe(20);
    expect(new Set(replies.map(({ decision }) => decision?.id)).size).toBe(1);
    expect(await attemptsOf(callId)).toBe(1);
  });

  it('is over once something has happened, or its minute has passed', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await world.events(callId, [world.event('ringing')]);
    expect(await world.start(consumer, { callId })).toMatchObject({ status: 409, code: 'calls/already-ended' });
    const late = await world.place(consumer);
    world.clock.advanceMs(60_000);
    expect(await world.start(consumer, { callId: late })).toMatchObject({ status: 409 });
  });

  it('is nobody else’s, and to nobody else', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    const other = await world.server.addUser('agent');
    expect(await world.start(consumer, { callId, agent: other })).toMatchObject({ status: 400 });
    expect(await world.start(await world.addConsumer(), { callId })).toMatchObject({ status: 400 });
  });
});

describe('a dial permit', () => {
  it('passes once, for its agent and number', async () => {
    const consumer = await world.addConsumer();
    const { started } = await world.start(consumer);
    const permit = started?.dial_permit ?? '';
    const { sipUser } = world.agent;
    const refusal = { status: 403, ok: false };
    expect(await redeem(permit, 'somebody', consumer.phoneNumber)).toMatchObject(refusal);
    const another = nextNumber();
    expect(await redeem(permit, sipUser, another)).toMatchObject(refusal);
    expect(await redeem(permit, sipUser, consumer.phoneNumber)).toMatchObject({
      status: 200,
      body: { allowed: true, call_id: started?.call_id, caller_id: '+12125550199' },
    });
    expect(await redeem(permit, sipUser, consumer.phoneNumber)).toMatchObject(refusal);
    expect(await reasons(consumer.phoneNumber)).toEqual(['other-agent', 'used']);
    expect(await reasons(another)).toEqual(['other-number']);
    expect(await world.audit('permit.redeemed')).toHaveLength(1);
  });

  it('passes once per call, however many permits the call has', async () => {
    const consumer = await world.addConsumer();
    const callId = world.newId();
    const permits = [await world.start(consumer, { callId }), await world.start(consumer, { callId })];
    const replies = await Promise.all(
      permits.map(({ started }) => redeem(started?.dial_permit ?? '', world.agent.sipUser, consumer.phoneNumber)),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    expect(await world.start(consumer, { callId })).toMatchObject({ status: 409 });
  });

  it('is refused when forged, expired, of an ended call or no permit at all, always with the same answer', async () => {
    const consumer = await world.addConsumer();
    const { sipUser } = world.agent;
    const permitOf = async () => (await world.start(consumer)).started?.dial_permit ?? '';
    const [head = '', claims = '', signature = ''] = (await permitOf()).split('.');
    const changed = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(claims, 'base64url').toString()),
        number: consumer.phoneNumber,
        agent: sipUser,
        exp: 9e9,
      }),
    ).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'dial-permit+jwt' })).toString('base64url');
    const old = await permitOf();
    const callId = world.newId();
    const ended = (await world.start(consumer, { callId })).started?.dial_permit ?? '';
    await world.events(callId, [world.event('ended', { sip_status: 487 })]);
    const replies = [
      await redeem(`${head}.${changed}.${signature}`, sipUser, consumer.phoneNumber),
      await redeem(`${unsigned}.${changed}.`, sipUser, consumer.phoneNumber),
      await redeem('nonsense', sipUser, consumer.phoneNumber),
      await redeem(ended, sipUser, consumer.phoneNumber),
    ];
    world.clock.advanceMs(60_000);
    replies.push(await redeem(old, sipUser, consumer.phoneNumber));
    const bodies = replies.map((reply) => (reply.ok ? reply : { ...reply.problem, request_id: null }));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ code: 'calls/permit-refused' });
    expect(await reasons(consumer.phoneNumber)).toEqual(['call-over', 'expired', 'forged', 'forged', 'malformed']);
  });

  it('asks for the secret of the PBX', async () => {
    const reply = await world.server.call(
      'redeemPermit',
      { body: { permit: 'x', agent: 'x', phone_number: 'x' } },
      { headers: { authorization: 'Bearer not-the-secret-of-the-pbx' } },
    );
    expect(reply.status).toBe(401);
  });
});

describe('evidence', () => {
  it.each([
    `update compliance_decisions set verdict = 'allow'`,
    'delete from compliance_decisions',
    `update contact_ledger set value = '{}'`,
    'delete from contact_ledger',
    'delete from call_events',
    'update call_dispositions set version = 9',
    'delete from redeemed_permits',
    'delete from calls',
  ])('the app cannot do: %s', async (statement) => {
    await expect(world.server.sql(`set role deskline_app; ${statement}`)).rejects.toThrow('permission denied');
    await world.server.sql('reset role');
  });
});

describe('near the end of the day', () => {
  it('a permit does not outlive the hour', async () => {
    const evening = await CallWorld.open('2026-11-24T01:59:30Z');
    try {
      const { started } = await evening.start(await evening.addConsumer());
      expect(started?.permit_expires_at).toBe('2026-11-24T02:00:00.000Z');
      evening.clock.advanceMs(30_000);
      expect(await evening.start(await evening.addConsumer())).toMatchObject({
        status: 422,
        decision: { next_lawful_at: '2026-11-24T13:00:00.000Z' },
      });
    } finally {
      await evening.close();
    }
  });
});
