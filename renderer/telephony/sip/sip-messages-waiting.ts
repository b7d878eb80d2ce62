/**
 * The message-waiting lamp: a subscription of our own (RFC 3842), kept while the phone is registered, and the NOTIFYs that some
 * phone systems send without being asked. On SIP.js's core, because its `Subscriber` subscribes again at once, for ever,
 * when the phone system ends a subscription.
 *
 *   off ──registered──► asking ──NOTIFY──► on ──terminated | refresh unanswered──► waiting ──► asking
 *                          ├──refused for now | no NOTIFY──► waiting
 *                          └──refused for good (no mailbox, no such event)──► off
 */
import type { Core, Notification, UserAgent } from 'sip.js';
import type { MessagesWaiting } from '../call-engine.ts';
import { parseMessageSummary } from './message-summary.ts';

const eventName = 'message-summary';
const subscriptionSeconds = 3600;
const shortestRetryMs = 20_000;
const retrySpreadMs = 40_000;
/** Neither asking again nor waiting helps: no such mailbox, no such event, not allowed. */
const finalRefusals = new Set([403, 404, 405, 481, 489, 501, 603, 604]);
const finalReasons = new Set(['rejected', 'noresource', 'invariant']);
const badEventStatus = 489;

type Incoming = Pick<Core.IncomingNotifyRequest, 'message' | 'accept' | 'reject'>;
type Message = Incoming['message'];

export class MessagesWaitingWatch {
  #tell: (waiting: MessagesWaiting | null) => void;
  #agent: UserAgent | null = null;
  #request: Core.OutgoingSubscribeRequest | null = null;
  #subscription: Core.Subscription | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (waiting: MessagesWaiting | null) => void) {
    this.#tell = tell;
  }

  /** The phone is registered on this agent. */
  start(agent: UserAgent): void {
    if (this.#agent === agent && (this.#request ?? this.#subscription)) return;
    this.#forget();
    this.#agent = agent;
    this.#subscribe();
  }

  /** The registration is gone: whatever was subscribed is worth nothing. The lamp stays as it was last told. */
  pause(): void {
    this.#forget();
    this.#agent = null;
  }

  /** Signed out: the next person has another mailbox. */
  stop(): void {
    if (this.#agent?.transport.isConnected()) this.#subscription?.unsubscribe();
    this.pause();
    this.#tell(null);
  }

  /** A NOTIFY that belongs to no subscription and no call. Its Subscription-State means nothing. */
  unsolicited(notification: Notification): void {
    const { request: message } = notification;
    const answer = isAboutMessages(message)
      ? notification.accept()
      : notification.reject({ statusCode: badEventStatus });
    answer.catch(() => {});
    this.#read(message);
  }

  #subscribe(): void {
    const agent = this.#agent;
    if (!agent) return;
    const { userAgentCore, configuration } = agent;
    const { uri } = configuration;
    const message = userAgentCore.makeOutgoingRequestMessage('SUBSCRIBE', uri, uri, uri, {}, [
      `Event: ${eventName}`,
      `Expires: ${subscriptionSeconds}`,
      'Accept: application/simple-message-summary',
      `Contact: ${agent.contact.toString()}`,
    ]);
    const isCurrent = (): boolean => this.#request === request;
    const refused = ({ message: answer }: Core.IncomingResponse): void => {
      if (!isCurrent()) return;
      request.waitNotifyStop();
      this.#request = null;
      if (!finalRefusals.has(answer.statusCode ?? 500)) this.#tryLater(0);
    };
    const request = userAgentCore.subscribe(message, {
      onNotify: ({ request: notify, subscription }) => {
        if (subscription && isCurrent()) this.#keep(subscription);
        this.#request = null;
        this.#notified(notify);
      },
      onNotifyTimeout: () => {
        if (!isCurrent()) return;
        this.#request = null;
        this.#tryLater(0);
      },
      onRedirect: refused,
      onReject: refused,
    });
    this.#request = request;
  }

  #keep(subscription: Core.Subscription): void {
    this.#subscription = subscription;
    subscription.autoRefresh = true;
    subscription.delegate = {
      onNotify: (request) => this.#notified(request),
      // A refresh that nobody answered.
      onTerminated: () => {
        if (this.#subscription !== subscription) return;
        this.#subscription = null;
        this.#tryLater(0);
      },
    };
  }

  #notified(request: Incoming): void {
    request.accept();
    const { message } = request;
    this.#read(message);
    const state = message.getHeader('Subscription-State') ?? '';
    if (!/^\s*terminated/i.test(state)) return;
    this.#subscription = null;
    const reason = /;\s*reason\s*=\s*([\w-]+)/i.exec(state)?.[1]?.toLowerCase() ?? '';
    const retryAfterSeconds = Number(/;\s*retry-after\s*=\s*(\d+)/i.exec(state)?.[1] ?? 0);
    if (!finalReasons.has(reason)) this.#tryLater(retryAfterSeconds * 1000);
  }

  #read(message: Message): void {
    const waiting = isAboutMessages(message) ? parseMessageSummary(message.body) : null;
    if (waiting) this.#tell(waiting);
  }

  #tryLater(atLeastMs: number): void {
    clearTimeout(this.#retry);
    const delayMs = Math.max(atLeastMs, shortestRetryMs) + Math.random() * retrySpreadMs;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#subscribe();
    }, delayMs);
  }

  #forget(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#request?.waitNotifyStop();
    this.#request = null;
    const subscription = this.#subscription;
    this.#subscription = null;
    if (subscription) {
      subscription.delegate = undefined;
      subscription.dispose();
    }
  }
}

const isAboutMessages = (message: Message): boolean =>
  new RegExp(`^\\s*${eventName}\\s*(;|$)`, 'i').test(message.getHeader('Event') ?? '');
