/** Keys pressed in a call: as RTP events (RFC 4733), or as SIP INFO for exchanges that take nothing else. */
import { type Session, SessionState } from 'sip.js';

/** Long enough for every exchange (ITU-T Q.24). */
const toneMs = 100;
const gapMs = 70;
/** A connection that closes meanwhile says nothing about its keys. */
const graceMs = 5000;

/**
 * False if the far end does not take events now. Keys not yet sent stay in front. Resolves when the last key has left:
 * another track at the same sender would cut it off.
 */
export function sendRtpTones(connection: RTCPeerConnection | null, tones: string): Promise<boolean> {
  const sender = connection?.getSenders().find(({ dtmf }) => dtmf?.canInsertDTMF);
  const dtmf = sender?.dtmf;
  if (!dtmf) return Promise.resolve(false);
  const pending = dtmf.toneBuffer + tones;
  return new Promise((resolve) => {
    const listening = new AbortController();
    const over = (isSent: boolean): void => {
      clearTimeout(deadline);
      listening.abort();
      resolve(isSent);
    };
    const deadline = setTimeout(() => over(false), pending.length * (toneMs + gapMs) + graceMs);
    dtmf.addEventListener('tonechange', ({ tone }) => tone === '' && over(true), { signal: listening.signal });
    dtmf.insertDTMF(pending, toneMs, gapMs);
  });
}

/** One key after the other, each answered before the next leaves, for INFO has no order of its own. */
export class InfoTones {
  #sending = Promise.resolve(true);

  send(session: Session, tones: string): Promise<boolean> {
    if (session.state !== SessionState.Established) return Promise.resolve(false);
    for (const tone of tones) this.#sending = this.#sending.then(() => sendOne(session, tone)).catch(() => false);
    return this.#sending;
  }
}

function sendOne(session: Session, tone: string): Promise<boolean> {
  const content = `Signal=${tone}\r\nDuration=${toneMs}\r\n`;
  return new Promise((resolve, reject) => {
    const answered = (isTaken: boolean) => (): void => void setTimeout(() => resolve(isTaken), gapMs);
    session
      .info({
        requestOptions: {
          body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content },
        },
        requestDelegate: { onAccept: answered(true), onRedirect: answered(false), onReject: answered(false) },
      })
      .catch(reject);
  });
}
