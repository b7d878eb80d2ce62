/**
 * The ledger of written messages and what follows from it. Rows are only ever added. A message counts from the moment it
 * was permitted; what is never heard of again counts. It stops counting only when its sender says that it failed and
 * nothing says that it went out. It is taken for read only when it is known to have gone out: nobody is spared the first
 * notice of a debt because a message may have reached them (12 CFR 1006.18(e)).
 */
import type { ContactAction } from './facts/action.ts';
import type { Medium } from './facts/fields.ts';
import { type MessageSent, messageSentSchema } from './facts/history.ts';

/** Media of written messages. */
export const messageMedia = ['sms', 'email', 'letter', 'direct-message'] as const satisfies readonly Medium[];
export type MessageMedium = (typeof messageMedia)[number];

/** What the carrier says became of a message. `bounced` and `returned`: it went out and came back. */
export const messageEventTypes = ['sent', 'delivered', 'bounced', 'returned', 'failed'] as const;
export type MessageEventType = (typeof messageEventTypes)[number];

export type MessageValue =
  /** Permitted, and about to be sent; it counts from now on. */
  | {
      kind: 'reserved';
      purpose: ContactAction['purposes'][number];
      templateId: string;
      decisionId: string;
      /** End of its permits, epoch milliseconds. */
      permitExpiresAtMs: number;
      /** Hash of what was asked for: the same contact asked for again is the same message. */
      fingerprint: string;
    }
  /** Its permit was used: it is being sent. */
  | { kind: 'permit-used'; jti: string }
  | { kind: 'event'; type: MessageEventType; atMs: number }
  /** The consumer, or somebody else at that address, wrote to us. */
  | { kind: 'received'; isAboutDebt: boolean; asksToStop: boolean; saysWrongParty: boolean };

export type MessageRow = {
  contactId: string;
  channel: MessageMedium;
  /** E.164 of a text, else an address. */
  address: string;
  debtIds: readonly string[] | null;
  /** When the message was permitted or came in. */
  placedAtMs: number;
  value: MessageValue;
};

export type ReceivedMessage = {
  channel: MessageMedium;
  address: string;
  atMs: number;
  isAboutDebt: boolean;
  asksToStop: boolean;
  saysWrongParty: boolean;
};

/** A communication in writing that is known to have gone out. */
export type WrittenMessage = {
  /** Null: about which debt is not known, so it stands for each. */
  debtIds: readonly string[] | null;
  atMs: number;
  channel: MessageMedium;
  /** It gave the validation information (12 CFR 1006.34(a)). */
  isNotice: boolean;
  /** It bounced or was returned: nobody has read it. */
  cameBack: boolean;
};

export type MessageHistory = {
  messages: MessageSent[];
  written: WrittenMessage[];
  received: ReceivedMessage[];
};

/** Addresses are the same whatever their case and the spaces around them. */
export const isSameAddress = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** Messages that say nothing about a debt. */
const silentPurposes: ReadonlySet<string> = new Set([
  'opt-out-confirmation',
  'consent-request',
  'location-information',
]);

/** What the rules need of the ledger. Order of rows is not used. */
export function foldMessages(rows: readonly MessageRow[]): MessageHistory {
  const history: MessageHistory = { messages: [], written: [], received: [] };
  for (const [contactId, ofContact] of Map.groupBy(rows, (row) => row.contactId)) {
    const events = new Set(ofContact.flatMap(({ value }) => (value.kind === 'event' ? [value.type] : [])));
    for (const { channel, address, debtIds, placedAtMs, value } of ofContact) {
      if (value.kind === 'received') {
        const { isAboutDebt, asksToStop, saysWrongParty } = value;
        history.received.push({ channel, address, atMs: placedAtMs, isAboutDebt, asksToStop, saysWrongParty });
      }
      if (value.kind !== 'reserved') continue;
      const cameBack = events.has('bounced') || events.has('returned');
      const wentOut = events.has('sent') || events.has('delivered');
      if (!events.has('failed') || wentOut || cameBack)
        history.messages.push(
          messageSentSchema.parse({
            id: contactId,
            channel,
            sentAtMs: placedAtMs,
            address,
            debtIds,
            purpose: value.purpose,
          }),
        );
      if ((wentOut || cameBack) && !events.has('failed') && !silentPurposes.has(value.purpose))
        history.written.push({
          debtIds,
          atMs: placedAtMs,
          channel,
          isNotice: value.purpose === 'validation-notice',
          cameBack,
        });
    }
  }
  return history;
}
