/**
 * What became of a call on the wire, and whether it counts against the frequency limit.
 *
 * The law (12 CFR 1006.14(b)(3)(ii) and its comment 1): a call that is answered, rings unanswered or reaches a voicemail
 * box counts; a busy signal and a "not in service" indication do not. The mapping from SIP is ours (RFC 3261 section 21;
 * 603, 607 and 608: RFC 8197, RFC 8688), and what is uncertain counts.
 *
 *   answered (200)                              connected            counts
 *   486, 600                                    busy                 does not count
 *   404, 410, 484, 604                          not-in-service       does not count
 *   603, 607, 608 (declined, blocked)           refused-by-network   counts: may have rung
 *   403, 5xx before any 180/183                 failed               does not count, flagged
 *   180/183 seen, then anything else            rang-out             counts
 *   anything else, or no final response         failed               counts: not known to be harmless
 */
export type ConnectClass =
  'reserved' | 'connected' | 'rang-out' | 'busy' | 'not-in-service' | 'failed' | 'refused-by-network';

export type WireOutcome = {
  /** A 200 was seen, or the agent's phone reported the call answered. */
  wasAnswered: boolean;
  /** A 180 or a 183 was seen: the number was alerted, or early media was played. */
  wasProgressing: boolean;
  /** Final SIP status; null when the call ended without one. */
  finalStatus: number | null;
};

export type Settlement = {
  connectClass: ConnectClass;
  isCounted: boolean;
  /** A failure of our own side or the network that somebody should look at. */
  isFlagged: boolean;
};

const busy = new Set([486, 600]);
const notInService = new Set([404, 410, 484, 604]);
const refusedByNetwork = new Set([603, 607, 608]);

const settled = (connectClass: ConnectClass, isCounted: boolean, isFlagged = false): Settlement => ({
  connectClass,
  isCounted,
  isFlagged,
});

/** The connect class of a finished call, and whether it counts. */
export function classifyConnect({ wasAnswered, wasProgressing, finalStatus }: WireOutcome): Settlement {
  if (wasAnswered || (finalStatus !== null && finalStatus >= 200 && finalStatus < 300))
    return settled('connected', true);
  if (finalStatus !== null) {
    if (busy.has(finalStatus)) return settled('busy', false);
    if (notInService.has(finalStatus)) return settled('not-in-service', false);
    if (refusedByNetwork.has(finalStatus)) return settled('refused-by-network', true);
    const isServerFailure = finalStatus === 403 || (finalStatus >= 500 && finalStatus < 600);
    if (isServerFailure && !wasProgressing) return settled('failed', false, true);
  }
  return wasProgressing ? settled('rang-out', true) : settled('failed', true, true);
}
