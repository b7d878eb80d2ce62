/** One accepted socket, that is one agent's phone. SIP.js is the user agent on our side of it. */
import { type Core, type Invitation, NameAddrHeader, type URI, UserAgent } from 'sip.js';
import type { WebSocket } from 'ws';
import type { Clock } from '../../shared/domain/clock.ts';
import { DigestAuthenticator } from './digest-auth.ts';
import type { MessageCounts } from './mailbox.ts';
import { MediaLeg } from './media-leg.ts';
import { MailboxSubscription, type MailboxState, notifyUnasked } from './message-waiting.ts';
import { WebSocketTransport, type WebSocketTransportOptions } from './websocket-transport.ts';

const bindingSeconds = { default: 300, shortest: 60, longest: 3600 };
const noAnswerTimeoutSeconds = 180;
const mostSubscriptions = 5;

/** What a phone asks of the exchange it is connected to. */
export type PhoneHost = {
  domain: string;
  secret: string;
  clock: Clock;
  onRegistered(phone: AgentPhone, agent: string): void;
  onUnregistered(phone: AgentPhone, agent: string): void;
  /** This phone is the one that rings for the agent: a later registration elsewhere takes that over. */
  isBound(phone: AgentPhone, agent: string): boolean;
  onInvite(phone: AgentPhone, agent: string, invitation: Invitation): Promise<void>;
  messagesOf(agent: string): MessageCounts;
  onClosed(phone: AgentPhone): void;
  onFault(error: unknown): void;
};

export class AgentPhone {
  readonly userAgent: UserAgent;
  /** Where a call to this agent goes; known while it is registered. */
  contact: URI | undefined;
  #host: PhoneHost;
  #socket: WebSocket;
  #authenticator: DigestAuthenticator;
  #agent = '';
  #expiry: NodeJS.Timeout | undefined;
  #subscriptions = new Set<MailboxSubscription>();
  #isClosed = false;

