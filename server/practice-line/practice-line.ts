/**
 * The practice line: a small SIP-over-WebSocket exchange with scripted far ends and real WebRTC audio, so that Deskline
 * can be tried, taught and tested without a PBX. Here are its door, its phones and who calls in; `exchange.ts` has what
 * agents may reach, and the gate in front of it.
 *
 * It must never listen on anything but loopback, and never let one phone's bad input stop another's call.
 */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../shared/domain/clock.ts';
import type { PracticeScenarioCode } from '../../shared/domain/telephony/practice-scenarios.ts';
import { AgentPhone } from './agent-phone.ts';
import { Exchange } from './exchange.ts';
import type { LineEvent } from './line-events.ts';
import type { Identity } from './participant.ts';
import { perform } from './performance.ts';
import type { RedeemPermit, RedeemSupervision } from './permit-redemption.ts';
import type { PracticeCall } from './practice-call.ts';
import { ScriptedParty } from './scripted-party.ts';
import { loadScripts, type Scripts } from './scripts.ts';
import { Switchboard } from './switchboard.ts';
import { Transfers } from './transfer.ts';

const loopback = '127.0.0.1';
const longestMessageBytes = 65_536;
const mostPhones = 200;
/** Where the desktop's pages come from: Electron, and its stand-in. */
export const desktopOrigins = ['app://deskline', 'https://deskline.app.localhost'];

export type PracticeLineOptions = {
  /** Key of the short-lived SIP credentials. */
  sipSecret: string;
  redeemPermit: RedeemPermit;
  /** Without it, nobody supervises. */
  redeemSupervision?: RedeemSupervision;
  /** Names of the call queues. */
  queues?: readonly string[];
  /** How long a call stays parked before it rings back at who parked it. */
  ringBackAfterMs?: number;
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
  readonly exchange: Exchange;
  #options: PracticeLineOptions;
  #clock: Clock;
  #scripts: Scripts;
  #switchboard: Switchboard;
  #phones = new Set<AgentPhone>();
  #http;
  #sockets: WebSocketServer;

  private constructor(options: PracticeLineOptions) {
    this.#options = options;
    this.domain = options.domain ?? 'practice.invalid';
    this.#clock = options.clock ?? systemClock;
    this.#scripts = { ...loadScripts(), ...options.scripts };
    const emit = (event: LineEvent): void => options.onEvent?.(event);
    this.#switchboard = new Switchboard({
      domain: this.domain,
      clock: this.#clock,
      emit,
      onRefer: (call, referral) => this.#switchboard.guard(transfers.refer(call, referral)),
    });
    this.exchange = new Exchange(this.#switchboard, {
      redeemPermit: options.redeemPermit,
      redeemSupervision: options.redeemSupervision ?? (() => Promise.resolve({ outcome: 'refused' })),
      scripts: this.#scripts,
      queues: options.queues ?? [],
      ...(options.ringBackAfterMs === undefined ? {} : { ringBackAfterMs: options.ringBackAfterMs }),
      onMailboxChange: (agent) => this.#bindings.get(agent)?.tellMailbox(),
    });
    const transfers = new Transfers({
      switchboard: this.#switchboard,
      rooms: this.exchange.rooms,
      parkingLot: this.exchange.parkingLot,
      enterQueue: (queue, who) => this.exchange.enterQueue(queue, who),
      takeMessage: (agent, who) => this.exchange.takeMessage(agent, who),
    });
    this.#http = createServer(options.onHttpRequest?.(this) ?? ((_request, response) => response.writeHead(404).end()));
    this.#sockets = new WebSocketServer({
      server: this.#http,
      maxPayload: longestMessageBytes,
      // SIP.js works with promises: of two messages that come together, the second must find the first one done with.
      allowSynchronousEvents: false,
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

  get calls(): ReadonlySet<PracticeCall> {
    return this.#switchboard.calls;
  }

  /** The last calls that are over, newest last. */
  get endedCalls(): readonly PracticeCall[] {
    return this.#switchboard.endedCalls;
  }

  get #bindings(): Map<string, AgentPhone> {
    return this.#switchboard.bindings;
  }

  /** Agents whose phone is registered. */
  get registeredAgents(): string[] {
    return [...this.#bindings.keys()];
  }

  /** Ends every call, lets every phone go and stops listening. */
  async stop(): Promise<void> {
    for (const call of this.calls) call.end();
    this.exchange.close();
    for (const phone of this.#phones) phone.close();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Rings a registered agent; the scenario plays once it answers. `undefined` if the agent is not registered. */
  ringAgent(
    agent: string,
    caller: IncomingCaller,
    scenario: PracticeScenarioCode,
    { leavesMessage = false } = {},
  ): PracticeCall | undefined {
    const identity = identityOf(caller);
    const ringing = this.#switchboard.ring(agent, identity);
    if (ringing === undefined) return undefined;
    const script = this.#scripts[scenario];
    const talk = async (): Promise<void> => {
      if ((await ringing.answered) === undefined) await this.exchange.performFor(ringing.call, script, identity);
      else if (leavesMessage) this.exchange.leaveMessage(agent, identity);
    };
    this.#switchboard.guard(talk());
    return ringing.call;
  }

  /** Calls a queue; the scenario plays once somebody there answers. @returns false: no such queue, or it is full */
  callQueue(queue: string, caller: IncomingCaller, scenario: PracticeScenarioCode): boolean {
    const party = new ScriptedParty(identityOf(caller));
    if (!this.exchange.enterQueue(queue, party)) {
      party.end();
      return false;
    }
    // Who waits with music begins to speak when somebody is there to listen.
    const speak = (): void => this.#switchboard.guard(perform(this.#scripts[scenario], party));
    const waits = party.place?.stayOf(party);
    if (waits === undefined || waits.aborted) speak();
    else waits.addEventListener('abort', speak);
    return true;
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
        this.#switchboard.onFree();
      },
      onUnregistered: (_phone, agent) => {
        this.#bindings.delete(agent);
        this.#emit({ type: 'phone-unregistered', agent });
      },
      onInvite: (_phone, agent, invitation) => {
        const remote = invitation.request.ruri?.user ?? '';
        const call = this.#switchboard.track(invitation, agent, remote, 'outbound');
        return this.exchange.place(call, invitation);
      },
      messagesOf: (agent) => this.exchange.mailboxes.countsOf(agent),
      onClosed: (phone) => {
        this.#phones.delete(phone);
        for (const call of this.calls) if (call.session.userAgent === phone.userAgent) call.drop();
      },
      onFault: (error) => this.#emit({ type: 'fault', error }),
    };
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

const identityOf = ({ phoneNumber, displayName = '' }: IncomingCaller): Identity => ({
  user: phoneNumber,
  displayName,
});
