/** Payments by telephone: Regulation F, Regulation E, the Nacha Operating Rules and PCI DSS. */
import type { RulePack } from '../rule.ts';
import { achAuthorization } from '../rules/ach-authorization.ts';
import { achReturns } from '../rules/ach-returns.ts';
import { PAUSE_WITHIN_MS } from '../payments/card-form.ts';
import { cardCapture } from '../rules/card-capture.ts';
import { cardDataKept } from '../rules/card-data-kept.ts';
import { convenienceFee } from '../rules/convenience-fee.ts';
import { paymentAllocation } from '../rules/payment-allocation.ts';
import { postdatedPayment } from '../rules/postdated-payment.ts';
import { preauthorizedTransfers } from '../rules/preauthorized-transfers.ts';

export const paymentsPack: RulePack = {
  id: 'us-payments',
  version: '2026-11-22',
  title: 'Payments by telephone',
  jurisdiction: 'US',
  /** Effective date of Regulation F: 2021-11-30. */
  effectiveFromMs: Date.UTC(2021, 10, 30),
  effectiveUntilMs: null,
  mode: 'enforce',
  uncertainties: [
    'P-1: half a second for the recorders and two minutes for an idle form are ours; the standard names no number.',
    'P-1: card data in free text is found by form; what a detector takes for card data is removed, also if it is something else.',
    'P-2: the Nacha Operating Rules were read in copies of banks, not in the original; the numbers of reinitiation are from knowledge.',
    'P-2: whether a creditor’s relationship is enough for an agency’s own call is for the originating bank; a person decides until it has answered.',
    'P-2: what a commercially reasonable check of identity and routing number is, is not defined; a debit waits until both are marked as done.',
    'P-3: whether a recorded call can be a signature under the E-SIGN Act is open (CFPB Bulletin 2015-06 said so); it is none until counsel approves it.',
    'P-3: a card of which only the consumer has said that it is a credit card is believed (comment 10(b)-7) until its number says otherwise.',
    'P-4: which states allow a fee is not settled by state or circuit; none does until counsel names it, and every state of the consumer must.',
    'P-5: "legal public holidays identified in 5 USC 6103(a)" may or may not include the days on which they are kept; a notice must be in time by both readings.',
    'P-5: whether a scheduled card or ACH payment is a payment instrument is not said; it is treated as one by policy.',
    'P-6: a debt that is disputed in part, orally, late, or again after it was verified counts as disputed until the dispute is closed.',
    'P-6: a direction to a disputed debt is a contradiction of both halves of the rule; the money is held for a person.',
  ],
  rules: [
    cardCapture({ pauseWithinMs: PAUSE_WITHIN_MS }),
    cardDataKept({}),
    achAuthorization({}),
    achReturns({ mostPresentedAgain: 2, withinDays: 180 }),
    preauthorizedTransfers({ noticeDays: 10, acceptsRecordedSignature: false }),
    convenienceFee({}),
    postdatedPayment({ freeDays: 5, leastBusinessDays: 3, mostBusinessDays: 10 }),
    paymentAllocation({}),
  ],
};
