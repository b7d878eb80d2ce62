/**
 * Keeps the phone registered, for as long as it is wanted, whatever happens to network, phone system and credentials.
 * Promise: C1 (a lost connection is found, and registered again at most 5 s after it can be), never "Ready" when it is not.
 *
 *   signed-out ──register──► connecting ──200──► registered ──socket closed | OPTIONS unanswered──► reconnecting
 *                               │  ▲                 ▲  └──registration refused──┐                      │
 *                    401/403    │  └──policy delay───┼──────────────◄────────────┴────────◄─────────────┤
 *                               ▼                    │                                                  │
 *                             failed ──policy delay──┴────────────────────200───────────────────────────┘
 *
 * One loop and one attempt at a time. `online`, a wake-up or a change of network cut the waiting short.
 */
import type { Invitation, Notification, Session, UserAgent } from 'sip.js';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { PhoneToken } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { EngineDependencies, RegistrationStatus } from '../call-engine.ts';
import type { ReconnectPolicy } from '../reconnect-policy.ts';
import type { MediaHandler } from './media-handler.ts';
import { createSipAgent, isAnswering, openSocket, renewCredentials } from './sip-agent.ts';
import { SipRegistration } from './sip-registration.ts';

type Trouble = { reason: string; isRefused: boolean };
type Loss = {
  reason: string;
  isSocketLost: boolean;
  /** This computer woke up or moved: no floor comes back in one blow with it, and a call may be without sound. */
  isOnlyHere?: true;
};

export type ConnectionListener = {
  statusChanged: (status: RegistrationStatus) => void;
  tokenChanged: (token: PhoneToken) => void;
  signallingLost: () => void;
  signallingRestored: () => void;
  incoming: (invitation: Invitation) => void;
  notified: (notification: Notification) => void;
  inviteSent: (callId: string) => void;
  createMediaHandler: (session: Session) => MediaHandler;
};

/** Credentials that end sooner than this are not used for a new registration. */
const shortestCredentialMs = 30_000;
const pingEveryMs = 20_000;
const pingSpreadMs = 5000;
const pingAnswerMs = 5000;
const secondPingAnswerMs = 3000;
/** After a wake-up or a change of network a person waits for the answer. */
const checkAnswerMs = 2000;
const renewalRetryMs = 10_000;
/** Static accounts do not run out; they are asked for again once a day all the same. */
const longestCredentialMs = 24 * 60 * 60 * 1000;
const refusals = new Set([401, 403, 407]);

export class SipConnection {
  #dependencies: Pick<EngineDependencies, 'getToken' | 'hasLiveCall' | 'log'>;
  #listener: ConnectionListener;
  #policy: ReconnectPolicy;
  #clock: Clock;
  #run: AbortController | null = null;
  #agent: UserAgent | null = null;
  #agentIdentity = '';
  #token: PhoneToken | null = null;
  /** Until when the credentials are good, on the monotonic clock: a wall clock that is wrong must not make new ones each second. */
  #tokenUntilMs = 0;
  #server = '';
  #registration: SipRegistration | null = null;
  #isSignallingUp = false;
  #isRegistered = false;
  #lose: (loss: Loss) => void = () => {};
  #kick: () => void = () => {};
  /** Ends the wait for an answer that cannot come any more. */
  #interrupt: () => void = () => {};

  constructor(
    dependencies: Pick<EngineDependencies, 'getToken' | 'hasLiveCall' | 'log'>,
    listener: ConnectionListener,
    policy: ReconnectPolicy,
    clock: Clock,
  ) {
    this.#dependencies = dependencies;
    this.#listener = listener;
    this.#policy = policy;
    this.#clock = clock;
  }

  get agent(): UserAgent | null {
    return this.#agent;
  }

  get token(): PhoneToken | null {
    return this.#token;
  }

  get isRegistered(): boolean {
    return this.#isRegistered;
  }

