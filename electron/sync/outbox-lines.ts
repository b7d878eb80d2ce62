/**
 * The order of sending: one line per person and record, its oldest item first; lines do not wait for each other.
 * A parked or unreadable head holds its own line only. Where the next item does not build on the one before (what an agent
 * did, each with its moment), a parked one steps aside and the line goes on. Promise: S3 S4.
 */
import { priorities } from './outbox-kinds.ts';
import type { OutboxEntry } from './outbox-store.ts';

export type Line = {
  readonly key: string;
  readonly userId: string | null;
  /** Oldest first; never empty. */
  entries: OutboxEntry[];
  isSending: boolean;
  /** Failed attempts of the head. */
  attempt: number;
  notBeforeMs: number;
  /** The head cannot be opened now (key locked, row damaged). */
  isUnreadable: boolean;
};

export type OutboxLines = {
  add: (entry: OutboxEntry) => void;
  /** The head of the line is on the server. */
  removeHead: (line: Line) => void;
  /** The entry changed in place: parked, or resent under a new id. */
  replace: (entry: OutboxEntry) => void;
  /** Heads that may go now for this person, by priority, then oldest first. */
  ready: (userId: string, nowMs: number, limit: number) => Line[];
  /** The next moment at which a waiting line of this person may go, or null. */
  nextDueMs: (userId: string, nowMs: number) => number | null;
  /** Somebody signed in, a key was opened, the network is back: what waited may go at once. */
  release: () => void;
  all: () => OutboxEntry[];
  unreadableCount: () => number;
};

const keyOf = ({ userId, recordKey, kind, parkedAt, id }: OutboxEntry): string =>
  `${userId ?? ''}|${recordKey}${kind === 'agent-state' && parkedAt !== null ? `|${id}` : ''}`;

export function createOutboxLines(initial: readonly OutboxEntry[]): OutboxLines {
  const lines = new Map<string, Line>();
  const belongsTo = (line: Line, userId: string): boolean => line.userId === null || line.userId === userId;
  const mayEverGo = (line: Line, userId: string): boolean =>
    belongsTo(line, userId) && !line.isSending && !line.isUnreadable && line.entries[0]?.parkedAt === null;

  const add = (entry: OutboxEntry): void => {
    const key = keyOf(entry);
    const line = lines.get(key);
    if (line) line.entries.push(entry);
    else {
      lines.set(key, {
        key,
        userId: entry.userId,
        entries: [entry],
        isSending: false,
        attempt: 0,
        notBeforeMs: 0,
        isUnreadable: false,
      });
    }
  };
  for (const entry of initial) add(entry);

  return {
    add,
    removeHead: (line) => {
      line.entries.shift();
      line.attempt = 0;
      line.notBeforeMs = 0;
      line.isUnreadable = false;
      if (line.entries.length === 0) lines.delete(line.key);
    },
    replace: (entry) => {
      const line = [...lines.values()].find(({ entries }) => entries.some((each) => each.sequence === entry.sequence));
      if (!line) return;
      line.attempt = 0;
      line.notBeforeMs = 0;
      if (line.key === keyOf(entry)) {
        line.entries = line.entries.map((each) => (each.sequence === entry.sequence ? entry : each));
        return;
      }
      line.entries = line.entries.filter((each) => each.sequence !== entry.sequence);
      if (line.entries.length === 0) lines.delete(line.key);
      add(entry);
    },
    ready: (userId, nowMs, limit) => {
      const found: Line[] = [];
      for (const priority of priorities) {
        for (const line of lines.values()) {
          if (found.length >= limit) return found;
          if (line.entries[0]?.priority !== priority || line.notBeforeMs > nowMs) continue;
          if (mayEverGo(line, userId)) found.push(line);
        }
      }
      return found;
    },
    nextDueMs: (userId, nowMs) => {
      let next: number | null = null;
      for (const line of lines.values()) {
        if (!mayEverGo(line, userId)) continue;
        const dueMs = Math.max(line.notBeforeMs, nowMs);
        next = next === null ? dueMs : Math.min(next, dueMs);
      }
      return next;
    },
    release: () => {
      for (const line of lines.values()) {
        line.notBeforeMs = 0;
        line.isUnreadable = false;
      }
    },
    all: () => [...lines.values()].flatMap((line) => line.entries),
    unreadableCount: () => [...lines.values()].filter((line) => line.isUnreadable).length,
  };
}
