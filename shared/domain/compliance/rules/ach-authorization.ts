/**
 * P-2: a debit of a bank account that the consumer authorizes on the telephone (Nacha Operating Rules, TEL). Everything that
 * the authorization must say is said; a single one is recorded, or confirmed in writing before it settles; recurring ones are
 * recorded, and the consumer gets a copy. Only with a relationship, or when the consumer called.
 */
import { type AchAuthorization, authorizationItems, type PaymentFacts } from '../facts/payment.ts';
import { definePaymentRule, type Obligation, type Ruling } from '../rule.ts';

type Item = (typeof authorizationItems)[number];
const itemNames: Readonly<Record<Item, string>> = {
  'debit-date': 'the day of the debit',
  amount: 'the amount',
  name: 'the consumer’s name',
  account: 'the account',
  'inquiry-phone': 'a telephone number for questions in business hours',
  'authorization-date': 'today’s date',
  'single-or-recurring': 'that it is one ACH debit, or how many and when',
  'revocation-method': 'how to revoke it',
};
const CITATION = 'Nacha Operating Rules, TEL entries';

const confirmInWriting: Obligation = {
  code: 'ach.confirm-in-writing',
  title: 'Written confirmation',
  text: 'Send the consumer the authorization in writing before the debit settles.',
  citation: CITATION,
};
const verify = (what: string, code: string): Obligation => ({
  code,
  title: `Check ${what}`,
  text: `Check ${what} in a commercially reasonable way before the debit goes out.`,
  citation: CITATION,
});

const isRecurring = ({ schedule }: PaymentFacts): boolean => schedule !== null && schedule.debitCount !== 1;

function judgeScript(ach: AchAuthorization, recurring: boolean): Ruling | null {
  const said = new Set<Item>(ach.stated ?? []);
  const missing = authorizationItems.filter((item) => !said.has(item) && (recurring || item !== 'revocation-method'));
  if (missing.length === 0) return null;
  return {
    verdict: 'block',
    reason: `The authorization does not say: ${missing.map((item) => itemNames[item]).join('; ')}.`,
  };
}

function judgeRelationship(ach: AchAuthorization): Ruling | null {
  if (ach.callBegunBy === 'consumer' || ach.relationship === 'own') return null;
  if (ach.relationship === 'none') {
    return {
      verdict: 'block',
      reason:
        'We called somebody with whom there is no relationship: take a written authorization (PPD or WEB) instead.',
    };
  }
  if (ach.relationship === 'creditor' && ach.bankAcceptsRelationship) return null;
  return {
    verdict: 'review',
    reason:
      ach.relationship === null
        ? 'Nobody knows whether there is a relationship with the consumer that allows an authorization on our own call.'
        : 'The relationship is the creditor’s: the originating bank must say whether it is enough.',
  };
}

/** Proof of what was said: a recording, or a writing where that is enough. */
function judgeProof(ach: AchAuthorization, facts: PaymentFacts, nowMs: number): Ruling | null {
  const isSent = (atMs: number | null): boolean => atMs !== null && atMs <= nowMs;
  const isRecorded = ach.isRecorded === true && !ach.wasRecordingPaused && !ach.isRecordingDeclined;
  if (isRecurring(facts)) {
    if (!isRecorded)
      return { verdict: 'block', reason: 'An authorization of recurring debits must be recorded whole.' };
    return isSent(ach.copySentAtMs)
      ? null
      : { verdict: 'block', reason: 'The consumer must get a copy of the authorization of recurring debits first.' };
  }
  if (isRecorded || isSent(ach.writtenConfirmationSentAtMs)) return null;
  if (ach.wasRecordingPaused && !ach.isRecordingDeclined) {
    return {
      verdict: 'block',
      reason: 'The recording was paused while the authorization was read: switch it on and read it again.',
    };
  }
  if (facts.action.step === 'debit') {
    return { verdict: 'block', reason: 'The authorization is neither recorded nor confirmed in writing.' };
  }
  return {
    verdict: 'require',
    reason: ach.isRecordingDeclined
      ? 'The consumer did not want to be recorded: the authorization is confirmed in writing before the debit settles.'
      : 'The authorization is not recorded: it is confirmed in writing before the debit settles.',
    obligations: [confirmInWriting],
  };
}

function judgeIdentity(ach: AchAuthorization, step: PaymentFacts['action']['step']): Ruling | null {
  const checks = [
    { isVerified: ach.isIdentityVerified, duty: verify('who the consumer is', 'ach.verify-identity') },
    { isVerified: ach.isRoutingNumberVerified, duty: verify('the routing number', 'ach.verify-routing-number') },
  ];
  const open = checks.filter(({ isVerified }) => isVerified !== true);
  if (open.length === 0) return null;
  const names = open.map(({ duty }) => duty.title).join('; ');
  const hasFailed = open.some(({ isVerified }) => isVerified === false);
  return hasFailed || step === 'debit'
    ? { verdict: 'block', reason: `Not done, or failed: ${names}.` }
    : { verdict: 'require', reason: `Still to be done: ${names}.`, obligations: open.map(({ duty }) => duty) };
}

/** Several rulings of one rule as one: the hardest verdict speaks, every obligation stays. */
function combine(rulings: readonly Ruling[]): Ruling {
  const hardest =
    rulings.find(({ verdict }) => verdict === 'block') ?? rulings.find(({ verdict }) => verdict === 'review');
  if (hardest !== undefined) {
    const said = rulings.filter(({ verdict }) => verdict === hardest.verdict).map(({ reason }) => reason);
    return { ...hardest, reason: said.join(' ') };
  }
  if (rulings.length === 0) return { verdict: 'allow', reason: 'The authorization says what it must, and is proved.' };
  return {
    verdict: 'require',
    reason: rulings.map(({ reason }) => reason).join(' '),
    obligations: rulings.flatMap(({ obligations }) => obligations ?? []),
  };
}

export const achAuthorization = definePaymentRule<Readonly<Record<string, never>>>(
  { id: 'P-2', title: 'Bank debit authorized by telephone', citation: CITATION, isPolicy: false },
  (facts, nowMs) => {
    const { action, ach } = facts;
    if (action.method !== 'ach') return { verdict: 'allow', reason: 'No bank account is debited.' };
    if (action.step === 'open-form') return { verdict: 'allow', reason: 'Nothing is authorized yet.' };
    if (ach === null) return { verdict: 'block', reason: 'Nothing is known about the authorization of this debit.' };
    const used = {
      entry_class: ach.entryClass,
      stated: ach.stated,
      is_recorded: ach.isRecorded,
      was_recording_paused: ach.wasRecordingPaused,
      is_recording_declined: ach.isRecordingDeclined,
      is_recurring: isRecurring(facts),
      relationship: ach.relationship,
      call_begun_by: ach.callBegunBy,
    };
    if (!ach.isAuthorizedOrally && ach.entryClass !== 'TEL') {
      return {
        ...combine([judgeIdentity(ach, action.step)].filter((ruling) => ruling !== null)),
        facts: used,
      };
    }
    if (ach.entryClass !== 'TEL' || !ach.isAuthorizedOrally) {
      return {
        verdict: 'block',
        reason: 'A spoken authorization goes out as TEL and a written one as WEB or PPD; this one is mixed up.',
        facts: used,
      };
    }
    const rulings = [
      judgeScript(ach, isRecurring(facts)),
      judgeProof(ach, facts, nowMs),
      judgeRelationship(ach),
      judgeIdentity(ach, action.step),
    ];
    return { ...combine(rulings.filter((ruling) => ruling !== null)), facts: used };
  },
);
