/** Prior consent to more calls (12 CFR 1006.14(b)(3)(i)), as the count of calls knows it. */
import type { Consent } from '../facts/history.ts';
import { isoFromDay, localDay } from '../local-time.ts';
import { factsOf, type ToldFacts } from './told-facts.ts';

/**
 * Each with the end that the consumer set, and the first revocation after it, whichever number that was about. The rules hold it to
 * seven days, and to the next conversation.
 */
export const foldAgreedCalls = (facts: ToldFacts): Consent[] =>
  factsOf(facts, 'calls-agreed').map(({ value, debtId, receivedAtMs }) => ({
    callId: null,
    receivedAtMs,
    debtIds: debtId === null ? null : [debtId],
    // It begins when it was received; in no zone is that before the day before.
    usable: { from: isoFromDay(localDay(receivedAtMs, 'UTC') - 1), until: value.until_on },
    revokedAtMs:
      factsOf(facts, 'consent-revoked').find(
        (each) => each.receivedAtMs >= receivedAtMs && (each.value.medium === null || each.value.medium === 'voice'),
      )?.receivedAtMs ?? null,
  }));
