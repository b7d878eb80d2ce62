/** Keys pressed in a call: as RTP events (RFC 4733), or as SIP INFO for exchanges that take nothing else. */
import { type Session, SessionState } from 'sip.js';

/** Long enough for every exchange (ITU-T Q.24). */
const toneMs = 100;
const gapMs = 70;

/** False if the far end does not take events now. Keys not yet sent stay in front. */
export function sendRtpTones(connection: RTCPeerConnection | null, tones: string): boolean {
  const sender = connection?.getSenders().find(({ dtmf }) => dtmf?.canInsertDTMF);
  if (!sender?.dtmf) return false;
  sender.dtmf.insertDTMF(sender.dtmf.toneBuffer + tones, toneMs, gapMs);
  return true;
}

/** One key after the other, each answered before the next leaves, for INFO has no order of its own. */
export class InfoTones {
  #sending = Promise.resolve();

  send(session: Session, tones: string): boolean {
    if (session.state !== SessionState.Established) return false;
    for (const tone of tones) this.#sending = this.#sending.then(() => sendOne(session, tone)).catch(() => {});
    return true;
  }
}

function sendOne(session: Session, tone: string): Promise<void> {
  const content = `Signal=${tone}\r\nDuration=${toneMs}\r\n`;
  return new Promise((resolve, reject) => {
    const answered = (): void => void setTimeout(resolve, gapMs);
    session
      .info({
        requestOptions: {
          body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content },
        },
        requestDelegate: { onAccept: answered, onRedirect: answered, onReject: answered },
      })
      .catch(reject);
  });
}
