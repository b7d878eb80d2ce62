/** Wrap-up as typed so far, saved while typing. Promise: C3 (typed text lost at most a second). */
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { type WrapUpDraft, wrapUpDraftSchema } from '../../../shared/ipc/local-schemas.ts';
import type { Keyring } from '../../data/keyring.ts';
import type { LocalDatabase } from '../../data/open-database.ts';
import { seal, unseal } from '../../data/sealed.ts';

export type DraftStore = {
  /** False when there is no key to protect it with. */
  save: (userId: string, draft: WrapUpDraft) => boolean;
  read: (userId: string, callId: string) => WrapUpDraft | null;
  /** Runs inside the transaction that saves the disposition. */
  remove: (callId: string) => void;
};

const label = (callId: string): string => `draft:${callId}`;

export function createDraftStore(database: LocalDatabase, keyring: Keyring, clock: Clock): DraftStore {
  const upsert = database.prepare(
    'insert or replace into drafts (call_id, user_id, saved_at, key_id, payload) values (?, ?, ?, ?, ?)',
  );
  const select = database.prepare<[string, string], { key_id: string; payload: Buffer }>(
    'select key_id, payload from drafts where call_id = ? and user_id = ?',
  );
  const removeOne = database.prepare('delete from drafts where call_id = ?');
  return {
    save: (userId, draft) => {
      const found = keyring.currentFor(userId);
      if (found === null) return false;
      upsert.run(
        draft.callId,
        userId,
        isoNow(clock),
        found.id,
        seal(found.key, label(draft.callId), JSON.stringify(draft)),
      );
      return true;
    },
    read: (userId, callId) => {
      const row = select.get(callId, userId);
      const key = row === undefined ? null : keyring.find(row.key_id);
      const text = row === undefined || key === null ? null : unseal(key, label(callId), row.payload);
      const parsed = text === null ? null : wrapUpDraftSchema.safeParse(JSON.parse(text));
      return parsed?.success ? parsed.data : null;
    },
    remove: (callId) => void removeOne.run(callId),
  };
}
