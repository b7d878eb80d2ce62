/** One SIP.js session as an `EngineCall`. */
import { type Bye, Invitation, Inviter, type Notification, type Session, SessionState } from 'sip.js';
import type { DtmfMethod, EngineCall, EngineCallEvent } from '../call-engine.ts';
import { MediaHandler } from './media-handler.ts';
import { OutgoingSession } from './outgoing-session.ts';
import { lostStatuses } from './lost-request.ts';
import { isHeldByRemote } from './remote-hold.ts';
import { InfoTones, sendRtpTones } from './sip-dtmf.ts';
import { referToOf, SipRefer } from './sip-refer.ts';
import { SipRenegotiation } from './sip-renegotiation.ts';

/** How a session asks for, and waits on, the connection it lives on. */
export type Signalling = {
  isConnected: () => boolean;
  /** Runs the work once the connection is back, if that is soon enough to matter; returns what calls it off. */
  whenConnected: (work: () => void) => () => void;
  log: (level: 'info' | 'warn', message: string) => void;
};

/** A disturbance that ICE may heal by itself; after this it is broken. */
const disconnectedGraceMs = 3000;
/** Busy here: the phone system may go on to another agent or to voicemail. */
const declineStatus = 486;
/** Nobody but the agent moves a call of ours: SIP.js would follow a REFER by itself. */
const referDeclinedStatus = 603;

export class SipCall implements EngineCall {
  #session: Session;
  #signalling: Signalling;
  #listener: (event: EngineCallEvent) => void = () => {};
  #isHungUp = false;
  #isByeReceived = false;
  #isHeldByRemote = false;
  #infoTones = new InfoTones();
  #refer: SipRefer | null = null;
  #renegotiation: SipRenegotiation;