  constructor(host: PhoneHost, socket: WebSocket) {
    this.#host = host;
    this.#socket = socket;
    this.#authenticator = new DigestAuthenticator(host.domain, host.secret, host.clock);
    const transportOptions: WebSocketTransportOptions = {
      socket,
      onFault: (error) => host.onFault(error),
      preview: (message) => this.#takeNameOf(message),
    };
    this.userAgent = new UserAgent({
      uri: makeUri('practice', host.domain),
      transportConstructor: WebSocketTransport,
      transportOptions,
      sessionDescriptionHandlerFactory: () => new MediaLeg(),
      // No 180 before the permit is checked.
      sendInitialProvisionalResponse: false,
      noAnswerTimeout: noAnswerTimeoutSeconds,
      // When we stop it, its socket is closed already.
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      userAgentString: 'deskline-practice-line',
      delegate: {
        onRegisterRequest: (request) => this.#register(request),
        onSubscribeRequest: (request) => this.#subscribe(request),
        onInvite: (invitation) => this.#guard(this.#receiveInvite(invitation)),
      },
    });
    this.#guard(this.userAgent.start());
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.close());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unbind();
    this.#host.onClosed(this);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#guard(this.userAgent.stop());
    this.#socket.terminate();
  }

  /**
   * SIP.js is one user's agent and answers 404 to requests for anyone else. An exchange stands in for everyone, so
   * its user agent takes the name that each request asks for.
   */
  #takeNameOf(message: string): void {
    const uri = UserAgent.makeURI(/^[A-Z]+ (sip:\S{1,256}) SIP\/2\.0\r\n/.exec(message)?.[1] ?? '');
    if (uri) this.userAgent.userAgentCore.configuration.aor = uri;
  }

  #unbind(): void {
    clearTimeout(this.#expiry);
    this.contact = undefined;
    if (this.#host.isBound(this, this.#agent)) this.#host.onUnregistered(this, this.#agent);
  }

  #register(request: Core.IncomingRegisterRequest): void {
    const { message } = request;
    const verdict = this.#authenticator.check({
      method: message.method,
      requestUri: String(message.ruri),
      authorization: message.getHeader('authorization'),
    });
    if ('challenge' in verdict) {
      request.reject({ statusCode: 401, extraHeaders: [`WWW-Authenticate: ${verdict.challenge}`] });
      return;
    }
    if (message.to.uri.user !== verdict.agent) {
      request.reject({ statusCode: 403 });
      return;
    }
    const contact = readContact(message.parseHeader('contact'));
    const asked = contact?.expires ?? message.getHeader('expires');
    const askedSeconds = asked === undefined ? bindingSeconds.default : Number(asked);
    if (askedSeconds === 0 || contact === undefined) {
      this.#unbind();
      request.accept({ statusCode: 200 });
      return;
    }
    const wanted = Number.isFinite(askedSeconds) ? askedSeconds : bindingSeconds.default;
    const seconds = Math.min(Math.max(wanted, bindingSeconds.shortest), bindingSeconds.longest);
    if (this.#agent !== '' && this.#agent !== verdict.agent) this.#unbind();
    this.#agent = verdict.agent;
    this.contact = contact.uri;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => this.#unbind(), seconds * 1000);
    request.accept({ statusCode: 200, extraHeaders: [`Contact: <${contact.uri.toString()}>;expires=${seconds}`] });
    if (this.#host.isBound(this, this.#agent)) return;
    this.#host.onRegistered(this, this.#agent);
    this.tellMailbox();
  }

  /** Lights or puts out the message-waiting lamp. */
  tellMailbox(): void {
    if (this.contact === undefined || this.#isClosed) return;
    for (const subscription of this.#subscriptions) subscription.notify();
    // Who asked is told in the way it asked for, and not twice.
    if (this.#subscriptions.size === 0) {
      notifyUnasked(this.userAgent.userAgentCore, this.contact, this.#mailboxState());
    }
  }

  #mailboxState(): MailboxState {
    const account = makeUri(this.#agent, this.#host.domain);
    return { account, counts: this.#host.messagesOf(this.#agent) };
  }

  /** A subscription to one's own mailbox, and to nobody else's. */
  #subscribe(request: Core.IncomingSubscribeRequest): void {
    const isOwn = request.message.from.uri.user === this.#agent && request.message.to.uri.user === this.#agent;
    if (!isOwn || !this.#host.isBound(this, this.#agent)) return void request.reject({ statusCode: 403 });
    if (this.#subscriptions.size >= mostSubscriptions) return void request.reject({ statusCode: 503 });
    const subscription = MailboxSubscription.accept(
      this.userAgent.userAgentCore,
      request,
      () => this.#mailboxState(),
      (ended) => this.#subscriptions.delete(ended),
    );
    if (subscription) this.#subscriptions.add(subscription);
  }

  async #receiveInvite(invitation: Invitation): Promise<void> {
    const isOwnName = invitation.request.from.uri.user === this.#agent;
    if (!isOwnName || !this.#host.isBound(this, this.#agent)) return invitation.reject({ statusCode: 403 });
    return this.#host.onInvite(this, this.#agent, invitation);
  }

  /** What goes wrong in the background is reported, never thrown: one phone must not stop the others. */
  #guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#host.onFault(error));
  }
}

/** A SIP address; throws if the user part cannot be one. */
export function makeUri(user: string, domain: string): URI {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(user).replaceAll('%2B', '+')}@${domain}`);
  if (uri === undefined) throw new Error(`There is no SIP address for ${JSON.stringify(user)}.`);
  return uri;
}

/** SIP.js hands parsed headers over untyped. */
function readContact(header: unknown): { uri: URI; expires: string | undefined } | undefined {
  return header instanceof NameAddrHeader
    ? { uri: header.uri, expires: header.getParam('expires') ?? undefined }
    : undefined;
}
