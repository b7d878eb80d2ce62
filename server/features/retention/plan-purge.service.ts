/**
 * The dry run: every record old enough to be asked about is judged by the rule; what may go is written down by its id, what
 * must stay is counted with why. It removes nothing.
 */
import { addYears } from '../../../shared/domain/compliance/calendar.ts';
import { dayFromIso, isoFromDay } from '../../../shared/domain/compliance/local-time.ts';
import { allPacks } from '../../../shared/domain/compliance/packs/all.ts';
import {
  judgeRecord,
  type LegalHold,
  type RecordVerdict,
} from '../../../shared/domain/compliance/retention/judge-record.ts';
import { keptKinds, type PurgeKind, purgeKinds } from '../../../shared/domain/compliance/retention/record-classes.ts';
import type { Purge, PurgeFindings } from '../../../shared/contracts/retention/retention.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { findHoldFacts } from './holds.store.ts';
import { countKept, findPurges, findZone, insertItems, insertPurge } from './purges.store.ts';
import { countSince, findRecords, type FoundRecord, withoutCompiling } from './records.read-model.ts';

const pageSize = 1000;
/** One purge takes so many at most; the next dry run finds the others. */
const mostItems = 50_000;
const dayMs = 86_400_000;

/** The law's packs as they are shipped: no decision of the organization can put retention in shadow. */
export const retentionEngine = { packs: allPacks };

/** What the rule is asked with, the same for a whole dry run or batch. */
export type Asked = { zone: string; holds: readonly LegalHold[]; nowMs: number };

export const ask = ({ zone, holds, nowMs }: Asked, { record }: FoundRecord): RecordVerdict =>
  judgeRecord({ engine: retentionEngine, zone, holds }, record, nowMs);

/**
 * Nothing made at this moment or later can be three years old anywhere; two days are more than any two zones differ by. What is
 * older is judged record by record.
 */
function surelyYoung(nowMs: number): string {
  const today = isoFromDay(addYears(dayFromIso(new Date(nowMs).toISOString().slice(0, 10)), -3));
  return new Date(Date.parse(`${today}T00:00:00Z`) + 3 * dayMs).toISOString();
}

class Findings {
  readonly mayGo = new Map<PurgeKind, number>();
  readonly mustStay = new Map<string, PurgeFindings['must_stay'][number]>();
  isCut = false;

  stay(kind: PurgeKind, verdict: Extract<RecordVerdict, { mayGo: false }>, count = 1): void {
    const key = `${kind} ${verdict.because}`;
    const known = this.mustStay.get(key);
    const nextAt = verdict.nextAtMs === null ? null : new Date(verdict.nextAtMs).toISOString();
    if (!known) {
      const { because, why } = verdict;
      this.mustStay.set(key, { kind, because, count, example: why, next_at: nextAt });
      return;
    }
    known.count += count;
    if (nextAt !== null && (known.next_at === null || nextAt < known.next_at)) known.next_at = nextAt;
  }
}

/** Writes a dry run down and gives it. */
export async function planPurge(work: UnitOfWork, actor: Actor): Promise<Purge> {
  const { database } = work;
  const id = createId(work.clock);
  await withoutCompiling(database);
  const asked = { zone: await findZone(database), holds: await findHoldFacts(database), nowMs: work.clock.now() };
  const found = new Findings();
  let place = 0;
  for (const kind of purgeKinds) place = await planKind(database, { id, kind, place }, asked, found);
  const findings: PurgeFindings = {
    may_go: [...found.mayGo].map(([kind, count]) => ({ kind, count })),
    must_stay: [...found.mustStay.values()],
    never: [],
    is_cut: found.isCut,
  };
  for (const kind of keptKinds) findings.never.push({ kind, count: await countKept(database, kind) });
  await insertPurge(database, { id, planned_by: actor.userId, planned_at: work.at, findings });
  work.audit({ subject: { type: 'purge', id }, detail: { may_go: findings.may_go, must_stay: findings.must_stay } });
  const [purge] = await findPurges(database, id);
  if (!purge) throw new Error('A dry run that is not there');
  return purge;
}

/** Judges every record of one kind; gives the last place taken. */
async function planKind(
  database: TenantDatabase,
  { id, kind, place }: { id: string; kind: PurgeKind; place: number },
  asked: Asked,
  found: Findings,
): Promise<number> {
  const before = surelyYoung(asked.nowMs);
  let last = place;
  let after: { at: string; id: string } | null = null;
  for (;;) {
    const records: FoundRecord[] = await findRecords(
      database,
      kind,
      { after, before, limit: pageSize },
      { zone: asked.zone, planned: id },
    );
    const ids: string[] = [];
    for (const each of records) {
      const verdict = ask(asked, each);
      if (!verdict.mayGo) found.stay(kind, verdict);
      else if (last + ids.length >= mostItems) found.isCut = true;
      else ids.push(each.record.id);
    }
    await insertItems(database, id, { kind, ids, after: last });
    last += ids.length;
    if (ids.length > 0) found.mayGo.set(kind, (found.mayGo.get(kind) ?? 0) + ids.length);
    const end = records.at(-1);
    if (!end || records.length < pageSize) break;
    after = { at: end.at, id: end.record.id };
  }
  await countYoung(database, kind, before, asked, found);
  return last;
}

/** Those too young to be asked about one by one: the oldest of them says when the first may go. */
async function countYoung(
  database: TenantDatabase,
  kind: PurgeKind,
  from: string,
  asked: Asked,
  found: Findings,
): Promise<void> {
  const count = await countSince(database, kind, from);
  const [oldest] = await findRecords(database, kind, { from }, { zone: asked.zone, planned: null });
  if (!oldest) return;
  const verdict = ask({ ...asked, holds: [] }, oldest);
  const nextAtMs = !verdict.mayGo && verdict.because === 'period' ? verdict.nextAtMs : null;
  found.stay(kind, { mayGo: false, because: 'period', why: 'It is not three years old yet.', nextAtMs }, count);
}
