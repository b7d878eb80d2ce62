/**
 * The outbox: every piece of work not yet on the server, in the order it was saved.
 *
 *        save ──▶ waiting ──▶ (sent) ──▶ row removed after the server's reply
 *                  ▲   │
 *          resend  │   │ refused for good (4xx)
 *                  │   ▼
 *                 parked
 *
 * Promise: D1 D2 D3 D5.
 * - `save` returns after the commit is on the disk (synchronous=FULL), so what it acknowledges survives kill -9 and power loss.
 * - A row is removed only when the server has answered that it has it. Parked rows are never removed, only corrected and resent.
 * - Payloads are sealed; a row whose key is locked waits and is counted, it is never dropped.
 */
import { z } from 'zod';
import { type Problem, ProblemError, problemSchema } from '../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { Keyring } from '../data/keyring.ts';
import { isDiskFull, type LocalDatabase } from '../data/open-database.ts';
import type { Reserve } from '../data/reserve-file.ts';
import { seal, unseal } from '../data/sealed.ts';
import { callIdOf, type OutboxKind, type OutboxWork, parseWork, priorityOf, recordKeyOf } from './outbox-kinds.ts';

/** What may be known of an item without opening it. */
export type OutboxEntry = {
  sequence: number;
  id: string;
  userId: string | null;
  kind: string;
  recordKey: string;
  priority: number;
  callId: string | null;
  savedAt: string;
  parkedAt: string | null;
};
export type OpenedItem = OutboxEntry & { work: OutboxWork };
export type OpenedParkedItem = OutboxEntry & { parkedAt: string; payload: Record<string, unknown>; problem: Problem };

export type OutboxStore = {
  /**
   * Saves work for this person. `together` runs in the same transaction, so that what it changes is saved with the item or not at all.
   * @throws ProblemError `local/save-failed`: nothing was saved.
   */
  save: (work: OutboxWork, userId: string | null, together?: () => void) => OutboxEntry;
  /** Every entry, oldest first. */
  list: () => OutboxEntry[];
  /** The item with its content; null while its key is locked or the row is damaged. */
  open: (id: string) => OpenedItem | null;
  listParked: (userId: string) => OpenedParkedItem[];
  /** The server has it. */
  markDone: (id: string) => void;
  park: (id: string, problem: Problem) => OutboxEntry | null;
  /**
   * Puts a parked item back in its place with corrected content, under a new id (a key belongs to one content).
   * @throws ProblemError `request/not-found`, `request/invalid`, `local/save-failed`.
   */
  resend: (id: string, payload: Record<string, unknown>, userId: string) => OutboxEntry;
  /**
   * Writes and commits to the disk as `save` does, with the same key at hand; adds nothing to the outbox.
   * @throws ProblemError `local/save-failed`
   */
  testWrite: (userId: string) => void;
};

type Row = {
  sequence: number;
  id: string;
  user_id: string | null;
  kind: string;
  record_key: string;
  priority: number;
  call_id: string | null;
  saved_at: string;
  parked_at: string | null;
  key_id: string;
  payload: Buffer;
  problem: Buffer | null;
};

const entryOf = (row: Omit<Row, 'payload' | 'problem' | 'key_id'>): OutboxEntry => ({
  sequence: row.sequence,
  id: row.id,
  userId: row.user_id,
  kind: row.kind,
  recordKey: row.record_key,
  priority: row.priority,
  callId: row.call_id,
  savedAt: row.saved_at,
  parkedAt: row.parked_at,
});
const storedObjectSchema = z.record(z.string(), z.unknown());
const payloadLabel = (id: string): string => `item:${id}`;
const problemLabel = (id: string): string => `problem:${id}`;

type StoreDependencies = { database: LocalDatabase; keyring: Keyring; reserve: Reserve; clock: Clock };

