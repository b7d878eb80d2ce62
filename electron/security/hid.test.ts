import { anything, assert, property } from 'fast-check';
import { EventEmitter } from 'node:events';
import type { HIDDevice, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../shared/testing/seed.ts';
import { guardHidDevices, mayUseDevice } from './hid.ts';

const collection = (usagePage: number, usage: number): HIDDevice['collections'][number] => ({
  usage,
  usagePage,
  type: 1,
  children: [],
  inputReports: [],
  outputReports: [],
  featureReports: [],
});
const device = (deviceId: string, ...collections: HIDDevice['collections']): HIDDevice => ({
  deviceId,
  name: deviceId,
  vendorId: 1,
  productId: 2,
  collections,
});
const headset = device('headset', collection(0x0b, 0x05), collection(0x0c, 0x01));
const keyboard = device('keyboard', collection(0x01, 0x06));
const securityKey = device('security key', collection(0xf1d0, 0x01));
/** A telephone with a keyboard inside: what is typed there is nobody's business. */
const deskPhone = device('desk phone', collection(0x0b, 0x01), collection(0x01, 0x06));
const asked = (each: object, origin = 'app://deskline', deviceType = 'hid') =>
  mayUseDevice({ deviceType, origin, device: each });

describe('X1: HID devices', () => {
  it('are telephony devices or nothing', () => {
    expect(asked(headset)).toBe(true);
    for (const each of [keyboard, securityKey, deskPhone, device('mouse', collection(0x01, 0x02)), device('bare')]) {
      expect([each.name, asked(each)]).toEqual([each.name, false]);
    }
  });
  it('are for pages of the app, and are no serial ports', () => {
    expect(asked(headset, 'app://deskline/')).toBe(true);
    expect(asked(headset, 'https://evil.example')).toBe(false);
    expect(asked(headset, 'app://deskline.evil.example')).toBe(false);
    expect(asked(headset, 'app://deskline', 'usb')).toBe(false);
  });
  it('are refused whatever they say of themselves', () => {
    const seed = testSeed('hid devices');
    assert(
      property(anything(), (collections) => !asked({ collections })),
      { seed, numRuns: 2000 },
    );
  });
  it('are chosen for the phone page alone', () => {
    const session = Object.assign(new EventEmitter(), { setDevicePermissionHandler: () => {} });
    guardHidDevices(session as unknown as Session);
    const choose = (url: string | null, ...deviceList: HIDDevice[]): unknown => {
      let chosen: unknown = 'not called';
      let isPrevented = false;
      const event = { preventDefault: () => (isPrevented = true) };
      session.emit('select-hid-device', event, { deviceList, frame: url === null ? null : { url } }, (id: unknown) => {
        chosen = id;
      });
      return isPrevented ? chosen : 'not prevented';
    };
    expect(choose('app://deskline/phone.html', keyboard, headset)).toBe('headset');
    expect(choose('app://deskline/phone.html', keyboard, deskPhone)).toBeNull();
    expect(choose('app://deskline/agent.html', headset)).toBeNull();
    expect(choose('https://evil.example/phone.html', headset)).toBeNull();
    expect(choose(null, headset)).toBeNull();
  });
});
