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
/** What follows from a dispute or a question for the creditor before anybody knows whether it came in the validation period. */
export const holdWords: Readonly<Record<DisputeRow['kind'], Readonly<Record<DisputeRow['form'], string>>>> = {
  dispute: {
    written:
      'In writing, within the validation period: nobody collects what is disputed until the answer has been sent. After the period the law does not stop collection; the debt is marked as disputed. In New York City a dispute holds the debt either way.',
    oral: 'Spoken: the law does not stop collection; by our policy calls wait until compliance has decided. Tell them that a dispute in writing, within the validation period, stops it. In New York City a spoken one holds the debt too.',
  },
  'original-creditor-request': {
    written:
      'In writing, within the validation period: nobody collects this debt until the answer has been sent. After the period the law does not stop collection.',
    oral: 'Spoken: collection goes on. Tell them that the same question in writing, within the validation period, stops it until it is answered.',
  },
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
