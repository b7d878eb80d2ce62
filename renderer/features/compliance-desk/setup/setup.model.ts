/** The setup of an organization as a compliance officer reads and fills it in. */
import type { License, OnboardingState } from '../../../../shared/contracts/onboarding/onboarding.contract.ts';
import { zonesOfState } from '../../../../shared/domain/compliance/zones/states.ts';
import type { Tone } from '../../../ui/StatusPill.tsx';

export type StepProps = { state: OnboardingState; mayChange: boolean };

export const collectorWords = {
  'third-party': 'Collects for others',
  'debt-buyer': 'Bought the debts',
  creditor: 'Collects its own debts',
} as const;

export const standingWords: Readonly<Record<License['standing'], { words: string; tone: Tone }>> = {
  'in-force': { words: 'In force', tone: 'good' },
  'to-come': { words: 'Not yet', tone: 'warn' },
  expired: { words: 'Ran out', tone: 'stop' },
  withdrawn: { words: 'Taken back', tone: 'neutral' },
};

/** How far it is, and what that means for the phones. */
export function progressOf({ steps, may_dial: mayDial, taken_over: takenOver }: OnboardingState): {
  title: string;
  text: string;
  tone: Tone;
} {
  const left = steps.filter((step) => !step.is_done).length;
  if (left === 0) return { title: 'The setup is complete.', text: 'Calls go out as the rules allow.', tone: 'good' };
  const open = `${left} of ${steps.length} steps ${left === 1 ? 'is' : 'are'} open.`;
  if (takenOver)
    return { title: `${takenOver.reason} Please confirm.`, text: `${open} Calls go out meanwhile.`, tone: 'warn' };
  return mayDial
    ? { title: open, text: 'Calls go out; what is open stops only what it is about.', tone: 'warn' }
    : { title: 'Nobody can dial yet.', text: `${open} Incoming calls and 911 work.`, tone: 'stop' };
}

/** States as they are typed: `ny, NJ` ; null when one of them is no state. */
export function readStates(typed: string): string[] | null {
  const states = typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const areKnown = states.every((state) => state.length === 2 && zonesOfState(state).length > 0);
  return states.length > 0 && areKnown ? [...new Set(states)] : null;
}
