/**
 * One call between the practice line and one agent's phone, in either direction.
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
import { type Info, Invitation, type Inviter, SessionState } from 'sip.js';
import { createId } from '../../shared/domain/ids.ts';
import { MediaLeg } from './media-leg.ts';
import type { Script, Step } from './scripts.ts';

const mediaTimeoutMs = 10_000;
/** A phone that hangs up closes its media as its BYE is still on the way. */
const mediaGraceMs = 1000;

export type DigitVia = 'rtp' | 'info';
export type CallDirection = 'outbound' | 'inbound';

export type PracticeCallDetails = {
  session: Invitation | Inviter;
  agent: string;
  /** The number or agent at the other end, as dialled or shown. */
  remote: string;
  direction: CallDirection;
  startedAt: string;
  onDigit: (digit: string, via: DigitVia) => void;
};

export class PracticeCall {
  readonly id = createId();
  readonly agent: string;
  readonly remote: string;
  readonly direction: CallDirection;
  readonly startedAt: string;
  readonly session: Invitation | Inviter;
  /** The other agent's call when two agents talk; it ends when this one does. */
  peer: PracticeCall | undefined;
  digits = '';
  #leg: MediaLeg | undefined;
  #onDigit: (digit: string, via: DigitVia) => void;
  #over = new AbortController();
  #performance = new AbortController();

  constructor(details: PracticeCallDetails) {
    this.session = details.session;
    this.agent = details.agent;
    this.remote = details.remote;
    this.direction = details.direction;
    this.startedAt = details.startedAt;
    this.#onDigit = details.onDigit;
    this.session.delegate = {
      onSessionDescriptionHandler: (handler) => {
        if (handler instanceof MediaLeg) this.#adopt(handler);
      },
      onInfo: (info) => this.#readInfo(info),
      // Without this, SIP.js would follow a REFER by itself: a call out with no permit.
      onRefer: (referral) => void referral.reject({ statusCode: 501 }).catch(() => undefined),
    };
    this.session.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) this.#finish();
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

  #adopt(leg: MediaLeg): void {
    this.#leg = leg;
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
    this.digits += digit;
    this.#onDigit(digit, via);
  }

  get #unanswered(): Invitation | undefined {
    const { session } = this;
    return session instanceof Invitation && session.state === SessionState.Initial ? session : undefined;
  }

  async ring(): Promise<void> {
    await this.#unanswered?.progress();
  }

  /** Answers, unless that is done. The media may take a little longer: see `audible`. */
  async accept(): Promise<void> {
    await this.#unanswered?.accept();
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
    this.#performance.abort();
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
    this.#over.abort();
    this.peer?.end();
    this.peer = undefined;
  }

  /** Plays the far end's part until the call ends or a bridge takes its place. Rejects if a step fails. */
  async perform(script: Script): Promise<void> {
    this.#performance.abort();
    this.#performance = new AbortController();
    const stop = AbortSignal.any([this.over, this.#performance.signal]);
    try {
      for (const step of script) if (!stop.aborted) await this.#take(step, stop);
    } catch (error) {
      if (stop.aborted) return;
      this.end(500);
      throw error;
    }
  }

  async #take(step: Step, signal: AbortSignal): Promise<void> {
    // On a call that the line placed the answer is behind us: nothing rings any more.
    const unanswered = this.#unanswered;
    switch (step.do) {
      case 'ring':
        if (unanswered === undefined) return;
        await this.ring();
        return sleep(step.ms, undefined, { signal });
      case 'early-media':
        if (unanswered === undefined) return;
        await unanswered.progress({ statusCode: 183 });
        return this.#leg?.play(step.sound);
      case 'answer':
        await this.accept();
        return this.audible();
      case 'play': {
        const played = this.#leg?.play(step.sound, step.isLooped);
        return step.isLooped === true ? undefined : played;
      }
      case 'echo':
        if (this.#leg) this.#leg.sendHeardTo = this.#leg;
        return;
      case 'wait':
        return sleep(step.ms, undefined, { signal });
      case 'reject':
        return this.end(step.sipStatus);
      case 'hang-up':
        return this.end();
    }
  }

  /** Joins two answered calls: each agent hears the other. */
  bridge(other: PracticeCall): void {
    joinOneWay(this, other);
    joinOneWay(other, this);
    this.#performance.abort();
    other.#performance.abort();
  }
}

function joinOneWay(from: PracticeCall, to: PracticeCall): void {
  from.peer = to;
  if (from.leg === undefined) return;
  from.leg.stop();
  from.leg.sendHeardTo = to.leg;
}
