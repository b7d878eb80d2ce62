/** Why a call ended, in the agent's words, from the final SIP status (RFC 3261 section 21, RFC 8197 for 607, RFC 8688 for 608). */
const reasons: Record<number, string> = {
  401: 'The phone system refused the sign-in',
  403: 'The phone system refused this call: its dial permit was not accepted',
  404: 'Not in service',
  407: 'The phone system refused the sign-in',
  410: 'Not in service',
  415: 'The phone system cannot use this audio',
  484: 'Not in service: the number is incomplete',
  486: 'Busy',
  488: 'The phone system cannot use this audio',
  500: 'The phone system has a fault',
  502: 'The phone system cannot reach this number',
  503: 'The phone system cannot take this call now',
  504: 'The phone system cannot reach this number',
  600: 'Busy',
  603: 'Declined',
  604: 'Not in service',
  607: 'Blocked: marked as unwanted by the person called',
  608: 'Blocked by the telephone company',
};
const noAnswer = new Set([408, 480, 487]);

type Circumstances = { direction: 'outbound' | 'inbound'; wasAnswered: boolean; hasRung: boolean };

/** One plain sentence without a full stop. `hasRung` tells a telephone nobody answered from a phone system that did not answer. */
export function endReasonOf(sipStatus: number, { direction, wasAnswered, hasRung }: Circumstances): string {
  if (wasAnswered) return 'The other side hung up';
  if (direction === 'inbound') return 'The caller hung up before you answered';
  if (sipStatus === 408 && !hasRung) return 'The phone system did not answer';
  if (noAnswer.has(sipStatus)) return 'No answer';
  return reasons[sipStatus] ?? `The call could not be completed (${sipStatus})`;
}
