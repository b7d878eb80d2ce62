/**
 * The message-waiting lamp (RFC 3842): a NOTIFY nobody asked for to each phone that registers, as most PBXs send it, and
 * subscriptions for phones that ask.
 *
 *     SUBSCRIBE ──> 200, NOTIFY active ──each change──> NOTIFY active
 *                         │ refreshed by SUBSCRIBE
 *                         └──Expires: 0, or time is up──> NOTIFY terminated, over
 */
import { Core, type URI } from 'sip.js';
import { createId } from '../../shared/domain/ids.ts';
import type { MessageCounts } from './mailbox.ts';

const eventName = 'message-summary';
const longestSubscriptionSeconds = 3600;

/** Who is told, and how many messages of theirs are new and old. */
export type MailboxState = { account: URI; counts: MessageCounts };

/** `application/simple-message-summary` (RFC 3842 section 5.2). */
export function messageSummary({ account, counts: { fresh, old } }: MailboxState): Core.Body {
  const lines = [
    `Messages-Waiting: ${fresh > 0 ? 'yes' : 'no'}`,
    `Message-Account: ${account.toString()}`,
    `Voice-Message: ${fresh}/${old} (0/0)`,
  ];
  return {
    contentDisposition: 'render',
    contentType: 'application/simple-message-summary',
    content: `${lines.join('\r\n')}\r\n`,
  };
}

/** A NOTIFY without a subscription. */
export function notifyUnasked(core: Core.UserAgentCore, phone: URI, state: MailboxState): void {
  const headers = [`Event: ${eventName}`, 'Subscription-State: active', contactOf(core)];
  core.request(
    core.makeOutgoingRequestMessage('NOTIFY', phone, state.account, state.account, {}, headers, messageSummary(state)),
  );
}

const contactOf = (core: Core.UserAgentCore): string => `Contact: ${core.configuration.contact.toString()}`;

export class MailboxSubscription extends Core.Dialog {
  #stateNow: () => MailboxState;
  #onOver: (ended: MailboxSubscription) => void;
  #timer: NodeJS.Timeout | undefined;
  #endsAtMs = 0;

  /**
   * Accepts a SUBSCRIBE and tells the state at once (RFC 6665 section 4.2.1.2).
   * @returns undefined when it was refused (489), or only asked once (Expires: 0)
   */
  static accept(
    core: Core.UserAgentCore,
    request: Core.IncomingSubscribeRequest,
    stateNow: () => MailboxState,
    onOver: (ended: MailboxSubscription) => void,
  ): MailboxSubscription | undefined {
    const event: unknown = request.message.getHeader('event');
    if (typeof event !== 'string' || event.split(';')[0]?.trim() !== eventName) {
      request.reject({ statusCode: 489, extraHeaders: [`Allow-Events: ${eventName}`] });
      return undefined;
    }
    if (!request.message.hasHeader('contact')) {
      request.reject({ statusCode: 400 });
      return undefined;
    }
    const toTag = createId();
    const state = Core.Dialog.initialDialogStateForUserAgentServer(request.message, toTag);
    const subscription = new MailboxSubscription(core, state, stateNow, onOver);
    subscription.#grant(request, toTag);
    return subscription.#timer === undefined ? undefined : subscription;
  }

  private constructor(
    core: Core.UserAgentCore,
    dialogState: Core.DialogState,
    stateNow: () => MailboxState,
    onOver: (ended: MailboxSubscription) => void,
  ) {
    super(core, dialogState);
    this.#stateNow = stateNow;
    this.#onOver = onOver;
  }

  /** A request inside the subscription: only a refresh, or its end. */
  override receiveRequest(message: Core.IncomingRequestMessage): void {
    if (!this.sequenceGuard(message)) return;
    super.receiveRequest(message);
    if (message.method === 'SUBSCRIBE') this.#grant(new Core.SubscribeUserAgentServer(this.core, message));
    else if (message.method !== 'ACK') this.core.replyStateless(message, { statusCode: 405 });
  }

  /** Tells the state as it is now. */
  notify(): void {
    const secondsLeft = Math.max(0, Math.round((this.#endsAtMs - performance.now()) / 1000));
    this.#send(`active;expires=${secondsLeft}`);
  }

  /** The phone is gone: there is nobody to tell. */
  override dispose(): void {
    clearTimeout(this.#timer);
    super.dispose();
    this.#onOver(this);
  }

  #grant(request: Pick<Core.IncomingRequest, 'message' | 'accept'>, toTag = this.localTag): void {
    const asked = Number(request.message.getHeader('expires') ?? longestSubscriptionSeconds);
    const seconds = Number.isFinite(asked) ? Math.min(Math.max(0, asked), longestSubscriptionSeconds) : 0;
    request.accept({ statusCode: 200, toTag, extraHeaders: [`Expires: ${seconds}`, contactOf(this.core)] });
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (seconds === 0) return this.#end();
    this.#endsAtMs = performance.now() + seconds * 1000;
    this.#timer = setTimeout(() => this.#end(), seconds * 1000);
    this.notify();
  }

  #end(): void {
    this.#send('terminated;reason=timeout');
    this.dispose();
  }

  #send(subscriptionState: string): void {
    const message = this.createOutgoingRequestMessage('NOTIFY', {
      extraHeaders: [`Event: ${eventName}`, `Subscription-State: ${subscriptionState}`, contactOf(this.core)],
      body: messageSummary(this.#stateNow()),
    });
    // RFC 6665 section 4.2.2: a phone that knows nothing of it ends it.
    this.core.request(message, { onReject: () => this.dispose() });
  }
}
