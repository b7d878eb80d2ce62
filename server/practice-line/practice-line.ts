/**
 * The practice line: a small SIP-over-WebSocket exchange with scripted far ends and real WebRTC audio, so that Deskline
 * can be tried, taught and tested without a PBX. It keeps the gate as a real PBX must: an INVITE to a number passes only
 * with a dial permit that the server redeemed; when the server is away, no call (12 CFR 1006.14(b)).
 *
 * It must never listen on anything but loopback, and never let one phone's bad input stop another's call.
 */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Invitation, Inviter } from 'sip.js';
import { WebSocketServer } from 'ws';
import { type Clock, isoNow, systemClock } from '../../shared/domain/clock.ts';
import { type PracticeScenarioCode, practiceScenarioOf } from '../../shared/domain/telephony/practice-scenarios.ts';
import { AgentPhone, makeUri } from './agent-phone.ts';
import type { LineEvent } from './line-events.ts';
import { type CallDirection, PracticeCall } from './practice-call.ts';
import type { RedeemPermit } from './permit-redemption.ts';
import { loadScripts, type Script, type Scripts } from './scripts.ts';

const loopback = '127.0.0.1';
const longestMessageBytes = 65_536;
const mostPhones = 200;
const mostCalls = 50;
const mostEndedCalls = 50;
/** Where the desktop's pages come from: Electron, and its stand-in. */
export const desktopOrigins = ['app://deskline', 'https://deskline.app.localhost'];

export type PracticeLineOptions = {
  /** Key of the short-lived SIP credentials. */
  sipSecret: string;
  redeemPermit: RedeemPermit;
  /** Port on 127.0.0.1; 0 is a free one. */
  port?: number;
  domain?: string;
  /** Web origins whose pages may connect. */
  origins?: readonly string[];
  /** Replaces the script of some scenarios. */
  scripts?: Partial<Scripts>;
  clock?: Clock;
  onEvent?: (event: LineEvent) => void;
  /** Plain HTTP on the same port; without it, everything is 404. */
  onHttpRequest?: (line: PracticeLine) => RequestListener;
};

export type IncomingCaller = { phoneNumber: string; displayName?: string };

export class PracticeLine {
  readonly domain: string;
  readonly calls = new Set<PracticeCall>();
  /** The last calls that are over, newest last. */
  readonly endedCalls: PracticeCall[] = [];
  #options: PracticeLineOptions;
  #clock: Clock;
  #scripts: Scripts;
  #phones = new Set<AgentPhone>();
  #bindings = new Map<string, AgentPhone>();
  #http;
  #sockets: WebSocketServer;

