import type { Core, Notification, UserAgent } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessagesWaiting } from '../call-engine.ts';
import { MessagesWaitingWatch } from './sip-messages-waiting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Headers = Record<string, string>;
const lit = 'Messages-Waiting: yes\r\nVoice-Message: 2/1\r\n';
const longestRetryMs = 60_000;

const notifyOf = (body: string, headers: Headers = {}) => {
  const given: Headers = { Event: 'message-summary', 'Subscription-State': 'active;expires=3600', ...headers };
  const answers: string[] = [];
  const answer =
    (word: string) =>
    (options?: { statusCode: number }): Promise<void> => {
      answers.push(options ? `${word} ${options.statusCode}` : word);
      return Promise.resolve();
    };
  const message = { body, getHeader: (name: string) => given[name] };
  return { message, request: message, answers, accept: answer('accept'), reject: answer('reject') };
};

/** The phone system as the watch sees it: each SUBSCRIBE, and what it is answered with. */
class PhoneSystem {
  readonly asked: { headers: string[]; delegate: Core.OutgoingSubscribeRequestDelegate; isGivenUp: boolean }[] = [];
  readonly subscriptions: { delegate?: Core.SubscriptionDelegate; autoRefresh: boolean; undone: string[] }[] = [];
  isConnected = true;
  readonly agent = {
    configuration: { uri: 'sip:1001@pbx.example' },
    contact: 'sip:x@y.invalid',
    transport: { isConnected: () => this.isConnected },
    userAgentCore: {
      makeOutgoingRequestMessage: (...parts: unknown[]) => ({ headers: parts.at(-1) }),
      subscribe: ({ headers }: { headers: string[] }, delegate: Core.OutgoingSubscribeRequestDelegate) => {
        const asked = { headers, delegate, isGivenUp: false };
        this.asked.push(asked);
        return {
          waitNotifyStop: () => {
            asked.isGivenUp = true;
          },
        };
      },
    },
  } as unknown as UserAgent;

  #last() {
    const last = this.asked.at(-1);
    if (!last) throw new Error('Nothing was asked.');
    return last.delegate;
  }

  refuse(statusCode: number, delegate = this.#last()): void {
    delegate.onReject?.({ message: { statusCode } } as unknown as Core.IncomingResponse);
  }

  keepSilent(): void {
    this.#last().onNotifyTimeout?.();
  }

  /** The first NOTIFY; without a subscription it ends one at once. */
  grant(body: string, headers: Headers = {}): ReturnType<typeof notifyOf> {
    const request = notifyOf(body, headers);
    const undone: string[] = [];
    const subscription = {
      autoRefresh: false,
      undone,
      unsubscribe: () => void undone.push('unsubscribe'),
      dispose: () => void undone.push('dispose'),
    };
    const isOver = headers['Subscription-State']?.startsWith('terminated');
    if (!isOver) this.subscriptions.push(subscription);
    const given = { request, ...(isOver ? {} : { subscription }) } as unknown as Core.IncomingRequestWithSubscription;
    this.#last().onNotify?.(given);
    return request;
  }

  notify(body: string, headers: Headers = {}): void {
    const request = notifyOf(body, headers) as unknown as Core.IncomingNotifyRequest;
    this.subscriptions.at(-1)?.delegate?.onNotify?.(request);
  }
}

let pbx: PhoneSystem;
let told: (MessagesWaiting | null)[];
let watch: MessagesWaitingWatch;
beforeEach(() => {
  pbx = new PhoneSystem();
  told = [];
  watch = new MessagesWaitingWatch((waiting) => told.push(waiting));
});

describe('the message-waiting lamp', () => {
  it('is subscribed to for an hour, follows each NOTIFY, and is refreshed', () => {
    watch.start(pbx.agent);
    expect(pbx.asked[0]?.headers).toEqual([
      'Event: message-summary',
      'Expires: 3600',
      'Accept: application/simple-message-summary',
      'Contact: sip:x@y.invalid',
    ]);
    const first = pbx.grant(lit);
    expect(first.answers).toEqual(['accept']);
    pbx.notify('Messages-Waiting: no\r\nVoice-Message: 0/3\r\n');
    expect(told).toEqual([
      { newMessages: 2, oldMessages: 1 },
      { newMessages: 0, oldMessages: 3 },
    ]);
    expect(pbx.subscriptions[0]?.autoRefresh).toBe(true);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(pbx.asked).toHaveLength(1);
  });

  it('is asked for once, however often the phone says that it is registered', () => {
    watch.start(pbx.agent);
    watch.start(pbx.agent);
    pbx.grant(lit);
    watch.start(pbx.agent);
    expect(pbx.asked).toHaveLength(1);
  });

  it('stays as it was when a NOTIFY cannot be read', () => {
    watch.start(pbx.agent);
    pbx.grant(lit);
    pbx.notify('nonsense');
    pbx.notify('Messages-Waiting: no\r\n', { Event: 'presence' });
    expect(told).toHaveLength(1);
  });
});

