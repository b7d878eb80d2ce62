/** The `CallEngine` over SIP.js 0.21 (its last release: everything it gets wrong is put right in this folder). */
import type { Invitation } from 'sip.js';
import { type Clock, systemClock } from '../../../shared/domain/clock.ts';
import type {
  CallEngine,
  EngineCall,
  EngineCallEvent,
  EngineDependencies,
  EngineListener,
  OutgoingCall,
  RegistrationStatus,
} from '../call-engine.ts';
import { isAnswering } from './sip-agent.ts';
import { createReconnectPolicy } from '../reconnect-policy.ts';
import { createMediaHandlerFactory } from './media-handler.ts';
import { OutgoingSession } from './outgoing-session.ts';
import { SipCall, type Signalling } from './sip-call.ts';
import { SipConnection } from './sip-connection.ts';
import { asksForAutoAnswer, headersOf, parseReplaces } from './sip-headers.ts';
import { MessagesWaitingWatch } from './sip-messages-waiting.ts';
import { makeSipUri, userOf } from './sip-uri.ts';

/** A BYE that could not be sent is owed this long; then the far end has noticed by itself. */
const owedForMs = 120_000;
/** No ICE wait is longer than this, whatever the server says. */
const longestGatheringMs = 500;
const answerWithinMs = 5000;
const clickToInvite = 'click-to-invite';
/** The page lives for weeks, and its timeline forgets nothing by itself. */
const mostMeasures = 20;
/** A call between the click and the moment its INVITE is with the socket. */
type Departure = { clickedAtMs: number; listener: (event: EngineCallEvent) => void };

export class SipEngine implements CallEngine {
  #connection: SipConnection;
  #dependencies: EngineDependencies;
  #listener: EngineListener;
  #clock: Clock;
  #departures = new Map<string, Departure>();
  #owed = new Set<{ untilMs: number; work: () => void }>();
  #signalling: Signalling;
  #calls = new Set<SipCall>();
  #messagesWaiting: MessagesWaitingWatch;

