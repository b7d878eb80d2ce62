import { describe, expect, it } from 'vitest';
import { asksForAutoAnswer, headersOf, parseReplaces } from './sip-headers.ts';

describe('what travels with a call', () => {
  it('is its permit, in the header of its kind', () => {
    expect(headersOf({ kind: 'dial-permit', permit: 'a.b.c' })).toEqual(['X-Dial-Permit: a.b.c']);
    expect(headersOf({ kind: 'supervision-permit', permit: 'd.e.f' })).toEqual(['X-Supervision-Permit: d.e.f']);
  });

  it('is nothing inside the phone system, nor for help from an unknown place', () => {
    expect(headersOf({ kind: 'internal' })).toEqual([]);
    expect(headersOf({ kind: 'emergency', location: null })).toEqual([]);
  });

  it('is the place of who calls for help, on one line whatever was typed', () => {
    const location = {
      street: '1 Main St\r\nX-Dial-Permit: stolen',
      unit: 'Zimmer 7, Straße',
      city: 'Boise',
      state: 'ID',
      postal_code: '83702',
    };
    const [header = '', ...others] = headersOf({ kind: 'emergency', location });
    expect(others).toEqual([]);
    expect(header).toMatch(/^X-Dispatchable-Location: [\w%.!~*'()-]+$/);
    expect(JSON.parse(decodeURIComponent(header.slice('X-Dispatchable-Location: '.length)))).toEqual(location);
  });
});

const asks = (callInfo: string[], alertInfo: string[] = []): boolean => asksForAutoAnswer({ callInfo, alertInfo });

describe('a call that wants to be answered by itself', () => {
  it.each([
    '<sip:pbx.example>;answer-after=0',
    '<sip:pbx.example> ; purpose=x ; Answer-After = 0',
    '<http://a>;purpose=icon, <sip:pbx>;answer-after=0',
  ])('says so in Call-Info: %s', (value) => expect(asks([value])).toBe(true));

  it.each(['<http://pbx>;info=alert-autoanswer', '<http://pbx>; info = "alert-autoanswer"', 'info=Alert-AutoAnswer'])(
    'says so in Alert-Info: %s',
    (value) => expect(asks([], [value])).toBe(true),
  );

  it('says so in any of several headers', () => {
    expect(asks(['<http://icon>;purpose=icon', '<sip:pbx>;answer-after=0'])).toBe(true);
  });

  it.each([
    [[], []],
    [['<sip:pbx>;answer-after=5'], []],
    [['<sip:pbx>;answer-after=05'], []],
    [['<sip:pbx>;answer-after='], ['<http://pbx>;info=alert-group']],
    // Each word counts in its own header only.
    [['<http://pbx>;info=alert-autoanswer'], ['<sip:pbx>;answer-after=0']],
  ])('does not with %j and %j', (callInfo, alertInfo) => expect(asks(callInfo, alertInfo)).toBe(false));
});

describe('a Replaces header', () => {
  it('names a dialog, in any order and with any spaces (RFC 3891 section 6.1)', () => {
    const dialog = { callId: '98732@sip.example.com', toTag: 'r33th4x0r', fromTag: 'ff87ff', isEarlyOnly: false };
    expect(parseReplaces('98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff')).toEqual({
      ...dialog,
      fromTag: 'r33th4x0r',
      toTag: 'ff87ff',
    });
    expect(parseReplaces(' 98732@sip.example.com ; TO-TAG=r33th4x0r; from-tag=ff87ff ;x=y')).toEqual(dialog);
  });

  it('may be about a call that is not answered yet', () => {
    expect(parseReplaces('a;to-tag=b;from-tag=c;Early-Only')?.isEarlyOnly).toBe(true);
    expect(parseReplaces('a;to-tag=b;from-tag=c;early-onlyish')?.isEarlyOnly).toBe(false);
  });

  it.each(['', ';to-tag=a;from-tag=b', 'a;to-tag=b', 'a;from-tag=b', 'a;to-tag=;from-tag=b', 'a;xto-tag=b;from-tag=c'])(
    'is none: %j',
    (header) => expect(parseReplaces(header)).toBeNull(),
  );
});
