import type { Result } from '../../shared/contracts/core/result.ts';
import type { ApiClient } from './api-client.ts';
import type { OpenedItem } from './outbox-store.ts';

/** Sends one queued item to its endpoint; its id is the `Idempotency-Key`. */
export function sendItem(api: ApiClient, { id, work }: Pick<OpenedItem, 'id' | 'work'>): Promise<Result<unknown>> {
  const options = { idempotencyKey: id };
  switch (work.kind) {
    case 'feedback':
      return api.call('sendFeedback', { body: work.payload }, options);
    case 'agent-state':
      return api.call('setAgentState', { body: work.payload }, options);
    case 'check-out':
      return api.call('recordCheckOut', { body: work.payload }, options);
    case 'dispute':
      return api.call('fileDispute', { body: work.payload }, options);
    case 'dnc':
      return api.call('addDnc', { body: work.payload }, options);
    case 'consumer-fact': {
      const { accountId, body } = work.payload;
      return api.call('recordConsumerFact', { params: { id: accountId }, body }, options);
    }
    case 'emergency':
      return api.call('reportEmergencyCall', { body: work.payload }, options);
    case 'call-events': {
      const { callId, ...body } = work.payload;
      return api.call('recordCallEvents', { params: { id: callId }, body }, options);
    }
    case 'disposition':
      break;
  }
  const { callId, ...body } = work.payload;
  return api.call('saveDisposition', { params: { id: callId }, body }, options);
}
