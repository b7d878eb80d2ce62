/// <reference types="w3c-web-hid" />
/**
 * Simulated headsets behind a simulated `navigator.hid`: real report descriptors, real report bytes, and the habits that
 * real headsets have. What a bit means is written here by hand, apart from the driver's own reading of the descriptor.
 */
import type { HidAccess, HidDevice } from '../web-hid-headset.ts';
import { parseReportDescriptor } from './report-descriptor.ts';

/** How a kind of headset is built. Bits are counted from the lowest of the first byte. */
export type HeadsetModel = {
  productName: string;
  descriptor: readonly number[];
  input: { reportId: number; length: number; hook: number; mute: number; flash?: number; drop?: number };
  lamps: Record<'mute' | 'offHook' | 'ring' | 'hold', { reportId: number; bit: number }>;
  /**
   * `toggle`: the mute button says only that it was pressed, and changes its own lamp. `follows`: the report says how
   * mute is, and a lamp from the host changes that too. `switch`: a boom arm; the host's lamp does not move it.
   */
  mute: 'toggle' | 'follows' | 'switch';
};

// prettier-ignore
const jabraDescriptor = [
  0x05, 0x0b, 0x09, 0x05, 0xa1, 0x01, 0x85, 0x02, 0x15, 0x00, 0x25, 0x01, // telephony, headset, report 2
  0x75, 0x01, 0x95, 0x01, 0x09, 0x20, 0x81, 0x22, // hook switch: absolute, no preferred state
  0x09, 0x97, 0x81, 0x23, // line busy tone: constant
  0x95, 0x04, 0x09, 0x2f, 0x09, 0x21, 0x09, 0x24, 0x09, 0x50, 0x81, 0x06, // mute, flash, redial, speed dial: relative
  0x09, 0x06, 0xa1, 0x02, 0x19, 0xb0, 0x29, 0xbb, 0x25, 0x0c, 0x75, 0x04, 0x95, 0x01, 0x81, 0x40, 0xc0, // keypad: array in a collection
  0x09, 0x07, 0x25, 0x01, 0x75, 0x01, 0x81, 0x02, 0x95, 0x05, 0x81, 0x01, // programmable button, padding
  0x05, 0x08, 0x95, 0x06, 0x09, 0x17, 0x09, 0x09, 0x09, 0x18, 0x09, 0x20, 0x09, 0x21, 0x09, 0x2a, 0x91, 0x22, // lamps
  0x05, 0x0b, 0x95, 0x01, 0x09, 0x9e, 0x91, 0x22, 0x95, 0x09, 0x91, 0x01, 0xc0, // ringer, padding
];

// prettier-ignore
const polyDescriptor = [
  0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01, 0x85, 0x01, 0x15, 0x00, 0x25, 0x01, 0x09, 0xe9, 0x09, 0xea, 0x75, 0x01, 0x95, 0x02,
  0x81, 0x02, 0x95, 0x06, 0x81, 0x01, 0xc0, // consumer control with the volume keys
  0x05, 0x0b, 0x09, 0x05, 0xa1, 0x01, 0x85, 0x08, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x02,
  0x09, 0x2f, 0x09, 0x20, 0x81, 0x22, // mute and hook: absolute
  0x09, 0x21, 0x09, 0x26, 0x81, 0x06, 0x95, 0x04, 0x81, 0x01, // flash and drop: relative
  0x05, 0x08, 0x95, 0x01, 0x85, 0x09, 0x09, 0x09, 0x91, 0x22, 0x95, 0x07, 0x91, 0x01, // one report for each lamp
  0x95, 0x01, 0x85, 0x17, 0x09, 0x17, 0x91, 0x22, 0x95, 0x07, 0x91, 0x01,
  0x95, 0x01, 0x85, 0x18, 0x09, 0x18, 0x91, 0x22, 0x95, 0x07, 0x91, 0x01,
  0x95, 0x01, 0x85, 0x20, 0x09, 0x20, 0x91, 0x22, 0x95, 0x07, 0x91, 0x01, 0xc0,
];

// prettier-ignore
const boomDescriptor = [
  0x05, 0x0b, 0x09, 0x05, 0xa1, 0x01, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x02, // no report ids
  0x09, 0x20, 0x09, 0x2f, 0x81, 0x02, 0x95, 0x06, 0x81, 0x03,
  0x05, 0x08, 0x95, 0x04, 0x09, 0x09, 0x09, 0x17, 0x09, 0x18, 0x09, 0x20, 0x91, 0x02, 0x91, 0x03, 0xc0,
];