  register(): void {
    if (this.#run) return this.#kick();
    this.#run = new AbortController();
    void this.#keepRegistered(this.#run.signal);
  }

  async unregister(): Promise<void> {
    this.#run?.abort();
    this.#run = null;
    this.#kick();
    this.#lose({ reason: '', isSocketLost: false });
    const agent = this.#agent;
    this.#agent = null;
    this.#token = null;
    this.#isRegistered = false;
    this.#isSignallingUp = false;
    this.#tell('signed-out', null);
    if (agent?.transport.isConnected()) await this.#registration?.unregister();
    await agent?.stop().catch(() => {});
  }

  /** Asks the phone system for a sign of life now, or tries to connect now. */
  check(): void {
    const agent = this.#agent;
    if (!this.#isRegistered || !agent) return this.#kick();
    void this.#probe(agent);
  }

  async #probe(agent: UserAgent): Promise<void> {
    // A wake-up is told more than once: what was asked on the old connection says nothing about the next.
    const lose = this.#lose;
    if ((await isAnswering(agent, checkAnswerMs)) || lose !== this.#lose) return;
    lose({ reason: 'The network changed', isSocketLost: true, isOnlyHere: true });
  }

  async #keepRegistered(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    let lostAtMs = performance.now();
    let isFirst = true;
    let isAtOnce = true;
    let state: RegistrationStatus['state'] = 'connecting';
    let reason: string | null = null;
    while (!signal.aborted) {
      if (!isAtOnce) {
        const context = {
          attempt,
          lostForMs: performance.now() - lostAtMs,
          hasLiveCall: this.#dependencies.hasLiveCall(),
        };
        const delayMs = this.#policy.nextDelayMs(context);
        this.#tell(state, reason, this.#clock.now() + delayMs);
        await this.#pause(delayMs);
        if (signal.aborted) return;
      }
      this.#tell(state === 'failed' ? 'failed' : isFirst ? 'connecting' : 'reconnecting', reason);
      isFirst = false;
      isAtOnce = false;
      const trouble = await this.#connect(attempt, signal).catch((error: unknown) => this.#unexpected(error));
      if (signal.aborted) return;
      attempt += 1;
      if (trouble) {
        ({ reason } = trouble);
        state = trouble.isRefused ? 'failed' : 'reconnecting';
        this.#dependencies.log('warn', `Phone: ${trouble.reason}`);
        this.#loseSignalling();
        continue;
      }
      this.#ready();
      const loss = await this.#untilLost(signal);
      if (signal.aborted) return;
      [attempt, lostAtMs, state, reason] = [0, performance.now(), 'reconnecting', loss.reason];
      isAtOnce = loss.isOnlyHere ?? false;
      this.#isRegistered = false;
      this.#dependencies.log('warn', `Phone: ${loss.reason}`);
      if (loss.isSocketLost) this.#loseSignalling();
    }
  }

  #unexpected(error: unknown): Trouble {
    this.#dependencies.log('warn', `Phone: ${String(error)}`);
    return { reason: 'The phone could not connect', isRefused: false };
  }

