/**
 * This computer's own list of calls, also of those the server never hears about (colleagues, voicemail, parked).
 *
 * It stands in outbox.sqlite: cache.sqlite is dropped at any doubt and emptied at sign-out, and no server could fill this list
 * again. Sealed like its neighbors; the moment of the start alone is in the clear, by which rows are ordered and go after
 * 90 days. Searching therefore opens the rows, newest first, until there are enough.
 */
import type { Clock } from '../../../shared/domain/clock.ts';
import { type HistoryRow, historyRowSchema } from '../../../shared/ipc/local-schemas.ts';
import type { Keyring } from '../../data/keyring.ts';
import type { LocalDatabase } from '../../data/open-database.ts';
import { seal, unseal } from '../../data/sealed.ts';

export type HistoryStore = {
  /** Nothing is kept when there is no key to protect it with. */
  save: (userId: string, row: HistoryRow) => void;
  /** Newest first, begun before a moment (ISO 8601; null: now); those that cannot be read are left out. */
  read: (userId: string, before: string | null) => Iterable<HistoryRow>;
};

const keptForMs = 90 * 24 * 3_600_000;
/** Of one person; 90 days of a busy agent are some 10,000. */
const mostRows = 20_000;

const label = (callId: string): string => `history:${callId}`;

export function createHistoryStore(database: LocalDatabase, keyring: Keyring, clock: Clock): HistoryStore {
  const upsert = database.prepare(
    'insert or replace into call_history (call_id, user_id, started_at, key_id, payload) values (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string, string], { call_id: string; key_id: string; payload: Buffer }>(
    `select call_id, key_id, payload from call_history where user_id = ? and started_at < ?
     order by started_at desc, call_id desc`,
  );
  const cutoff = (): string => new Date(clock.now() - keptForMs).toISOString();
  const removeOld = database.prepare('delete from call_history where started_at < ?');
  const removeBeyond = database.prepare(
    `delete from call_history where user_id = @userId and started_at < (
       select started_at from call_history where user_id = @userId order by started_at desc limit 1 offset @most)`,
  );
  const save = database.transaction((userId: string, row: HistoryRow, key: { id: string; key: Buffer }) => {
    const payload = seal(key.key, label(row.callId), JSON.stringify(row));
    upsert.run(row.callId, userId, row.startedAt, key.id, payload);
    removeOld.run(cutoff());
    removeBeyond.run({ userId, most: mostRows - 1 });
  });
  /** Past every moment the clock may show, for a start noted a moment ahead must not hide. */
  const always = '9999-12-31T00:00:00.000Z';

  return {
    save: (userId, row) => {
      const found = keyring.currentFor(userId);
      if (found !== null) save.immediate(userId, row, found);
    },
    *read(userId, before) {
      for (const { call_id: callId, key_id: keyId, payload } of select.iterate(userId, before ?? always)) {
        const key = keyring.find(keyId);
        const text = key === null ? null : unseal(key, label(callId), payload);
        const parsed = text === null ? null : historyRowSchema.safeParse(JSON.parse(text));
        if (parsed?.success && parsed.data.startedAt >= cutoff()) yield parsed.data;
      }
    },
  };
}
