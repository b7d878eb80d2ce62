/**
 * Carries the outbox to the server: heads of records in parallel, each record in its order, for ever.
 *
 *                  sign-in / new item / online / timer
 *     ┌────────┐ ─────────────────────────────────────▶ ┌─────────┐  answer   ┌───────────────┐
 *     │  idle  │                                        │ sending │ ────────▶ │ retry-policy  │
 *     └────────┘ ◀───────────────────────────────────── └─────────┘           └───────────────┘
 *          done · parked · wait (record | everything) · pause (401)
 *
 * Promise: S1 S3 S4 S5 S10. "At least once, effect once": a reply that is lost is asked for again under the same key.
 */
import type { Problem } from '../../shared/contracts/core/problem.ts';
import type { Result } from '../../shared/contracts/core/result.ts';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import type { OutboxStatus, SavedItem } from '../../shared/ipc/local-schemas.ts';
import type { Logger } from '../os/logger.ts';
import { createSignal, type Signal } from '../os/signal.ts';
import { createOutboxLines, type Line } from './outbox-lines.ts';
import type { OpenedItem, OutboxEntry, OutboxStore } from './outbox-store.ts';
import { nothingScheduled, type Schedule } from './schedule.ts';
import { decideRetry, retryDelayMs } from './retry-policy.ts';

type UploaderDependencies = {
  store: OutboxStore;
  /** Sends one item and reports the server's answer; never rejects. */
  send: (item: OpenedItem) => Promise<Result<unknown>>;
  /** Who is signed in; null pauses. */
  currentUserId: () => string | null;
  clock: Clock;
  random: () => number;
  schedule: Schedule;
  logger: Logger;
  /** What was found when the file was opened, in plain words. */
  notice?: string | null;
};

export type Uploader = {
  statusChanged: Signal<OutboxStatus>;
  itemChanged: Signal<SavedItem>;
  status: () => OutboxStatus;
  /** A new item was saved. */
  noteSaved: (entry: OutboxEntry) => SavedItem;
  /** A parked item was corrected. */
  noteResent: (entry: OutboxEntry) => void;
  /** Signed in, online again, key opened: try everything at once. */
  kick: () => void;
  /** No new sends; resolves when those under way have been answered and marked, or after `withinMs`. */
  stop: (withinMs: number) => Promise<void>;
};

const parallelSends = 8;
const statusEveryMs = 100;
const lockedNotice = 'Some saved work cannot be read until its key is available again. It is kept.';

const savedItem = (entry: OutboxEntry, state: SavedItem['state'], at: string): SavedItem => ({
  id: entry.id,
  callId: entry.callId,
  kind: entry.kind,
  state,
  at,
});

