/** This computer's own history in words, and which missed calls nobody has looked after yet. Pure. */
import type { HistoryRow } from '../../../shared/ipc/local-schemas.ts';
import { formatPhone } from '../../ui/format.ts';

/** Missed calls since `seenAtMs` whose number has not been talked to, or called, since. */
export function openMissed(rows: readonly HistoryRow[], seenAtMs: number): HistoryRow[] {
  return rows.filter(
    (row) =>
      row.isMissed &&
      Date.parse(row.startedAt) > seenAtMs &&
      !rows.some(
        (later) =>
          later.remoteNumber === row.remoteNumber &&
          Date.parse(later.startedAt) > Date.parse(row.startedAt) &&
          (later.answeredAt !== null || later.direction === 'outbound'),
      ),
  );
}

const kindWords: Readonly<Record<HistoryRow['kind'], string>> = {
  consumer: '',
  colleague: 'Colleague',
  conference: 'Conference',
  service: 'Telephone system',
  supervision: 'Supervision',
  emergency: 'Emergency',
};

/** Who a row is about and what stands below: the number, or the kind of call. */
export function rowWords(row: HistoryRow): { title: string; note: string } {
  const number = row.remoteNumber.startsWith('+') ? formatPhone(row.remoteNumber) : row.remoteNumber;
  const note = row.kind === 'consumer' ? number : kindWords[row.kind];
  return { title: row.remoteName ?? (row.kind === 'consumer' ? 'Not on file' : number), note };
}

/** Only calls of people can be called back; a parked call or the mailbox has a button of its own. */
export const canCallBack = (row: HistoryRow): boolean => row.kind === 'consumer' || row.kind === 'colleague';