  private constructor(options: PracticeLineOptions) {
    this.#options = options;
    this.domain = options.domain ?? 'practice.invalid';
    this.#clock = options.clock ?? systemClock;
    this.#scripts = { ...loadScripts(), ...options.scripts };
    this.#http = createServer(options.onHttpRequest?.(this) ?? ((_request, response) => response.writeHead(404).end()));
    this.#sockets = new WebSocketServer({
      server: this.#http,
      maxPayload: longestMessageBytes,
      handleProtocols: () => 'sip',
      verifyClient: ({ req }: { req: IncomingMessage }) => this.#isWelcome(req),
    });
    this.#sockets.on('connection', (socket) => this.#phones.add(new AgentPhone(this.#host, socket)));
  }

  /** Listens, or rejects if the port is taken. */
  static async start(options: PracticeLineOptions): Promise<PracticeLine> {
    const line = new PracticeLine(options);
    await new Promise<void>((resolve, reject) => {
      line.#http.once('error', reject).listen(options.port ?? 0, loopback, resolve);
    });
    return line;
  }

  get url(): string {
    return `ws://${loopback}:${this.#port}`;
  }

  get #port(): number {
    const address: AddressInfo | string | null = this.#http.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Agents whose phone is registered. */
  get registeredAgents(): string[] {
    return [...this.#bindings.keys()];
  }

  /** Ends every call, lets every phone go and stops listening. */
  async stop(): Promise<void> {
    for (const call of this.calls) call.end();
    for (const phone of this.#phones) phone.close();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Rings a registered agent; the scenario plays once it answers. `undefined` if the agent is not registered. */
  ringAgent(agent: string, caller: IncomingCaller, scenario: PracticeScenarioCode): PracticeCall | undefined {
    return this.#ringWith(agent, caller, this.#scripts[scenario]);
  }

  #ringWith(agent: string, caller: IncomingCaller, script: Script): PracticeCall | undefined {
    const ringing = this.#ring(agent, caller.phoneNumber, caller.displayName);
    if (ringing === undefined) return undefined;
    this.#guard(ringing.answered.then((refusal) => (refusal === undefined ? ringing.call.perform(script) : undefined)));
    return ringing.call;
  }

  /** `answered` settles with nothing when the agent answered, else with the SIP status of the refusal. */
  #ring(
    agent: string,
    from: string,
    displayName = '',
  ): { call: PracticeCall; answered: Promise<number | undefined> } | undefined {
    const phone = this.#bindings.get(agent);
    if (phone?.contact === undefined) return undefined;
    const session = new Inviter(phone.userAgent, phone.contact, {
      params: {
        fromUri: makeUri(from, this.domain),
        toUri: makeUri(agent, this.domain),
        fromDisplayName: displayName,
      },
    });
    const call = this.#track(session, agent, from, 'inbound');
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

  #track(session: Invitation | Inviter, agent: string, remote: string, direction: CallDirection): PracticeCall {
    const call: PracticeCall = new PracticeCall({
      session,
      agent,
      remote,
      direction,
      startedAt: isoNow(this.#clock),
      onDigit: (digit, via) => this.#emit({ type: 'digit-pressed', callId: call.id, digit, via }),
    });
    this.calls.add(call);
    call.over.addEventListener('abort', () => {
      this.calls.delete(call);
      this.endedCalls.push(call);
      if (this.endedCalls.length > mostEndedCalls) this.endedCalls.shift();
      this.#emit({ type: 'call-ended', callId: call.id });
    });
    this.#emit({ type: 'call-started', callId: call.id, agent, remote, direction });
    return call;
  }

  /** Puts a call from an agent through, if it may be made: colleagues are free, numbers need a permit. */
  async #place(call: PracticeCall, permit: string | undefined): Promise<void> {
    try {
      if (this.calls.size > mostCalls) return this.#refuse(call, 503, 'Too many calls');
      if (isNumber(call.remote)) await this.#placeToNumber(call, permit);
      else await this.#placeToAgent(call);
    } catch (error) {
      call.end(500);
      throw error;
    }
  }

  async #placeToNumber(call: PracticeCall, permit: string | undefined): Promise<void> {
    if (permit === undefined || permit === '') return this.#refuse(call, 403, 'Dial permit missing');
    const request = { agent: call.agent, phoneNumber: call.remote, permit };
    const answer = await this.#options.redeemPermit(request);
    if (answer.outcome === 'unavailable') this.#emit({ type: 'fault', error: answer.cause });
    if (answer.outcome === 'unavailable') return this.#refuse(call, 503, 'Dial permit cannot be checked');
    if (answer.outcome === 'refused') return this.#refuse(call, 403, 'Dial permit refused');
    if (call.over.aborted) return;
    const scenario = practiceScenarioOf(call.remote);
    if (scenario === null) return this.#refuse(call, 404, 'Not a practice number');
    await call.perform(this.#scripts[scenario.code]);
  }

  async #placeToAgent(call: PracticeCall): Promise<void> {
    const ringing = this.#ring(call.remote, call.agent);
    if (ringing === undefined) return this.#refuse(call, 404, 'Not registered');
    // From now on, a caller who gives up stops the ringing.
    call.peer = ringing.call;
    await call.ring();
    const refusal = await ringing.answered;
    if (refusal !== undefined) return call.end(refusal);
    await call.accept();
    call.bridge(ringing.call);
  }

  #refuse(call: PracticeCall, sipStatus: number, reason: string): void {
    this.#emit({ type: 'call-refused', callId: call.id, agent: call.agent, remote: call.remote, sipStatus, reason });
    call.end(sipStatus, reason);
  }

  get #host(): ConstructorParameters<typeof AgentPhone>[0] {
    return {
      domain: this.domain,
      secret: this.#options.sipSecret,
      clock: this.#clock,
      isBound: (phone, agent) => this.#bindings.get(agent) === phone,
      onRegistered: (phone, agent) => {
        this.#bindings.set(agent, phone);
        this.#emit({ type: 'phone-registered', agent });
      },
      onUnregistered: (_phone, agent) => {
        this.#bindings.delete(agent);
        this.#emit({ type: 'phone-unregistered', agent });
      },
      onInvite: (_phone, agent, invitation) => {
        const call = this.#track(invitation, agent, invitation.request.ruri?.user ?? '', 'outbound');
        return this.#place(call, invitation.request.getHeader('x-dial-permit'));
      },
      onClosed: (phone) => {
        this.#phones.delete(phone);
        for (const call of this.calls) if (call.session.userAgent === phone.userAgent) call.drop();
      },
      onFault: (error) => this.#emit({ type: 'fault', error }),
    };
  }

  #guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#emit({ type: 'fault', error }));
  }

  #emit(event: LineEvent): void {
    this.#options.onEvent?.(event);
  }

  /** Pages of other origins, and other names for this address (DNS rebinding), are turned away at the door. */
  #isWelcome({ headers }: IncomingMessage): boolean {
    const isOurName = headers.host === `${loopback}:${this.#port}` || headers.host === `localhost:${this.#port}`;
    const isOurPage = (this.#options.origins ?? desktopOrigins).includes(headers.origin ?? '');
    const speaksSip = headers['sec-websocket-protocol']?.split(/,\s*/).includes('sip') ?? false;
    return isOurName && isOurPage && speaksSip && this.#phones.size < mostPhones;
  }
}

/** Everything that looks like a telephone number goes through the gate; a colleague is called by name. */
const isNumber = (target: string): boolean => target.startsWith('+') || /^[\d*#]{5,}$/.test(target);
