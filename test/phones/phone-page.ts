/**
 * A plain SIP.js phone in a browser page, for tests of whatever answers it (the practice line, a PBX). It speaks with a
 * tone instead of a microphone and tells which frequency it hears.
 */
import {
  Inviter,
  type Invitation,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  UserAgent,
  Web,
} from 'sip.js';

export type TestPhoneOptions = {
  serverUrl: string;
  user: string;
  domain: string;
  username: string;
  password: string;
  /** Frequency of this phone's voice. */
  toneHz: number;
};
export type DialResult = { outcome: 'established' | 'ended'; statuses: number[]; reason: string };
type SipReply = { message: { statusCode?: number | undefined; reasonPhrase?: string | undefined } };

const context = new AudioContext();

const createVoice = async (toneHz: number): Promise<MediaStream> => {
  // The microphone permission makes Chromium show its real addresses, which the far end needs.
  await navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => stream.getTracks()[0]?.stop());
  const oscillator = new OscillatorNode(context, { frequency: toneHz });
  const destination = context.createMediaStreamDestination();
  oscillator.connect(new GainNode(context, { gain: 0.5 })).connect(destination);
  oscillator.start();
  return destination.stream;
};

class TestPhone {
  readonly #options: TestPhoneOptions;
  readonly #userAgent: UserAgent;
  readonly #registerer: Registerer;
  readonly #speaker = new Audio();
  #session: Session | undefined;
  #incoming: Invitation | undefined;
  /** Final and provisional answers to the last call, as they came. */
  #statuses: number[] = [];

