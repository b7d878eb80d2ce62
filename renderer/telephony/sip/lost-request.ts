/**
 * A request on its way over a connection that is gone. A WebSocket takes its connection's transactions with it (RFC 7118
 * section 5), but SIP.js waits for their answer until its own timer ends, 32 s later, and lets no other re-INVITE pass before.
 */
import { Core } from 'sip.js';

/** What SIP.js itself gives as the answer when none came or nothing could be sent (RFC 3261 section 8.1.3.1). */
export const lostStatuses: ReadonlySet<number> = new Set([408, 503]);

/**
 * Ends a pending request as one that could not be sent: its delegate is told 503 (RFC 3261 section 8.1.3.1). One that has
 * its final answer is left alone.
 */
export function endUndelivered(request: Core.OutgoingRequest): void {
  if (!(request instanceof Core.UserAgentClient)) return;
  const { transaction } = request;
  if (transaction.state !== Core.TransactionState.Calling && transaction.state !== Core.TransactionState.Proceeding)
    return;
  // What SIP.js does itself for a request that its transport refuses; there is no public way to say it afterwards.
  const told: unknown = Reflect.get(transaction, 'onTransportError');
  if (typeof told === 'function') Reflect.apply(told, transaction, [new Core.TransportError('The connection is gone')]);
}
