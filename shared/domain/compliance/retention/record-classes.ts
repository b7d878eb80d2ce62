/**
 * Every kind of row that shows whether the law was kept: from when its clock runs, what else keeps it, and whether a purge
 * can take it at all (12 CFR 1006.100).
 */

/** Kinds a purge can take, in the order in which it does: what refers to others goes before them. */
export const purgeKinds = ['timeline-entry', 'call', 'decision'] as const;
export type PurgeKind = (typeof purgeKinds)[number];

/** Kinds that are kept for good, or by somebody else. */
export const keptKinds = [
  'recording',
  'seal',
  'legal-hold',
  'do-not-call',
  'debt',
  'audit',
  'feedback',
  'delivery-key',
] as const;
export type KeptKind = (typeof keptKinds)[number];
export type RecordKind = PurgeKind | KeptKind;

export type RecordClass = {
  title: string;
  /** What it consists of, in plain words. */
  holds: string;
  /** From when its three years run; or why it is never purged here. */
  clock: string;
  citation: string;
};

const activityClock = 'The last collection activity on its debt, or the record itself if that is later';

export const recordClasses: Readonly<Record<RecordKind, RecordClass>> = {
  'timeline-entry': {
    title: 'Timeline entries',
    holds: 'What an account shows of calls, notes, notices and payments',
    clock: activityClock,
    citation: '12 CFR 1006.100(a)',
  },
  call: {
    title: 'Calls',
    holds: 'The call, its events, ledger rows, dispositions, promises, permits and supervisions, all together',
    clock: activityClock,
    citation: '12 CFR 1006.100(a)',
  },
  decision: {
    title: 'Decisions',
    holds: 'What the compliance engine decided, with its facts; refusals as well',
    clock: `${activityClock}; its call must be gone, and it must not be the sealed end of its chain`,
    citation: '12 CFR 1006.100(a); comment 100(a)-1',
  },
  recording: {
    title: 'Recordings',
    holds: 'The sound of a call',
    clock: 'Three years from the call. Your PBX keeps the files; Deskline has none to purge.',
    citation: '12 CFR 1006.100(b)',
  },
  seal: {
    title: 'Seals',
    holds: 'Signed ends of the chains of decisions',
    clock: 'Never purged: they prove what is left.',
    citation: '12 CFR 1006.100(a)',
  },
  'legal-hold': {
    title: 'Legal holds and purges',
    holds: 'What was held and lifted, and what was purged, by whom and why',
    clock: 'Never purged: they say why a record was kept or is gone.',
    citation: '12 CFR 1006.100(a)',
  },
  'do-not-call': {
    title: 'Do-not-call entries',
    holds: 'Numbers people asked not to be called at',
    clock: 'Never purged: a request is honored for as long as the number is known.',
    citation: '12 CFR 1006.14(h); 47 CFR 64.1200(d)',
  },
  debt: {
    title: 'Consumers, accounts and debts',
    holds: 'Whom a record belongs to',
    clock: 'Never purged: without the debt nobody could say how long its records must be kept.',
    citation: '12 CFR 1006.100(a)',
  },
  audit: {
    title: 'Audit log',
    holds: 'Who did what, and when',
    clock: 'Never purged: its rows belong to no one debt, so no period of theirs ever ends.',
    citation: '12 CFR 1006.100(a)',
  },
  feedback: {
    title: 'Feedback',
    holds: 'What people wrote about the app',
    clock: 'Never purged: it belongs to no debt, and may tell of a complaint.',
    citation: '12 CFR 1006.100(a)',
  },
  'delivery-key': {
    title: 'Delivery keys',
    holds: 'Keys by which a request that is sent twice has one effect',
    clock: 'Forgotten by the hourly upkeep after some weeks: they say nothing about a debt.',
    citation: 'No record under 12 CFR 1006.100',
  },
};
