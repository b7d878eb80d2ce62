/** Promise: records stay as long as the organization set for itself, and three years at least (12 CFR 1006.100(a)). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld } from '../calls/testing/call-world.ts';
import { createSealKey, createSealSigner } from '../compliance/index.ts';
import { createRunPurgeTask } from './run-purge.job.ts';
import { countDryRun, type CountedPurge } from './testing/count-dry-run.ts';

/** Monday noon in New York: three years end with 2025-05-02, five with 2027-05-02. */
const then = '2022-05-02T16:00:00.000Z';
const dayAfter = '2025-05-03T04:00:00Z';

let world: CallWorld;
let officer: TestUser;
beforeEach(async () => {
  world = await CallWorld.open(then);
  officer = await world.server.addUser('compliance');
  const { accountId } = await world.addConsumer({ debts: [{ status: 'paid' }] });
  await world.server.sql("update accounts set status = 'paid' where id = $1", [accountId]);
  await world.server.sql(
    `insert into timeline_entries (organization_id, id, account_id, at, kind, title) values ($1, $2, $3, $4, 'note', 'x')`,
    [world.server.organizationId, world.newId(), accountId, then],
  );
});
afterEach(() => world.close());

const token = async () => (await world.server.addSession(officer)).token;
async function plan(at: string): Promise<CountedPurge> {
  world.clock.set(at);
  return countDryRun(world.server, await token());
}
const mayGo = ({ findings }: CountedPurge) => findings.may_go;
const oneEntry = [{ kind: 'timeline-entry', count: 1 }];

async function setMonths(months: number): Promise<void> {
  const body = { step: 'retention' as const, recording_months: 36, record_months: months };
  const reply = await world.server.call('saveOnboardingStep', { body }, await token());
  if (!reply.ok) throw new Error(reply.problem.code);
}

describe("the organization's own period", () => {
  it('of 60 months ends with the last day of its fifth year, not a second before', async () => {
    await setMonths(60);
    expect(mayGo(await plan(dayAfter))).toEqual([]);
    const kept = await plan('2027-05-03T03:59:59Z');
    expect(mayGo(kept)).toEqual([]);
    expect(kept.findings.must_stay).toEqual([
      {
        kind: 'timeline-entry',
        because: 'period',
        count: 1,
        example:
          "It must be kept until 2027-05-02, by the organization's own period of 60 months; it may be purged the day after.",
        next_at: '2027-05-03T04:00:00.000Z',
      },
    ]);
    expect(mayGo(await plan('2027-05-03T04:00:00Z'))).toEqual(oneEntry);
  });

  it('never undercuts the three years, whatever stands in the setup', async () => {
    await world.server.sql(
      `insert into onboarding_steps (organization_id, step, answer, recorded_by, recorded_at)
       values ($1, 'retention', '{"recording_months": 12, "record_months": 12}', $2, now())`,
      [world.server.organizationId, officer.id],
    );
    expect(mayGo(await plan('2025-05-03T03:59:59Z'))).toEqual([]);
    expect(mayGo(await plan(dayAfter))).toEqual(oneEntry);
  });

  it('that is lengthened after the dry run keeps what that found', async () => {
    const { id } = await plan(dayAfter);
    await setMonths(37);
    const body = { reason: 'Yearly purge of 2025' };
    await world.server.call('runPurge', { params: { id }, body }, await token());
    const { database, organizationId } = world.server;
    const signer = createSealSigner(createSealKey());
    const task = createRunPurgeTask({ database, clock: world.clock, signer, forMs: Infinity });
    await task({ organization_id: organizationId, purge_id: id });
    const listed = await world.server.call('listPurges', {}, await token());
    expect(listed).toMatchObject({
      body: { purges: [{ run: { removed: [], refused: [{ why: expect.stringContaining('period of 37 months') }] } }] },
    });
    expect(await world.server.sql('select 1 from timeline_entries')).toHaveLength(1);
  });
});