  constructor(dependencies: EngineDependencies, listener: EngineListener, clock: Clock = systemClock) {
    this.#dependencies = dependencies;
    this.#listener = listener;
    this.#clock = clock;
    this.#messagesWaiting = new MessagesWaitingWatch(listener.messagesWaiting);
    this.#signalling = {
      isConnected: () => this.#connection.agent?.transport.isConnected() ?? false,
      whenConnected: (work) => {
        const owed = { untilMs: clock.now() + owedForMs, work };
        this.#owed.add(owed);
        return () => void this.#owed.delete(owed);
      },
      log: dependencies.log,
    };
    const createMediaHandler = createMediaHandlerFactory(
      async () => {
        const taken = await dependencies.takeMicrophone();
        if (!taken.ok) throw new Error(taken.problem.message);
        return new MediaStream([taken.value]);
      },
      () => this.#mediaSettings(),
    );
    this.#connection = new SipConnection(
      dependencies,
      {
        statusChanged: (status) => this.#statusChanged(status),
        tokenChanged: listener.tokenChanged,
        signallingLost: () => {
          listener.signallingLost();
          for (const call of this.#calls) call.connectionLost();
        },
        signallingRestored: () => this.#restored(),
        notified: (notification) => this.#messagesWaiting.unsolicited(notification),
        incoming: (invitation) => this.#incoming(invitation),
        inviteSent: (callId) => this.#inviteSent(callId),
        createMediaHandler,
      },
      createReconnectPolicy(),
      clock,
    );
  }

  register(): void {
    this.#connection.register();
  }

  unregister(): Promise<void> {
    return this.#connection.unregister();
  }

  checkConnection(): void {
    this.#connection.check();
  }

  isRegistered(): boolean {
    return this.#connection.isRegistered;
  }

  isConnected(): boolean {
    return this.#signalling.isConnected();
  }

  async roundTripMs(): Promise<number | null> {
    const { agent } = this.#connection;
    const began = performance.now();
    return agent && (await isAnswering(agent, answerWithinMs)) ? performance.now() - began : null;
  }

  dial({ sipTarget, pass, clickedAtMs }: OutgoingCall, listener: (event: EngineCallEvent) => void): EngineCall {
    const { agent } = this.#connection;
    const target = makeSipUri(sipTarget);
    if (!agent || !target) return stillborn(listener);
    const inviter = new OutgoingSession(agent, target, { earlyMedia: true, extraHeaders: headersOf(pass) });
    const call = new SipCall(inviter, this.#signalling);
    this.#departures.set(inviter.request.callId, { clickedAtMs, listener });
    this.#listen(call, listener, () => this.#departures.delete(inviter.request.callId));
    return call;
  }

  #listen(call: SipCall, listener: (event: EngineCallEvent) => void, gone: () => void = () => {}): void {
    this.#calls.add(call);
    call.listen((event) => {
      if (event.type === 'terminated' || event.type === 'remote-hung-up') {
        this.#calls.delete(call);
        gone();
      }
      listener(event);
    });
  }

  #statusChanged(status: RegistrationStatus): void {
    const { agent, token } = this.#connection;
    if (status.state === 'registered' && agent && token?.services.voicemail != null) this.#messagesWaiting.start(agent);
    else if (status.state === 'signed-out') this.#messagesWaiting.stop();
    else if (status.state !== 'registered') this.#messagesWaiting.pause();
    this.#listener.registrationChanged(status);
  }

  #mediaSettings(): { iceServers: RTCIceServer[]; gatheringTimeoutMs: number } {
    const { token } = this.#connection;
    const iceServers = (token?.ice_servers ?? []).map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    }));
    const wanted = token?.ice_gathering_timeout_ms ?? longestGatheringMs;
    return { iceServers, gatheringTimeoutMs: Math.min(Math.max(wanted, 1), longestGatheringMs) };
  }

  #restored(): void {
    const owed = [...this.#owed];
    this.#owed.clear();
    for (const { untilMs, work } of owed) if (untilMs > this.#clock.now()) work();
    this.#listener.signallingRestored();
  }

  #incoming(invitation: Invitation): void {
    const { request } = invitation;
    const replaces = this.#replacedBy(request.getHeaders('Replaces'));
    if (typeof replaces === 'number') {
      void invitation.reject({ statusCode: replaces }).catch(() => {});
      return;
    }
    const call = new SipCall(invitation, this.#signalling);
    const { uri, displayName } = invitation.assertedIdentity ?? invitation.remoteIdentity;
    const number = userOf(uri);
    const listener = this.#listener.incoming(call, {
      number,
      host: uri.host,
      name: displayName && displayName !== number ? displayName : null,
      asksForAutoAnswer: asksForAutoAnswer({
        callInfo: request.getHeaders('Call-Info'),
        alertInfo: request.getHeaders('Alert-Info'),
      }),
      replaces,
    });
    this.#listen(call, listener);
  }

  /** The live call that an INVITE names, null if it names none, or the status to refuse it with (RFC 3891 section 3). */
  #replacedBy(headers: string[]): SipCall | null | number {
    const [header] = headers;
    if (header === undefined) return null;
    const replaces = headers.length === 1 ? parseReplaces(header) : null;
    if (!replaces) return 400;
    const call = [...this.#calls].find((each) => each.isDialog(replaces));
    if (!call) return 481;
    return replaces.isEarlyOnly ? 486 : call;
  }

  /** The INVITE is with the socket: what the goal "click to INVITE" measures ends here. */
  #inviteSent(callId: string): void {
    const departure = this.#departures.get(callId);
    // An INVITE that is sent again with credentials is not a second click.
    if (!departure) return;
    this.#departures.delete(callId);
    const start = Math.max(0, departure.clickedAtMs - performance.timeOrigin);
    if (performance.getEntriesByName(clickToInvite).length >= mostMeasures) performance.clearMeasures(clickToInvite);
    performance.measure(clickToInvite, { start, end: performance.now() });
    this.#dependencies.log('info', 'Phone: INVITE sent');
    departure.listener({ type: 'invite-sent' });
  }
}

/** A call that cannot even begin. */
function stillborn(listener: (event: EngineCallEvent) => void): EngineCall {
  return {
    begin: () => listener({ type: 'failed', reason: 'This number cannot be dialled' }),
    hangUp: () => listener({ type: 'terminated' }),
    renegotiate: () => {},
    sendDtmf: () => Promise.resolve(false),
    refer: () => {},
    sipCallId: null,
    peerConnection: () => null,
  };
}
