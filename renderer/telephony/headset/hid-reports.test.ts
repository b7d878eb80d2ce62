import { describe, expect, it } from 'vitest';
import { readButtons, readLayout, writeLamps } from './hid-reports.ts';
import { headsetModels } from './testing/fake-headsets.ts';
import { parseReportDescriptor } from './testing/report-descriptor.ts';

const layoutOf = (name: keyof typeof headsetModels) =>
  readLayout(parseReportDescriptor(headsetModels[name].descriptor));
const bytes = (...values: number[]): DataView => new DataView(new Uint8Array(values).buffer);
const dark = { mute: false, offHook: false, ring: false, hold: false, microphone: false };
const pressed = (name: keyof typeof headsetModels, reportId: number, ...values: number[]): string[] =>
  [...readButtons(layoutOf(name), reportId, bytes(...values))].filter(([, { isOn }]) => isOn).map(([button]) => button);
const sent = (name: keyof typeof headsetModels, lit: Partial<typeof dark>) =>
  writeLamps(layoutOf(name), { ...dark, ...lit }).map(({ reportId, data }) => [reportId, ...data]);

describe('a headset with one report and a keypad in the middle of it', () => {
  it('has hook as a state, mute and flash as presses', () => {
    expect(pressed('jabra', 2, 0b0000_0001, 0)).toEqual(['hookSwitch']);
    expect(pressed('jabra', 2, 0b0000_0101, 0)).toEqual(['hookSwitch', 'phoneMute']);
    expect(pressed('jabra', 2, 0b0000_1000, 0)).toEqual(['flash']);
    const states = readButtons(layoutOf('jabra'), 2, bytes(0, 0));
    expect(states.get('hookSwitch')).toEqual({ isOn: false, isAbsolute: true });
    expect(states.get('phoneMute')).toEqual({ isOn: false, isAbsolute: false });
  });

  it('is not confused by constant bits, the keypad or other reports', () => {
    expect(pressed('jabra', 2, 0b1100_0010, 0b0000_0011)).toEqual([]);
    expect(pressed('jabra', 1, 0xff, 0xff)).toEqual([]);
    expect(pressed('jabra', 2)).toEqual([]);
  });

  it('gets all its lamps in one report, whole', () => {
    expect(sent('jabra', { offHook: true, mute: true })).toEqual([[2, 0b0000_0011, 0]]);
    expect(sent('jabra', { ring: true })).toEqual([[2, 0b0000_0100, 0]]);
    // It has a mute lamp: the one called microphone is left alone.
    expect(sent('jabra', { microphone: true })).toEqual([[2, 0, 0]]);
  });
});

describe('a headset with a report for each lamp', () => {
  it('has hook and mute as states', () => {
    expect(pressed('poly', 8, 0b0000_0011)).toEqual(['phoneMute', 'hookSwitch']);
    expect(readButtons(layoutOf('poly'), 8, bytes(0)).get('phoneMute')).toEqual({ isOn: false, isAbsolute: true });
    expect(pressed('poly', 8, 0b0000_1000)).toEqual(['drop']);
    // Report 1 has the volume keys.
    expect(pressed('poly', 1, 0xff)).toEqual([]);
  });

  it('gets each lamp in its own', () => {
    expect(sent('poly', { offHook: true, hold: true })).toEqual([
      [0x09, 0],
      [0x17, 1],
      [0x18, 0],
      [0x20, 1],
    ]);
  });
});

describe('a headset without report ids', () => {
  it('is read and written in report 0', () => {
    expect(pressed('boom', 0, 0b0000_0010)).toEqual(['phoneMute']);
    expect(sent('boom', { mute: true, offHook: true })).toEqual([[0, 0b0000_0011]]);
  });
});

describe('other shapes of a description', () => {
  it('finds a button among the values of an array', () => {
    const item = { isArray: true, reportSize: 8, reportCount: 2, logicalMinimum: 1 };
    const collection = (rest: HIDReportItem): HIDCollectionInfo[] => [
      { usagePage: 0x0b, usage: 5, inputReports: [{ reportId: 3, items: [{ ...item, ...rest }] }], outputReports: [] },
    ];
    const listed = readLayout(collection({ usages: [0x0b_0024, 0x0b_002f] }));
    expect(readButtons(listed, 3, bytes(0, 2)).get('phoneMute')).toEqual({ isOn: true, isAbsolute: false });
    expect(readButtons(listed, 3, bytes(1, 0)).get('phoneMute')?.isOn).toBe(false);
    const range = readLayout(collection({ isRange: true, usageMinimum: 0x0b_0020, usageMaximum: 0x0b_0030 }));
    expect(readButtons(range, 3, bytes(16, 0)).get('phoneMute')?.isOn).toBe(true);
    expect(readButtons(range, 3, bytes(16, 0)).get('hookSwitch')?.isOn).toBe(false);
  });

  it('shows mute with the microphone lamp where there is no other', () => {
    const items = [{ reportSize: 1, reportCount: 1, usages: [0x08_0021] }];
    const layout = readLayout([{ usagePage: 0x0b, usage: 5, outputReports: [{ reportId: 4, items }] }]);
    expect(writeLamps(layout, { ...dark, microphone: true }).map(({ data }) => [...data])).toEqual([[1]]);
  });

  it('takes a keyboard for no headset', () => {
    const items = [{ reportSize: 1, reportCount: 1, usages: [0x0b_002f] }];
    expect(readLayout([{ usagePage: 1, usage: 6, inputReports: [{ reportId: 1, items }] }])).toMatchObject({
      buttons: [],
      lamps: [],
    });
  });
});
