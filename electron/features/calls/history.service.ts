/** What was called and who called, on this computer: kept when a call of any kind ends, searched by name and digits. */
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { HistoryRow } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import type { Logger } from '../../os/logger.ts';
import type { HistoryStore } from './history.local-store.ts';

export type HistoryService = {
  /** Keeps a call that is over. */
  note: (call: PhoneCall, userId: string) => void;
  list: (request: ChannelRequest<'calls:list-history'>) => HistoryRow[];
  /** The last consumer's number dialed, whether anybody answered or not; null when there is none. */
  lastDialed: () => HistoryRow | null;
};

type HistoryDependencies = {
  /** Null while the outbox file cannot be used: there is no history then. */
  store: () => HistoryStore | null;
  requireUserId: () => string;
  clock: Clock;
  logger: Logger;
};

const lettersOf = (text: string): string => text.toLocaleLowerCase('en-US').normalize('NFKD').replaceAll(/\p{M}/gu, '');
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Words of a name in any order, or three digits and more of the number in a row. Pure. */
export function isFound(row: Pick<HistoryRow, 'remoteName' | 'remoteNumber'>, search: string): boolean {
  const words = lettersOf(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const name = lettersOf(`${row.remoteName ?? ''} ${row.remoteNumber}`);
  if (words.every((word) => name.includes(word))) return true;
  const digits = digitsOf(search);
  return /^[\d\s().+-]+$/.test(search) && digits.length >= 3 && digitsOf(row.remoteNumber).includes(digits);
}

function rowOf(call: PhoneCall, now: string): HistoryRow {
  const { callId, kind, direction, remoteNumber, remoteName, accountId, startedAt, answeredAt, endReason } = call;
  return {
    callId,
    kind,
    direction,
    remoteNumber,
    remoteName,
    accountId,
    startedAt,
    answeredAt,
    endReason,
    endedAt: call.endedAt ?? now,
    isMissed: direction === 'inbound' && answeredAt === null && call.endedBy !== 'agent',
  };
}

export function createHistoryService({ store, requireUserId, clock, logger }: HistoryDependencies): HistoryService {
  return {
    note: (call, userId) => {
      try {
        store()?.save(userId, rowOf(call, isoNow(clock)));
      } catch (error) {
        logger.error('history.not-kept', { call: call.callId }, error);
      }
    },
    list: ({ search, limit, before }) => {
      const found: HistoryRow[] = [];
      for (const row of store()?.read(requireUserId(), before) ?? []) {
        if (isFound(row, search)) found.push(row);
        if (found.length >= limit) break;
      }
      return found;
    },
    lastDialed: () => {
      for (const row of store()?.read(requireUserId(), null) ?? []) {
        if (row.kind === 'consumer' && row.direction === 'outbound') return row;
      }
      return null;
    },
  };
}
