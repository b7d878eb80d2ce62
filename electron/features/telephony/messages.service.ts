/** Recorded messages for voicemails. Their sound is fetched ahead: between the beep and the message there is no time to ask. */
import type { PhoneMessage } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

export type MessagesService = {
  list: () => Promise<PhoneMessage[]>;
  /** WAV, base64. */
  audioOf: (id: string) => Promise<string>;
  save: (message: ChannelRequest<'telephony:save-message'>) => Promise<PhoneMessage>;
  remove: (id: string) => Promise<void>;
  /** At sign-out. */
  forget: () => void;
};

/** A recording never changes under its id; these many are kept, at most some megabytes each. */
const mostKept = 8;

export function createMessagesService(api: ApiClient): MessagesService {
  const kept = new Map<string, string>();
  /** Grows at sign-out: what was asked before is not kept after. */
  let session = 0;

  async function audioOf(id: string): Promise<string> {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const asked = session;
    const { wav_base64: wav } = valueOf(await api.call('getPhoneMessageAudio', { params: { id } }));
    if (asked !== session) return wav;
    kept.set(id, wav);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return wav;
  }
  async function fetchAhead(messages: readonly PhoneMessage[]): Promise<void> {
    for (const { id } of messages.slice(0, mostKept)) await audioOf(id);
  }

  return {
    list: async () => {
      const { rows } = valueOf(await api.call('listPhoneMessages', {}));
      // Whoever needs one later asks again.
      fetchAhead(rows).catch(() => {});
      return rows;
    },
    audioOf,
    save: async (message) => valueOf(await api.call('savePhoneMessage', { body: message })),
    remove: async (id) => {
      valueOf(await api.call('removePhoneMessage', { params: { id } }));
      kept.delete(id);
    },
    forget: () => {
      session += 1;
      kept.clear();
    },
  };
}
