/** How violations are called on the screen. */
import type { ViolationKind } from '../../../../shared/domain/compliance/violation-kinds.ts';

export const kindWords: Readonly<Record<ViolationKind, string>> = {
  'disclosure-missed': 'Not said',
  'disclosure-before-right-party': 'Said to whom?',
  'recording-not-announced': 'Recording not announced',
  'call-without-decision': 'Without a decision',
  'permit-redeemed-late': 'Permit used late',
  'call-past-curfew': 'Past the hours there',
};
