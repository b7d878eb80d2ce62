/**
 * Calls that are not over yet on this disk: live ones and those waiting for their wrap-up. What is left here at start was
 * cut off by a crash or a power loss; it is closed truthfully and offered for wrap-up. Promise: C3 C4.
 */
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { type PhoneCall, phoneCallSchema } from '../../../shared/ipc/phone-snapshot.ts';
import type { Keyring } from '../../data/keyring.ts';
import type { LocalDatabase } from '../../data/open-database.ts';
import { seal, unseal } from '../../data/sealed.ts';

export type OpenCall = {
  call: PhoneCall;
  state: 'live' | 'wrap-up';
  /** When it was last seen alive. */ savedAt: string;
};
export type PhoneLocalStore = {
  save: (userId: string, call: PhoneCall) => void;
  /** The call was alive just now. */
  touch: (callId: string) => void;
  /** Wrapped up or dismissed. May run inside another save's transaction. */
  forget: (callId: string) => void;
  list: (userId: string) => OpenCall[];
  ownerOf: (callId: string) => string | null;
};

const label = (callId: string): string => `call:${callId}`;

export function createPhoneLocalStore(database: LocalDatabase, keyring: Keyring, clock: Clock): PhoneLocalStore {
  const upsert = database.prepare(
    'insert or replace into open_calls (call_id, user_id, state, saved_at, key_id, payload) values (?, ?, ?, ?, ?, ?)',
  );
  const bump = database.prepare("update open_calls set saved_at = ? where call_id = ? and state = 'live'");
  const remove = database.prepare('delete from open_calls where call_id = ?');
  const select = database.prepare<
    [string],
    { call_id: string; state: 'live' | 'wrap-up'; saved_at: string; key_id: string; payload: Buffer }
  >('select call_id, state, saved_at, key_id, payload from open_calls where user_id = ? order by call_id');
  const selectOwner = database.prepare<[string], { user_id: string }>(
    'select user_id from open_calls where call_id = ?',
  );
  return {
    save: (userId, call) => {
      const found = keyring.currentFor(userId);
      if (found === null) return;
      const state = call.state === 'ended' ? 'wrap-up' : 'live';
      const payload = seal(found.key, label(call.callId), JSON.stringify(call));
      upsert.run(call.callId, userId, state, isoNow(clock), found.id, payload);
    },
    touch: (callId) => void bump.run(isoNow(clock), callId),
    forget: (callId) => void remove.run(callId),
    list: (userId) =>
      select.all(userId).flatMap((row) => {
        const key = keyring.find(row.key_id);
        const text = key === null ? null : unseal(key, label(row.call_id), row.payload);
        const parsed = text === null ? null : phoneCallSchema.safeParse(JSON.parse(text));
        return parsed?.success ? [{ call: parsed.data, state: row.state, savedAt: row.saved_at }] : [];
      }),
    ownerOf: (callId) => selectOwner.get(callId)?.user_id ?? null,
  };
}