export const headsetModels = {
  jabra: {
    productName: 'Jabra Evolve2 65',
    descriptor: jabraDescriptor,
    input: { reportId: 2, length: 2, hook: 0, mute: 2, flash: 3 },
    lamps: {
      offHook: { reportId: 2, bit: 0 },
      mute: { reportId: 2, bit: 1 },
      ring: { reportId: 2, bit: 2 },
      hold: { reportId: 2, bit: 3 },
    },
    mute: 'toggle',
  },
  poly: {
    productName: 'Poly Voyager Focus 2',
    descriptor: polyDescriptor,
    input: { reportId: 8, length: 1, mute: 0, hook: 1, flash: 2, drop: 3 },
    lamps: {
      mute: { reportId: 0x09, bit: 0 },
      offHook: { reportId: 0x17, bit: 0 },
      ring: { reportId: 0x18, bit: 0 },
      hold: { reportId: 0x20, bit: 0 },
    },
    mute: 'follows',
  },
  boom: {
    productName: 'EPOS Impact 860',
    descriptor: boomDescriptor,
    input: { reportId: 0, length: 1, hook: 0, mute: 1 },
    lamps: {
      mute: { reportId: 0, bit: 0 },
      offHook: { reportId: 0, bit: 1 },
      ring: { reportId: 0, bit: 2 },
      hold: { reportId: 0, bit: 3 },
    },
    mute: 'switch',
  },
} as const satisfies Record<string, HeadsetModel>;

type ReportListener = Parameters<HidDevice['addEventListener']>[1];

const unconfirmedMs = 2000;
const usbMs = 2;

/** One headset. Every change of its own goes out as a report, after the time its radio takes. */
export class FakeHidDevice implements HidDevice {
  opened = false;
  readonly vendorId = 0x0b0e;
  readonly productId = 0x0a0a;
  readonly productName: string;
  readonly collections: HIDCollectionInfo[];
  readonly model: HeadsetModel;
  readonly lamps = { mute: false, offHook: false, ring: false, hold: false };
  hook = false;
  mute = false;
  /** Another program holds the device. */
  refuses = false;
  sent: { reportId: number; bytes: number[] }[] = [];
  /** Set by a test: what another program does when a report has come. */
  rival: ((device: FakeHidDevice) => void) | null = null;
  #listeners = new Set<ReportListener>();
  #delayMs: () => number;
  /** When the last report from either side arrives at the other. */
  #lastAtMs = { host: 0, device: 0 };
  #unconfirmed: ReturnType<typeof setTimeout> | undefined;

  constructor(model: HeadsetModel, delayMs: () => number = () => 10) {
    this.model = model;
    this.productName = model.productName;
    this.collections = parseReportDescriptor(model.descriptor);
    this.#delayMs = delayMs;
  }

  open(): Promise<void> {
    if (this.refuses) return Promise.reject(new DOMException('Failed to open the device.', 'NotAllowedError'));
    this.opened = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.opened = false;
    return Promise.resolve();
  }

