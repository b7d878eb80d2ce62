/**
 * A call of ours, that also tells of an answer which crossed its CANCEL (RFC 3261 section 9.1), or was still being taken in when the
 * call was hung up. SIP.js ends such a call with ACK and BYE and keeps the answer to itself; on the other side's record it was
 * answered, so it must be on ours.
 */
import { type Core, Inviter, SessionState } from 'sip.js';

export class OutgoingSession extends Inviter {
  onLateAnswer: () => void = () => {};

  protected override ackAndBye(
    response: Core.AckableIncomingResponseWithSession,
    statusCode?: number,
    reasonPhrase?: string,
  ): void {
    if (this.state === SessionState.Terminating) this.onLateAnswer();
    super.ackAndBye(response, statusCode, reasonPhrase);
  }
}
