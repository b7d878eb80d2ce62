/** Simulated headsets in the place of a page's `navigator.hid`; becomes one script that the test puts into the page. */
import { FakeHid, FakeHidDevice, headsetModels } from '../../renderer/telephony/headset/testing/fake-headsets.ts';

const headsets = { jabra: new FakeHidDevice(headsetModels.jabra), poly: new FakeHidDevice(headsetModels.poly) };
const hid = new FakeHid(headsets.jabra);
hid.chosen = [headsets.poly];

export type HeadsetName = keyof typeof headsets;
export type PageHeadsets = {
  press: (name: HeadsetName, button: 'hook' | 'mute') => void;
  unplug: (name: HeadsetName) => void;
  plug: (name: HeadsetName) => void;
  lamps: (name: HeadsetName) => FakeHidDevice['lamps'];
};

declare global {
  var pageHeadsets: PageHeadsets;
}

globalThis.pageHeadsets = {
  press: (name, button) => (button === 'hook' ? headsets[name].pressHook() : headsets[name].pressMute()),
  unplug: (name) => hid.unplug(headsets[name]),
  plug: (name) => hid.plug(headsets[name]),
  lamps: (name) => headsets[name].lamps,
};
Object.defineProperty(navigator, 'hid', { value: hid });
