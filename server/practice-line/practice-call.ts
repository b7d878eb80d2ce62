/**
 * One call between the practice line and one agent's phone, in either direction: that agent as a participant.
 *
 *     outbound (the agent dialled)          inbound (the line rings the agent)
 *
 *     initial ──ring/early media──┐         initial ──INVITE──> ringing
 *        │                        │                                │
 *        ├──reject──> over <──────┤            agent refuses ──> over
 *        │                        │                                │
 *        └──answer──> established <┘           agent answers ──> established
 *                         │                                        │
 *                         └──bye, lost media, lost socket──> over <┘
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Info, Invitation, type Inviter, type Referral, SessionState } from 'sip.js';
import { createId } from '../../shared/domain/ids.ts';
import { MediaLeg } from './media-leg.ts';
import type { Identity, Participant, Place } from './participant.ts';
import type { Sound } from './pcmu.ts';
import type { Recorder } from './recorder.ts';
import type { ScriptedParty } from './scripted-party.ts';

const mediaTimeoutMs = 10_000;
/** A phone that hangs up closes its media as its BYE is still on the way. */
const mediaGraceMs = 1000;
const mostDigits = 200;

export type DigitVia = 'rtp' | 'info';
export type CallDirection = 'outbound' | 'inbound';

export type PracticeCallDetails = {
  session: Invitation | Inviter;
  agent: string;
  /** The number, agent or service at the other end, as dialled or shown. */
  remote: string;
  direction: CallDirection;
  startedAt: string;
  onDigit: (digit: string, via: DigitVia) => void;
  onAnswered: (call: PracticeCall) => void;
  /** The phone asks to connect the far end with somebody else. */
  onRefer: (call: PracticeCall, referral: Referral) => void;
};

/** SIP.js goes on waiting for the ACK of its 200, and throws out of a timer when the call has ended meanwhile. */
function ignoreLateAck(session: Invitation | Inviter): void {
  Reflect.set(session, 'onAckTimeout', () => undefined);
}

export class PracticeCall implements Participant {
  readonly id = createId();
  readonly agent: string;
  readonly remote: string;
  readonly direction: CallDirection;
  readonly startedAt: string;
  readonly session: Invitation | Inviter;
  readonly identity: Identity;
  says: ((frame: Sound) => void) | undefined;
  place: Place | undefined;
  digits = '';
  /** Heard with each key that is pressed from now on. */
  readonly onKey = new Set<(key: string) => void>();
  /** The call of the dial permit. */
  permittedCallId: string | undefined;
  recorder: Recorder | undefined;
  /** The far end it began with, if that was none of the phones. */
  scriptedParty: ScriptedParty | undefined;
  /** `X-Dispatchable-Location` of an emergency call, as it came. */
  dispatchableLocation: string | undefined;
  #leg: MediaLeg | undefined;
  #onDigit: (digit: string, via: DigitVia) => void;
  #over = new AbortController();

  constructor(details: PracticeCallDetails) {
    this.session = details.session;
    this.agent = details.agent;
    this.remote = details.remote;
    this.direction = details.direction;
    this.startedAt = details.startedAt;
    // A phone that calls says who it is; a colleague reads that.
    const displayName = details.session instanceof Invitation ? details.session.remoteIdentity.displayName : '';
    this.identity = { user: details.agent, displayName };
    this.#onDigit = details.onDigit;
    this.session.delegate = {
      onSessionDescriptionHandler: (handler) => {
        if (handler instanceof MediaLeg) this.#adopt(handler);
      },
      onInfo: (info) => this.#readInfo(info),
      // Without this, SIP.js would follow a REFER by itself: a call out with no permit.
      onRefer: (referral) => details.onRefer(this, referral),
    };
    this.session.stateChange.addListener((state) => {
      if (state === SessionState.Established) details.onAnswered(this);
      if (state !== SessionState.Terminated) return;
      ignoreLateAck(this.session);
      this.#finish();
    });
  }

  /** The audio, once there is any; kept after the call for its last measures. */
  get leg(): MediaLeg | undefined {
    return this.#leg;
  }

  /** Aborts when the call is over, however it ended. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  get state(): 'ringing' | 'established' | 'over' {
    if (this.over.aborted) return 'over';
    return this.session.state === SessionState.Established ? 'established' : 'ringing';
  }

  /** The Call-ID by which the agent's phone knows it. */
  get sipCallId(): string {
    return this.session.request.callId;
  }

  hear(frame: Sound): void {
    this.#leg?.relay(frame);
  }

  #adopt(leg: MediaLeg): void {
    this.#leg = leg;
    leg.onHeard = (frame) => this.says?.(frame);
    leg.onDigit = (digit) => this.#press(digit, 'rtp');
    leg.onLost = () => {
      void sleep(mediaGraceMs, undefined, { signal: this.over }).then(
        () => this.end(),
        () => undefined,
      );
    };
  }

  /** Keys pressed and sent as `application/dtmf-relay`. */
  #readInfo(info: Info): void {
    const isDtmf = info.request.getHeader('content-type')?.toLowerCase() === 'application/dtmf-relay';
    const digit = isDtmf ? /^Signal\s*=\s*([\d*#A-D])/im.exec(info.request.body)?.[1] : undefined;
    if (digit === undefined) {
      void info.reject({ statusCode: 415 }).catch(() => undefined);
      return;
    }
    void info.accept().catch(() => undefined);
    this.#press(digit, 'info');
  }

  #press(digit: string, via: DigitVia): void {
    this.digits = (this.digits + digit).slice(-mostDigits);
    this.#onDigit(digit, via);
    for (const listen of this.onKey) listen(digit);
  }

  /** The INVITE of an agent who still waits for an answer; on any other call nothing rings any more. */
  get unanswered(): Invitation | undefined {
    const { session } = this;
    return session instanceof Invitation && session.state === SessionState.Initial ? session : undefined;
  }

  /** 180, or 183 with media that is heard before the answer. */
  async ring(statusCode: 180 | 183 = 180): Promise<void> {
    await this.unanswered?.progress({ statusCode });
  }

  /** Answers, unless that is done. The media may take a little longer: see `audible`. */
  async accept(): Promise<void> {
    await this.unanswered?.accept();
  }

  /** Settles when audio can flow; rejects after ten seconds without. */
  async audible(): Promise<void> {
    const giveUp = sleep(mediaTimeoutMs, undefined, { signal: this.over }).then(() => {
      throw new Error('There is no audio path to the phone.');
    });
    await Promise.race([this.#leg?.connected, giveUp]);
  }

  /** Ends the call in the way its state allows; status and reason are for a call not yet answered. */
  end(sipStatus = 480, reasonPhrase?: string): void {
    const { session } = this;
    const refusal = { statusCode: sipStatus, ...(reasonPhrase === undefined ? {} : { reasonPhrase }) };
    const ending = (): Promise<unknown> => {
      if (session.state === SessionState.Established) return session.bye();
      const isOpen = session.state === SessionState.Initial || session.state === SessionState.Establishing;
      if (!isOpen) return Promise.resolve();
      return session instanceof Invitation ? session.reject(refusal) : session.cancel();
    };
    // The phone may have ended it in the same moment.
    ending().catch(() => undefined);
  }

  /** The phone's socket is gone: nobody is left to tell, there are only things to let go. */
  drop(): void {
    this.end();
    this.#leg?.close();
    this.#finish();
  }

  #finish(): void {
    this.recorder?.stop();
    this.onKey.clear();
    this.#over.abort();
  }
}
