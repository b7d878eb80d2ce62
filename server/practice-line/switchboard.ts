/** The calls there are, who is registered, and how a phone is made to ring. */
import { type Invitation, Inviter, type Referral } from 'sip.js';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { type AgentPhone, makeUri } from './agent-phone.ts';
import type { LineEvent } from './line-events.ts';
import { destinationOf } from './dial-plan.ts';
import { Bridge, type Identity, type Participant } from './participant.ts';
import { type CallDirection, PracticeCall } from './practice-call.ts';
import { RecordingShelf } from './recorder.ts';

export const mostCalls = 50;
const mostEndedCalls = 50;
const ringForMs = 30_000;

export type Ringing = {
  call: PracticeCall;
  /** Settles with nothing when the agent answered, else with the SIP status of the refusal. */
  answered: Promise<number | undefined>;
};

export type SwitchboardOptions = {
  domain: string;
  clock: Clock;
  emit: (event: LineEvent) => void;
  onRefer: (call: PracticeCall, referral: Referral) => void;
};

export class Switchboard {
  readonly domain: string;
  readonly calls = new Set<PracticeCall>();
  /** The last calls that are over, newest last. */
  readonly endedCalls: PracticeCall[] = [];
  readonly emit: (event: LineEvent) => void;
  /** The phone that rings for each agent. */
  readonly bindings = new Map<string, AgentPhone>();
  /** Called after each change of who is free. */
  onFree: () => void = () => undefined;
  #options: SwitchboardOptions;
  #recordings = new RecordingShelf();

  constructor(options: SwitchboardOptions) {
    this.#options = options;
    this.domain = options.domain;
    this.emit = options.emit;
  }

  get now(): string {
    return isoNow(this.#options.clock);
  }

  get isFull(): boolean {
    return this.calls.size > mostCalls;
  }

  /** Registered, and in no call. */
  isIdle(agent: string): boolean {
    return this.bindings.has(agent) && ![...this.calls].some((call) => call.agent === agent);
  }

  /** The call an agent talks in: not one on hold if there is another, else the newest. */
  talkingCallOf(agent: string): PracticeCall | undefined {
    const calls = [...this.calls].filter((call) => call.agent === agent && call.state === 'established');
    return calls.findLast((call) => call.leg?.isHeld === false) ?? calls.at(-1);
  }

  /** @returns undefined: the agent is not registered */
  ring(agent: string, from: Identity, extraHeaders: readonly string[] = []): Ringing | undefined {
    const phone = this.bindings.get(agent);
    if (phone?.contact === undefined || this.isFull) return undefined;
    const session = new Inviter(phone.userAgent, phone.contact, {
      extraHeaders: [...extraHeaders],
      params: {
        fromUri: makeUri(from.user, this.domain),
        toUri: makeUri(agent, this.domain),
        fromDisplayName: from.displayName,
      },
    });
    const call = this.track(session, agent, from.user, 'inbound');
    const answered = new Promise<number | undefined>((resolve) => {
      // SIP.js reports the state first and the status after it, so this must wait a moment for onReject.
      call.over.addEventListener('abort', () => setImmediate(resolve, 487));
      const requestDelegate = {
        onReject: ({ message }: { message: { statusCode?: number | undefined } }) => resolve(message.statusCode ?? 480),
        onAccept: () => {
          call.audible().then(
            () => resolve(undefined),
            () => {
              call.end();
              resolve(500);
            },
          );
        },
      };
      session.invite({ requestDelegate }).catch(() => resolve(500));
    });
    return { call, answered };
  }

  /**
   * Rings an agent for somebody who waits; once it is answered, the two talk. The ringing stops when the one who waits
   * is gone or was taken elsewhere, or after `forMs`.
   * @returns undefined: they talk; else the SIP status of why not
   */
  async connect(
    agent: string,
    who: Participant,
    {
      extraHeaders = [],
      forMs = ringForMs,
      onRinging = () => undefined,
    }: {
      extraHeaders?: readonly string[];
      forMs?: number;
      onRinging?: (call: PracticeCall) => void;
    } = {},
  ): Promise<number | undefined> {
    const ringing = this.ring(agent, who.identity, extraHeaders);
    if (ringing === undefined) return 404;
    const { call, answered } = ringing;
    const waits = who.place?.stayOf(who) ?? who.over;
    const ringingIsOver = new AbortController();
    waits.addEventListener('abort', () => call.end(), { signal: ringingIsOver.signal });
    let isUnanswered = false;
    const timer = setTimeout(() => {
      isUnanswered = true;
      call.end();
    }, forMs);
    onRinging(call);
    try {
      const refusal = await answered;
      if (refusal !== undefined) return isUnanswered ? 480 : refusal;
    } finally {
      ringingIsOver.abort();
      clearTimeout(timer);
    }
    if (waits.aborted) {
      call.end();
      return 487;
    }
    Bridge.between(who, call);
    return undefined;
  }

  track(session: Invitation | Inviter, agent: string, remote: string, direction: CallDirection): PracticeCall {
    const call: PracticeCall = new PracticeCall({
      session,
      agent,
      remote,
      direction,
      startedAt: this.now,
      onDigit: (digit, via) => this.emit({ type: 'digit-pressed', callId: call.id, digit, via }),
      onRefer: this.#options.onRefer,
      onAnswered: () => this.#record(call),
    });
    this.calls.add(call);
    call.over.addEventListener('abort', () => {
      this.calls.delete(call);
      this.endedCalls.push(call);
      if (this.endedCalls.length > mostEndedCalls) this.endedCalls.shift()?.recorder?.discard();
      this.emit({ type: 'call-ended', callId: call.id });
      this.onFree();
    });
    this.emit({ type: 'call-started', callId: call.id, agent, remote, direction });
    return call;
  }

  /** Calls with the outside are recorded from the answer on, and conferences, where it may be; colleagues are not. */
  #record(call: PracticeCall): void {
    const { to } = destinationOf(call.remote);
    if (call.leg === undefined || (to !== 'number' && to !== 'conference')) return;
    call.recorder = this.#recordings.open();
    call.leg.filters.unshift(call.recorder);
    call.recorder.start();
  }

  refuse(call: PracticeCall, sipStatus: number, reason: string): void {
    this.emit({ type: 'call-refused', callId: call.id, agent: call.agent, remote: call.remote, sipStatus, reason });
    call.end(sipStatus, reason);
  }

  /** What goes wrong in the background is told, and stops nothing. */
  guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.emit({ type: 'fault', error }));
  }
}
