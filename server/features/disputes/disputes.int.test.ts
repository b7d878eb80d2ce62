/**
 * Promise: a written dispute holds its debt from the commit on, until the answer was SENT; what was done about it stays on file; nobody
 * else's step is written over.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../shared/contracts/contract.ts';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { DisputeRow, DisputeStepBody, FileDispute } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, dayMs, type TestConsumer } from '../calls/testing/call-world.ts';
import { DisputeDesk } from './testing/dispute-desk.ts';

let desk: DisputeDesk;
let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  desk = await DisputeDesk.open();
  ({ world, officer } = desk);
});
afterAll(() => desk.close());

const at = (offsetMs = 0) => desk.at(offsetMs);
const fileAs = (user: TestUser, body: FileDispute) => desk.fileAs(user, body);
const bodyFor = (consumer: TestConsumer, more: Partial<FileDispute> = {}) => desk.bodyFor(consumer, more);
const file = (consumer: TestConsumer, more: Partial<FileDispute> = {}) => desk.file(consumer, more);
const take = (dispute: DisputeRow, body: DisputeStepBody, user = officer) => desk.take(dispute, body, user);
const read = (id: string) => desk.read(id);
type Step = DisputeStepBody extends infer S ? (S extends unknown ? Omit<S, 'version'> : never) : never;
async function taken(dispute: DisputeRow, body: Step) {
  const reply = await take(dispute, { ...body, version: dispute.version });
  if (!reply.ok) throw new Error(`${reply.problem.code} ${JSON.stringify(reply.problem.issues)}`);
  return reply.body;
}
const listed = async (query: NonNullable<RequestOf<Contract['listDisputes']>['query']>) => {
  const reply = await world.server.call('listDisputes', { query }, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const ruling = async (consumer: TestConsumer) => {
  const { decision } = await world.start(consumer);
  return decision?.findings.find(({ rule_id: rule }) => rule === 'F-15');
};
/** How the card of the account shows its debt. */
const debtStatus = async (consumer: TestConsumer) => {
  const reply = await world.server.call('getAccount', { params: { id: consumer.accountId } }, world.agent.token);
  return reply.ok ? reply.body.debts[0]?.status : reply.problem.code;
};
const sent = (sentAt = at()) => ({
  step: 'send-answer' as const,
  sent_at: sentAt,
  way: 'mail' as const,
  tracking: '',
  reason: '',
});

describe('a written dispute', () => {
  it('holds the debt until verification was sent, and stands in the decision', async () => {
    const consumer = await world.addConsumer();
    expect((await world.start(consumer)).status).toBe(201);
    const dispute = await file(consumer);
    const refused = await world.start(consumer);
    expect(refused).toMatchObject({ status: 422, code: 'compliance/blocked' });
    const finding = refused.decision?.findings.find(({ rule_id: rule }) => rule === 'F-15');
    expect(finding).toMatchObject({ verdict: 'block', override: 'never' });
    expect(finding?.facts).toMatchObject({
      disputes: [{ debt_id: consumer.debtIds[0], form: 'written', answer_sent_at: null }],
    });

    const looked = await taken(dispute, { step: 'investigate', reason: '' });
    expect((await world.start(consumer)).status).toBe(422);
    await taken(looked, sent());
    expect((await world.start(consumer)).status).toBe(201);
  });

  it('holds its own debt only', async () => {
    const consumer = await world.addConsumer({ debts: [{}, {}] });
    const other = await world.addConsumer();
    await file(consumer);
    expect((await ruling(consumer))?.verdict).toBe('block');
    expect((await ruling(other))?.verdict).toBe('allow');
  });

  it('about a part leaves the rest to compliance', async () => {
    const consumer = await world.addConsumer();
    await file(consumer, { disputed_cents: 4_000, category: 'amount' });
    expect(await ruling(consumer)).toMatchObject({ verdict: 'review', is_policy: true });
  });

  it('that was withdrawn or released holds nothing, and does again once it is reopened', async () => {
    for (const step of ['withdraw', 'release'] as const) {
      const consumer = await world.addConsumer();
      const closed = await taken(await file(consumer), { step, reason: 'The consumer said so on the phone' });
      expect((await world.start(consumer)).status).toBe(201);
      await taken(closed, { step: 'reopen', reason: 'It was somebody else who said so' });
      expect((await world.start(consumer)).status).toBe(422);
    }
  });

  it('said again after its answer is a duplicate, and only then', async () => {
    const consumer = await world.addConsumer();
    const first = await file(consumer);
    const early = await file(consumer);
    expect(await take(early, { step: 'mark-duplicate', reason: 'The same words', version: 1 })).toMatchObject({
      status: 409,
      problem: { code: 'dispute/not-a-repetition' },
    });
    await taken(first, sent());
    expect((await world.start(consumer)).status).toBe(422);
    const repeated = await taken(early, { step: 'mark-duplicate', reason: 'The same words' });
    expect((await world.start(consumer)).status).toBe(422);
    // What holds a debt is shown until it does so no more.
    const ofAccount = { account_id: consumer.accountId };
    const waiting = await listed(ofAccount);
    expect(waiting.rows).toMatchObject([{ id: early.id, standing: 'duplicate', clock: 'running' }]);
    expect(await debtStatus(consumer)).toBe('disputed');
    expect(await taken(repeated, sent())).toMatchObject({ standing: 'duplicate' });
    expect(await debtStatus(consumer)).toBe('open');
    const after = await listed(ofAccount);
    expect(after.rows).toEqual([]);
    expect(after.counts.open).toBe(waiting.counts.open - 1);
    const closed = await listed({ ...ofAccount, filter: 'closed' });
    expect(new Set(closed.rows.map(({ id }) => id))).toEqual(new Set([early.id, first.id]));
    expect((await world.start(consumer)).status).toBe(201);
    const { letter, others } = await read(early.id);
    expect(letter.title).toBe('Your repeated dispute');
    expect(others).toMatchObject([{ id: first.id, standing: 'answered' }]);
  });
});

