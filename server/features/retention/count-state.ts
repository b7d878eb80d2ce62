/** What a dry run has found so far, and where its next page begins: plain data, so that it outlives the server that counts. */
import type { PurgeFindings } from '../../../shared/contracts/retention/retention.contract.ts';
import type { RecordVerdict } from '../../../shared/domain/compliance/retention/judge-record.ts';
import { type PurgeKind, purgeKinds } from '../../../shared/domain/compliance/retention/record-classes.ts';

export type CountState = {
  /** The kind that is counted now; null: all are. */
  kind: PurgeKind | null;
  /** The last record that was judged; null: the kind was not begun. */
  after: { at: string; id: string } | null;
  /** The last place of removal that was taken. */
  place: number;
  findings: PurgeFindings;
};

export const newCount = (): CountState => ({
  kind: purgeKinds[0],
  after: null,
  place: 0,
  findings: { may_go: [], must_stay: [], never: [], is_cut: false },
});

/** The kind after this one; null after the last. */
export const kindAfter = (kind: PurgeKind): PurgeKind | null => purgeKinds[purgeKinds.indexOf(kind) + 1] ?? null;

export function addGoing({ may_go: mayGo }: PurgeFindings, kind: PurgeKind, count: number): void {
  if (count === 0) return;
  const known = mayGo.find((each) => each.kind === kind);
  if (known) known.count += count;
  else mayGo.push({ kind, count });
}

export function addStaying(
  { must_stay: mustStay }: PurgeFindings,
  kind: PurgeKind,
  { because, why, nextAtMs }: Extract<RecordVerdict, { mayGo: false }>,
  count = 1,
): void {
  const nextAt = nextAtMs === null ? null : new Date(nextAtMs).toISOString();
  const known = mustStay.find((each) => each.kind === kind && each.because === because);
  if (!known) {
    mustStay.push({ kind, because, count, example: why, next_at: nextAt });
    return;
  }
  known.count += count;
  if (nextAt !== null && (known.next_at === null || nextAt < known.next_at)) known.next_at = nextAt;
}
