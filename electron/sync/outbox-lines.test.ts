import { describe, expect, it } from 'vitest';
import { createOutboxLines } from './outbox-lines.ts';
import type { OutboxEntry } from './outbox-store.ts';

const entry = (sequence: number, kind: string, recordKey: string, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  sequence,
  id: `item-${sequence}`,
  userId: 'user-1',
  kind,
  recordKey,
  priority: kind === 'emergency' ? -1 : kind === 'agent-state' ? 1 : 0,
  callId: null,
  savedAt: '2026-11-23T15:00:00.000Z',
  parkedAt: null,
  ...changes,
});
const state = (sequence: number, changes: Partial<OutboxEntry> = {}) =>
  entry(sequence, 'agent-state', 'agent-state', changes);
const parkedAt = '2026-11-23T15:01:00.000Z';
const heads = (lines: ReturnType<typeof createOutboxLines>) =>
  lines.ready('user-1', 0, 99).map((line) => line.entries[0]?.sequence);

describe('the order of sending', () => {
  it('puts a call for help before everything', () => {
    const lines = createOutboxLines([
      state(1),
      entry(2, 'disposition', 'call:a'),
      entry(3, 'emergency', 'emergency:3'),
    ]);
    expect(heads(lines)).toEqual([3, 2, 1]);
  });
  it('sends what one agent did one after the other', () => {
    expect(heads(createOutboxLines([state(1), state(2)]))).toEqual([1]);
    const lines = createOutboxLines([state(1), state(2)]);
    const [line] = lines.ready('user-1', 0, 1);
    if (line) lines.removeHead(line);
    expect(heads(lines)).toEqual([2]);
  });
  it('goes on past a parked state, also after a restart; a parked disposition holds its record', () => {
    const lines = createOutboxLines([
      state(1),
      state(2),
      entry(3, 'disposition', 'call:a'),
      entry(4, 'disposition', 'call:a'),
    ]);
    lines.replace(state(1, { parkedAt }));
    lines.replace(entry(3, 'disposition', 'call:a', { parkedAt }));
    expect(heads(lines)).toEqual([2]);
    expect(
      lines
        .all()
        .map(({ sequence }) => sequence)
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 3, 4]);
    expect(heads(createOutboxLines(lines.all()))).toEqual([2]);
  });
  it('sends a state that was corrected', () => {
    const lines = createOutboxLines([state(1, { parkedAt })]);
    expect(heads(lines)).toEqual([]);
    lines.replace(state(1, { id: 'item-9' }));
    expect(heads(lines)).toEqual([1]);
    expect(lines.all()).toHaveLength(1);
  });
});