  #ready(): void {
    this.#isRegistered = true;
    this.#tell('registered', null);
    this.#dependencies.log('info', 'Phone: registered');
    const wasUp = this.#isSignallingUp;
    this.#isSignallingUp = true;
    if (!wasUp) this.#listener.signallingRestored();
  }

  /** Drops the socket, dead or half dead; what comes next begins on a fresh one. */
  #loseSignalling(): void {
    const transport = this.#agent?.transport;
    if (transport?.isConnected()) transport.disconnect().catch(() => {});
    this.#registration?.dispose();
    this.#registration = null;
    if (!this.#isSignallingUp) return;
    this.#isSignallingUp = false;
    this.#listener.signallingLost();
  }

  async #connect(attempt: number, signal: AbortSignal): Promise<Trouble | null> {
    const credentialTrouble = await this.#ensureToken(false);
    if (credentialTrouble || signal.aborted) return credentialTrouble;
    const agent = this.#ensureAgent(attempt);
    if (!agent) return { reason: 'The phone system address is not valid', isRefused: true };
    if (!(await openSocket(agent))) return { reason: 'The phone system cannot be reached', isRefused: false };
    if (signal.aborted) return null;
    const status = await this.#registerOn(agent);
    if (status === null || !refusals.has(status)) return troubleOf(status);
    const digest = this.#registration?.missingDigest ?? null;
    if (digest !== null) return { reason: digestReason(digest), isRefused: true };
    // Perhaps only the credentials are old: once more with new ones.
    const stillTrouble = await this.#ensureToken(true);
    if (stillTrouble || signal.aborted) return stillTrouble;
    return troubleOf(await this.#registerOn(agent));
  }

  #registerOn(agent: UserAgent): Promise<number | null> {
    this.#registration?.dispose();
    this.#registration = new SipRegistration(agent, () =>
      this.#lose({ reason: 'The phone system ended the registration', isSocketLost: false }),
    );
    const registered = this.#registration.register();
    return new Promise((resolve) => {
      // Something took the socket and closed it again, as a proxy before a dead phone system does.
      this.#interrupt = () => resolve(null);
      void registered.then(resolve);
    });
  }

  get #tokenLifeMs(): number {
    return this.#token ? this.#tokenUntilMs - performance.now() : 0;
  }

  async #ensureToken(isRefused: boolean): Promise<Trouble | null> {
    const lifeMs = this.#tokenLifeMs;
    if (lifeMs > shortestCredentialMs && !isRefused) return null;
    const answer = await this.#dependencies.getToken();
    if (answer.ok) {
      this.#token = answer.value;
      this.#tokenUntilMs = performance.now() + answer.value.sip.expires_in_seconds * 1000;
      if (this.#agent) renewCredentials(this.#agent, answer.value);
      this.#listener.tokenChanged(answer.value);
      return null;
    }
    if (lifeMs > 0 && !isRefused) return null;
    const { code, message } = answer.problem;
    return { reason: message, isRefused: code.startsWith('auth/') || code === 'permission/denied' };
  }

  #ensureAgent(attempt: number): UserAgent | null {
    const token = this.#token;
    if (!token) return null;
    const urls = token.sip.server_urls;
    this.#server = urls[attempt % urls.length] ?? '';
    const identity = `${token.sip.uri} ${token.sip.display_name}`;
    if (this.#agent && this.#agentIdentity === identity) return this.#agent;
    void this.#agent?.stop().catch(() => {});
    this.#agentIdentity = identity;
    const agent = createSipAgent(token, {
      ...this.#listener,
      log: this.#dependencies.log,
      currentServer: () => this.#server,
      connectionLost: () => {
        // A phone that signed out closes its socket after the next one has begun.
        if (agent !== this.#agent) return;
        this.#interrupt();
        this.#lose({ reason: 'The connection to the phone system was lost', isSocketLost: true });
      },
    });
    this.#agent = agent;
    return agent;
  }

  /** Watches a good registration: sign of life, credentials, and whatever calls `#lose`. */
  async #untilLost(signal: AbortSignal): Promise<Loss> {
    const agent = this.#agent;
    const watching = new AbortController();
    const lost = new Promise<Loss>((resolve) => {
      this.#lose = resolve;
    });
    if (agent && !agent.transport.isConnected()) {
      this.#lose({ reason: 'The connection to the phone system was lost', isSocketLost: true });
    }
    if (agent) void this.#watchLife(agent, AbortSignal.any([signal, watching.signal]));
    const stopRenewing = this.#renewInTime();
    const loss = await lost;
    watching.abort();
    stopRenewing();
    this.#lose = () => {};
    return loss;
  }

  async #watchLife(agent: UserAgent, signal: AbortSignal): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, pingEveryMs + Math.random() * pingSpreadMs));
      if (signal.aborted) return;
      const isAlive = (await isAnswering(agent, pingAnswerMs)) || (await isAnswering(agent, secondPingAnswerMs));
      if (signal.aborted) return;
      if (!isAlive) return this.#lose({ reason: 'The phone system does not answer any more', isSocketLost: true });
    }
  }

  /** New credentials when four fifths of the old ones' life are over, registered on the same connection. */
  #renewInTime(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const schedule = (delayMs: number): void => {
      timer = setTimeout(() => void renew(), Math.min(Math.max(delayMs, 1000), longestCredentialMs));
    };
    const renew = async (): Promise<void> => {
      const before = this.#token;
      const trouble = await this.#ensureToken(true);
      if (trouble || this.#token === before) return schedule(renewalRetryMs);
      await this.#registration?.register();
      schedule(this.#tokenLifeMs * 0.8);
    };
    schedule(this.#tokenLifeMs * 0.8);
    return () => clearTimeout(timer);
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#kick = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #tell(state: RegistrationStatus['state'], reason: string | null, retryAtMs: number | null = null): void {
    this.#listener.statusChanged({ state, reason, serverUrl: this.#server || null, retryAtMs });
  }
}

const digestReason = (algorithm: string): string =>
  `The phone system asks for ${algorithm} digests; Deskline can only do MD5. Ask IT to allow MD5 (see docs/pbx.md).`;

function troubleOf(status: number | null): Trouble | null {
  if (status === null) return { reason: 'The phone system does not answer', isRefused: false };
  if (status < 300) return null;
  if (refusals.has(status)) return { reason: `The phone system refused the sign-in (${status})`, isRefused: true };
  return { reason: `The phone system could not register this phone (${status})`, isRefused: false };
}
