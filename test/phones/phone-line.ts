/** One call of a test phone: what is said on it, heard on it and done with it. */
import { Invitation, Inviter, type Referral, type Session, SessionState, type UserAgent, Web } from 'sip.js';

/** What this end saw of the call; moments are ISO 8601. `endedBy` is whoever sent the last word. */
export type SeenCall = {
  sipCallId: string;
  answeredAt: string | null;
  endedAt: string | null;
  endedBy: 'agent' | 'remote' | null;
};
type SipReply = { message: { statusCode?: number | undefined } };
export const context = new AudioContext();

export class PhoneLine {
  readonly session: Session;
  /** Final and provisional answers to the call, as they came. */
  readonly statuses: number[] = [];
  readonly #speaker = new Audio();
  readonly #seen: Omit<SeenCall, 'sipCallId'> = { answeredAt: null, endedAt: null, endedBy: null };

  constructor(session: Session, onRefer: (referral: Referral) => void) {
    this.session = session;
    session.stateChange.addListener((state) => {
      const at = new Date().toISOString();
      if (state === SessionState.Established) this.#seen.answeredAt = at;
      if (state !== SessionState.Terminated) return;
      this.#seen.endedAt = at;
      this.#seen.endedBy ??= 'remote';
    });
    session.delegate = {
      onRefer,
      onSessionDescriptionHandler: (handler) => {
        if (!(handler instanceof Web.SessionDescriptionHandler)) return;
        // Chromium delivers remote audio to an analyser only while an element plays it too.
        this.#speaker.srcObject = handler.remoteMediaStream;
        this.#speaker.play().catch(() => undefined);
      },
    };
  }

  get #connection(): RTCPeerConnection {
    const handler = this.session.sessionDescriptionHandler;
    const connection = handler instanceof Web.SessionDescriptionHandler ? handler.peerConnection : undefined;
    if (connection === undefined) throw new Error('There is no call with audio.');
    return connection;
  }

  seen(): SeenCall {
    const { session } = this;
    if (!(session instanceof Invitation || session instanceof Inviter)) throw new Error('A call is made or comes in.');
    return { sipCallId: session.request.callId, ...this.#seen };
  }

  async refuse(statusCode: number): Promise<void> {
    if (!(this.session instanceof Invitation)) return;
    this.#seen.endedBy = 'agent';
    await this.session.reject({ statusCode });
  }

  async cancel(): Promise<void> {
    if (!(this.session instanceof Inviter)) return;
    this.#seen.endedBy = 'agent';
    await this.session.cancel();
  }

  async hangUp(): Promise<void> {
    if (this.session.state !== SessionState.Established) return;
    this.#seen.endedBy = 'agent';
    await this.session.bye();
  }

  /** Settles with the status of the answer to the re-INVITE. */
  hold(isHeld: boolean): Promise<number> {
    // `sendonly` says only that nothing is wanted; what is sent is the phone's own affair (SIP.js leaves it alone).
    for (const { track } of this.#connection.getSenders()) if (track) track.enabled = !isHeld;
    const options: Web.SessionDescriptionHandlerOptions = { hold: isHeld };
    this.session.sessionDescriptionHandlerOptionsReInvite = options;
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      this.session.invite({ requestDelegate: { onAccept: settle, onReject: settle } }).catch(reject);
    });
  }

  /** Presses keys as RTP events (RFC 4733). */
  press(keys: string): boolean {
    return this.session.sessionDescriptionHandler?.sendDtmf(keys, { duration: 100, interToneGap: 70 }) ?? false;
  }

  /** Presses a key with an INFO request; settles with the status of the answer. */
  pressWithInfo(key: string): Promise<number> {
    const content = `Signal=${key}\r\nDuration=160`;
    const body = { contentDisposition: 'render', contentType: 'application/dtmf-relay', content };
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      this.session
        .info({ requestOptions: { body }, requestDelegate: { onAccept: settle, onReject: settle } })
        .catch(reject);
    });
  }

  /** Asks the far end to call somebody else (REFER); settles with the status of the answer. */
  refer(target: NonNullable<ReturnType<typeof UserAgent.makeURI>>): Promise<number> {
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      this.session.refer(target, { requestDelegate: { onAccept: settle, onReject: settle } }).catch(reject);
    });
  }

  /**
   * Transfers the far end to an address, or to the far end of another line (Replaces, RFC 3891). Settles with what became
   * of it: the status in the last NOTIFY (RFC 3515), or of the answer to the REFER if that was refused.
   */
  transfer(target: NonNullable<ReturnType<typeof UserAgent.makeURI>> | Session): Promise<number> {
    return new Promise((resolve, reject) => {
      this.session
        .refer(target, {
          onNotify: (notification) => {
            void notification.accept();
            const status = Number(/^SIP\/2\.0 (\d{3})/.exec(notification.request.body)?.[1]);
            if (status >= 200) resolve(status);
          },
          requestDelegate: { onReject: ({ message }) => resolve(message.statusCode ?? 0) },
        })
        .catch(reject);
    });
  }

  /** Spectrum and level of what is heard over the next `ms`. */
  async #hear(ms: number): Promise<{ decibels: Float32Array; dbfs: number; hzPerBin: number }> {
    await context.resume();
    const stream = new MediaStream(this.#connection.getReceivers().map((receiver) => receiver.track));
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    const source = context.createMediaStreamSource(stream);
    source.connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, ms));
    const decibels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(decibels);
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    source.disconnect();
    const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length;
    const hzPerBin = context.sampleRate / analyser.fftSize;
    return { decibels, dbfs: 10 * Math.log10(power || 1e-10), hzPerBin };
  }

  /** The strongest frequency heard, and the level, over the next `ms`. */
  async listen(ms = 400): Promise<{ hz: number; dbfs: number }> {
    const { decibels, dbfs, hzPerBin } = await this.#hear(ms);
    return { hz: decibels.indexOf(Math.max(...decibels.subarray(1))) * hzPerBin, dbfs };
  }

  /** Level in dB of each frequency over the next `ms`: a voice at full strength is above -30, none below -80. */
  async levelsAt(frequenciesHz: readonly number[], ms = 400): Promise<number[]> {
    const { decibels, hzPerBin } = await this.#hear(ms);
    return frequenciesHz.map((hz) => {
      const bin = Math.round(hz / hzPerBin);
      return Math.max(...decibels.subarray(bin - 1, bin + 2));
    });
  }

  /** What the far end said about the media. */
  remoteSdp(): string {
    return this.#connection.remoteDescription?.sdp ?? '';
  }

  /** Packets so far, and how they are protected. */
  async mediaStats(): Promise<{ received: number; sent: number; dtls: string; codec: string }> {
    const found = { received: 0, sent: 0, dtls: '', codec: '' };
    for (const [, each] of await this.#connection.getStats()) {
      const report: RTCStats & {
        packetsReceived?: number;
        packetsSent?: number;
        dtlsState?: string;
        mimeType?: string;
      } = each;
      if (report.type === 'inbound-rtp') found.received = report.packetsReceived ?? 0;
      if (report.type === 'outbound-rtp') found.sent = report.packetsSent ?? 0;
      if (report.type === 'transport') found.dtls = report.dtlsState ?? '';
      if (report.type === 'codec') found.codec = report.mimeType ?? '';
    }
    return found;
  }
}
