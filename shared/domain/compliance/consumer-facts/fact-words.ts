import type { FactKind } from './fact-kinds.ts';

/** Each kind of fact in a few plain words, as it stands on the card and in the outbox. */
export const factWords: Readonly<Record<FactKind, string>> = {
  'cease-notice': 'Asked in writing: no contact',
  'leave-me-alone': 'Asked to be left alone',
  attorney: 'Has an attorney',
  'attorney-asked': 'Attorney was asked',
  'attorney-answered': 'Attorney answered',
  bankruptcy: 'Bankruptcy',
  deceased: 'Deceased',
  servicemember: 'Servicemember',
  'time-preference': 'Times to call',
  'barred-place': 'Place not to call',
  'medium-opt-out': 'Does not want to be reached this way',
  consent: 'Consent given',
  'consent-revoked': 'Consent revoked',
  'employer-provided': 'Provided by the employer',
  'wrong-number': 'Wrong number',
  'litigator-listed': 'On a list of litigators',
  'reassigned-answer': 'Reassigned number looked up',
  limitation: 'Last day to sue',
  'initial-communication': 'First communication',
  'validation-provided': 'Validation notice provided',
  'validation-returned': 'Validation notice came back',
};
