/**
 * The dry run: every record old enough to be asked about is judged by the rule; what may go is written down by its id, what
 * must stay is counted with why. It removes nothing.
 *
 * Promise: each page is a transaction of its own that moves the count on, so a job that was interrupted, or runs twice, judges
 * no record twice; the whole is asked as of the moment somebody asked for it.
 */
import { z } from 'zod';
import { addMonths } from '../../../shared/domain/compliance/calendar.ts';
import { dayFromIso, isoFromDay } from '../../../shared/domain/compliance/local-time.ts';
import { keptKinds, type PurgeKind, purgeKinds } from '../../../shared/domain/compliance/retention/record-classes.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { JobTask } from '../../jobs/job-runner.ts';
import { ask, type Asked, findAsked, keptMonths } from './ask-retention.ts';
import { addGoing, addStaying, type CountState, kindAfter } from './count-state.ts';
import { endCount, isCounting, lockCount, moveCount, startAgain } from './purge-progress.store.ts';
import { countKept, insertFindings, insertItems } from './purges.store.ts';
import { countBefore, countSince, findRecords, withoutCompiling } from './records.read-model.ts';
import { isLeftAfter, tellStops } from './tell-stops.ts';

export const planPurgeTask = 'plan-purge';

/** One purge takes so many at most; the next dry run finds the others. */
const mostItems = 50_000;
const dayMs = 86_400_000;

export type PlanPurgeOptions = {
  database: DatabaseDoor;
  clock: Clock;
  /** Records per transaction. */
  pageSize?: number;
  /** How long one job works. */
  forMs?: number;
};

const payloadSchema = z.object({ organization_id: z.string(), purge_id: z.string() });

/** Counts a dry run on, for some seconds at a time, to its end. */
export function createPlanPurgeTask(options: PlanPurgeOptions): JobTask {
  return async (payload) => {
    const { organization_id: organizationId, purge_id: purgeId } = payloadSchema.parse(payload);
    const { database } = options;
    return tellStops(options, { organizationId, purgeId, stage: 'count' }, async () => {
      const step = () => database.withTenant(organizationId, (tenant) => countPage(tenant, purgeId, options));
      if (await isLeftAfter(step, options.forMs)) return 'again';
      await writeFindings(options, organizationId, purgeId);
      return undefined;
    });
  };
}

/**
 * Nothing made at this moment or later can have seen the end of its period anywhere; two days are more than any two zones differ
 * by. What is older is judged record by record.
 */
function surelyYoung({ nowMs }: Asked, months: number): string {
  const today = isoFromDay(addMonths(dayFromIso(new Date(nowMs).toISOString().slice(0, 10)), -months));
  return new Date(Date.parse(`${today}T00:00:00Z`) + 3 * dayMs).toISOString();
}

/** Judges the next page; false when nothing is left. */
async function countPage(
  database: TenantDatabase,
  purgeId: string,
  { pageSize = 1000 }: PlanPurgeOptions,
): Promise<boolean> {
  const count = await lockCount(database, purgeId);
  const { kind } = count?.state ?? { kind: null };
  if (!count || kind === null) return false;
  await startAgain(database, purgeId, 'count');
  await withoutCompiling(database);
  const asked = await findAsked(database, Date.parse(count.planned_at));
  const before = surelyYoung(asked, keptMonths(asked));
  const state: CountState = structuredClone(count.state);
  const records = await findRecords(
    database,
    kind,
    { after: state.after, before, limit: pageSize },
    { zone: asked.zone, planned: purgeId },
  );
  const ids: string[] = [];
  for (const each of records) {
    const verdict = ask(asked, each);
    if (!verdict.mayGo) addStaying(state.findings, kind, verdict);
    else if (state.place + ids.length >= mostItems) state.findings.is_cut = true;
    else ids.push(each.record.id);
  }
  await insertItems(database, purgeId, { kind, ids, after: state.place });
  addGoing(state.findings, kind, ids.length);
  state.place += ids.length;
  const end = records.at(-1);
  if (end && records.length === pageSize) state.after = { at: end.at, id: end.record.id };
  else {
    await countYoung(database, kind, before, asked, state);
    state.kind = kindAfter(kind);
    state.after = null;
  }
  const total = count.total ?? (await countOld(database, before));
  await moveCount(database, purgeId, { looked: count.looked + records.length, total, state });
  return state.kind !== null;
}

async function countOld(database: TenantDatabase, before: string): Promise<number> {
  let total = 0;
  for (const kind of purgeKinds) total += await countBefore(database, kind, before);
  return total;
}

/** Those too young to be asked about one by one: the oldest of them says when the first may go. */
async function countYoung(
  database: TenantDatabase,
  kind: PurgeKind,
  from: string,
  asked: Asked,
  { findings }: CountState,
): Promise<void> {
  const count = await countSince(database, kind, from);
  const [oldest] = await findRecords(database, kind, { from }, { zone: asked.zone, planned: null });
  if (!oldest) return;
  const verdict = ask({ ...asked, holds: [] }, oldest);
  const nextAtMs = !verdict.mayGo && verdict.because === 'period' ? verdict.nextAtMs : null;
  addStaying(
    findings,
    kind,
    { mayGo: false, because: 'period', why: `It is not ${keptMonths(asked)} months old yet.`, nextAtMs },
    count,
  );
}

/** Writes down what was found, once. */
async function writeFindings(
  { database, clock }: PlanPurgeOptions,
  organizationId: string,
  purgeId: string,
): Promise<void> {
  if (!(await database.withTenant(organizationId, (tenant) => isCounting(tenant, purgeId)))) return;
  await database.unitOfWork(
    {
      organizationId,
      actor: { id: null, name: 'System' },
      requestId: null,
      auditAction: 'retention.purge-counted',
      clock,
    },
    async (work) => {
      const count = await lockCount(work.database, purgeId);
      if (!count) throw new Error('A dry run that ended meanwhile');
      const { findings } = count.state;
      for (const kind of keptKinds) findings.never.push({ kind, count: await countKept(work.database, kind) });
      await insertFindings(work.database, { purge_id: purgeId, found_at: work.at, findings });
      await endCount(work.database, purgeId);
      work.audit({
        subject: { type: 'purge', id: purgeId },
        detail: { may_go: findings.may_go, must_stay: findings.must_stay },
      });
      return { status: 200, body: null };
    },
  );
}
