/** Promise: no letter about a dispute leaves the desk without a stored decision that allows it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import type { ToldInput } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import type { TestUser } from '../../testing/test-server.ts';
import type { CallWorld, TestConsumer } from '../calls/testing/call-world.ts';
import { DisputeDesk } from './testing/dispute-desk.ts';

let desk: DisputeDesk;
let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  desk = await DisputeDesk.open();
  ({ world, officer } = desk);
});
afterAll(() => desk.close());

const release = (id: string) => world.server.call('releaseDisputeLetter', { params: { id } }, officer.token);
const storedFor = (consumer: TestConsumer) =>
  world.server.sql<{ verdict: string; facts: { action: { channel: string; address: string | null } } }>(
    'select verdict, facts from compliance_decisions where consumer_id = $1',
    [consumer.id],
  );

const tell = async (consumer: TestConsumer, told: ToldInput) => {
  const body = { told, received_at: desk.at(), received_by: 'letter' as const };
  const reply = await world.server.call(
    'recordConsumerFact',
    { params: { id: consumer.accountId }, body },
    {
      token: officer.token,
      idempotencyKey: world.newId(),
    },
  );
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
};

describe('the letter that answers a dispute', () => {
  it('is given with the decision that lets it go, though collection is held', async () => {
    const consumer = await world.addConsumer();
    const { id } = await desk.file(consumer);
    const reply = await release(id);
    if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
    expect(reply.body.letter).toEqual((await desk.read(id)).letter);
    expect(reply.body.decision.verdict).not.toBe('block');
    expect(await storedFor(consumer)).toMatchObject([
      { facts: { action: { channel: 'letter', address: '1 Main St, Town, NY 12207' } } },
    ]);
  });

  it('is refused for whom an attorney represents and whoever ceased all communication, and that is kept', async () => {
    for (const [told, rule] of [
      [{ kind: 'attorney', value: { name: 'Robin Chase', phone_number: null } }, 'F-6'],
      [{ kind: 'cease-notice', value: {} }, 'F-7'],
    ] as const) {
      const consumer = await world.addConsumer();
      const { id } = await desk.file(consumer);
      await tell(consumer, told);
      const reply = await release(id);
      if (reply.ok) throw new Error(`${rule} let a letter go`);
      expect([reply.status, reply.problem.code]).toEqual([422, 'compliance/blocked']);
      expect(reply.problem.message).toContain('This letter may not go out now: ');
      const { findings } = decisionSchema.parse(reply.problem.detail);
      expect(findings.find((finding) => finding.rule_id === rule)?.verdict).toBe('block');
      expect(await storedFor(consumer)).toMatchObject([{ verdict: 'block' }]);
      const refusals = await world.audit('dispute.letter-refused');
      expect(refusals.some(({ subject_id: subject }) => subject === id)).toBe(true);
    }
  });
});
