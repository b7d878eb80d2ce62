/// <reference types="w3c-web-hid" />
/**
 * Where in the bytes of a headset's reports its buttons and lamps are, read from the device's own description
 * (Device Class Definition for HID 1.11, sections 6.2.2 and 8; usages: HID Usage Tables 1.5, pages 0x0B and 0x08).
 * No table of vendors: any telephone headset that describes itself works. Pure.
 */

const telephonyPage = 0x0b;

/** Usages as WebHID writes them: page in the upper, usage in the lower 16 bits. */
const buttons = [
  ['hookSwitch', 0x0b_0020],
  ['flash', 0x0b_0021],
  ['hold', 0x0b_0023],
  ['drop', 0x0b_0026],
  ['phoneMute', 0x0b_002f],
] as const;
export type ButtonName = (typeof buttons)[number][0];

const lamps = [
  ['mute', 0x08_0009],
  ['offHook', 0x08_0017],
  ['ring', 0x08_0018],
  ['hold', 0x08_0020],
  /** Shows mute on headsets that have no lamp called so. */
  ['microphone', 0x08_0021],
] as const;
export type LampName = (typeof lamps)[number][0];

/** A button in an input report: one bit of its own, or one of the values that an array field may take. */
type Button = {
  name: ButtonName;
  reportId: number;
  bitOffset: number;
  bitSize: number;
  /** The value that means "pressed"; null: anything but zero. */
  pressedValue: number | null;
  /** True: the report says how it is. False: the report says that it changed (HID 1.11 section 6.2.2.5, bit 2). */
  isAbsolute: boolean;
};
type Lamp = { name: LampName; reportId: number; bitOffset: number };

export type ReportLayout = {
  buttons: Button[];
  lamps: Lamp[];
  /** Length of each output report with a lamp in it, bytes. */
  outputLengths: ReadonlyMap<number, number>;
};

type Field = { usage: number; bitOffset: number; index: number };

/** The usages of an item, one for each value; the last one stands for all that follow (section 6.2.2.8). */
function usageAt(item: HIDReportItem, index: number): number | undefined {
  if (item.isRange && item.usageMinimum !== undefined) {
    const usage = item.usageMinimum + index;
    return item.usageMaximum !== undefined && usage > item.usageMaximum ? undefined : usage;
  }
  return item.usages?.[index] ?? (item.isArray ? undefined : item.usages?.at(-1));
}

/** Walks the items of a report: what each bit stands for. */
function walk(report: HIDReportInfo, visit: (item: HIDReportItem, bitOffset: number) => void): number {
  let bitOffset = 0;
  for (const item of report.items ?? []) {
    visit(item, bitOffset);
    bitOffset += (item.reportSize ?? 0) * (item.reportCount ?? 0);
  }
  return bitOffset;
}

function fieldsOf(item: HIDReportItem, bitOffset: number): Field[] {
  const { reportSize = 0, reportCount = 0 } = item;
  const fields: Field[] = [];
  for (let index = 0; index < reportCount; index += 1) {
    const usage = usageAt(item, index);
    if (usage !== undefined) fields.push({ usage, bitOffset: bitOffset + index * reportSize, index });
  }
  return fields;
}

function nameIn<N extends string>(table: readonly (readonly [N, number])[], usage: number): N | undefined {
  return table.find(([, known]) => known === usage)?.[0];
}

function buttonsOf(report: HIDReportInfo): Button[] {
  const found: Button[] = [];
  const reportId = report.reportId ?? 0;
  walk(report, (item, bitOffset) => {
    const { reportSize = 0, reportCount = 0, isAbsolute = true, logicalMinimum = 0 } = item;
    if (item.isConstant) return;
    if (!item.isArray) {
      for (const field of fieldsOf(item, bitOffset)) {
        const name = nameIn(buttons, field.usage);
        if (name)
          found.push({
            name,
            reportId,
            bitOffset: field.bitOffset,
            bitSize: reportSize,
            pressedValue: null,
            isAbsolute,
          });
      }
      return;
    }
    for (let slot = 0; slot < reportCount; slot += 1)
      for (const [name, usage] of buttons) {
        const index = arrayIndexOf(item, usage);
        if (index === null) continue;
        const pressedValue = logicalMinimum + index;
        // An array lists what is pressed now, so its buttons are momentary whatever the item says.
        found.push({
          name,
          reportId,
          bitOffset: bitOffset + slot * reportSize,
          bitSize: reportSize,
          pressedValue,
          isAbsolute: false,
        });
      }
  });
  return found;
}

