import type { OverrideView } from '../../../shared/contracts/compliance/overrides.contract.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const stateWords: Readonly<Record<OverrideView['state'], { label: string; tone: Tone }>> = {
  waiting: { label: 'Waits', tone: 'warn' },
  approved: { label: 'Approved', tone: 'good' },
  refused: { label: 'Refused', tone: 'stop' },
  expired: { label: 'Ran out', tone: 'neutral' },
  used: { label: 'Used', tone: 'accent' },
};

/** Whose answer is missing. */
export function missingWords({ missing_approvals: count, is_compliance_missing: isCompliance }: OverrideView): string {
  if (count <= 1) return isCompliance ? 'Compliance must answer.' : 'One more person must answer.';
  return isCompliance ? `${count} people must answer, one of compliance.` : `${count} people must answer.`;
}
