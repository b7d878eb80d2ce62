import { UserAgent } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { readReferTarget } from './refer-target.ts';

const read = (address: string) => {
  const uri = UserAgent.makeURI(address);
  if (uri === undefined) throw new Error(`${address} is no address`);
  return readReferTarget(uri);
};

describe('whom a REFER asks for', () => {
  it('is an address', () => {
    expect(read('sip:maya.ortiz@practice.invalid')).toEqual({ user: 'maya.ortiz', replaces: undefined });
    expect(read('sip:%2312@practice.invalid').user).toBe('#12');
  });

  it('is an address and a dialog (RFC 3891 section 6.1), in any order', () => {
    const replaces = { callId: 'a84b4c76e66710', toTag: '12', fromTag: '34' };
    for (const header of ['a84b4c76e66710;to-tag=12;from-tag=34', 'a84b4c76e66710;from-tag=34;to-tag=12;early-only']) {
      expect(read(`sip:bob@practice.invalid?Replaces=${encodeURIComponent(header)}`)).toEqual({
        user: 'bob',
        replaces,
      });
    }
  });

  it.each([
    ['nobody', 'sip:practice.invalid', 'names nobody'],
    ['a dialog without tags', 'sip:bob@practice.invalid?Replaces=a84b4c76e66710', 'names no dialog'],
    ['a dialog without a name', 'sip:bob@practice.invalid?Replaces=%3Bto-tag%3D1%3Bfrom-tag%3D2', 'names no dialog'],
    [
      'a header that is encoded twice',
      'sip:bob@practice.invalid?Replaces=a%253Bto-tag%253D1%253Bfrom-tag%253D2',
      'names no dialog',
    ],
  ])('cannot be %s', (_what, address, why) => {
    expect(() => read(address)).toThrow(why);
  });
});
