/**
 * A plain SIP.js phone in a browser page, for tests of whatever answers it (the practice line, a PBX). It speaks with a
 * tone instead of a microphone and tells which frequency it hears. It may have several lines; what it is asked to do it
 * does on the one chosen last, which is the newest unless `use` says otherwise. Whoever asks it to call somebody else (REFER)
 * is obeyed.
 */
import {
  Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  SIPExtension,
  UserAgent,
  UserAgentState,
  Web,
} from 'sip.js';
import { context, PhoneLine, type SeenCall } from './phone-line.ts';

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

/** Quiet enough that three voices in one room do not clip. */
const createVoice = async (toneHz: number): Promise<MediaStream> => {
  // The microphone permission makes Chromium show its real addresses, which the far end needs.
  await navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => stream.getTracks()[0]?.stop());
  const oscillator = new OscillatorNode(context, { frequency: toneHz });
  const destination = context.createMediaStreamDestination();
  oscillator.connect(new GainNode(context, { gain: 0.2 })).connect(destination);
  oscillator.start();
  return destination.stream;
};

class TestPhone {
  readonly #options: TestPhoneOptions;
  readonly #userAgent: UserAgent;
  readonly #registerer: Registerer;
  readonly #lines: PhoneLine[] = [];
  #chosen: PhoneLine | undefined;
  #incoming: Invitation | undefined;
  /** Bodies of the message summaries that came (RFC 3842). */
  readonly #messageSummaries: string[] = [];

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
      sipExtensionReplaces: SIPExtension.Supported,
      delegate: {
        onInvite: (invitation) => {
          this.#incoming = invitation;
          this.#add(invitation);
          // Takes the place of a call that was answered already.
          if (invitation.request.hasHeader('Replaces')) void invitation.accept();
        },
        onNotify: (notification) => {
          this.#messageSummaries.push(notification.request.body);
          void notification.accept();
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

  #add(session: Session): PhoneLine {
    const line = new PhoneLine(session, (referral) => {
      const inviter = referral.makeInviter();
      this.#add(inviter);
      void referral.accept().then(() => inviter.invite());
    });
    this.#lines.push(line);
    this.#chosen = line;
    return line;
  }

  get #line(): PhoneLine {
    if (this.#chosen === undefined) throw new Error('There was no call yet.');
    return this.#chosen;
  }

  async connect(): Promise<void> {
    if (this.#userAgent.isConnected()) return;
    await (this.#userAgent.state === UserAgentState.Started ? this.#userAgent.reconnect() : this.#userAgent.start());
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

  /** Settles when the call is answered or refused. Further headers are whole lines. */
  dial(target: string, permit?: string, headers: readonly string[] = []): Promise<DialResult> {
    let reason = '';
    const inviter = new Inviter(this.#userAgent, this.#uriOf(target), {
      earlyMedia: true,
      extraHeaders: [...headers, ...(permit === undefined ? [] : [`X-Dial-Permit: ${permit}`])],
    });
    const { statuses } = this.#add(inviter);
    const note = ({ message }: SipReply): void => {
      statuses.push(message.statusCode ?? 0);
      reason = message.reasonPhrase ?? '';
    };
    return new Promise((resolve, reject) => {
      const settle = (outcome: DialResult['outcome']): void => resolve({ outcome, statuses, reason });
      inviter.stateChange.addListener((state) => {
        // SIP.js tells the state before the status.
        if (state === SessionState.Established) setTimeout(settle, 0, 'established');
        if (state === SessionState.Terminated) setTimeout(settle, 0, 'ended');
      });
      const requestDelegate = { onTrying: note, onProgress: note, onAccept: note, onReject: note };
      inviter.invite({ requestDelegate }).catch(reject);
    });
  }

  /** Sends an INVITE that claims to belong to a call already; settles with the status of the refusal. */
  dialAsIfInCall(target: string): Promise<number> {
    const { userAgentCore: core } = this.#userAgent;
    const [from, to] = [this.#uriOf(this.#options.user), this.#uriOf(target)];
    const routeSet = [`<sip:${new URL(this.#options.serverUrl).host};transport=ws;lr>`];
    const message = core.makeOutgoingRequestMessage('INVITE', to, from, to, { toTag: 'made-up', routeSet });
    return new Promise((resolve) => {
      core.request(message, { onReject: ({ message: reply }) => resolve(reply.statusCode ?? 0) });
    });
  }

  /** Chooses the n-th call of this phone, counted from 0; a negative number counts from the newest, -1. */
  use(index: number): void {
    const line = this.#lines.at(index);
    if (line === undefined) throw new Error(`There is no line ${index}.`);
    this.#chosen = line;
  }

  /** Answers to the call, so far. */
  statuses(): number[] {
    return this.#chosen?.statuses ?? [];
  }

  state(): string {
    return this.#chosen?.session.state ?? 'none';
  }

  /** Who is ringing this phone, if somebody is. */
  ringing(): { user: string; name: string } | null {
    if (this.#incoming?.state !== SessionState.Initial) return null;
    const { uri, displayName } = this.#incoming.remoteIdentity;
    return { user: uri.user ?? '', name: displayName };
  }

  /** A header of the call that came in last, as it was sent. */
  incomingHeader(name: string): string | null {
    return this.#incoming?.request.getHeader(name) ?? null;
  }

  async answer(): Promise<void> {
    await this.#incoming?.accept();
  }

  async refuse(statusCode: number): Promise<void> {
    await this.#lines.find((line) => line.session === this.#incoming)?.refuse(statusCode);
  }

  /** What the message-waiting lamp shows: the last message summary, or nothing. */
  messageSummary(): string {
    return this.#messageSummaries.at(-1) ?? '';
  }

  refer(target: string): Promise<number> {
    return this.#line.refer(this.#uriOf(target));
  }

  /** See PhoneLine.transfer. */
  transfer(target: string): Promise<number> {
    return this.#line.transfer(this.#uriOf(target));
  }

  /** Brings the far ends of the two newest lines together and leaves both; settles as `transfer` does. */
  joinFarEnds(): Promise<number> {
    const [first, consultation] = this.#lines.slice(-2);
    if (first === undefined || consultation === undefined) throw new Error('There are no two lines.');
    return first.transfer(consultation.session);
  }

  /** SIP Call-ID of the call. */
  callId = (): string => this.#line.seen().sipCallId;
  /** What this phone saw of all its calls, oldest first. */
  seenCalls = (): SeenCall[] => this.#lines.map((line) => line.seen());
  cancel = (): Promise<void> => this.#line.cancel();
  hangUp = async (): Promise<void> => this.#chosen?.hangUp();
  hangUpAll = async (): Promise<void> => void (await Promise.all(this.#lines.map((line) => line.hangUp())));
  hold = (isHeld: boolean): Promise<number> => this.#line.hold(isHeld);
  press = (keys: string): boolean => this.#line.press(keys);
  pressWithInfo = (key: string): Promise<number> => this.#line.pressWithInfo(key);
  listen = (ms?: number): ReturnType<PhoneLine['listen']> => this.#line.listen(ms);
  levelsAt = (frequenciesHz: readonly number[]): Promise<number[]> => this.#line.levelsAt(frequenciesHz);
  remoteSdp = (): string => this.#line.remoteSdp();
  mediaStats = (): ReturnType<PhoneLine['mediaStats']> => this.#line.mediaStats();

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
