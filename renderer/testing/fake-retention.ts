/** Legal holds and purges as a compliance officer would find them. */
import type { Hold, Purge, PurgeFindings } from '../../shared/contracts/retention/retention.contract.ts';
import { ago, fakeId, fakeNow } from './fake-data.ts';
import type { Handlers } from './fake-bridge.ts';

const dayMinutes = 24 * 60;

export const fakeHolds = (): Hold[] => [
  {
    id: fakeId(81_001),
    scope: 'consumer',
    subject_id: fakeId(90_001),
    subject_label: 'Maria Lopez Garcia',
    matter: 'Lopez v. Harbor Point, 3:26-cv-01044',
    reason: 'Counsel asked to keep everything about the calls of spring 2026',
    placed: { by: 'Jordan Avery', at: ago(40 * dayMinutes) },
    lifted: null,
  },
  {
    id: fakeId(81_002),
    scope: 'account',
    subject_id: fakeId(90_002),
    subject_label: 'HP-100482',
    matter: 'Complaint 251104-88',
    reason: 'A complaint at the Bureau is being answered',
    placed: { by: 'Priya Raman', at: ago(120 * dayMinutes) },
    lifted: { by: 'Jordan Avery', at: ago(12 * dayMinutes), reason: 'Answered and closed by the Bureau' },
  },
];

const findings: PurgeFindings = {
  may_go: [
    { kind: 'timeline-entry', count: 1204 },
    { kind: 'call', count: 3412 },
    { kind: 'decision', count: 3390 },
  ],
  must_stay: [
    {
      kind: 'call',
      because: 'legal-hold',
      count: 18,
      example: 'A legal hold keeps this record: Lopez v. Harbor Point, 3:26-cv-01044.',
      next_at: null,
    },
    {
      kind: 'call',
      because: 'period',
      count: 48_210,
      example: 'It must be kept until 2027-03-01; it may be purged the day after.',
      next_at: '2027-03-02T05:00:00.000Z',
    },
    {
      kind: 'decision',
      because: 'chain-end',
      count: 22,
      example: 'It is the end of its chain, which stays so that nothing can be cut off unnoticed.',
      next_at: null,
    },
  ],
  never: [
    { kind: 'recording', count: null },
    { kind: 'seal', count: 26_280 },
    { kind: 'audit', count: 310_412 },
  ],
  is_cut: false,
};

export const fakePurges = (): Purge[] => [
  { id: fakeId(82_002), planned: { by: 'Jordan Avery', at: ago(20) }, count: null, findings, run: null },
  {
    id: fakeId(82_001),
    planned: { by: 'Jordan Avery', at: ago(365 * dayMinutes) },
    count: null,
    findings,
    run: {
      by: 'Jordan Avery',
      at: ago(365 * dayMinutes - 10),
      reason: 'Yearly purge, as the retention policy says',
      ended_at: ago(365 * dayMinutes - 14),
      stopped_at: null,
      moved_at: ago(365 * dayMinutes - 14),
      removed: [{ kind: 'call', count: 2980 }],
      refused: [{ kind: 'call', count: 2, why: 'A legal hold keeps it.' }],
    },
  },
];

const counting = (looked: number, stoppedAt: string | null = null): Purge => ({
  id: fakeId(82_003),
  planned: { by: 'Priya Raman', at: ago(1) },
  count: { looked, total: 8_046, stopped_at: stoppedAt },
  findings: null,
  run: null,
});

/** A purge that has removed a part. */
const underWay = (stoppedAt: string | null, movedAt: string) => ({
  id: fakeId(82_003),
  planned: { by: 'Jordan Avery', at: ago(9) },
  count: null,
  findings,
  run: {
    by: 'Jordan Avery',
    at: ago(8),
    reason: 'Yearly purge, as the retention policy says',
    ended_at: null,
    stopped_at: stoppedAt,
    moved_at: movedAt,
    removed: [{ kind: 'timeline-entry' as const, count: 1204 }],
    refused: [],
  },
});

/** The latest dry run or purge as its job has left it. */
const latest = {
  counting: [counting(3_000)],
  'count-stopped': [counting(3_000, ago(0))],
  'purge-stopped': [underWay(ago(2), ago(2))],
  'purge-silent': [underWay(null, ago(7))],
} satisfies Record<string, Purge[]>;
export type PurgeJob = keyof typeof latest;

/** `isNew`: nothing was ever held or purged. `job`: how the job of the latest stands, if one is under way. */
export function retentionAnswers(isNew: boolean, job?: PurgeJob) {
  let holds = isNew ? [] : fakeHolds();
  let purges: Purge[] = isNew ? [] : [...(job ? latest[job] : []), ...fakePurges()];
  const by = 'Jordan Avery';
  return {
    'retention:list-holds': () => ({ holds }),
    'retention:place-hold': (body) => {
      const placed: Hold = {
        ...body,
        id: fakeId(81_100 + holds.length),
        subject_label: null,
        placed: { by, at: fakeNow },
        lifted: null,
      };
      holds = [placed, ...holds];
      return placed;
    },
    'retention:lift-hold': ({ id, reason }) => {
      holds = holds.map((hold) => (hold.id === id ? { ...hold, lifted: { by, at: fakeNow, reason } } : hold));
      return holds.find((hold) => hold.id === id) as Hold;
    },
    'retention:list-purges': () => {
      const now = purges;
      // What was asked for here is done when it is looked at again.
      purges = purges.map((purge) =>
        purge.planned.by === by && purge.count !== null ? { ...purge, count: null, findings } : purge,
      );
      return { purges: now };
    },
    'retention:plan-purge': () => {
      const planned: Purge = {
        id: fakeId(82_100 + purges.length),
        planned: { by, at: new Date().toISOString() },
        count: { looked: 0, total: null, stopped_at: null },
        findings: null,
        run: null,
      };
      purges = [planned, ...purges];
      return planned;
    },
    'retention:run-purge': ({ id, reason }) => {
      const run = {
        by,
        at: fakeNow,
        reason,
        ended_at: null,
        stopped_at: null,
        moved_at: fakeNow,
        removed: [],
        refused: [],
      };
      purges = purges.map((purge) => (purge.id === id ? { ...purge, run } : purge));
      return purges.find((purge) => purge.id === id) as Purge;
    },
    'retention:resume-purge': ({ id }) => {
      purges = purges.map((purge) =>
        purge.id === id && purge.run ? { ...purge, run: { ...purge.run, stopped_at: null, moved_at: fakeNow } } : purge,
      );
      return purges.find((purge) => purge.id === id) as Purge;
    },
  } satisfies Partial<Handlers>;
}
