import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { CheckOutService } from './check-out.service.ts';
import type { DirectoryService } from './directory.service.ts';
import type { MessagesService } from './messages.service.ts';

type TelephonyParts = {
  directory: DirectoryService;
  messages: MessagesService;
  checkOut: CheckOutService;
  api: ApiClient;
};

export const createTelephonyHandlers = ({ directory, messages, checkOut, api }: TelephonyParts) =>
  ({
    'telephony:get-directory': () => directory.get(),
    'telephony:set-queue': async ({ queueId, isSignedIn }) => {
      await directory.setQueue(queueId, isSignedIn);
      return null;
    },
    'telephony:list-messages': () => messages.list(),
    'telephony:get-message-audio': async (id) => ({ wav_base64: await messages.audioOf(id) }),
    'telephony:save-message': (message) => messages.save(message),
    'telephony:remove-message': async (id) => {
      await messages.remove(id);
      return null;
    },
    'telephony:run-check-out': () => checkOut.run(),
    'telephony:get-check-out': () => checkOut.last(),
    'telephony:list-check-outs': async (query) => valueOf(await api.call('listCheckOuts', { query })).rows,
  }) satisfies Partial<IpcHandlers>;
