/**
 * Whether a record may go: F-18 has the first word (`evaluateRetention`), and what else keeps a record is asked beside it. A
 * purge can be refused by either; neither can allow what the other refuses.
 */
import type { Engine } from '../engine.ts';
import { evaluateRetention } from '../engine.ts';
import { type RetentionFacts, retentionFactsSchema } from '../facts/retention.ts';
import type { PurgeKind } from './record-classes.ts';

/** Account statuses in which collection is over, so that the clock may run out. */
const finished: ReadonlySet<string> = new Set(['paid', 'closed']);

export const keepReasons = [
  'legal-hold',
  'open-dispute',
  'open-account',
  'period',
  'unknown',
  'call-kept',
  'chain-end',
] as const;
export type KeepReason = (typeof keepReasons)[number];

export type OwnPeriod = NonNullable<RetentionFacts['ownPeriod']>;

export type LegalHold = {
  id: string;
  scope: 'organization' | 'consumer' | 'account' | 'call';
  /** Of what it covers; null: the whole organization. */
  subjectId: string | null;
  matter: string;
  placedAtMs: number;
  /** Null while it holds. */
  liftedAtMs: number | null;
};

export type PurgeableRecord = {
  kind: PurgeKind;
  id: string;
  /** Calendar day in the organization's zone. */
  madeOn: string;
  consumerIds: readonly string[];
  /** Accounts it belongs to, each with its status and its debts. */
  accounts: readonly { id: string; status: string; debts: readonly { id: string; status: string }[] }[];
  /** Last collection activity on any of these accounts; null: not known. */
  lastActivityOn: string | null;
  callId: string | null;
  /** A decision whose call would still be there. */
  isCallKept: boolean;
  /** A decision that no seal covers, or that is the end of its chain in the last one. */
  isChainEnd: boolean;
};

export type RecordVerdict =
  | { mayGo: true }
  | {
      mayGo: false;
      because: KeepReason;
      /** In plain words. */
      why: string;
      /** When it may go, epoch milliseconds; null: nobody can say. */
      nextAtMs: number | null;
    };

const covers = (hold: LegalHold, record: PurgeableRecord): boolean => {
  if (hold.scope === 'organization') return true;
  if (hold.subjectId === null) return true;
  if (hold.scope === 'consumer') return record.consumerIds.includes(hold.subjectId);
  if (hold.scope === 'call') return record.callId === hold.subjectId;
  return record.accounts.some(({ id }) => id === hold.subjectId);
};

const factKinds = { call: 'call-log', decision: 'decision', 'timeline-entry': 'other' } as const;

const keep = (because: KeepReason, why: string, nextAtMs: number | null = null): RecordVerdict => ({
  mayGo: false,
  because,
  why,
  nextAtMs,
});

export type RetentionQuestion = {
  engine: Pick<Engine, 'packs'>;
  /** Of the organization, in which the days were written down. */
  zone: string;
  holds: readonly LegalHold[];
  /** Months that the organization set for itself; null: the law's period alone. A shorter one than the law's changes nothing. */
  ownPeriod: OwnPeriod | null;
};

/**
 * Judges one record at a moment (epoch milliseconds). Pure.
 */
export function judgeRecord(
  { engine, zone, holds, ownPeriod }: RetentionQuestion,
  record: PurgeableRecord,
  nowMs: number,
): RecordVerdict {
  const onIt = holds.filter((hold) => covers(hold, record));
  const debts = record.accounts.flatMap((account) => account.debts);
  const judgment = evaluateRetention(
    engine,
    retentionFactsSchema.parse({
      action: { kind: 'retention', act: 'purge' },
      record: {
        id: record.id,
        kind: factKinds[record.kind],
        madeOn: record.madeOn,
        debtIds: debts.length === 0 ? null : debts.map(({ id }) => id),
      },
      debts: debts.map(({ id }) => ({ id, lastActivityOn: record.lastActivityOn })),
      holds: onIt.map(({ matter, placedAtMs, liftedAtMs }) => ({ reason: matter, placedAtMs, liftedAtMs })),
      ownPeriod,
      zone,
    }),
    nowMs,
  );
  const reason = judgment.findings[0]?.reason ?? 'No rule allows it to go.';
  if (onIt.some(({ liftedAtMs }) => liftedAtMs === null || liftedAtMs > nowMs)) return keep('legal-hold', reason);
  if (judgment.verdict === 'defer') {
    const next = judgment.next_lawful_at;
    return keep('period', reason, next === null ? null : Date.parse(next));
  }
  if (judgment.verdict !== 'allow') return keep('unknown', reason);
  const statuses = record.accounts.flatMap(({ status, debts: owed }) => [status, ...owed.map((debt) => debt.status)]);
  if (statuses.includes('disputed')) return keep('open-dispute', 'A dispute about its debt is open.');
  if (!statuses.every((status) => finished.has(status)))
    return keep('open-account', 'Its account is still open, so collection on it has not ended.');
  if (record.isCallKept) return keep('call-kept', 'Its call is kept, and a call is never kept without its decision.');
  if (record.isChainEnd)
    return keep('chain-end', 'It is the end of its chain, which stays so that nothing can be cut off unnoticed.');
  return { mayGo: true };
}