describe('a subscription that does not come about', () => {
  it.each([403, 404, 405, 481, 489, 501, 603, 604])('is given up for good after %i', (status) => {
    watch.start(pbx.agent);
    pbx.refuse(status);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(pbx.asked).toHaveLength(1);
    expect(pbx.asked[0]?.isGivenUp).toBe(true);
  });

  it.each([408, 480, 500, 503])('is tried again after %i, not before 20 s and within a minute', (status) => {
    watch.start(pbx.agent);
    pbx.refuse(status);
    vi.advanceTimersByTime(19_999);
    expect(pbx.asked).toHaveLength(1);
    vi.advanceTimersByTime(longestRetryMs - 19_999);
    expect(pbx.asked).toHaveLength(2);
  });

  it('is tried again when no NOTIFY comes', () => {
    watch.start(pbx.agent);
    pbx.keepSilent();
    vi.advanceTimersByTime(longestRetryMs);
    expect(pbx.asked).toHaveLength(2);
  });

  it('is not disturbed by the late refusal of the one before', () => {
    const late = new PhoneSystem();
    watch.start(late.agent);
    const old = late.asked[0]?.delegate;
    watch.start(pbx.agent);
    late.refuse(503, old);
    vi.advanceTimersByTime(longestRetryMs);
    expect([late.asked.length, pbx.asked.length]).toEqual([1, 1]);
  });
});

describe('a subscription that ends', () => {
  it('by the phone system is begun again, not before it says', () => {
    watch.start(pbx.agent);
    pbx.grant(lit);
    pbx.notify(lit, { 'Subscription-State': 'terminated;reason=probation;retry-after=120' });
    vi.advanceTimersByTime(119_999);
    expect(pbx.asked).toHaveLength(1);
    vi.advanceTimersByTime(40_001);
    expect(pbx.asked).toHaveLength(2);
  });

  it.each(['rejected', 'NoResource', 'invariant'])('because of %s is over for good', (reason) => {
    watch.start(pbx.agent);
    pbx.grant('', { 'Subscription-State': `terminated;reason=${reason}` });
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(pbx.asked).toHaveLength(1);
  });

  it('because nobody answered its refresh is begun again', () => {
    watch.start(pbx.agent);
    pbx.grant(lit);
    pbx.subscriptions[0]?.delegate?.onTerminated?.();
    vi.advanceTimersByTime(longestRetryMs);
    expect(pbx.asked).toHaveLength(2);
  });
});

describe('a registration that goes', () => {
  it('takes its subscription with it and leaves the lamp as it was', () => {
    watch.start(pbx.agent);
    pbx.grant(lit);
    const { delegate } = pbx.subscriptions[0] ?? {};
    watch.pause();
    expect(pbx.subscriptions[0]?.undone).toEqual(['dispose']);
    delegate?.onTerminated?.();
    vi.advanceTimersByTime(longestRetryMs);
    expect(pbx.asked).toHaveLength(1);
    expect(told).toEqual([{ newMessages: 2, oldMessages: 1 }]);
  });

  it('and comes back has one subscription, whatever is still told of the old one', () => {
    watch.start(pbx.agent);
    pbx.grant(lit);
    const { delegate } = pbx.subscriptions[0] ?? {};
    watch.pause();
    watch.start(pbx.agent);
    pbx.grant(lit);
    delegate?.onTerminated?.();
    vi.advanceTimersByTime(longestRetryMs);
    expect(pbx.asked).toHaveLength(2);
  });

  it('ends the waiting for another try', () => {
    watch.start(pbx.agent);
    pbx.refuse(503);
    watch.pause();
    watch.start(pbx.agent);
    pbx.grant(lit);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(pbx.asked).toHaveLength(2);
  });

  it('by signing out says goodbye where there is a connection, and puts the lamp out', () => {
    watch.start(pbx.agent);
    pbx.grant(lit);
    watch.stop();
    expect(pbx.subscriptions[0]?.undone).toEqual(['unsubscribe', 'dispose']);
    expect(told.at(-1)).toBeNull();
    const away = new PhoneSystem();
    watch.start(away.agent);
    away.grant(lit);
    away.isConnected = false;
    watch.stop();
    expect(away.subscriptions[0]?.undone).toEqual(['dispose']);
  });
});

/** A NOTIFY outside every subscription, and how it was answered. */
function unsolicited(body: string, headers: Headers): string[] {
  const notification = notifyOf(body, headers);
  watch.unsolicited(notification as unknown as Notification);
  return notification.answers;
}

describe('a NOTIFY that nobody subscribed to', () => {
  it('is believed, whatever it says of a subscription', () => {
    const answers = unsolicited(lit, { 'Subscription-State': 'terminated;reason=noresource' });
    expect(answers).toEqual(['accept']);
    expect(told).toEqual([{ newMessages: 2, oldMessages: 1 }]);
    vi.advanceTimersByTime(longestRetryMs);
    expect(pbx.asked).toEqual([]);
  });

  it('about anything else is refused with 489', () => {
    expect(unsolicited(lit, { Event: 'message-summary2' })).toEqual(['reject 489']);
    expect(told).toEqual([]);
  });
});
