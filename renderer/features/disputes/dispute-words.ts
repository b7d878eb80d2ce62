/** How disputes are called on the screen. */
import type { DisputeDetail, DisputeRow } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { DisputeStep } from '../../../shared/domain/disputes/dispute-steps.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const categoryWords: Readonly<Record<DisputeRow['category'], string>> = {
  'not-mine': 'Not their debt',
  amount: 'The amount is wrong',
  paid: 'Paid already',
  'identity-theft': 'Identity theft',
  bankruptcy: 'Part of a bankruptcy',
  other: 'Something else',
};
export const channelWords: Readonly<Record<DisputeRow['channel'], string>> = {
  voice: 'By phone',
  letter: 'By letter',
  email: 'By e-mail',
  sms: 'By text message',
  portal: 'In the portal',
};
export const standingWords: Readonly<Record<DisputeRow['standing'], { label: string; tone: Tone }>> = {
  received: { label: 'Received', tone: 'stop' },
  investigating: { label: 'Looked into', tone: 'warn' },
  answered: { label: 'Answered', tone: 'good' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
  duplicate: { label: 'Repetition', tone: 'neutral' },
  released: { label: 'Released', tone: 'neutral' },
};
export const wayWords = {
  mail: 'Mail',
  'certified-mail': 'Certified mail',
  email: 'E-mail',
  portal: 'Portal',
} as const satisfies Record<NonNullable<DisputeDetail['history'][number]['answer']>['way'], string>;
export const stepWords: Readonly<Record<DisputeStep | 'file', string>> = {
  file: 'Taken in',
  investigate: 'Looked into',
  'send-answer': 'Answer sent',
  withdraw: 'Withdrawn',
  'mark-duplicate': 'Found to be a repetition',
  release: 'Released by compliance',
  reopen: 'Reopened',
};
