/** What is sent to a consumer who disputes a debt or asks who the original creditor is (12 CFR 1006.38(c), (d)). */
import type { DisputeStanding } from './dispute-steps.ts';

export type LetterFacts = {
  kind: 'dispute' | 'original-creditor-request';
  standing: DisputeStanding;
  consumerName: string;
  /** As it is written to the consumer. */
  debtReference: string;
  originalCreditor: string;
  currentCreditor: string;
  balanceCents: number;
  /** The part that is disputed; null: all of it. */
  disputedCents: number | null;
  /** Local calendar date of receipt, as it is written. */
  receivedOn: string;
  organizationName: string;
};

export type Letter = { title: string; paragraphs: string[]; enclosures: string[] };

const money = (cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);

const miniMiranda = 'This communication is from a debt collector.';

/** The letter that answers a dispute, as far as it can be written without the creditor's documents. */
export function letterFor(facts: LetterFacts): Letter {
  const opening = `Dear ${facts.consumerName},`;
  const about = `This is about account ${facts.debtReference}.`;
  if (facts.kind === 'original-creditor-request')
    return {
      title: 'The original creditor of your debt',
      paragraphs: [
        opening,
        `${about} On ${facts.receivedOn} you asked us who the original creditor is.`,
        `The original creditor is ${facts.originalCreditor}. The current creditor is ${facts.currentCreditor}.`,
        miniMiranda,
        facts.organizationName,
      ],
      enclosures: [],
    };
  if (facts.standing === 'duplicate')
    return {
      title: 'Your repeated dispute',
      paragraphs: [
        opening,
        `${about} On ${facts.receivedOn} you disputed this debt.`,
        'You have sent us the same dispute before, and we have answered it. What you sent now contains no new and material information, so we have determined that it is duplicative. This is our notice of it, with the reason (12 CFR 1006.38(d)(2)(ii)).',
        'Our earlier answer still stands. If you have further documents or information, please send them to us.',
        miniMiranda,
        facts.organizationName,
      ],
      enclosures: [],
    };
  const part =
    facts.disputedCents === null
      ? `the debt of ${money(facts.balanceCents)}`
      : `${money(facts.disputedCents)} of the debt of ${money(facts.balanceCents)}`;
  return {
    title: 'Verification of your debt',
    paragraphs: [
      opening,
      `${about} On ${facts.receivedOn} you disputed ${part}.`,
      `With this letter we send you a copy of the verification of the debt, or of a judgment (12 CFR 1006.38(d)(2)).`,
      `The original creditor is ${facts.originalCreditor}. The balance today is ${money(facts.balanceCents)}.`,
      'If you still dispute this debt, please write to us and tell us why.',
      miniMiranda,
      facts.organizationName,
    ],
    enclosures: ['Verification of the debt, or a copy of a judgment'],
  };
}
