/// <reference types="w3c-web-hid" />
/**
 * Reads a HID report descriptor (Device Class Definition for HID 1.11, section 6.2.2) into what WebHID's
 * `HIDDevice.collections` shows, as Chromium does it: the reports of inner collections are repeated in the outer ones.
 * For simulated devices only; the driver reads `collections` and never sees these bytes.
 */
type Globals = {
  page: number;
  logicalMinimum: number;
  logicalMaximum: number;
  size: number;
  count: number;
  id: number;
};
type Locals = { usages: number[]; minimum?: number; maximum?: number };

const unsigned = (bytes: readonly number[]): number => bytes.reduceRight((value, byte) => value * 256 + byte, 0);
function signed(bytes: readonly number[]): number {
  const value = unsigned(bytes);
  const range = 2 ** (8 * bytes.length);
  return bytes.length > 0 && value >= range / 2 ? value - range : value;
}

export function parseReportDescriptor(bytes: readonly number[]): HIDCollectionInfo[] {
  const top: HIDCollectionInfo[] = [];
  const open: HIDCollectionInfo[] = [];
  const globals: Globals = { page: 0, logicalMinimum: 0, logicalMaximum: 0, size: 0, count: 0, id: 0 };
  let locals: Locals = { usages: [] };
  const whole = (data: readonly number[]): number =>
    data.length === 4 ? unsigned(data) : globals.page * 0x1_0000 + unsigned(data);

  for (let at = 0; at < bytes.length;) {
    const prefix = bytes[at] ?? 0;
    const length = [0, 1, 2, 4][prefix & 3] ?? 0;
    const data = bytes.slice(at + 1, at + 1 + length);
    at += 1 + length;
    switch (prefix & 0xfc) {
      case 0x04:
        globals.page = unsigned(data);
        break;
      case 0x14:
        globals.logicalMinimum = signed(data);
        break;
      case 0x24:
        globals.logicalMaximum = signed(data);
        break;
      case 0x74:
        globals.size = unsigned(data);
        break;
      case 0x94:
        globals.count = unsigned(data);
        break;
      case 0x84:
        globals.id = unsigned(data);
        break;
      case 0x08:
        locals.usages.push(whole(data));
        break;
      case 0x18:
        locals.minimum = whole(data);
        break;
      case 0x28:
        locals.maximum = whole(data);
        break;
      case 0xa0: {
        const usage = locals.usages[0] ?? 0;
        const collection: HIDCollectionInfo = {
          usagePage: Math.floor(usage / 0x1_0000),
          usage: usage % 0x1_0000,
          type: unsigned(data),
          children: [],
          inputReports: [],
          outputReports: [],
        };
        (open.at(-1)?.children ?? top).push(collection);
        open.push(collection);
        locals = { usages: [] };
        break;
      }
      case 0xc0:
        open.pop();
        locals = { usages: [] };
        break;
      case 0x80:
      case 0x90: {
        const item = itemOf(unsigned(data), globals, locals);
        for (const collection of open)
          addTo((prefix & 0xfc) === 0x80 ? collection.inputReports : collection.outputReports, globals.id, item);
        locals = { usages: [] };
        break;
      }
      default:
        throw new Error(`Item 0x${prefix.toString(16)} is not known to this parser`);
    }
  }
  return top;
}

function itemOf(bits: number, globals: Globals, { usages, minimum, maximum }: Locals): HIDReportItem {
  const isRange = minimum !== undefined;
  return {
    isConstant: (bits & 1) !== 0,
    isArray: (bits & 2) === 0,
    isAbsolute: (bits & 4) === 0,
    hasPreferredState: (bits & 32) === 0,
    isRange,
    ...(isRange ? { usageMinimum: minimum, usageMaximum: maximum } : { usages }),
    reportSize: globals.size,
    reportCount: globals.count,
    logicalMinimum: globals.logicalMinimum,
    logicalMaximum: globals.logicalMaximum,
  };
}

function addTo(reports: HIDReportInfo[] | undefined, reportId: number, item: HIDReportItem): void {
  const known = reports?.find((report) => report.reportId === reportId);
  if (known) known.items?.push(item);
  else reports?.push({ reportId, items: [item] });
}
