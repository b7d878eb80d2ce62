/** What the retention tab says of holds and purges. */
import type { Hold, Purge } from '../../../../shared/contracts/retention/retention.contract.ts';
import type { KeepReason } from '../../../../shared/domain/compliance/retention/judge-record.ts';

export const scopeWords: Readonly<Record<Hold['scope'], string>> = {
  organization: 'The whole organization',
  consumer: 'A consumer',
  account: 'An account',
  call: 'A call',
};

export const keepWords: Readonly<Record<KeepReason, string>> = {
  'legal-hold': 'Legal hold',
  'open-dispute': 'Open dispute',
  'open-account': 'Account still open',
  period: 'Period not over',
  unknown: 'Date or debt not known',
  'call-kept': 'Its call is kept',
  'chain-end': 'End of its chain',
};

/** What a hold covers, as people know it. */
export const subjectOf = ({ scope, subject_id: id, subject_label: label }: Hold): string =>
  scope === 'organization' ? scopeWords.organization : (label ?? id ?? '');

const sum = (counts: readonly { count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);

/** How many records, in words: `1 record`, `3,104 records`. */
export const recordsIn = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'record' : 'records'}`;

/** 0 as long as nobody knows. */
export const mayGoCount = ({ findings }: Purge): number => (findings === null ? 0 : sum(findings.may_go));

type Standing = { words: string; tone: 'neutral' | 'good' | 'warn' | 'stop' };

/** How a purge stands. */
export function purgeState({ count, run }: Pick<Purge, 'count' | 'run'>): Standing {
  if (count !== null)
    return count.stopped_at === null ? { words: 'Counting…', tone: 'warn' } : { words: 'Count stopped', tone: 'stop' };
  if (run === null) return { words: 'Dry run', tone: 'neutral' };
  if (run.ended_at === null)
    return run.stopped_at === null ? { words: 'Running', tone: 'warn' } : { words: 'Purge stopped', tone: 'stop' };
  const refused = sum(run.refused);
  const removed = `${recordsIn(sum(run.removed))} purged`;
  return refused === 0 ? { words: removed, tone: 'good' } : { words: `${removed}, ${refused} refused`, tone: 'warn' };
}

/** A job of it goes on beside the request: it is to be looked at again. */
export const isUnderWay = ({ count, run }: Purge): boolean => count !== null || (run !== null && run.ended_at === null);

export type JobProgress = {
  /** Accessible name of the bar. */
  label: string;
  /** In percent; null: nobody knows yet. */
  share: number | null;
  words: string;
  stoppedAt: string | null;
};

const shareOf = (done: number, total: number): number => (total === 0 ? 100 : Math.min(100, (done / total) * 100));

/** How far the job is that goes on for this purge; null: none does. */
export function progressOf(purge: Purge): JobProgress | null {
  const { count, run } = purge;
  if (count !== null) {
    const { looked, total, stopped_at: stoppedAt } = count;
    const going = stoppedAt === null ? 'Counting… ' : '';
    const words =
      total === null
        ? going.trim()
        : `${going}${looked.toLocaleString('en-US')} of ${recordsIn(total)} old enough looked at`;
    return { label: 'How far the dry run is', share: total === null ? null : shareOf(looked, total), words, stoppedAt };
  }
  if (run === null || run.ended_at !== null) return null;
  const total = mayGoCount(purge);
  const done = sum(run.removed) + sum(run.refused);
  return {
    label: 'How far the purge is',
    share: shareOf(done, total),
    words: `${run.stopped_at === null ? 'Purging… ' : ''}${done.toLocaleString('en-US')} of ${recordsIn(total)} done`,
    stoppedAt: run.stopped_at,
  };
}

/** Another server takes over from one that was killed within a minute; a purge that has not moved for longer may be set going. */
const silentMs = 120_000;

/** Whether a person may have this purge go on: it stopped, or nobody seems to carry it on. */
export const mayResume = ({ run }: Pick<Purge, 'run'>, nowMs: number): boolean =>
  run !== null && run.ended_at === null && (run.stopped_at !== null || nowMs - Date.parse(run.moved_at) > silentMs);

/** A dry run older than a day says little about what may go now. */
const freshMs = 86_400_000;

/** Why what a dry run found cannot be purged now; null when it can. */
export function whyNotRun(purge: Purge, nowMs: number): string | null {
  if (purge.count !== null) return 'It is still counted.';
  if (purge.run !== null) return 'This one has been run. Begin with a new dry run.';
  if (mayGoCount(purge) === 0) return 'Nothing may go.';
  return nowMs - Date.parse(purge.planned.at) > freshMs ? 'It is over a day old. Begin with a new dry run.' : null;
}
