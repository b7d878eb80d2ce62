/**
 * The contact ledger and what follows from it. Rows are only ever added; what is true of a call is its latest row of each
 * kind. A call that was reserved and never settled counts (it is taken for connected), a conversation is one until a
 * corrected disposition says otherwise, and calls to a number found wrong count no more (comment 14(b)(2)(i)-3).
 */
import {
  type Attempt,
  attemptSchema,
  type Consent,
  consentSchema,
  type ContactHistory,
  type Conversation,
  conversationSchema,
} from './facts/history.ts';
import type { ConnectClass } from '../telephony/connect-class.ts';

/** Why an attempt that was reserved ahead is none any more. */
export type ReleaseReason = 'not-needed' | 'dialled-online' | 'ran-out' | 'barred';

export type LedgerValue =
  /** An outbound call is about to be placed; it counts from now on. */
  | { kind: 'attempt' }
  /** The attempt was reserved ahead and given back before anything was dialled: it was no call. */
  | { kind: 'released'; why: ReleaseReason }
  /** What the wire said. */
  | { kind: 'settled'; connectClass: ConnectClass; isCounted: boolean }
  /**
   * Whether there was a conversation, and when it began (epoch milliseconds). Presumed from the answer on, until the
   * disposition says what it was.
   */
  | { kind: 'talk'; isConversation: boolean; atMs: number; isPresumed?: boolean }
  /** Consent to be called, or its withdrawal; when it was received (epoch milliseconds). Local dates bound its use. */
  | { kind: 'consent'; isGiven: boolean; receivedAtMs: number; usable: { from: string; until: string } | null }
  /** The number was said not to be the consumer's, or that was taken back. Its effect is the number's own status. */
  | { kind: 'wrong-number'; isWrong: boolean }
  /** A recorded message may be left in this call, and is taken for left. */
  | { kind: 'voicemail'; messageId: string; decisionId: string };

export type LedgerRow = {
  sequence: number;
  callId: string;
  direction: 'outbound' | 'inbound';
  phoneNumber: string | null;
  debtIds: readonly string[] | null;
  placedAtMs: number;
  value: LedgerValue;
};

type LatestRows = Map<LedgerValue['kind'], LedgerRow>;

/** What the rules need of the ledger. `wrongNumbers`: numbers that are not this person's. Order of rows is not used. */
export function foldLedger(
  rows: readonly LedgerRow[],
  wrongNumbers: ReadonlySet<string>,
): Pick<ContactHistory, 'attempts' | 'conversations' | 'consents'> {
  const calls = new Map<string, LatestRows>();
  for (const row of rows) {
    const latest: LatestRows = calls.get(row.callId) ?? new Map();
    const known = latest.get(row.value.kind);
    if (known === undefined || known.sequence < row.sequence) latest.set(row.value.kind, row);
    calls.set(row.callId, latest);
  }

  const attempts: Attempt[] = [];
  const conversations: Conversation[] = [];
  const consents: Consent[] = [];
  for (const [callId, latest] of calls) {
    const attempt = latest.get('attempt');
    const settled = latest.get('settled')?.value;
    // What was placed after all has an attempt of its own after the release.
    const isReleased = attempt !== undefined && (latest.get('released')?.sequence ?? -1) > attempt.sequence;
    if (attempt && !isReleased) {
      const phoneNumber = attempt.phoneNumber ?? '';
      const isLeft = latest.has('voicemail');
      attempts.push(
        attemptSchema.parse({
          callId,
          placedAtMs: attempt.placedAtMs,
          phoneNumber,
          debtIds: attempt.debtIds,
          isCounted: !wrongNumbers.has(phoneNumber) && (settled?.kind === 'settled' ? settled.isCounted : true),
          isAnswered: settled?.kind === 'settled' ? settled.connectClass === 'connected' : null,
          leftVoicemail: isLeft,
          reachedVoicemail: isLeft ? true : null,
          mode: isLeft ? 'prerecorded' : 'manual',
        }),
      );
    }
    const talk = latest.get('talk');
    if (talk?.value.kind === 'talk' && talk.value.isConversation) {
      const { atMs, isPresumed = false } = talk.value;
      conversations.push(conversationSchema.parse({ callId, atMs, debtIds: talk.debtIds, isPresumed }));
    }
    const consent = latest.get('consent');
    if (consent?.value.kind === 'consent' && consent.value.isGiven) {
      const { receivedAtMs, usable } = consent.value;
      consents.push(consentSchema.parse({ callId, receivedAtMs, debtIds: consent.debtIds, usable }));
    }
  }
  return { attempts, conversations, consents };
}
