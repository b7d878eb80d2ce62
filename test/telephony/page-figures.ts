/**
 * What a phone page holds on to: memory, connections, tracks, timers. Taken after a garbage collection, so that what is
 * counted is what the page keeps and not what nobody has swept up yet.
 */
import type { CDPSession } from '@playwright/test';
import { z } from 'zod';
import type { PhonePage } from './phone-page.ts';

/** Runs in the page before its own script: knows its timers, microphone tracks, speakers and audio contexts, holding none of them. */
export const countingScript = `(() => {
  const timers = new Set();
  const { setTimeout: later, setInterval: often, clearTimeout: notLater, clearInterval: notOften } = globalThis;
  globalThis.setTimeout = (work, ...rest) => {
    const id = later((...given) => { timers.delete(id); work(...given); }, ...rest);
    timers.add(id);
    return id;
  };
  globalThis.setInterval = (...given) => {
    const id = often(...given);
    timers.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => { timers.delete(id); notLater(id); };
  globalThis.clearInterval = (id) => { timers.delete(id); notOften(id); };

  const seen = { tracks: [], speakers: [], contexts: [] };
  const watched = (kind) => (each) => { seen[kind].push(new WeakRef(each)); return each; };
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (...given) {
    const stream = await getUserMedia.apply(this, given);
    stream.getTracks().forEach(watched('tracks'));
    return stream;
  };
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function () { return watched('tracks')(clone.call(this)); };
  for (const [name, kind] of [['Audio', 'speakers'], ['AudioContext', 'contexts']]) {
    globalThis[name] = class extends globalThis[name] {
      constructor(...given) { super(...given); watched(kind)(this); }
    };
  }
  const alive = (kind) => {
    seen[kind] = seen[kind].filter((each) => each.deref() !== undefined);
    return seen[kind].map((each) => each.deref());
  };
  // A context that stands still keeps the nodes nobody needs any more until its thread comes round again.
  globalThis.turnAudioOver = async (ms) => {
    const idle = alive('contexts').filter(({ state }) => state === 'suspended');
    await Promise.all(idle.map((context) => context.resume()));
    await new Promise((resolve) => later(resolve, ms));
    await Promise.all(idle.map((context) => context.suspend()));
  };
  globalThis.countHeld = () => ({
    timers: timers.size,
    microphoneTracks: alive('tracks').filter(({ readyState }) => readyState === 'live').length,
    speakers: alive('speakers').length,
    audioContexts: alive('contexts').filter(({ state }) => state !== 'closed').length,
  });
})()`;

type Held = { timers: number; microphoneTracks: number; speakers: number; audioContexts: number };

export type PageFigures = Held & {
  /** All that V8 uses, with what it makes of the script to run it and with what it has not yet given up. */
  heapBytes: number;
  /** Of these, byte code, machine code and what was learned of their use. */
  codeBytes: number;
  /** Objects, functions, arrays and texts that the script can still reach: what a leak adds to, and nothing else does. */
  keptBytes: number;
  /** Peer connections that are not closed. */
  openConnections: number;
  /** Peer connections, audio nodes and event listeners that something still holds, closed or not. */
  keptConnections: number;
  audioNodes: number;
  listeners: number;
  /** Entries in the page's own timeline. */
  measures: number;
};

/** Timers now, without a collection: whether the page has come to rest. */
export const timersOf = async ({ page }: PhonePage): Promise<number> => {
  const { timers } = await page.evaluate<Held>('countHeld()');
  return timers;
};

const snapshotSchema = z.object({
  snapshot: z.object({
    meta: z.object({ node_fields: z.array(z.string()), node_types: z.tuple([z.array(z.string())]).rest(z.unknown()) }),
  }),
  nodes: z.array(z.number()),
});

const keptKinds: ReadonlySet<string> = new Set([
  'object',
  'array',
  'closure',
  'string',
  'concatenated string',
  'sliced string',
  'symbol',
  'number',
  'bigint',
  'regexp',
]);

/** The own sizes of what a heap snapshot of the page finds from its roots, by what it is. */
async function reachableBytes(session: CDPSession): Promise<Pick<PageFigures, 'codeBytes' | 'keptBytes'>> {
  const pieces: string[] = [];
  const keep = ({ chunk }: { chunk: string }): void => void pieces.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const { snapshot, nodes } = snapshotSchema.parse(JSON.parse(pieces.join('')));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const bytes = { codeBytes: 0, keptBytes: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = types[0][nodes[at + typeAt] ?? -1] ?? '';
    const size = nodes[at + sizeAt] ?? 0;
    if (kind === 'code') bytes.codeBytes += size;
    else if (keptKinds.has(kind)) bytes.keptBytes += size;
  }
  return bytes;
}

const audioTurnMs = 1000;

/** The page must have been opened with `countingScript`. */
export async function figuresOf(phone: PhonePage): Promise<PageFigures> {
  const { page } = phone;
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.enable');
    await session.send('Performance.enable');
    await session.send('HeapProfiler.collectGarbage');
    // What was watched weakly is forgotten here, and swept up with the second collection.
    await page.evaluate('countHeld()');
    await page.evaluate(`turnAudioOver(${audioTurnMs})`);
    // What the browser keeps for its console, up to a thousand lines, is not the page's.
    await session.send('Runtime.discardConsoleEntries');
    await session.send('HeapProfiler.collectGarbage');
    const held = await page.evaluate<Held>('countHeld()');
    const measures = await page.evaluate(() => performance.getEntriesByType('measure').length);
    const { open } = await phone.connections();
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { codeBytes, keptBytes } = await reachableBytes(session);
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
    return {
      ...held,
      measures,
      heapBytes: usedSize,
      codeBytes,
      keptBytes,
      openConnections: open,
      keptConnections: metric('RTCPeerConnections'),
      audioNodes: metric('AudioHandlers'),
      listeners: metric('JSEventListeners'),
    };
  } finally {
    await session.detach();
  }
}
