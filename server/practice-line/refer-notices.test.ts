import type { Core } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { ReferNotices } from './refer-notices.ts';

function listenTo(isOpen = true): { notices: ReferNotices; told: Core.RequestOptions[] } {
  const told: Core.RequestOptions[] = [];
  const dialog = { notify: (_delegate: undefined, options: Core.RequestOptions) => told.push(options) };
  return { notices: new ReferNotices(() => (isOpen ? dialog : undefined), 7), told };
}

describe('what is told of a REFER', () => {
  it('goes from trying to the end, and ends the subscription with the last word (RFC 3515 section 2.4.7)', () => {
    const { notices, told } = listenTo();
    for (const status of [100, 180, 200]) notices.tell(status);
    expect(told.map((each) => each.body?.content)).toEqual([
      'SIP/2.0 100 Trying\r\n',
      'SIP/2.0 180 Ringing\r\n',
      'SIP/2.0 200 OK\r\n',
    ]);
    expect(told.map((each) => each.extraHeaders)).toEqual([
      ['Event: refer;id=7', 'Subscription-State: active;expires=180'],
      ['Event: refer;id=7', 'Subscription-State: active;expires=180'],
      ['Event: refer;id=7', 'Subscription-State: terminated;reason=noresource'],
    ]);
    expect(told[0]?.body?.contentType).toBe('message/sipfrag;version=2.0');
  });

  it.each([200, 486])('is nothing after %d', (last) => {
    const { notices, told } = listenTo();
    for (const status of [last, 180, 500]) notices.tell(status);
    expect(told).toHaveLength(1);
  });

  it('is told to nobody when the agent has hung up', () => {
    const { notices, told } = listenTo(false);
    notices.tell(200);
    expect(told).toEqual([]);
  });
});
