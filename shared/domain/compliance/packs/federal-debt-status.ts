/** Federal rules about what has become of a debt or its consumer: F-16, F-17, bankruptcy, military service. */
import type { Rule } from '../rule.ts';
import { bankruptcyStay } from '../rules/bankruptcy.ts';
import { deceasedConsumer } from '../rules/deceased-consumer.ts';
import { servicememberProtection } from '../rules/servicemember.ts';
import { timeBarredDebt } from '../rules/time-barred-debt.ts';

const statedLocationMs = 24 * 3_600_000;

export const debtStatusRules: readonly Rule[] = [
  timeBarredDebt({
    notices: [
      {
        state: 'CA',
        text: 'The law limits how long you can be sued on a debt. Because of the age of your debt, we will not sue you for it.',
        citation: 'Cal. Civ. Code 1788.14(d), 1788.52(d)',
      },
      {
        state: 'NY',
        text: 'We believe that the time to sue you for this debt is over. It is a violation of federal law to sue on such a debt; if you are sued all the same, you may be able to stop it by telling the court that the time is over. You need not acknowledge this debt, promise to pay it or give up your rights.',
        citation: '23 NYCRR 1.3(b)',
      },
    ],
    statedLocationMs,
  }),
  deceasedConsumer({ statedLocationMs }),
  bankruptcyStay({ verifyBusinessDays: 5, statedLocationMs }),
  servicememberProtection({ maxInterestPercent: 6, checkDays: 30, statedLocationMs }),
];

/** What is uncertain about them, and which reading was taken. */
export const debtStatusUncertainties: readonly string[] = [
  'F-16: the words of California and New York about the age of a debt are from knowledge: verify before relying on them; every other state gets general words, as policy.',
  'F-16: the period ends when its last day is over anywhere the consumer may be; where nobody has said when it ends, legal action waits for a person.',
  'F-16: whether a payment begins the time anew is warned of unless somebody has said that it does not.',
  'F-17: a call to the number of a consumer who has died may only ask who handles the affairs; everything else to that number or address is barred as policy.',
  'F-17: that a spouse or relative is told nothing of a liability of their own is from knowledge; whether they owe the debt themselves (a co-signer, community property) is not judged here.',
  'F-17: a guardian or parent of a consumer who has died is taken to have no authority any more until somebody says otherwise.',
  'F-17: a validation notice provided on or after the day of death to the consumer is taken for not given.',
  'X-1: the whole of it is from knowledge: verify before relying on it.',
  'X-1: the case on one debt bars the other debts of the consumer as well; relief and reaffirmation are for the one debt only.',
  'X-1: a debt incurred on the day of the petition is taken for older than it; one whose day is not known as well.',
  'X-1: five business days to find a case that was only spoken of are policy; after that it waits for a person, since the stay does not depend on our knowing the case.',
  'X-1: a discharge bars secured debts and debts excepted from it as well, until somebody records that it was denied for this debt.',
  'X-1: where the chapter is not known, those who owe the debt with the consumer are protected as in chapter 13; after the discharge a person says whether the case is closed.',
  'X-1: validation notices and notices of remedies are taken for acts to collect; only answers to what the consumer began, and the confirmation of an opt-out, go to the debtor.',
  'X-2: the whole of it is from knowledge: verify before relying on it.',
  'X-2: a request for the cap holds while it is on file, in service or after it, since a mortgage keeps the cap for a year; take it off when it no longer holds.',
  'X-2: a debt is taken for older than the service unless both days are known.',
  'X-2: where nobody has looked up the status, ordinary contact goes on, and a message that speaks of legal action asks for the look-up.',
  'X-2: that a look-up older than thirty days waits for a person is policy, and is so for those found not to be in service as well.',
];
