import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { CallsService } from './calls.service.ts';
import type { HistoryService } from './history.service.ts';
import type { InternalCallsService } from './internal-calls.service.ts';
import type { RecordingService } from './recording.service.ts';
import type { ReservedCallsService } from './reserved-calls.service.ts';

type CallsParts = {
  calls: CallsService;
  internalCalls: InternalCallsService;
  recording: RecordingService;
  reservedCalls: ReservedCallsService;
  history: HistoryService;
  api: ApiClient;
};

export const createCallsHandlers = ({ calls, internalCalls, recording, reservedCalls, history, api }: CallsParts) =>
  ({
    'calls:dial': (request) => calls.dial(request),
    'calls:keep-reserved': ({ calls: next }) => {
      reservedCalls.want(next);
      return null;
    },
    'calls:list-reserved': () => reservedCalls.list(),
    'calls:save-disposition': (request) => calls.saveDisposition(request),
    'calls:save-draft': (draft) => {
      calls.saveDraft(draft);
      return null;
    },
    'calls:get-draft': (callId) => calls.getDraft(callId),
    'calls:dial-internal': (request) => internalCalls.dial(request),
    'calls:transfer': async ({ callId, target }) => {
      await internalCalls.transfer(callId, target);
      return null;
    },
    'calls:park': (callId) => internalCalls.park(callId),
    'calls:pick-up': ({ place, clickedAtMs }) => internalCalls.pickUp(place, clickedAtMs),
    'calls:list-parked': () => internalCalls.listParked(),
    'calls:drop-message': async (request) => {
      await internalCalls.dropMessage(request);
      return null;
    },
    'calls:set-recording': (request, { window }) => recording.set(request, window),
    'calls:get-recording': (callId) => recording.get(callId),
    'calls:list-history': (request) => history.list(request),
    'calls:get-last-dialled': () => history.lastDialed(),
    'calls:get-decision': async (id) => valueOf(await api.call('getCallDecision', { params: { id } })),
    'calls:list': async (query) => valueOf(await api.call('listCalls', { query })),
  }) satisfies Partial<IpcHandlers>;
