/**
 * The live feed of the server, kept open while somebody is signed in.
 *
 *   closed ──▶ opening ──▶ open ──(end, error, silence)──▶ waiting (full jitter) ──▶ opening with Last-Event-ID
 *
 * Promise: S7: a connection that has gone silent is noticed within `silenceMs` and opened again.
 */
import { type LiveEvent, liveEventSchema } from '../../../shared/contracts/live/live.contract.ts';
import type { Supervision } from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { retryDelayMs } from '../../sync/retry-policy.ts';
import { nothingScheduled, type Schedule } from '../../sync/schedule.ts';
import { createEventStreamReader } from './event-stream.ts';
import { type Floor, floorAfter, supervisionsAfter } from './floor.ts';

export type LiveService = {
  received: Signal<LiveEvent>;
  /** The feed is open (again). */
  opened: Signal<null>;
  floor: () => Floor | null;
  /** Who supervises whom, as far as the signed-in person may know. */
  supervisions: () => readonly Supervision[];
  supervisionsChanged: Signal<readonly Supervision[]>;
  start: () => void;
  /** Forgets the floor, who supervises whom and the place in the feed. */
  stop: () => void;
  /** The network is back: do not wait for the timer. */
  hurry: () => void;
};

/** The server sends a comment at least every 15 s. */
const silenceMs = 40_000;
/** A feed that stayed open this long counts as a success for the back-off. */
const healthyMs = 5000;

type LiveDependencies = { api: ApiClient; schedule: Schedule; clock: Clock; random: () => number; logger: Logger };

export function createLiveService({ api, schedule, clock, random, logger }: LiveDependencies): LiveService {
  const received = createSignal<LiveEvent>((error) => logger.error('live.listener-failed', {}, error));
  const opened = createSignal<null>();
  const supervisionsChanged = createSignal<readonly Supervision[]>();
  let floor: Floor | null = null;
  let supervisions: readonly Supervision[] = [];
  let lastEventId: string | null = null;
  let connection: AbortController | null = null;
  let cancelWait = nothingScheduled;
  let isWanted = false;
  let failures = 0;

  function take(data: string): void {
    let body: unknown = null;
    try {
      body = JSON.parse(data);
    } catch {
      // Falls through to the schema, which refuses it.
    }
    const event = liveEventSchema.safeParse(body);
    if (!event.success) {
      logger.warn('live.unknown-event');
      return;
    }
    floor = floorAfter(floor, event.data);
    const next = supervisionsAfter(supervisions, event.data);
    if (next !== supervisions) {
      supervisions = next;
      supervisionsChanged.emit(next);
    }
    received.emit(event.data);
  }

  async function read(response: Response, abort: AbortController): Promise<void> {
    const reader = createEventStreamReader();
    const decoder = new TextDecoder();
    let cancelSilence = nothingScheduled;
    const expectMore = (): void => {
      cancelSilence();
      cancelSilence = schedule(() => abort.abort(), silenceMs);
    };
    expectMore();
    try {
      const body: ReadableStream<Uint8Array> | null = response.body;
      for await (const piece of body ?? []) {
        expectMore();
        for (const { id, data } of reader.take(decoder.decode(piece, { stream: true }))) {
          lastEventId = id ?? lastEventId;
          take(data);
        }
      }
    } finally {
      cancelSilence();
    }
  }

  async function connect(): Promise<void> {
    const abort = new AbortController();
    connection = abort;
    const openedAtMs = clock.now();
    const headers = lastEventId === null ? {} : { 'last-event-id': lastEventId };
    const cancelPatience = schedule(() => abort.abort(), silenceMs);
    const result = await api.stream('openLiveFeed', headers, abort.signal);
    cancelPatience();
    if (result.ok && isWanted) {
      opened.emit(null);
      await read(result.value, abort).catch(() => {});
    }
    abort.abort();
    if (connection === abort) connection = null;
    if (!isWanted) return;
    failures = result.ok && clock.now() - openedAtMs > healthyMs ? 0 : failures + 1;
    wait();
  }
  function wait(): void {
    cancelWait();
    cancelWait = schedule(begin, Math.min(retryDelayMs(failures, random, clock.now()), 15_000));
  }
  function begin(): void {
    cancelWait();
    if (isWanted && connection === null) void connect();
  }

  return {
    received,
    opened,
    floor: () => floor,
    supervisions: () => supervisions,
    supervisionsChanged,
    start: () => {
      isWanted = true;
      failures = 0;
      begin();
    },
    stop: () => {
      isWanted = false;
      cancelWait();
      connection?.abort();
      floor = null;
      supervisions = [];
      lastEventId = null;
    },
    hurry: begin,
  };
}
