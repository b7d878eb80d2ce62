/**
 * Headsets over WebHID: which devices the phone page may see. Only telephony devices (USB HID Usage Tables 1.5, page 0x0B),
 * only for the phone page; no keyboard, no security key, no device that is something else beside.
 *
 * They are allowed beforehand: the phone page is hidden, so nobody could click in it to choose one, and a headset that was
 * plugged in must work at once (`navigator.hid.getDevices()` then has it).
 */
import type { HIDDevice, Session } from 'electron';
import { appOrigin, pageKindOf } from './sender.ts';

/** HID usage page of telephony devices: headsets, handsets, speakerphones. */
const telephonyPage = 0x0b;
/** HID usage page of generic desktop devices, and of the keyboards and mice on it. */
const desktopPage = 0x01;
const mouse = 0x02;
const keyboard = 0x06;
const keypad = 0x07;
/** HID usage page of security keys (FIDO U2F HID). */
const securityKeyPage = 0xf1d0;

type Collections = readonly Pick<HIDDevice['collections'][number], 'usage' | 'usagePage'>[];

const isForbidden = ({ usage, usagePage }: Collections[number]): boolean =>
  usagePage === securityKeyPage || (usagePage === desktopPage && [mouse, keyboard, keypad].includes(usage));

/** A headset and nothing a page must not hear of. Pure. */
export const isTelephonyDevice = ({ collections }: { collections: Collections }): boolean =>
  collections.some(({ usagePage }) => usagePage === telephonyPage) && !collections.some(isForbidden);

type DeviceRequest = { deviceType: string; origin: string; device: object };

/** Whether the page of this origin may use the device. Pure. */
export function mayUseDevice({ deviceType, origin, device }: DeviceRequest): boolean {
  if (deviceType !== 'hid' || origin.replace(/\/$/, '') !== appOrigin) return false;
  return (
    'collections' in device &&
    Array.isArray(device.collections) &&
    isTelephonyDevice({ collections: collectionsOf(device.collections) })
  );
}

const collectionsOf = (given: readonly unknown[]): Collections =>
  given.flatMap((each) =>
    typeof each === 'object' && each !== null && 'usage' in each && 'usagePage' in each
      ? [{ usage: Number(each.usage), usagePage: Number(each.usagePage) }]
      : [],
  );

/** Installs the decisions on a session. */
export function guardHidDevices(session: Session): void {
  session.setDevicePermissionHandler((request) => mayUseDevice(request));
  session.on('select-hid-device', (event, { deviceList, frame }, choose) => {
    event.preventDefault();
    const isPhone = frame !== null && pageKindOf(frame.url) === 'phone';
    choose(isPhone ? (deviceList.find(isTelephonyDevice)?.deviceId ?? null) : null);
  });
}