  constructor(session: Session, signalling: Signalling) {
    this.#session = session;
    this.#signalling = signalling;
    this.#renegotiation = new SipRenegotiation(session, {
      isOver: () => this.#isHungUp,
      answered: (sdp) => this.#heard(sdp, false),
      settled: (attempt, sipStatus) => this.#emit({ type: 'renegotiated', attempt, sipStatus }),
      log: signalling.log,
    });
    session.delegate = {
      onBye: (bye: Bye) => {
        this.#isByeReceived = true;
        void bye.accept().catch(() => {});
      },
      onNotify: (notification) => this.#notified(notification),
      onRefer: (referral) => void referral.reject({ statusCode: referDeclinedStatus }).catch(() => {}),
      onInvite: ({ body }, _response, statusCode) => {
        if (statusCode < 300 && body !== '') this.#heard(body, true);
      },
      onSessionDescriptionHandler: (handler) => {
        if (handler instanceof MediaHandler && handler.peerConnection) this.#watchPath(handler.peerConnection);
      },
    };
    if (session instanceof OutgoingSession) session.onLateAnswer = () => this.#emit({ type: 'answered' });
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#emit({ type: 'answered' });
      if (state !== SessionState.Terminated) return;
      // SIP.js goes on waiting for the ACK of its 200, and throws out of a timer when the call has ended meanwhile.
      Reflect.set(session, 'onAckTimeout', () => {});
      this.#refer?.close();
      // SIP.js tells the state first and the status that caused it after it, in the same turn.
      queueMicrotask(() => this.#emit({ type: this.#isByeReceived ? 'remote-hung-up' : 'terminated' }));
    });
  }

  listen(listener: (event: EngineCallEvent) => void): void {
    this.#listener = listener;
  }

  begin(): void {
    const session = this.#session;
    if (session instanceof Inviter) {
      const begun = session.invite({
        requestDelegate: {
          onProgress: ({ message }) => this.#emit({ type: message.body ? 'early-media' : 'ringing' }),
          onRedirect: ({ message }) => this.#emit({ type: 'rejected', sipStatus: message.statusCode ?? 300 }),
          onReject: ({ message }) => this.#emit({ type: 'rejected', sipStatus: message.statusCode ?? 500 }),
        },
      });
      begun.catch((error: unknown) => this.#failed(error));
    } else if (session instanceof Invitation) {
      session.accept().catch((error: unknown) => this.#failed(error));
    }
  }

  hangUp(): void {
    this.#isHungUp = true;
    const session = this.#session;
    if (session.state === SessionState.Terminated) return;
    // Asked for before, and nobody confirms it: SIP.js would hold the connection until its last timer.
    if (session.state === SessionState.Terminating) return this.#closeMedia();
    if (!this.#signalling.isConnected()) {
      this.#closeMedia();
      this.#signalling.whenConnected(() => this.hangUp());
      return;
    }
    const ending =
      session.state === SessionState.Established
        ? this.#bye(session)
        : session instanceof Inviter
          ? session.cancel()
          : session instanceof Invitation
            ? session.reject({ statusCode: declineStatus })
            : Promise.resolve();
    Promise.resolve(ending).catch((error: unknown) => this.#signalling.log('warn', `Hanging up: ${String(error)}`));
  }

  /**
   * A connection that is dead without a word takes a BYE and loses it: one that nobody answered is said again on the next.
   * A far end that had heard the first answers 481 (RFC 3261 section 15.1.2).
   */
  #bye(session: Session): Promise<unknown> {
    const { dialog } = session;
    const settled = this.#signalling.whenConnected(() => void dialog?.bye());
    return session.bye({
      requestDelegate: {
        onAccept: settled,
        onReject: ({ message }) => {
          if (!lostStatuses.has(message.statusCode ?? 0)) settled();
        },
      },
    });
  }

  renegotiate(request: Parameters<EngineCall['renegotiate']>[0]): void {
    this.#renegotiation.ask(request);
  }

  /** Nothing that is under way on the connection gets an answer any more; what is asked next goes out on a new one. */
  connectionLost(): void {
    this.#renegotiation.connectionLost();
  }

  sendDtmf(tones: string, method: DtmfMethod): Promise<boolean> {
    if (method === 'info') return this.#infoTones.send(this.#session, tones);
    return sendRtpTones(this.peerConnection(), tones);
  }

  refer({ attempt, to }: Parameters<EngineCall['refer']>[0]): void {
    this.#refer?.close();
    const refer = new SipRefer((outcome) =>
      this.#emit(
        outcome.isAccepted
          ? { type: 'transfer-accepted', attempt }
          : { type: 'transfer-refused', attempt, sipStatus: outcome.sipStatus },
      ),
    );
    this.#refer = refer;
    const referTo = 'sipTarget' in to ? referToOf(to) : to.replaces instanceof SipCall ? to.replaces.#referTo() : null;
    if (referTo === null) this.#emit({ type: 'transfer-refused', attempt, sipStatus: 404 });
    else refer.send(this.#session, referTo);
  }

  get sipCallId(): string | null {
    const session = this.#session;
    if (session instanceof Inviter || session instanceof Invitation) return session.request.callId;
    return null;
  }

  /** This call is the one that an INVITE with these tags wants to take the place of (RFC 3891 section 3). */
  isDialog({ callId, toTag, fromTag }: { callId: string; toTag: string; fromTag: string }): boolean {
    const dialog = this.#session.state === SessionState.Established ? this.#session.dialog : undefined;
    return dialog?.callId === callId && dialog.localTag === toTag && dialog.remoteTag === fromTag;
  }

  peerConnection(): RTCPeerConnection | null {
    const handler = this.#session.sessionDescriptionHandler;
    return handler instanceof MediaHandler ? (handler.peerConnection ?? null) : null;
  }

  #referTo(): string | null {
    return referToOf({ session: this.#session });
  }

  #notified(notification: Notification): void {
    this.#refer?.notified(notification);
    // Answered whatever it says: a NOTIFY nobody answers is sent again and again.
    notification.accept().catch(() => {});
  }

  /** The far end described its audio, in an offer of its own or in an answer to ours. */
  #heard(sdp: string, isOffer: boolean): void {
    const before = this.#isHeldByRemote;
    this.#isHeldByRemote = isHeldByRemote(sdp, { isOffer, isHeldHere: this.#renegotiation.isHeldHere, before });
    if (this.#isHeldByRemote !== before) this.#emit({ type: 'held-by-remote', isHeld: this.#isHeldByRemote });
  }

  #watchPath(connection: RTCPeerConnection): void {
    let patience: ReturnType<typeof setTimeout> | undefined;
    connection.addEventListener('iceconnectionstatechange', () => {
      clearTimeout(patience);
      const broken = (): void => this.#emit({ type: 'path-broken' });
      if (connection.iceConnectionState === 'failed') broken();
      if (connection.iceConnectionState === 'disconnected') patience = setTimeout(broken, disconnectedGraceMs);
    });
  }

  #closeMedia(): void {
    this.#session.sessionDescriptionHandler?.close();
  }

  #failed(error: unknown): void {
    if (this.#isHungUp) return;
    this.#signalling.log('warn', `Call: ${String(error)}`);
    this.#emit({ type: 'failed', reason: 'The call could not be set up' });
  }

  #emit(event: EngineCallEvent): void {
    this.#listener(event);
  }
}
