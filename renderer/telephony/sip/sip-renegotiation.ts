/**
 * The re-INVITEs of one call: hold, resume, another path for the sound. One at a time (RFC 3261 section 14.1).
 * Promise: every attempt is settled with one status, unless a newer one took its place; what dies with its connection does
 * not stand in the way of the next.
 */
import { type Core, Inviter, RequestPendingError, type Session, SessionState, type Web } from 'sip.js';
import type { EngineCall } from '../call-engine.ts';
import { endUndelivered, lostStatuses } from './lost-request.ts';

type Request = Parameters<EngineCall['renegotiate']>[0];
type Answer = { sipStatus: number; retryMs: number | null };
type Tries = { glares: number; waits: number };

export type RenegotiationListener = {
  /** Nobody cares any more. */
  isOver: () => boolean;
  /** The far end agreed, and described its audio. */
  answered: (sdp: string) => void;
  settled: (attempt: number, sipStatus: number) => void;
  log: (level: 'warn', message: string) => void;
};

/** 491 "Request Pending": both ends asked at once; the caller waits 2.1–4 s, the called 0–2 s (RFC 3261 section 14.1). */
const glareDelayMs = (isCaller: boolean): number => (isCaller ? 2100 + Math.random() * 1900 : Math.random() * 2000);
/** 500 with Retry-After: the far end is not done with what came before; it asks for at most 10 s (RFC 3261 section 14.2). */
const longestRetryMs = 10_000;
const glareRetries = 5;
/** SIP.js allows one re-INVITE at a time: ask again until it is done with the last. */
const pendingRetryMs = 500;
const pendingRetries = 80;
const undelivered: Answer = { sipStatus: 503, retryMs: null };

/** What the first asks for is all that the second wants. */
const asksFor = (first: Request, second: Request): boolean =>
  first.isHeld === second.isHeld && (first.restartIce || !second.restartIce);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class SipRenegotiation {
  #session: Session;
  #listener: RenegotiationListener;
  #newestAttempt = 0;
  #isHeldHere = false;
  /** The last re-INVITE that was sent, and what it, or the one that is being made ready, asks for. */
  #sent: Core.OutgoingRequest | null = null;
  #asked: { request: Request; answer: Promise<Answer> } | null = null;

  constructor(session: Session, listener: RenegotiationListener) {
    this.#session = session;
    this.#listener = listener;
  }

  /** The last description of ours said hold. */
  get isHeldHere(): boolean {
    return this.#isHeldHere;
  }

  ask(request: Request): void {
    this.#newestAttempt = request.attempt;
    this.#ask(request, { glares: 0, waits: 0 }).catch((error: unknown) => {
      this.#listener.log('warn', `Re-INVITE: ${String(error)}`);
      this.#listener.settled(request.attempt, 500);
    });
  }

  /** What is under way gets no answer any more. */
  connectionLost(): void {
    if (this.#sent) endUndelivered(this.#sent);
  }

  async #ask(request: Request, tries: Tries): Promise<void> {
    const { attempt, isHeld } = request;
    if (this.#session.state !== SessionState.Established) return this.#listener.settled(attempt, 481);
    this.#isHeldHere = isHeld;
    const earlier = this.#asked;
    const { promise: answer, resolve: answered } = Promise.withResolvers<Answer>();
    this.#asked = { request, answer };
    try {
      this.#sent = await this.#send(request, answered);
    } catch (error) {
      this.#asked = earlier;
      answered(undelivered);
      if (!(error instanceof RequestPendingError) || tries.waits >= pendingRetries) throw error;
      // Made ready on the old connection and sent on the new one: a second restart right after it confuses the far end.
      const ridden = earlier && asksFor(earlier.request, request) ? await earlier.answer : undelivered;
      if (!lostStatuses.has(ridden.sipStatus)) return this.#listener.settled(attempt, ridden.sipStatus);
      return this.#askAgain(request, pendingRetryMs, { ...tries, waits: tries.waits + 1 });
    }
    const { sipStatus, retryMs } = await answer;
    if (this.#asked.answer === answer) this.#asked = null;
    if (retryMs !== null && tries.glares < glareRetries) {
      return this.#askAgain(request, retryMs, { ...tries, glares: tries.glares + 1 });
    }
    this.#listener.settled(attempt, sipStatus);
  }

  async #askAgain(request: Request, delayMs: number, tries: Tries): Promise<void> {
    await sleep(delayMs);
    if (!this.#listener.isOver() && request.attempt === this.#newestAttempt) await this.#ask(request, tries);
  }

  #send({ isHeld, restartIce }: Request, answered: (answer: Answer) => void): Promise<Core.OutgoingInviteRequest> {
    const sdpOptions: Web.SessionDescriptionHandlerOptions = {
      hold: isHeld,
      ...(restartIce ? { offerOptions: { iceRestart: true } } : {}),
    };
    const seen = ({ message }: { message: Core.IncomingResponseMessage }): void => {
      const sipStatus = message.statusCode ?? 500;
      if (sipStatus < 300) this.#listener.answered(message.body);
      answered({ sipStatus, retryMs: this.#retryMs(message) });
    };
    return this.#session.invite({
      sessionDescriptionHandlerOptions: sdpOptions,
      requestDelegate: { onAccept: seen, onReject: seen },
    });
  }

  /** When to ask again after a re-INVITE was refused; null: that was the last word. */
  #retryMs(message: Core.IncomingResponseMessage): number | null {
    if (message.statusCode === 491) return glareDelayMs(this.#session instanceof Inviter);
    const seconds = Number.parseInt(message.getHeader('Retry-After') ?? '', 10);
    return message.statusCode === 500 && seconds >= 0 ? Math.min(seconds * 1000, longestRetryMs) : null;
  }
}
