/** The SIP.js user agent as this phone configures it, and the one thing asked of it outside calls: does the other end live? */
import { type Invitation, type Notification, type Session, UserAgent, UserAgentState } from 'sip.js';
import type { PhoneToken } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { MediaHandler } from './media-handler.ts';
import { PbxTransport, type PbxTransportOptions } from './pbx-transport.ts';
import { redactSip } from './sip-log.ts';
import { guardMessages } from './sip-message-guard.ts';
import { makeSipUri } from './sip-uri.ts';

export type AgentDelegate = {
  connectionLost: () => void;
  incoming: (invitation: Invitation) => void;
  /** A NOTIFY that belongs to no subscription and no call. */
  notified: (notification: Notification) => void;
  inviteSent: (callId: string) => void;
  currentServer: () => string;
  createMediaHandler: (session: Session) => MediaHandler;
  log: (level: 'info' | 'warn', message: string) => void;
};

/** Nobody but the agent lets this phone call somebody. */
const referDeclinedStatus = 603;
const connectWithinSeconds = 5;
const connectDeadlineMs = 6000;
const keepAliveSeconds = 20;
/** A phone rings as long as the phone system lets it; SIP.js would refuse by itself after this. */
const ringSeconds = 300;

/** Throws a RangeError when the token's address is none. */
export function createSipAgent(token: PhoneToken, delegate: AgentDelegate): UserAgent {
  const uri = makeSipUri(token.sip.uri);
  if (!uri) throw new RangeError('The SIP address of this agent is not valid.');
  const transportOptions: PbxTransportOptions = {
    server: delegate.currentServer(),
    currentServer: delegate.currentServer,
    inviteSent: delegate.inviteSent,
    connectionTimeout: connectWithinSeconds,
    keepAliveInterval: keepAliveSeconds,
    keepAliveDebounce: keepAliveSeconds / 2,
    traceSip: false,
  };
  const agent = new UserAgent({
    uri,
    displayName: token.sip.display_name,
    authorizationUsername: token.sip.username,
    authorizationPassword: token.sip.password,
    transportConstructor: PbxTransport,
    transportOptions,
    sessionDescriptionHandlerFactory: delegate.createMediaHandler,
    userAgentString: 'Deskline',
    // Offered, and kept in sip-engine.ts: SIP.js itself throws at a Replaces it does not understand.
    sipExtensionExtraSupported: ['replaces'],
    noAnswerTimeout: ringSeconds,
    gracefulShutdown: false,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: 'warn',
    logConnector: (level, category, _label, content) => {
      if (level === 'warn' || level === 'error') delegate.log('warn', `${category}: ${redactSip(content)}`);
    },
  });
  guardMessages(agent.transport, (message) => delegate.log('warn', `Phone: ${message}`));
  agent.delegate = {
    onDisconnect: delegate.connectionLost,
    onInvite: delegate.incoming,
    onNotify: delegate.notified,
    onReferRequest: (request) => void request.reject({ statusCode: referDeclinedStatus }),
  };
  return agent;
}

/** Credentials that are asked for at the next challenge. */
export function renewCredentials(agent: UserAgent, { sip }: PhoneToken): void {
  agent.configuration.authorizationUsername = sip.username;
  agent.configuration.authorizationPassword = sip.password;
}

/** Connects the agent's socket; false if it could not be done in time, whatever the socket itself says or fails to say. */
export async function openSocket(agent: UserAgent): Promise<boolean> {
  const connecting = agent.state === UserAgentState.Started ? agent.transport.connect() : agent.start();
  const deadline = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), connectDeadlineMs));
  const isOpen = await Promise.race([connecting.then(() => true).catch(() => false), deadline]);
  // A socket that neither opens nor fails is left to itself; the next attempt takes a new one.
  if (!isOpen) agent.transport.disconnect().catch(() => {});
  return isOpen;
}

/** Sends OPTIONS to the phone system. Any final answer means that it lives; none in time, that the socket is half open. */
export function isAnswering(agent: UserAgent, timeoutMs: number): Promise<boolean> {
  const { userAgentCore, configuration } = agent;
  const target = configuration.uri.clone();
  target.user = undefined;
  const message = userAgentCore.makeOutgoingRequestMessage('OPTIONS', target, configuration.uri, configuration.uri, {});
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(false), timeoutMs);
    const answered = (): void => {
      clearTimeout(deadline);
      resolve(agent.transport.isConnected());
    };
    userAgentCore.request(message, { onAccept: answered, onRedirect: answered, onReject: answered });
  });
}
