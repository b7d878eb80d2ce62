/** What compliance records from papers and look-ups, and the dates of it. Pure. */
import type { FactRoute } from '../../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';

export const papers = {
  cease: { label: 'Notice to end contact', group: 'The consumer' },
  attorney: { label: 'Attorney', group: 'The consumer' },
  times: { label: 'Times to call', group: 'The consumer' },
  again: { label: 'Consent to more calls', group: 'The consumer' },
  servicemember: { label: 'Servicemember status', group: 'The consumer' },
  bankruptcy: { label: 'Bankruptcy case', group: 'The consumer' },
  validation: { label: 'Validation notice', group: 'A debt' },
  'electronic-notices': { label: 'Electronic notices', group: 'A debt' },
  limitation: { label: 'Limitation period', group: 'A debt' },
  medical: { label: 'Medical debt or not', group: 'A debt' },
  'state-notice': { label: 'Notice of a medical debt', group: 'A debt' },
  consent: { label: 'Consent', group: 'A number or address' },
  revocation: { label: 'Consent revoked', group: 'A number or address' },
  'wrote-from': { label: 'Consumer wrote from it', group: 'A number or address' },
  'creditor-notice': { label: 'Creditor’s notice of our emails', group: 'A number or address' },
  'prior-collector': { label: 'Use by the collector before us', group: 'A number or address' },
} as const;
export type Paper = keyof typeof papers;
/** What is about one debt needs one. */
export const needsDebt: ReadonlySet<Paper> = new Set(['validation', 'limitation', 'medical', 'state-notice']);
export const paperGroups = ['The consumer', 'A debt', 'A number or address'] as const;

const isPaper = (key: string): key is Paper => key in papers;
export const papersOf = (group: (typeof paperGroups)[number]): Paper[] =>
  Object.keys(papers).filter((key): key is Paper => isPaper(key) && papers[key].group === group);

export const routes = [
  { value: 'letter', label: 'By letter' },
  { value: 'email', label: 'By email' },
  { value: 'sms', label: 'By text' },
  { value: 'portal', label: 'On the portal' },
  { value: 'voice', label: 'By telephone' },
  { value: 'voicemail', label: 'On voicemail' },
  { value: 'creditor', label: 'From the creditor' },
  { value: 'list', label: 'Looked up' },
] as const satisfies readonly { value: FactRoute; label: string }[];

/** An email address as it was typed, else null. */
export const emailOf = (text: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? text.trim() : null;

export const orNull = <T extends string>(text: T | ''): T | null => (text === '' ? null : text);
