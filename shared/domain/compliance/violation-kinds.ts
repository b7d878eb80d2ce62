/** What can have gone wrong in a call that was made, as far as a stored record can prove it. */
export const violationKinds = [
  'disclosure-missed',
  'disclosure-before-right-party',
  'recording-not-announced',
  'call-without-decision',
  'permit-redeemed-late',
  'call-past-curfew',
] as const;
export type ViolationKind = (typeof violationKinds)[number];