export function createUploader(dependencies: UploaderDependencies): Uploader {
  const { store, send, currentUserId, clock, random, schedule, logger } = dependencies;
  const lines = createOutboxLines(store.list());
  const statusChanged = createSignal<OutboxStatus>();
  const itemChanged = createSignal<SavedItem>();
  const underWay = new Set<Promise<void>>();
  let isPaused = false;
  /** Grows with each kick: an answer to what was sent before says nothing about the session of now. */
  let kicks = 0;
  let isStopped = false;
  let failuresInARow = 0;
  let everythingNotBeforeMs = 0;
  let cancelTimer = nothingScheduled;
  let isStatusDue = false;

  function status(): OutboxStatus {
    const userId = currentUserId();
    const own = lines.all().filter((entry) => entry.userId === null || entry.userId === userId || userId === null);
    const waiting = own.filter((entry) => entry.parkedAt === null);
    return {
      state: isPaused || userId === null ? 'paused' : 'ready',
      waiting: waiting.length,
      parked: own.length - waiting.length,
      oldestAt: waiting[0]?.savedAt ?? null,
      notice: lines.unreadableCount() > 0 ? lockedNotice : (dependencies.notice ?? null),
    };
  }
  /** At most ten times a second, the last one always. */
  function announce(): void {
    if (isStatusDue) return;
    isStatusDue = true;
    schedule(() => {
      isStatusDue = false;
      statusChanged.emit(status());
    }, statusEveryMs);
  }

  function waitBecause(line: Line, scope: 'all' | 'record', problem: Problem): void {
    const nowMs = clock.now();
    if (scope === 'record') {
      line.notBeforeMs = nowMs + retryDelayMs(line.attempt, random, nowMs, problem.retry_at);
      line.attempt += 1;
      return;
    }
    // Eight parallel sends that meet the same outage are one failure, not eight.
    if (everythingNotBeforeMs > nowMs) return;
    everythingNotBeforeMs = nowMs + retryDelayMs(failuresInARow, random, nowMs, problem.retry_at);
    failuresInARow += 1;
  }

  async function sendHead(line: Line, entry: OutboxEntry): Promise<void> {
    const item = store.open(entry.id);
    if (item === null) {
      line.isUnreadable = true;
      logger.error('outbox.item-unreadable', { id: entry.id });
      return;
    }
    const kicksBefore = kicks;
    const decision = decideRetry(await send(item));
    if (decision.action !== 'wait' || decision.scope !== 'all') failuresInARow = 0;
    switch (decision.action) {
      case 'done':
        store.markDone(entry.id);
        lines.removeHead(line);
        itemChanged.emit(savedItem(entry, 'synced', isoNow(clock)));
        return;
      case 'park': {
        const parked = store.park(entry.id, decision.problem);
        if (parked) lines.replace(parked);
        logger.warn('outbox.parked', { id: entry.id, kind: entry.kind, code: decision.problem.code });
        itemChanged.emit(savedItem(entry, 'parked', isoNow(clock)));
        return;
      }
      case 'pause':
        isPaused = kicks === kicksBefore || isPaused;
        return;
      case 'wait':
        waitBecause(line, decision.scope, decision.problem);
        return;
    }
  }

  function begin(line: Line, entry: OutboxEntry): void {
    line.isSending = true;
    const sending = sendHead(line, entry)
      .catch((error: unknown) => {
        // The disk refused to take the mark: the item goes again under the same key.
        logger.error('outbox.send-failed', { id: entry.id }, error);
        line.notBeforeMs = clock.now() + retryDelayMs(line.attempt, random, clock.now());
        line.attempt += 1;
      })
      .finally(() => {
        line.isSending = false;
        underWay.delete(sending);
        announce();
        pump();
      });
    underWay.add(sending);
  }

  function pump(): void {
    cancelTimer();
    const userId = currentUserId();
    if (isStopped || isPaused || userId === null) return;
    const nowMs = clock.now();
    // After an outage one item asks first; the rest follow its success.
    const parallel = failuresInARow > 0 ? 1 : parallelSends;
    if (nowMs >= everythingNotBeforeMs) {
      for (const line of lines.ready(userId, nowMs, parallel - underWay.size)) {
        const head = line.entries[0];
        if (head) begin(line, head);
      }
    }
    if (underWay.size >= parallel) return;
    const dueMs = lines.nextDueMs(userId, nowMs);
    if (dueMs !== null) cancelTimer = schedule(pump, Math.max(dueMs, everythingNotBeforeMs) - nowMs);
  }

  return {
    statusChanged,
    itemChanged,
    status,
    noteSaved: (entry) => {
      lines.add(entry);
      announce();
      queueMicrotask(pump);
      const saved = savedItem(entry, 'saved-here', entry.savedAt);
      itemChanged.emit(saved);
      return saved;
    },
    noteResent: (entry) => {
      lines.replace(entry);
      itemChanged.emit(savedItem(entry, 'saved-here', isoNow(clock)));
      announce();
      queueMicrotask(pump);
    },
    kick: () => {
      kicks += 1;
      isPaused = false;
      everythingNotBeforeMs = 0;
      lines.release();
      announce();
      pump();
    },
    stop: async (withinMs) => {
      isStopped = true;
      cancelTimer();
      const answered = Promise.allSettled(underWay);
      await Promise.race([answered, new Promise<void>((resolve) => schedule(resolve, withinMs))]);
    },
  };
}
