/**
 * REFER and what is told about it: one REFER on one session, from the request to the final NOTIFY (RFC 3515, RFC 5589). Sent
 * on the dialog itself, because SIP.js writes a Refer-To without brackets and keeps one listener for every NOTIFY there is.
 */
import { type Core, type Notification, type Session, SessionState } from 'sip.js';
import { makeSipUri } from './sip-uri.ts';

export type ReferOutcome = { isAccepted: true } | { isAccepted: false; sipStatus: number | null };

/** A colleague's telephone may ring a minute before anybody answers; nothing for longer than this is a failure. */
const finalWithinMs = 90_000;
/** After the REFER was accepted the first NOTIFY follows at once (RFC 3515 section 2.4.4). */
const firstNotifyWithinMs = 20_000;

/** Where the far end is sent: an address, or in place of our end of another session (RFC 3891). */
export function referToOf(target: { sipTarget: string } | { session: Session }): string | null {
  if ('sipTarget' in target) {
    const uri = makeSipUri(target.sipTarget);
    return uri && `<${uri.toString()}>`;
  }
  const { dialog } = target.session;
  if (!dialog) return null;
  const { callId, remoteTag, localTag, remoteTarget } = dialog;
  const replaces = encodeURIComponent(`${callId};to-tag=${remoteTag};from-tag=${localTag}`);
  return `<${remoteTarget.toString()}?Replaces=${replaces}>`;
}

/** The status line of a `message/sipfrag` body (RFC 3420); null if there is none. */
export function statusOfSipfrag(body: string): number | null {
  const status = /^\s*SIP\/2\.0 (\d{3})\b/i.exec(body)?.[1];
  return status === undefined ? null : Number(status);
}

export class SipRefer {
  #settled: (outcome: ReferOutcome) => void;
  #request: Core.OutgoingReferRequest | null = null;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #isNotified = false;
  #isRefused = false;
  #isOver = false;

  /** `settled` is told a refusal once, and an acceptance once, even one that follows a refusal: a NOTIFY may be late. */
  constructor(settled: (outcome: ReferOutcome) => void) {
    this.#settled = settled;
  }

  send(session: Session, referTo: string): void {
    const { dialog, userAgent } = session;
    if (!dialog || session.state !== SessionState.Established) return this.#over({ isAccepted: false, sipStatus: 481 });
    const refused = ({ message }: Core.IncomingResponse): void =>
      this.#over({ isAccepted: false, sipStatus: message.statusCode ?? 500 });
    // The first NOTIFY may overtake the 202 (RFC 3515 section 2.4.4): its longer wait stands.
    const accepted = (): void => {
      if (!this.#isNotified) this.#wait(firstNotifyWithinMs);
    };
    this.#request = dialog.refer(
      { onAccept: accepted, onRedirect: refused, onReject: refused },
      {
        extraHeaders: [
          `Refer-To: ${referTo}`,
          `Referred-By: <${userAgent.configuration.uri.toString()}>`,
          `Contact: ${userAgent.contact.toString()}`,
        ],
      },
    );
  }

  /** A NOTIFY of the session that this REFER was sent on. False if it is about something else. */
  notified({ request }: Notification): boolean {
    const event = request.getHeader('Event') ?? '';
    if (!/^\s*refer\s*(;|$)/i.test(event)) return false;
    const id = /;\s*id\s*=\s*(\d+)/i.exec(event)?.[1];
    // The word on an earlier REFER of this session; the request was perhaps sent again with credentials, and counts on.
    if (id !== undefined && Number(id) !== this.#request?.message.cseq) return true;
    this.#isNotified = true;
    const status = statusOfSipfrag(request.body);
    const isEnded = /^\s*terminated/i.test(request.getHeader('Subscription-State') ?? '');
    if (status !== null && status >= 200) {
      this.#over(status < 300 ? { isAccepted: true } : { isAccepted: false, sipStatus: status });
    } else if (isEnded) this.#over({ isAccepted: false, sipStatus: null });
    else this.#wait(finalWithinMs);
    return true;
  }

  /** The call is over: there is nothing to wait for. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
  }

  #wait(forMs: number): void {
    clearTimeout(this.#deadline);
    if (!this.#isOver) this.#deadline = setTimeout(() => this.#over({ isAccepted: false, sipStatus: null }), forMs);
  }

  #over(outcome: ReferOutcome): void {
    clearTimeout(this.#deadline);
    if (this.#isOver || (this.#isRefused && !outcome.isAccepted)) return;
    if (outcome.isAccepted) this.#isOver = true;
    else this.#isRefused = true;
    this.#settled(outcome);
  }
}
