/// <reference types="w3c-web-hid" />
/**
 * Headsets through WebHID: every telephone headset the page may use, without a vendor's library. Devices come and go,
 * in a call too; each has a link of its own, all show the same phone, and any of them may be pressed.
 */
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import type { Headset } from '../../../shared/ipc/phone-snapshot.ts';
import { HeadsetLink, type Lamps, type LinkClock } from './headset-link.ts';
import { type HeadsetPort, type HeadsetView, type HeadsetWish, idleView } from './headset-port.ts';
import { type OutputReport, readButtons, readLayout, type ReportLayout, writeLamps } from './hid-reports.ts';

/** Telephony devices (HID Usage Tables 1.5, page 0x0B). */
const filters = [{ usagePage: 0x0b }];

export const systemLinkClock: LinkClock = {
  now: () => performance.now(),
  later: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

type InputReport = Pick<HIDInputReportEvent, 'reportId' | 'data'>;

/** What of a WebHID device is used here. */
export type HidDevice = Pick<HIDDevice, 'opened' | 'productName' | 'collections' | 'open' | 'sendReport'> & {
  addEventListener: (type: 'inputreport', listener: (report: InputReport) => void) => void;
  removeEventListener: (type: 'inputreport', listener: (report: InputReport) => void) => void;
};

/** What of `navigator.hid` is used here. */
export type HidAccess = {
  getDevices: () => Promise<HidDevice[]>;
  requestDevice: (options: HIDDeviceRequestOptions) => Promise<HidDevice[]>;
  addEventListener: (type: 'connect' | 'disconnect', listener: (event: { device: HidDevice }) => void) => void;
};

export type WebHidDependencies = {
  /** Null where the browser has no WebHID. */
  hid: HidAccess | null;
  clock: LinkClock;
  wish: (wish: HeadsetWish) => void;
  changed: () => void;
  /** The name of a headset that is used for sound; null when sound goes elsewhere. */
  soundHeadset: () => string | null;
  log: (level: 'info' | 'warn', message: string) => void;
};

export class WebHidHeadset implements HeadsetPort {
  #dependencies: WebHidDependencies;
  #headsets: AttachedHeadset[] = [];
  #view: HeadsetView = idleView;

  constructor(dependencies: WebHidDependencies) {
    this.#dependencies = dependencies;
    const { hid } = dependencies;
    hid?.addEventListener('connect', ({ device }) => void this.#attach(device));
    hid?.addEventListener('disconnect', ({ device }) => this.#detach(device));
  }

  /** Connects what the page was allowed to use before. */
  async start(): Promise<void> {
    for (const device of (await this.#dependencies.hid?.getDevices()) ?? []) await this.#attach(device);
  }

  mirror(view: HeadsetView): void {
    this.#view = view;
    for (const headset of this.#headsets) headset.link.mirror(view);
  }

  async connect(): Promise<Result<null>> {
    const { hid } = this.#dependencies;
    if (!hid) return failed(createProblem('phone/not-offered', { message: 'Headset buttons are not available here.' }));
    try {
      for (const device of await hid.requestDevice({ filters })) await this.#attach(device);
      return ok(null);
    } catch (error) {
      // Without a click of the person the browser shows no chooser (WebHID, section 5.3).
      this.#dependencies.log('warn', `Headset: ${String(error)}`);
      return failed(
        createProblem('phone/not-possible-now', { message: 'The chooser of headsets could not be opened.' }),
      );
    }
  }

  snapshot(): Headset {
    const headset = this.#headsets.find(({ link }) => link.isContended) ?? this.#headsets[0];
    if (!headset) return this.#withoutDevice();
    const { name, link } = headset;
    return {
      state: link.isContended ? 'contended' : 'connected',
      name,
      canAnswer: this.#headsets.some((each) => each.has('hookSwitch')),
      canMute: this.#headsets.some((each) => each.has('phoneMute')),
      notice: link.isContended
        ? `Another program uses the buttons of ${name} too: close it, or use mute and hang-up here`
        : null,
    };
  }

  close(): void {
    for (const { link } of this.#headsets) link.close();
  }

  #withoutDevice(): Headset {
    const name = this.#dependencies.hid ? this.#dependencies.soundHeadset() : null;
    return {
      state: name === null ? 'none' : 'permission-needed',
      name,
      canAnswer: false,
      canMute: false,
      notice: name === null ? null : `Connect ${name} once, then its buttons answer, mute and hang up`,
    };
  }

  async #attach(device: HidDevice): Promise<void> {
    if (this.#headsets.some((each) => each.device === device)) return;
    const layout = readLayout(device.collections);
    if (layout.buttons.length === 0 && layout.lamps.length === 0) return;
    const { clock, wish, changed, log } = this.#dependencies;
    const headset = new AttachedHeadset(device, layout, { clock, wish, contentionChanged: changed });
    this.#headsets.push(headset);
    try {
      await headset.open();
    } catch (error) {
      log('warn', `Headset: ${String(error)}`);
      headset.link.written(false);
    }
    headset.link.mirror(this.#view);
    headset.link.show();
    changed();
  }

  #detach(device: HidDevice): void {
    const gone = this.#headsets.find((each) => each.device === device);
    if (!gone) return;
    this.#headsets = this.#headsets.filter((each) => each !== gone);
    gone.detach();
    this.#dependencies.changed();
  }
}

/** One device: its bytes on this side, its link on the other. */
class AttachedHeadset {
  readonly device: HidDevice;
  readonly link: HeadsetLink;
  #layout: ReportLayout;
  #isGone = false;
  #wanted: Lamps | null = null;
  #isSending = false;

  constructor(
    device: HidDevice,
    layout: ReportLayout,
    { clock, ...listener }: { clock: LinkClock; wish: (wish: HeadsetWish) => void; contentionChanged: () => void },
  ) {
    this.device = device;
    this.#layout = layout;
    this.link = new HeadsetLink({ ...listener, write: (lamps) => this.#send(lamps) }, clock);
  }

  get name(): string {
    return this.device.productName || 'The headset';
  }

  has(button: ReportLayout['buttons'][number]['name']): boolean {
    return this.#layout.buttons.some(({ name }) => name === button);
  }

  async open(): Promise<void> {
    this.device.addEventListener('inputreport', this.#heard);
    if (!this.device.opened) await this.device.open();
  }

  detach(): void {
    this.#isGone = true;
    this.device.removeEventListener('inputreport', this.#heard);
    this.link.close();
  }

  #heard = ({ reportId, data }: InputReport): void => {
    for (const [name, state] of readButtons(this.#layout, reportId, data)) this.link.hear(name, state);
  };

  #send(lamps: Lamps): void {
    this.#wanted = lamps;
    if (!this.#isSending) void this.#sendWanted();
  }

  /** One report after the other; of lamps that have changed again meanwhile, only the newest. */
  async #sendWanted(): Promise<void> {
    this.#isSending = true;
    while (this.#wanted && !this.#isGone) {
      const reports = writeLamps(this.#layout, this.#wanted);
      this.#wanted = null;
      const isTaken = await this.#sendAll(reports);
      if (!this.#isGone) this.link.written(isTaken);
    }
    this.#isSending = false;
  }

  async #sendAll(reports: OutputReport[]): Promise<boolean> {
    try {
      if (!this.device.opened) await this.device.open();
      for (const { reportId, data } of reports) await this.device.sendReport(reportId, data);
      return true;
    } catch {
      return false;
    }
  }
}
