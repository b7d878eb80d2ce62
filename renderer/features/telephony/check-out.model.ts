/** A check-out in words. Pure. */
import { type CheckOutItem, checkOutItems, type CheckOutVerdict } from '../../../shared/domain/telephony/check-out.ts';
import type { CheckOutRun } from '../../../shared/ipc/local-schemas.ts';
import type { CheckOutFinding } from '../../../shared/ipc/phone-snapshot.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const itemWords: Readonly<Record<CheckOutItem, { label: string; looks: string }>> = {
  microphone: { label: 'Microphone', looks: 'It is there, allowed, and not silent' },
  speaker: { label: 'Speaker', looks: 'A tone can be played where you listen' },
  ringer: { label: 'Ringer', looks: 'A call can be heard ringing' },
  headset: { label: 'Headset', looks: 'Its buttons and lamps answer' },
  pbx: { label: 'Telephone system', looks: 'The phone is registered and the system answers' },
  'media-path': { label: 'Voice path', looks: 'Sound can travel to the telephone system and back' },
  server: { label: 'Server', looks: 'It answers, so that calls can be decided' },
  clock: { label: 'Clock', looks: 'It agrees with the server; calling hours depend on it' },
  outbox: { label: 'Saved work', looks: 'Nothing from before waits or needs attention' },
  policy: { label: 'Rules', looks: 'The compliance rules are at hand and current' },
};

export const verdictWordsOf: Readonly<Record<CheckOutVerdict, { label: string; tone: Tone }>> = {
  passed: { label: 'Passed', tone: 'good' },
  warning: { label: 'Look at it', tone: 'warn' },
  failed: { label: 'Failed', tone: 'stop' },
  'not-applicable': { label: 'Not here', tone: 'neutral' },
};

export type CheckOutRow = { item: CheckOutItem; findings: CheckOutFinding[]; isRunning: boolean };

/** The ten items in their order with what has been found; the first without a finding is the one that is looked at. */
export function rowsOf(run: CheckOutRun | null): CheckOutRow[] {
  const found = (item: CheckOutItem): CheckOutFinding[] => run?.findings.filter((each) => each.item === item) ?? [];
  const next = run && !run.isDone ? checkOutItems.find((item) => found(item).length === 0) : undefined;
  return checkOutItems.map((item) => ({ item, findings: found(item), isRunning: item === next }));
}

const weight: Readonly<Record<CheckOutVerdict, number>> = { failed: 3, warning: 2, passed: 1, 'not-applicable': 0 };

/** The heaviest verdict of some findings; null when there are none. */
export const worstOf = (findings: readonly { verdict: CheckOutVerdict }[]): CheckOutVerdict | null =>
  findings.map(({ verdict }) => verdict).toSorted((a, b) => weight[b] - weight[a])[0] ?? null;

/** The whole in one sentence: whether a shift can begin like this. */
export function summaryOf(findings: readonly { verdict: CheckOutVerdict }[]): { text: string; tone: Tone } {
  const count = (verdict: CheckOutVerdict): number => findings.filter((each) => each.verdict === verdict).length;
  const failed = count('failed');
  const warned = count('warning');
  if (failed > 0)
    return { text: `${failed === 1 ? 'One thing does' : `${String(failed)} things do`} not work yet`, tone: 'stop' };
  if (warned > 0)
    return {
      text: `You can work; ${warned === 1 ? 'one thing is' : `${String(warned)} things are`} worth a look`,
      tone: 'warn',
    };
  return { text: 'Everything is ready for your shift', tone: 'good' };
}

/** What a person can do about an item that failed or warned. */
export const remedies: Readonly<Partial<Record<CheckOutItem, { label: string; screen: 'settings' | 'outbox' }>>> = {
  microphone: { label: 'Choose a microphone', screen: 'settings' },
  speaker: { label: 'Choose a speaker', screen: 'settings' },
  ringer: { label: 'Choose a ringer', screen: 'settings' },
  headset: { label: 'Connect the headset', screen: 'settings' },
  outbox: { label: 'Open the outbox', screen: 'outbox' },
};

/** Whether a check-out was made on the day of `nowMs`, on this computer's calendar. */
export const isOfToday = (run: CheckOutRun | null, nowMs: number): boolean =>
  run !== null && new Date(run.startedAt).toDateString() === new Date(nowMs).toDateString();