  sendReport(reportId: number, data: BufferSource): Promise<void> {
    if (this.refuses || !this.opened) {
      return Promise.reject(new DOMException('Failed to write the report.', 'NotAllowedError'));
    }
    const bytes = new Uint8Array(ArrayBuffer.isView(data) ? data.buffer : data);
    this.sent.push({ reportId, bytes: [...bytes] });
    // The dongle has it at once; the headset gets it over the radio, in order; what is under way when it goes is lost.
    const atMs = this.#after('host');
    setTimeout(() => this.opened && this.#light(reportId, bytes), atMs - Date.now());
    return new Promise((resolve) => setTimeout(resolve, usbMs));
  }

  addEventListener(_type: 'inputreport', listener: ReportListener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'inputreport', listener: ReportListener): void {
    this.#listeners.delete(listener);
  }

  /** The big button: on and off the hook. */
  pressHook(): void {
    this.#setHook(!this.hook);
    clearTimeout(this.#unconfirmed);
    // Nobody took the call: the headset gives up.
    this.#unconfirmed = setTimeout(() => this.#setHook(this.lamps.offHook), unconfirmedMs);
  }

  pressMute(): void {
    if (this.model.mute === 'toggle') {
      this.lamps.mute = !this.lamps.mute;
      this.#report({ mute: true });
    } else {
      this.mute = !this.mute;
      if (this.model.mute === 'follows') this.lamps.mute = this.mute;
    }
    this.#report();
  }

  pressFlash(): void {
    this.#report({ flash: true });
    this.#report();
  }

  pressDrop(): void {
    this.#report({ drop: true });
    this.#report();
  }

  /** What any program does that writes to the device: its lamps, and what follows them. */
  light(lamps: Partial<FakeHidDevice['lamps']>): void {
    Object.assign(this.lamps, lamps);
    if (lamps.offHook !== undefined) {
      clearTimeout(this.#unconfirmed);
      this.#setHook(lamps.offHook);
    }
    if (lamps.mute !== undefined && this.model.mute === 'follows' && this.mute !== lamps.mute) {
      this.mute = lamps.mute;
      this.#report();
    }
  }

  #setHook(hook: boolean): void {
    if (hook === this.hook) return;
    this.hook = hook;
    this.#report();
  }

  #light(reportId: number, bytes: Uint8Array): void {
    const lit: Partial<FakeHidDevice['lamps']> = {};
    for (const name of ['mute', 'offHook', 'ring', 'hold'] as const) {
      const lamp = this.model.lamps[name];
      if (lamp.reportId === reportId) lit[name] = (((bytes[lamp.bit >> 3] ?? 0) >> (lamp.bit & 7)) & 1) === 1;
    }
    this.light(lit);
    this.rival?.(this);
  }

  /** The radio takes its time, and nothing overtakes anything. */
  #after(sender: 'host' | 'device'): number {
    this.#lastAtMs[sender] = Math.max(this.#lastAtMs[sender], Date.now() + this.#delayMs());
    return this.#lastAtMs[sender];
  }

  /** Reports leave in order, each as the device was when it was made. */
  #report(pressed: { mute?: boolean; flash?: boolean; drop?: boolean } = {}): void {
    const { reportId, length, hook, mute, flash, drop } = this.model.input;
    const bytes = new Uint8Array(length);
    const set = (bit: number | undefined, isOn: boolean): void => {
      if (bit !== undefined && isOn) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
    };
    set(hook, this.hook);
    set(mute, this.model.mute === 'toggle' ? pressed.mute === true : this.mute);
    set(flash, pressed.flash === true);
    set(drop, pressed.drop === true);
    const atMs = this.#after('device');
    setTimeout(() => {
      if (!this.opened) return;
      for (const listener of this.#listeners) listener({ reportId, data: new DataView(bytes.buffer) });
    }, atMs - Date.now());
  }
}

/** The page's `navigator.hid`: what is plugged in and allowed, what the chooser offers. */
export class FakeHid implements HidAccess {
  devices: FakeHidDevice[];
  /** What a person would choose in the browser's chooser; null: there was no click, so no chooser opens. */
  chosen: FakeHidDevice[] | null = [];
  filters: HIDDeviceFilter[] = [];
  #listeners: { type: 'connect' | 'disconnect'; listener: (event: { device: HidDevice }) => void }[] = [];

  constructor(...devices: FakeHidDevice[]) {
    this.devices = devices;
  }

  getDevices(): Promise<FakeHidDevice[]> {
    return Promise.resolve([...this.devices]);
  }

  requestDevice({ filters }: HIDDeviceRequestOptions): Promise<FakeHidDevice[]> {
    this.filters = filters;
    if (this.chosen === null) {
      return Promise.reject(new DOMException('Must be handling a user gesture.', 'SecurityError'));
    }
    this.devices.push(...this.chosen);
    return Promise.resolve([...this.chosen]);
  }

  addEventListener(type: 'connect' | 'disconnect', listener: (event: { device: HidDevice }) => void): void {
    this.#listeners.push({ type, listener });
  }

  plug(device: FakeHidDevice): void {
    this.devices.push(device);
    this.#tell('connect', device);
  }

  unplug(device: FakeHidDevice): void {
    this.devices = this.devices.filter((each) => each !== device);
    device.opened = false;
    // What is plugged in again is as from the factory.
    Object.assign(device, { hook: false, mute: false });
    Object.assign(device.lamps, { mute: false, offHook: false, ring: false, hold: false });
    this.#tell('disconnect', device);
  }

  #tell(type: 'connect' | 'disconnect', device: FakeHidDevice): void {
    for (const each of this.#listeners) if (each.type === type) each.listener({ device });
  }
}