describe('a spoken dispute', () => {
  it('is left to compliance, by policy', async () => {
    const consumer = await world.addConsumer();
    await file(consumer, { form: 'oral', channel: 'voice' });
    expect(await ruling(consumer)).toMatchObject({ verdict: 'review', is_policy: true });
  });
});

describe('a question for the original creditor', () => {
  it('holds the debt, and is answered with the name', async () => {
    const consumer = await world.addConsumer();
    const { id } = await file(consumer, { kind: 'original-creditor-request' });
    expect((await ruling(consumer))?.reason).toContain('original creditor');
    const { letter } = await read(id);
    expect(letter.paragraphs.join(' ')).toContain('The original creditor is First Bank.');
  });
});

describe('a debt that was marked as disputed', () => {
  it('is held without a dispute on file, and by the dispute once there is one', async () => {
    const consumer = await world.addConsumer({ debts: [{ status: 'disputed' }] });
    expect((await world.start(consumer)).status).toBe(422);
    const asked = await file(consumer, { kind: 'original-creditor-request', form: 'oral', channel: 'voice' });
    expect((await world.start(consumer)).status).toBe(422);
    await taken(asked, sent());
    expect((await world.start(consumer)).status).toBe(422);
    const dispute = await file(consumer);
    await taken(dispute, sent());
    expect((await world.start(consumer)).status).toBe(201);
  });
});

describe('intake', () => {
  it('is one dispute however often it is sent', async () => {
    const consumer = await world.addConsumer();
    const body = bodyFor(consumer);
    expect((await fileAs(world.agent, body)).status).toBe(201);
    expect((await fileAs(world.agent, body)).status).toBe(200);
    expect((await read(body.id)).history).toHaveLength(1);
  });

  it('refuses what cannot be, and says which field', async () => {
    const consumer = await world.addConsumer();
    const other = await world.addConsumer();
    const body = bodyFor(consumer);
    const issueOf = async (given: FileDispute) => {
      const reply = await fileAs(world.agent, given);
      return reply.ok ? 'taken' : `${reply.problem.code} ${reply.problem.issues?.[0]?.path ?? ''}`.trim();
    };
    expect(await issueOf({ ...body, disputed_cents: 10_001 })).toBe('request/invalid body.disputed_cents');
    expect(await issueOf({ ...body, received_at: at(dayMs) })).toBe('request/invalid body.received_at');
    expect(await issueOf({ ...body, channel: 'voice' })).toBe('request/invalid body.form');
    expect(await issueOf({ ...body, debt_id: world.newId() })).toBe('request/not-found');
    expect(await issueOf(body)).toBe('taken');
    expect(await issueOf({ ...body, debt_id: other.debtIds[0] ?? '' })).toBe('request/invalid body.id');
  });

  it('of another organization finds no debt', async () => {
    const consumer = await world.addConsumer();
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('compliance', { organizationId });
    const reply = await fileAs(stranger, bodyFor(consumer));
    expect(reply.status).toBe(404);
  });
});

