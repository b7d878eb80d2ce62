import type { Result } from '../../shared/contracts/core/result.ts';
import type { ApiClient } from './api-client.ts';
import type { OpenedItem } from './outbox-store.ts';

/** Sends one queued item to its endpoint; its id is the `Idempotency-Key`. */
export function sendItem(api: ApiClient, { id, work }: OpenedItem): Promise<Result<unknown>> {
  const options = { idempotencyKey: id };
  if (work.kind === 'feedback') return api.call('sendFeedback', { body: work.payload }, options);
  if (work.kind === 'call-events') {
    const { callId, ...body } = work.payload;
    return api.call('recordCallEvents', { params: { id: callId }, body }, options);
  }
  const { callId, ...body } = work.payload;
  return api.call('saveDisposition', { params: { id: callId }, body }, options);
}
