/**
 * Hands the events of calls to the main process as they happen, in order for each call, and keeps at it until they are
 * taken: main writes them to the outbox, and an event that is nowhere is a call that never ended. Promise: D1.
 */
import type { CallEvent } from '../../shared/contracts/calls/calls.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import type { Result } from '../../shared/contracts/core/result.ts';
import type { Caller } from '../../shared/ipc/phone-snapshot.ts';

type Request = ChannelRequest<'phone:record-events'>;
type Queue = { events: CallEvent[]; incoming: Caller | undefined };

const retryMs = 2000;
const mostAtOnce = 100;

export class CallRecorder {
  #queues = new Map<string, Queue>();
  #send: (request: Request) => Promise<Result<unknown>>;

  constructor(send: (request: Request) => Promise<Result<unknown>>) {
    this.#send = send;
  }

  /** `incoming` names the caller of a call that main does not know yet. */
  record(callId: string, event: CallEvent, incoming?: Caller): void {
    const queue = this.#queues.get(callId);
    if (queue) {
      queue.events.push(event);
      return;
    }
    const fresh: Queue = { events: [event], incoming };
    this.#queues.set(callId, fresh);
    void this.#drain(callId, fresh);
  }

  async #drain(callId: string, queue: Queue): Promise<void> {
    while (queue.events.length > 0) {
      const events = queue.events.slice(0, mostAtOnce);
      const { incoming } = queue;
      const sent = await this.#send({ callId, events, ...(incoming ? { incoming } : {}) });
      if (sent.ok) {
        queue.events.splice(0, events.length);
        queue.incoming = undefined;
      } else await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
    this.#queues.delete(callId);
  }
}
