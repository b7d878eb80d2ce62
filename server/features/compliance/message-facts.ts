/** What the ledger of messages adds to the facts: read with the person, in the same statement. */
import { sql } from 'kysely';
import type { ToldFacts } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import type { ContactAction } from '../../../shared/domain/compliance/facts/action.ts';
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import { isElectronic } from '../../../shared/domain/compliance/facts/fields.ts';
import type { MessageSent } from '../../../shared/domain/compliance/facts/history.ts';
import {
  foldMessages,
  isSameAddress,
  type MessageRow,
  type ReceivedMessage,
} from '../../../shared/domain/compliance/message-ledger.ts';
import { targetOf } from '../../../shared/domain/compliance/opt-outs.ts';
import { withNoticeOf } from '../../../shared/domain/compliance/validation-notices.ts';

export type MessageDatabaseRow = {
  contact_id: string;
  channel: MessageRow['channel'];
  address: string;
  debt_ids: readonly string[] | null;
  placed_at: string;
  value: MessageRow['value'];
};

/** Of the consumer of the statement around it. A wish to stop has no end, and one message a debt is written about for ever. */
export const messagesOfPerson = sql`coalesce((select jsonb_agg(jsonb_build_object('contact_id', contact_id,
    'channel', channel, 'address', address, 'debt_ids', debt_ids, 'placed_at', placed_at, 'value', value))
  from message_ledger where consumer_id = consumers.id), '[]')`;

const toRow = (row: MessageDatabaseRow): MessageRow => ({
  contactId: row.contact_id,
  channel: row.channel,
  address: row.address,
  debtIds: row.debt_ids,
  placedAtMs: Date.parse(row.placed_at),
  value: row.value,
});

/** The words of an address with nothing between them but spaces, so that one is found in another. */
const words = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()} `;

/** Whether a whole postal address, as it was given, is one on file: its street lines and its ZIP code are in it. */
const isOnFile = (given: string, onFile: readonly { lines: string; postal_code: string }[]): boolean =>
  onFile.some(
    ({ lines, postal_code: postalCode }) =>
      words(given).includes(words(lines)) && words(given).includes(words(postalCode)),
  );

type MessageContext = {
  postalAddresses: readonly { lines: string; postal_code: string }[];
  told: ToldFacts;
  /** Of the organization. */
  zone: string;
};

/** The facts of one contact with what was written before, to the person and by them. */
export function withMessages(
  facts: ContactFacts,
  rows: readonly MessageDatabaseRow[],
  { postalAddresses, told, zone }: MessageContext,
): ContactFacts {
  const { action, endpoint, history, person } = facts;
  const { messages, written, received } = foldMessages(rows.map((row) => toRow(row)));
  const allDebtIds = facts.debts.map(({ id }) => id);
  const read = written.filter(({ cameBack }) => !cameBack);
  const writtenDebtIds = [...new Set(read.flatMap(({ debtIds }) => debtIds ?? allDebtIds))];
  const talks = history.conversations.filter(({ isPresumed }) => !isPresumed);
  const target = targetOf(action);
  const here = received.filter(({ address }) => target !== null && isSameAddress(address, target));
  const used = here.filter(({ channel, isAboutDebt }) => isAboutDebt && channel === action.channel);
  const wrong = here.filter(({ saysWrongParty }) => saysWrongParty);
  // The last message of theirs that we hold, or that somebody recorded.
  const usedAtMs = Math.max(...used.map(({ atMs }) => atMs), endpoint.lastUsedByConsumerAtMs ?? -Infinity);
  const isKnown =
    action.phoneNumber === '' &&
    (usedAtMs > -Infinity ||
      endpoint.consents.some(({ revokedAtMs }) => revokedAtMs === null) ||
      (action.channel === 'letter' && isOnFile(action.address ?? '', postalAddresses)));
  return {
    ...facts,
    action: { ...action, replyTo: replyToOf(action, here, messages) },
    debts: facts.debts.map((debt) => ({
      ...debt,
      validation: withNoticeOf(debt, {
        written,
        told,
        talksAtMs: talks.flatMap(({ atMs, debtIds }) => (debtIds === null || debtIds.includes(debt.id) ? [atMs] : [])),
        isCommunicated: history.communicatedDebtIds.includes(debt.id),
        zone,
      }),
    })),
    person: person && {
      ...person,
      mediumOptOuts: [
        ...person.mediumOptOuts,
        ...received
          .filter(({ asksToStop }) => asksToStop)
          .map(({ channel, address, atMs }) => ({
            medium: channel,
            address,
            receivedAtMs: atMs,
            receivedBy: channel,
            isWithdrawn: false,
          })),
      ],
    },
    endpoint: {
      ...endpoint,
      status: isKnown ? 'active' : endpoint.status,
      wrongPartyAtMs: earliest(wrong.map(({ atMs }) => atMs)) ?? endpoint.wrongPartyAtMs,
      lastUsedByConsumerAtMs:
        isElectronic(action.channel) && usedAtMs > -Infinity ? usedAtMs : endpoint.lastUsedByConsumerAtMs,
    },
    history: {
      ...history,
      messages: [...history.messages, ...messages],
      writtenDebtIds: [...new Set([...history.writtenDebtIds, ...writtenDebtIds])],
      communicatedDebtIds: [...new Set([...history.communicatedDebtIds, ...writtenDebtIds])],
    },
  };
}

/**
 * What a message that is said to be an answer answers: the last of theirs in its medium and at its address. It is answered when an
 * answer was permitted since, whatever became of that (12 CFR 1006.14(h)(2)(ii), comment 6(b)(1)-2).
 */
function replyToOf(
  action: ContactAction,
  here: readonly ReceivedMessage[],
  messages: readonly MessageSent[],
): ContactAction['replyTo'] {
  if (!action.purposes.includes('reply')) return action.replyTo;
  const { channel } = action;
  const ours = here.filter((message) => message.channel === channel && !message.saysWrongParty);
  if (ours.length === 0) return null;
  const receivedAtMs = Math.max(...ours.map(({ atMs }) => atMs));
  const target = targetOf(action);
  const isAnswered = messages.some(
    ({ purpose, address, sentAtMs, ...message }) =>
      purpose === 'reply' &&
      message.channel === channel &&
      sentAtMs >= receivedAtMs &&
      target !== null &&
      isSameAddress(address, target),
  );
  return { channel, receivedAtMs, isAnswered };
}

const earliest = (moments: readonly number[]): number | null => (moments.length === 0 ? null : Math.min(...moments));