function arrayIndexOf(item: HIDReportItem, usage: number): number | null {
  if (item.isRange && item.usageMinimum !== undefined) {
    const isIn = usage >= item.usageMinimum && usage <= (item.usageMaximum ?? item.usageMinimum);
    return isIn ? usage - item.usageMinimum : null;
  }
  const index = item.usages?.indexOf(usage) ?? -1;
  return index < 0 ? null : index;
}

/** The telephone part of a device; without a button or a lamp it is none. Chromium repeats the reports of inner collections in the outermost. */
export function readLayout(collections: readonly HIDCollectionInfo[]): ReportLayout {
  const telephony = collections.filter(({ usagePage }) => usagePage === telephonyPage);
  const found: Lamp[] = [];
  const outputLengths = new Map<number, number>();
  for (const report of telephony.flatMap(({ outputReports }) => outputReports ?? [])) {
    const reportId = report.reportId ?? 0;
    const before = found.length;
    const bits = walk(report, (item, bitOffset) => {
      if (item.isConstant || item.isArray) return;
      for (const field of fieldsOf(item, bitOffset)) {
        const name = nameIn(lamps, field.usage);
        if (name) found.push({ name, reportId, bitOffset: field.bitOffset });
      }
    });
    if (found.length > before) outputLengths.set(reportId, Math.ceil(bits / 8));
  }
  const inputs = telephony.flatMap(({ inputReports }) => inputReports ?? []);
  const hasMuteLamp = found.some(({ name }) => name === 'mute');
  return {
    buttons: inputs.flatMap(buttonsOf),
    lamps: found.filter(({ name }) => name !== 'microphone' || !hasMuteLamp),
    outputLengths,
  };
}

/** Bits of a report are counted from the lowest of the first byte (section 8.1). */
function bitsAt(data: DataView, bitOffset: number, bitSize: number): number {
  let value = 0;
  for (let bit = 0; bit < bitSize; bit += 1) {
    const at = bitOffset + bit;
    const byte = at >> 3;
    if (byte < data.byteLength && (data.getUint8(byte) >> (at & 7)) & 1) value += 2 ** bit;
  }
  return value;
}

/** How each button of this report is now. A button in several slots is pressed if it is in any of them. */
export function readButtons(
  layout: ReportLayout,
  reportId: number,
  data: DataView,
): Map<ButtonName, { isOn: boolean; isAbsolute: boolean }> {
  const states = new Map<ButtonName, { isOn: boolean; isAbsolute: boolean }>();
  for (const button of layout.buttons) {
    if (button.reportId !== reportId) continue;
    const value = bitsAt(data, button.bitOffset, button.bitSize);
    const isOn = button.pressedValue === null ? value !== 0 : value === button.pressedValue;
    states.set(button.name, {
      isOn: isOn || (states.get(button.name)?.isOn ?? false),
      isAbsolute: button.isAbsolute,
    });
  }
  return states;
}

export type OutputReport = { reportId: number; data: Uint8Array<ArrayBuffer> };

/** The output reports that show these lamps; bits that are no lamp of ours stay zero. */
export function writeLamps(layout: ReportLayout, lit: Readonly<Record<LampName, boolean>>): OutputReport[] {
  return [...layout.outputLengths].map(([reportId, length]) => {
    const data = new Uint8Array(length);
    for (const lamp of layout.lamps) {
      if (lamp.reportId !== reportId || !lit[lamp.name]) continue;
      const byte = lamp.bitOffset >> 3;
      data[byte] = (data[byte] ?? 0) | (1 << (lamp.bitOffset & 7));
    }
    return { reportId, data };
  });
}
