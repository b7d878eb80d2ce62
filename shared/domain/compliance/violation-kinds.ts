/** Those that a disposition alone proves, whatever is learned about the call later. */
export const disclosureViolationKinds = [
  'disclosure-missed',
  'disclosure-before-right-party',
  'recording-not-announced',
] as const;
export type DisclosureViolationKind = (typeof disclosureViolationKinds)[number];

/** What can have gone wrong in a call that was made, as far as a stored record can prove it. */
export const violationKinds = [
  ...disclosureViolationKinds,
  'call-without-decision',
  'permit-redeemed-late',
  'call-past-curfew',
] as const;
export type ViolationKind = (typeof violationKinds)[number];
