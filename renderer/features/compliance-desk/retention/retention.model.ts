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
  period: 'Three years not over',
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

export const mayGoCount = ({ findings }: Purge): number => sum(findings.may_go);

/** How a purge stands. */
export function purgeState({ run }: Pick<Purge, 'run'>): { words: string; tone: 'neutral' | 'good' | 'warn' } {
  if (run === null) return { words: 'Dry run', tone: 'neutral' };
  if (run.ended_at === null) return { words: 'Running', tone: 'warn' };
  const refused = sum(run.refused);
  const removed = `${recordsIn(sum(run.removed))} purged`;
  return refused === 0 ? { words: removed, tone: 'good' } : { words: `${removed}, ${refused} refused`, tone: 'warn' };
}

/** A dry run older than a day says little about what may go now. */
const freshMs = 86_400_000;

/** Why what a dry run found cannot be purged now; null when it can. */
export function whyNotRun(purge: Purge, nowMs: number): string | null {
  if (purge.run !== null) return 'This one has been run. Begin with a new dry run.';
  if (mayGoCount(purge) === 0) return 'Nothing may go.';
  return nowMs - Date.parse(purge.planned.at) > freshMs ? 'It is over a day old. Begin with a new dry run.' : null;
}
