import { describe, expect, it } from 'vitest';
import { ago, fakeNow, fakeQueue } from '../../testing/fake-data.ts';
import { comingNext, filterQueue, isCallable, nextCallable, stepFrom } from './queue.model.ts';

const nowMs = Date.parse(fakeNow);
const queue = fakeQueue(10);
const ids = queue.map((item) => item.account_id);

describe('the work queue', () => {
  it('counts a deferred account as callable once its moment has come', () => {
    const [item] = queue;
    if (!item) throw new Error('empty');
    expect(isCallable({ ...item, verdict: 'defer', next_lawful_at: ago(-1) }, nowMs)).toBe(false);
    expect(isCallable({ ...item, verdict: 'defer', next_lawful_at: ago(0) }, nowMs)).toBe(true);
    expect(isCallable({ ...item, verdict: 'block', next_lawful_at: null }, nowMs)).toBe(false);
  });

  it('filters what may not be called now', () => {
    expect(filterQueue(queue, 'all', nowMs)).toHaveLength(10);
    expect(filterQueue(queue, 'callable', nowMs).every((item) => ['allow', 'require'].includes(item.verdict))).toBe(
      true,
    );
  });

  it('steps inside the list and starts at its head', () => {
    expect(stepFrom(queue, null, 1)).toBe(ids[0]);
    expect(stepFrom(queue, ids[0] ?? null, -1)).toBe(ids[0]);
    expect(stepFrom(queue, ids[9] ?? null, 1)).toBe(ids[9]);
    expect(stepFrom(queue, ids[3] ?? null, 1)).toBe(ids[4]);
    expect(stepFrom([], null, 1)).toBeNull();
  });

  it('finds the next callable account, round the end, and skips the ones that may not be called', () => {
    expect(nextCallable(queue, ids[3] ?? null, nowMs)).toBe(ids[5]);
    expect(nextCallable(queue, ids[7] ?? null, nowMs)).toBe(ids[0]);
    expect(nextCallable(queue, null, nowMs)).toBe(ids[0]);
    expect(nextCallable(queue.slice(0, 1), ids[0] ?? null, nowMs)).toBeNull();
  });

  it('says which callable accounts with a number come next, in the order they are opened', () => {
    const [first, ...rest] = queue;
    if (!first) throw new Error('empty');
    const silent = [{ ...first, phone_number: null }, ...rest];
    const next = comingNext(silent, ids[3] ?? null, nowMs).map(({ accountId }) => accountId);
    expect(next[0]).toBe(ids[5]);
    expect(next).not.toContain(ids[3]);
    expect(next).not.toContain(ids[0]);
    expect(comingNext(queue, null, nowMs)[0]).toEqual({ accountId: ids[0], phoneNumber: first.phone_number });
  });
});
