/**
 * What becomes of a dispute or of a question for the original creditor (12 CFR 1006.38). Only an answer that was SENT, or a
 * consumer who takes it back, or a person of compliance who releases the debt ends the hold on collection.
 *
 *   received ──investigate──▶ investigating
 *      │                           │
 *      ├── send-answer ────────────┤▶ answered
 *      ├── withdraw ───────────────┤▶ withdrawn
 *      ├── mark-duplicate ─────────┤▶ duplicate
 *      ╰── release ────────────────╯▶ released
 *   duplicate ──send-answer (the notice of it)──▶ duplicate
 *   answered, withdrawn, duplicate, released ──reopen──▶ investigating
 */
export const disputeStandings = [
  'received',
  'investigating',
  'answered',
  'withdrawn',
  'duplicate',
  'released',
] as const;
export type DisputeStanding = (typeof disputeStandings)[number];

export const disputeSteps = ['investigate', 'send-answer', 'withdraw', 'mark-duplicate', 'release', 'reopen'] as const;
export type DisputeStep = (typeof disputeSteps)[number];

/** Standings in which it is still open what becomes of it. */
export const openStandings: readonly DisputeStanding[] = ['received', 'investigating'];

/** A repetition whose notice has not been sent: it holds the debt as an open dispute does (12 CFR 1006.38(d)(2)(ii)). */
export const owesNotice = (standing: DisputeStanding, answerSentAt: string | null): boolean =>
  standing === 'duplicate' && answerSentAt === null;

/** Whether somebody has something to do about it. */
export const isWaiting = (standing: DisputeStanding, answerSentAt: string | null): boolean =>
  openStandings.includes(standing) || owesNotice(standing, answerSentAt);

const targets: Readonly<Record<DisputeStep, DisputeStanding>> = {
  investigate: 'investigating',
  'send-answer': 'answered',
  withdraw: 'withdrawn',
  'mark-duplicate': 'duplicate',
  release: 'released',
  reopen: 'investigating',
};

/** The standing after a step; null when the step cannot be taken from here. */
export function standingAfter(standing: DisputeStanding, step: DisputeStep): DisputeStanding | null {
  const isOpen = openStandings.includes(standing);
  // The notice of a repetition is sent as an answer is, and it stays a repetition.
  if (standing === 'duplicate' && step === 'send-answer') return 'duplicate';
  if ((step === 'reopen') === isOpen) return null;
  return standing === targets[step] ? null : targets[step];
}

/** The steps that can be taken now. */
export const stepsFrom = (standing: DisputeStanding): DisputeStep[] =>
  disputeSteps.filter((step) => standingAfter(standing, step) !== null);

const dayMs = 86_400_000;
/**
 * Policy: days within which an answer is to be sent. The regulation knows no limit but the hold; thirty days is what 15 USC
 * 1681s-2(a)(8)(E) gives a furnisher for a direct dispute, and is well within the sixty of New York City.
 */
export const answerWithinDays = 30;
/** Those that end within so many days are due soon. */
export const soonDays = 5;

export type DisputeClock = 'stopped' | 'running' | 'soon' | 'overdue';

/** Until when an answer, or the notice of a repetition, is to be sent, and how that stands at a moment. */
export function clockOf(
  receivedAtMs: number,
  { standing, answerSentAt }: { standing: DisputeStanding; answerSentAt: string | null },
  nowMs: number,
): { dueAtMs: number; clock: DisputeClock } {
  const dueAtMs = receivedAtMs + answerWithinDays * dayMs;
  if (!isWaiting(standing, answerSentAt)) return { dueAtMs, clock: 'stopped' };
  if (nowMs >= dueAtMs) return { dueAtMs, clock: 'overdue' };
  return { dueAtMs, clock: nowMs >= dueAtMs - soonDays * dayMs ? 'soon' : 'running' };
}
