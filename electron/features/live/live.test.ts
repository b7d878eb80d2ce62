import { describe, expect, it } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import { createEventStreamReader } from './event-stream.ts';
import { floorAfter } from './floor.ts';

describe('the event stream', () => {
  const text = ': hello\r\nid: 7\r\ndata: {"a":\ndata: 1}\n\nid: 8\ndata: x\n\n: ping\n\ndata: no id\n\n';
  const whole = [
    { id: '7', data: '{"a":\n1}' },
    { id: '8', data: 'x' },
    { id: '8', data: 'no id' },
  ];
  it('reads events, however they are cut', () => {
    for (let cut = 1; cut < text.length; cut += 1) {
      const reader = createEventStreamReader();
      expect([...reader.take(text.slice(0, cut)), ...reader.take(text.slice(cut))], `cut at ${cut}`).toEqual(whole);
      expect(reader.lastEventId()).toBe('8');
    }
  });
});

describe('the floor', () => {
  const today = { calls: 0, connected: 0, conversations: 0, promises: 0, promised_cents: 0, refused_by_compliance: 0 };
  const agent = {
    id: createId(),
    full_name: 'A',
    state: 'available' as const,
    reason: null,
    is_outage: false,
    since: '2026-11-23T15:00:00Z',
    account_id: null,
    account_reference: null,
  };
  it('follows the feed', () => {
    expect(floorAfter(null, { type: 'agent', agent })).toBeNull();
    let floor = floorAfter(null, { type: 'floor', agents: [], calls: [], today });
    floor = floorAfter(floor, { type: 'agent', agent });
    floor = floorAfter(floor, { type: 'agent', agent: { ...agent, state: 'break' } });
    floor = floorAfter(floor, { type: 'today', today: { ...today, calls: 3 } });
    expect(floor?.agents).toEqual([{ ...agent, state: 'break' }]);
    expect(floor?.today.calls).toBe(3);
    expect(floorAfter(floor, { type: 'queue-changed' })).toBe(floor);
  });
});
