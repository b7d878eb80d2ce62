/**
 * What is committed has happened. Another copy of the server, whose clock is ahead, wrote some rows at moments that are still to come
 * for this one; they count at once all the same, as of the moment of the decision. So the facts that are kept with a decision are
 * those that were judged. What lies ahead by intent stays there: the end of an entry, of a consent or of a stay, a debt's dates.
 */
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import type { DncFacts } from '../dnc/index.ts';
import type { LedgerDatabaseRow, PersonRow } from './contact-rows.read-model.ts';
import type { MessageDatabaseRow } from './message-facts.ts';

type Recorded = { persons: readonly PersonRow[]; ledger: readonly LedgerDatabaseRow[]; dnc: DncFacts };

/** The same rows, with no moment of recording after `nowMs`. */
export function asPast({ persons, ledger, dnc }: Recorded, nowMs: number): Recorded {
  const past = (atMs: number): number => Math.min(atMs, nowMs);
  const pastText = <Moment extends string | null>(at: Moment): Moment | string =>
    at !== null && Date.parse(at) > nowMs ? new Date(nowMs).toISOString() : at;
  const ledgerValue = (value: LedgerValue): LedgerValue => {
    if (value.kind === 'talk') return { ...value, atMs: past(value.atMs) };
    return value.kind === 'consent' ? { ...value, receivedAtMs: past(value.receivedAtMs) } : value;
  };
  const message = ({ value, ...row }: MessageDatabaseRow): MessageDatabaseRow => ({
    ...row,
    placed_at: pastText(row.placed_at),
    value: value.kind === 'event' ? { ...value, atMs: past(value.atMs) } : value,
  });
  return {
    persons: persons.map((person) => ({
      ...person,
      stated_zone_at: pastText(person.stated_zone_at),
      messages: person.messages.map((row) => message(row)),
      debts: person.debts.map((debt) => ({
        ...debt,
        ceased_at: pastText(debt.ceased_at),
        disputes: debt.disputes.map((dispute) => ({ ...dispute, received_at: pastText(dispute.received_at) })),
      })),
      told: person.told.map((fact) => ({ ...fact, receivedAt: pastText(fact.receivedAt) })),
    })),
    ledger: ledger.map((row) => ({ ...row, placed_at: pastText(row.placed_at), value: ledgerValue(row.value) })),
    dnc: {
      ...dnc,
      entries: dnc.entries.map((entry) => ({ ...entry, addedAtMs: past(entry.addedAtMs) })),
      reassignments: dnc.reassignments.map((each) => ({ ...each, queriedAtMs: past(each.queriedAtMs) })),
    },
  };
}