export function createOutboxStore({ database, keyring, reserve, clock }: StoreDependencies): OutboxStore {
  const columns = 'sequence, id, user_id, kind, record_key, priority, call_id, saved_at, parked_at';
  const insert = database.prepare(
    `insert into items (id, user_id, kind, record_key, priority, call_id, saved_at, key_id, payload)
     values (@id, @user_id, @kind, @record_key, @priority, @call_id, @saved_at, @key_id, @payload)`,
  );
  const selectAll = database.prepare<[], Omit<Row, 'payload' | 'problem' | 'key_id'>>(
    `select ${columns} from items order by sequence`,
  );
  const selectOne = database.prepare<[string], Row>('select * from items where id = ?');
  const selectParked = database.prepare<[string], Row>(
    'select * from items where parked_at is not null and (user_id = ? or user_id is null) order by sequence',
  );
  const remove = database.prepare('delete from items where id = ?');
  const setParked = database.prepare('update items set parked_at = @parked_at, problem = @problem where id = @id');
  const setResent = database.prepare(
    'update items set id = @id, payload = @payload, key_id = @key_id, parked_at = null, problem = null where sequence = @sequence',
  );

  const noteTest = database.prepare('insert or replace into self_test (id, tested_at) values (1, ?)');

  /** Runs a write; gives the reserve back to a full disk once before refusing. */
  function write<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (isDiskFull(error) && reserve.release()) {
        try {
          return action();
        } catch {
          throw new ProblemError('local/save-failed');
        }
      }
      throw new ProblemError('local/save-failed');
    }
  }
  const keyFor = (userId: string | null) => {
    const found = keyring.currentFor(userId);
    if (found === null)
      throw new ProblemError('local/save-failed', { message: 'There is no key to protect this on this computer.' });
    return found;
  };
  const textOf = (row: Row): string | null => {
    const key = keyring.find(row.key_id);
    return key === null ? null : unseal(key, payloadLabel(row.id), row.payload);
  };

  return {
    save: (work, userId, together) => {
      const { id: key_id, key } = keyFor(userId);
      const id = createId(clock);
      const row = {
        id,
        user_id: userId,
        kind: work.kind satisfies OutboxKind,
        record_key: recordKeyOf(work, id),
        priority: priorityOf(work),
        call_id: callIdOf(work),
        saved_at: isoNow(clock),
        key_id,
        payload: seal(key, payloadLabel(id), JSON.stringify(work.payload)),
      };
      const sequence = write(() =>
        database
          .transaction(() => {
            const { lastInsertRowid } = insert.run(row);
            together?.();
            return Number(lastInsertRowid);
          })
          .immediate(),
      );
      return entryOf({ ...row, sequence, parked_at: null });
    },
    list: () => selectAll.all().map(entryOf),
    open: (id) => {
      const row = selectOne.get(id);
      const text = row === undefined ? null : textOf(row);
      if (row === undefined || text === null) return null;
      const work = parseWork(row.kind, JSON.parse(text));
      return work === null ? null : { ...entryOf(row), work };
    },
    listParked: (userId) =>
      selectParked.all(userId).flatMap((row) => {
        const text = textOf(row);
        const key = keyring.find(row.key_id);
        const problemText =
          key === null || row.problem === null ? null : unseal(key, problemLabel(row.id), row.problem);
        if (text === null || problemText === null || row.parked_at === null) return [];
        const payload = storedObjectSchema.parse(JSON.parse(text));
        return [
          { ...entryOf(row), parkedAt: row.parked_at, payload, problem: problemSchema.parse(JSON.parse(problemText)) },
        ];
      }),
    markDone: (id) => {
      write(() => remove.run(id));
      reserve.hold();
    },
    park: (id, problem) => {
      const row = selectOne.get(id);
      const key = row === undefined ? null : keyring.find(row.key_id);
      if (row === undefined || key === null) return null;
      const parked_at = isoNow(clock);
      write(() => setParked.run({ id, parked_at, problem: seal(key, problemLabel(id), JSON.stringify(problem)) }));
      return entryOf({ ...row, parked_at });
    },
    resend: (id, payload, userId) => {
      const row = selectOne.get(id);
      if (row?.parked_at == null || (row.user_id !== null && row.user_id !== userId))
        throw new ProblemError('request/not-found');
      const work = parseWork(row.kind, payload);
      if (work === null || callIdOf(work) !== row.call_id) throw new ProblemError('request/invalid');
      const { id: key_id, key } = keyFor(userId);
      const newId = createId(clock);
      const sealed = seal(key, payloadLabel(newId), JSON.stringify(work.payload));
      write(() => setResent.run({ id: newId, payload: sealed, key_id, sequence: row.sequence }));
      return entryOf({ ...row, id: newId, parked_at: null });
    },
    testWrite: (userId) => {
      keyFor(userId);
      write(() => noteTest.run(isoNow(clock)));
    },
  };
}
