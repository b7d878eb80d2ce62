import { type Core, type Notification, type Session, SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { referToOf, SipRefer, statusOfSipfrag } from './sip-refer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const dialogParts = {
  callId: 'call:1@pbx',
  remoteTag: 'theirs',
  localTag: 'ours',
  remoteTarget: 'sip:bob@10.0.0.2;transport=ws',
};

/** A REFER under way: what was sent, what the far end can do, and what was told. */
function setUp(state = SessionState.Established) {
  let delegate: Core.OutgoingRequestDelegate = {};
  const sent: string[][] = [];
  const session = {
    state,
    dialog: {
      ...dialogParts,
      refer: (given: Core.OutgoingRequestDelegate, options: { extraHeaders: string[] }) => {
        delegate = given;
        sent.push(options.extraHeaders);
        return { message: { cseq: 7 } };
      },
    },
    userAgent: { configuration: { uri: 'sip:1001@pbx.example' }, contact: 'sip:x@y.invalid;transport=ws' },
  } as unknown as Session;
  const told: string[] = [];
  const refer = new SipRefer((outcome) => told.push(outcome.isAccepted ? 'accepted' : `refused ${outcome.sipStatus}`));
  refer.send(session, '<sip:1003@pbx.example>');
  const notify = (body: string, headers: Record<string, string> = {}): boolean => {
    const given: Record<string, string> = { Event: 'refer', 'Subscription-State': 'active;expires=60', ...headers };
    const request = { body, getHeader: (name: string) => given[name] };
    return refer.notified({ request } as unknown as Notification);
  };
  const accept = (): void => delegate.onAccept?.({ message: { statusCode: 202 } } as unknown as Core.IncomingResponse);
  const reject = (statusCode: number): void =>
    delegate.onReject?.({ message: { statusCode } } as unknown as Core.IncomingResponse);
  return { refer, sent, told, notify, accept, reject };
}

describe('where a REFER leads', () => {
  it('is an address in brackets', () => {
    expect(referToOf({ sipTarget: 'sip:*55#@pbx.example' })).toBe('<sip:*55%23@pbx.example>');
    expect(referToOf({ sipTarget: 'no address' })).toBeNull();
  });

  it("is the far end's own contact, in place of our end of the call with it (RFC 3891)", () => {
    const session = { dialog: dialogParts } as unknown as Session;
    expect(referToOf({ session })).toBe(
      '<sip:bob@10.0.0.2;transport=ws?Replaces=call%3A1%40pbx%3Bto-tag%3Dtheirs%3Bfrom-tag%3Dours>',
    );
    expect(referToOf({ session: { dialog: undefined } as unknown as Session })).toBeNull();
  });
});

describe('a fragment of a SIP message', () => {
  it.each([
    ['SIP/2.0 200 OK', 200],
    ['\r\n sip/2.0 503 Service Unavailable\r\nVia: x', 503],
    ['SIP/2.0 100', 100],
    ['SIP/2.0 2000 No', null],
    ['', null],
    ['INVITE sip:a@b SIP/2.0', null],
  ])('%j has the status %s', (body, status) => expect(statusOfSipfrag(body)).toBe(status));
});

describe('a REFER', () => {
  it('is sent with its target, by whom, and our contact', () => {
    expect(setUp().sent).toEqual([
      [
        'Refer-To: <sip:1003@pbx.example>',
        'Referred-By: <sip:1001@pbx.example>',
        'Contact: sip:x@y.invalid;transport=ws',
      ],
    ]);
  });

  it('is not sent in a call that nobody has answered, or that is over', () => {
    for (const state of [SessionState.Establishing, SessionState.Terminated]) {
      const { sent, told } = setUp(state);
      expect({ sent, told }).toEqual({ sent: [], told: ['refused 481'] });
    }
  });

  it('is accepted by the NOTIFY of 200, not by the 202', () => {
    const { accept, notify, told } = setUp();
    accept();
    notify('SIP/2.0 100 Trying');
    notify('SIP/2.0 180 Ringing');
    expect(told).toEqual([]);
    notify('SIP/2.0 200 OK', { 'Subscription-State': 'terminated;reason=noresource' });
    expect(told).toEqual(['accepted']);
    vi.advanceTimersByTime(200_000);
    notify('SIP/2.0 486 Busy Here');
    expect(told).toEqual(['accepted']);
  });

  it('is refused by its own answer, by a NOTIFY, or by the end of the subscription', () => {
    const declined = setUp();
    declined.reject(603);
    expect(declined.told).toEqual(['refused 603']);
    const busy = setUp();
    busy.accept();
    busy.notify('SIP/2.0 486 Busy Here');
    expect(busy.told).toEqual(['refused 486']);
    const ended = setUp();
    ended.accept();
    ended.notify('SIP/2.0 100 Trying', { 'Subscription-State': 'Terminated;reason=timeout' });
    expect(ended.told).toEqual(['refused null']);
  });

  it('is refused when nothing follows the 202, and when the ringing never ends', () => {
    const silent = setUp();
    silent.accept();
    vi.advanceTimersByTime(19_999);
    expect(silent.told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(silent.told).toEqual(['refused null']);
    const ringing = setUp();
    ringing.accept();
    ringing.notify('SIP/2.0 180 Ringing');
    vi.advanceTimersByTime(89_999);
    expect(ringing.told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ringing.told).toEqual(['refused null']);
  });

  it('may ring as long when its NOTIFY overtakes the 202', () => {
    const { accept, notify, told } = setUp();
    notify('SIP/2.0 180 Ringing');
    accept();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
    notify('SIP/2.0 200 OK');
    expect(told).toEqual(['accepted']);
  });

  it('is believed to have come about even after it was given up', () => {
    const { accept, notify, told } = setUp();
    accept();
    vi.advanceTimersByTime(20_000);
    notify('SIP/2.0 200 OK');
    expect(told).toEqual(['refused null', 'accepted']);
  });

  it('is refused once', () => {
    const { accept, notify, told } = setUp();
    accept();
    notify('SIP/2.0 486 Busy Here');
    notify('SIP/2.0 603 Decline');
    notify('SIP/2.0 180 Ringing');
    vi.advanceTimersByTime(200_000);
    expect(told).toEqual(['refused 486']);
  });

  it('takes no NOTIFY about something else, and none about an earlier REFER of the call', () => {
    const { accept, notify, told } = setUp();
    accept();
    expect(notify('SIP/2.0 200 OK', { Event: 'message-summary' })).toBe(false);
    expect(notify('SIP/2.0 200 OK', { Event: 'referral' })).toBe(false);
    expect(notify('SIP/2.0 200 OK', { Event: 'refer;id=5' })).toBe(true);
    expect(told).toEqual([]);
    expect(notify('SIP/2.0 200 OK', { Event: 'Refer ; id=7' })).toBe(true);
    expect(told).toEqual(['accepted']);
  });

  it('is over with its call', () => {
    const { accept, notify, told, refer } = setUp();
    accept();
    refer.close();
    notify('SIP/2.0 200 OK');
    vi.advanceTimersByTime(200_000);
    expect(told).toEqual([]);
  });
});