describe('a step', () => {
  it('is taken from what its taker saw, or not at all', async () => {
    const dispute = await file(await world.addConsumer());
    expect((await take(dispute, { step: 'investigate', reason: '', version: 1 })).status).toBe(200);
    expect(await take(dispute, { step: 'withdraw', reason: 'Said so', version: 1 })).toMatchObject({
      status: 409,
      problem: { code: 'dispute/changed-meanwhile' },
    });
    expect((await read(dispute.id)).history.map(({ step }) => step)).toEqual(['file', 'investigate']);
  });

  it('taken twice at once is taken once', async () => {
    const dispute = await file(await world.addConsumer());
    const both = await Promise.all([1, 2].map(() => take(dispute, { step: 'investigate', reason: '', version: 1 })));
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect((await read(dispute.id)).history).toHaveLength(2);
  });

  it('that makes no sense is refused', async () => {
    const dispute = await file(await world.addConsumer());
    const issue = async (body: DisputeStepBody) => {
      const reply = await take(dispute, body);
      return reply.ok ? 'taken' : `${reply.problem.code} ${reply.problem.issues?.[0]?.path ?? ''}`.trim();
    };
    expect(await issue({ step: 'reopen', reason: 'Again', version: 1 })).toBe('dispute/step-not-possible');
    expect(await issue({ ...sent(at(60_001)), version: 1 })).toBe('request/invalid body.sent_at');
    expect(await issue({ ...sent(at(-60_000)), version: 1 })).toBe('request/invalid body.sent_at');
    expect(await issue({ ...sent(at(-dayMs)), version: 1 })).toBe('request/invalid body.sent_at');
  });

  it('that was said to the minute is no step before the dispute', async () => {
    const dispute = await file(await world.addConsumer());
    const answered = await taken(dispute, sent(at(-59_999)));
    expect(answered.answer_sent_at).toBe(dispute.received_at);
  });

  it('is kept with who, when and why, and written into the account’s history', async () => {
    const consumer = await world.addConsumer();
    const dispute = await file(consumer);
    await taken(dispute, {
      ...sent(),
      way: 'certified-mail',
      tracking: '9407 1000',
      reason: 'With the statement of May',
    });
    const { history } = await read(dispute.id);
    expect(history).toMatchObject([
      { step: 'file', reason: 'This is not my debt.' },
      {
        step: 'send-answer',
        standing: 'answered',
        answer: { way: 'certified-mail', tracking: '9407 1000' },
      },
    ]);
    const rows = await world.server.sql<{ title: string }>('select title from timeline_entries where account_id = $1', [
      consumer.accountId,
    ]);
    expect(new Set(rows.map(({ title }) => title.split(':')[0]))).toEqual(
      new Set(['Dispute received', 'Answer to the dispute sent']),
    );
  });
});

describe('the list', () => {
  it('has what is due first, by filter, and pages on', async () => {
    const fresh = await CallWorld.open();
    const boss = await fresh.server.addUser('compliance');
    const ids: string[] = [];
    for (const days of [31, 27, 1]) {
      const { debtIds } = await fresh.addConsumer();
      const body: FileDispute = {
        id: fresh.newId(),
        debt_id: debtIds[0] ?? '',
        form: 'written',
        channel: 'email',
        received_at: new Date(fresh.clock.now() - days * dayMs).toISOString(),
      };
      await fresh.server.call('fileDispute', { body }, { token: fresh.agent.token, idempotencyKey: fresh.newId() });
      ids.push(body.id);
    }
    const list = async (query: NonNullable<RequestOf<Contract['listDisputes']>['query']>) => {
      const reply = await fresh.server.call('listDisputes', { query }, boss.token);
      if (!reply.ok) throw new Error(reply.problem.code);
      return reply.body;
    };
    const all = await list({});
    expect(all.rows.map(({ id }) => id)).toEqual(ids);
    expect(all.rows.map(({ clock }) => clock)).toEqual(['overdue', 'soon', 'running']);
    expect(all.counts).toEqual({ open: 3, soon: 1, overdue: 1 });
    expect((await list({ filter: 'overdue' })).rows.map(({ id }) => id)).toEqual([ids[0]]);
    expect((await list({ filter: 'soon' })).rows.map(({ id }) => id)).toEqual([ids[1]]);
    const first = await list({ limit: '2' });
    expect(first.rows).toHaveLength(2);
    expect((await list({ limit: '2', after: first.next ?? '' })).rows.map(({ id }) => id)).toEqual([ids[2]]);
    const name = all.rows[1]?.consumer_name.split(' ')[1] ?? '';
    expect((await list({ search: name.slice(0, 6) })).rows.map(({ id }) => id)).toEqual([ids[1]]);
    await fresh.server.sql('update accounts set reference = $1 where id = $2', ['DL-7', all.rows[0]?.account_id ?? '']);
    expect((await list({ search: 'dl-7' })).rows.map(({ id }) => id)).toEqual([ids[0]]);
    await fresh.close();
  });
});