  constructor(options: TestPhoneOptions) {
    this.#options = options;
    this.#userAgent = new UserAgent({
      uri: this.#uriOf(options.user),
      authorizationUsername: options.username,
      authorizationPassword: options.password,
      transportOptions: { server: options.serverUrl },
      sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(() => createVoice(options.toneHz)),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: 200,
        peerConnectionConfiguration: { iceServers: [] },
      },
      logBuiltinEnabled: false,
      delegate: {
        onInvite: (invitation) => {
          this.#incoming = invitation;
          this.#watch(invitation);
        },
      },
    });
    this.#registerer = new Registerer(this.#userAgent, { expires: 120 });
  }

  #uriOf(user: string) {
    const uri = UserAgent.makeURI(`sip:${user}@${this.#options.domain}`);
    if (uri === undefined) throw new Error(`No SIP address for ${user}`);
    return uri;
  }

  async connect(): Promise<void> {
    if (!this.#userAgent.isConnected()) await this.#userAgent.start();
  }

  /** Settles with 200, or with the status of the refusal. */
  async register(): Promise<number> {
    await this.connect();
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      this.#registerer.register({ requestDelegate: { onAccept: settle, onReject: settle } }).catch(reject);
    });
  }

  unregister(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#registerer.stateChange.addListener((state) => {
        if (state === RegistererState.Unregistered) resolve();
      });
      this.#registerer.unregister().catch(reject);
    });
  }

  #watch(session: Session): void {
    this.#session = session;
    session.delegate = {
      onSessionDescriptionHandler: (handler) => {
        if (!(handler instanceof Web.SessionDescriptionHandler)) return;
        // Chromium delivers remote audio to an analyser only while an element plays it too.
        this.#speaker.srcObject = handler.remoteMediaStream;
        this.#speaker.play().catch(() => undefined);
      },
    };
  }

  get #connection(): RTCPeerConnection {
    const handler = this.#session?.sessionDescriptionHandler;
    const connection = handler instanceof Web.SessionDescriptionHandler ? handler.peerConnection : undefined;
    if (connection === undefined) throw new Error('There is no call with audio.');
    return connection;
  }

  /** Settles when the call is answered or refused. */
  dial(target: string, permit?: string): Promise<DialResult> {
    this.#statuses = [];
    const statuses = this.#statuses;
    let reason = '';
    const inviter = new Inviter(this.#userAgent, this.#uriOf(target), {
      earlyMedia: true,
      extraHeaders: permit === undefined ? [] : [`X-Dial-Permit: ${permit}`],
    });
    this.#watch(inviter);
    return new Promise((resolve, reject) => {
      const settle = (outcome: DialResult['outcome']): void => resolve({ outcome, statuses, reason });
      inviter.stateChange.addListener((state) => {
        // SIP.js tells the state before the status.
        if (state === SessionState.Established) setTimeout(settle, 0, 'established');
        if (state === SessionState.Terminated) setTimeout(settle, 0, 'ended');
      });
      const note = ({ message }: SipReply): void => {
        this.#statuses.push(message.statusCode ?? 0);
        reason = message.reasonPhrase ?? '';
      };
      const requestDelegate = { onTrying: note, onProgress: note, onAccept: note, onReject: note };
      inviter.invite({ requestDelegate }).catch(reject);
    });
  }

  /** Answers to the call in progress, so far. */
  statuses(): number[] {
    return this.#statuses;
  }

  state(): string {
    return this.#session?.state ?? 'none';
  }

  /** Who is ringing this phone, if somebody is. */
  ringing(): { user: string; name: string } | null {
    if (this.#incoming?.state !== SessionState.Initial) return null;
    const { uri, displayName } = this.#incoming.remoteIdentity;
    return { user: uri.user ?? '', name: displayName };
  }

  async answer(): Promise<void> {
    await this.#incoming?.accept();
  }

  async refuse(statusCode: number): Promise<void> {
    await this.#incoming?.reject({ statusCode });
  }

  async cancel(): Promise<void> {
    if (this.#session instanceof Inviter) await this.#session.cancel();
  }

  async hangUp(): Promise<void> {
    if (this.#session?.state === SessionState.Established) await this.#session.bye();
  }

  /** Settles with the status of the answer to the re-INVITE. */
  hold(isHeld: boolean): Promise<number> {
    const session = this.#session;
    if (session === undefined) return Promise.resolve(0);
    const options: Web.SessionDescriptionHandlerOptions = { hold: isHeld };
    session.sessionDescriptionHandlerOptionsReInvite = options;
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      session.invite({ requestDelegate: { onAccept: settle, onReject: settle } }).catch(reject);
    });
  }

  /** Presses keys as RTP events (RFC 4733). */
  press(keys: string): boolean {
    return this.#session?.sessionDescriptionHandler?.sendDtmf(keys, { duration: 100, interToneGap: 70 }) ?? false;
  }

  /** Presses a key with an INFO request; settles with the status of the answer. */
  pressWithInfo(key: string): Promise<number> {
    const content = `Signal=${key}\r\nDuration=160`;
    const body = { contentDisposition: 'render', contentType: 'application/dtmf-relay', content };
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      this.#session
        ?.info({ requestOptions: { body }, requestDelegate: { onAccept: settle, onReject: settle } })
        .catch(reject);
    });
  }

  /** Asks the far end to call somebody else (REFER); settles with the status of the answer. */
  refer(target: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const settle = ({ message }: SipReply): void => resolve(message.statusCode ?? 0);
      this.#session
        ?.refer(this.#uriOf(target), { requestDelegate: { onAccept: settle, onReject: settle } })
        .catch(reject);
    });
  }

  /** The strongest frequency heard, and the level, over the next `ms`. */
  async listen(ms = 400): Promise<{ hz: number; dbfs: number }> {
    await context.resume();
    const stream = new MediaStream(this.#connection.getReceivers().map((receiver) => receiver.track));
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    const source = context.createMediaStreamSource(stream);
    source.connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, ms));
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    source.disconnect();
    const loudest = bins.indexOf(Math.max(...bins.subarray(1)));
    const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length;
    return { hz: (loudest * context.sampleRate) / analyser.fftSize, dbfs: 10 * Math.log10(power || 1e-10) };
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

  async stop(): Promise<void> {
    await this.#userAgent.stop();
  }
}

declare global {
  interface Window {
    TestPhone: typeof TestPhone;
  }
}
window.TestPhone = TestPhone;
export type { TestPhone };
