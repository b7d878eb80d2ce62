import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CallEvent, callEventSchema } from '../../shared/contracts/calls/calls.contract.ts';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed, ok } from '../../shared/contracts/core/result.ts';
import { createId } from '../../shared/domain/ids.ts';
import { CallRecorder } from './call-recorder.ts';

const event = (type: CallEvent['type']): CallEvent =>
  callEventSchema.parse({ id: createId(), at: '2026-11-23T15:00:00.000Z', type });
type Sent = { callId: string; types: string[]; incoming: unknown };

describe('call recorder', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps the order of a call and tells the caller until somebody has heard it', async () => {
    const sent: Sent[] = [];
    let isAway = true;
    const recorder = new CallRecorder(({ callId, events, incoming }) => {
      sent.push({ callId, types: events.map(({ type }) => type), incoming });
      return Promise.resolve(isAway ? failed(createProblem('local/save-failed')) : ok(null));
    });
    const caller = { phone_number: '+12125550147', display_name: 'Pat Example' };
    recorder.record('a', event('ringing'), caller);
    recorder.record('a', event('answered'), caller);
    recorder.record('b', event('ringing'));
    await vi.advanceTimersByTimeAsync(0);
    isAway = false;
    await vi.advanceTimersByTimeAsync(2000);
    recorder.record('a', event('ended'));
    await vi.advanceTimersByTimeAsync(0);
    const ofA = sent.filter(({ callId }) => callId === 'a');
    expect(ofA.map(({ types }) => types)).toEqual([['ringing'], ['ringing', 'answered'], ['ended']]);
    expect(ofA.map(({ incoming }) => incoming)).toEqual([caller, caller, undefined]);
  });

  it('never gives up', async () => {
    let tries = 0;
    const recorder = new CallRecorder(() => {
      tries += 1;
      return Promise.resolve(tries > 100 ? ok(null) : failed(createProblem('local/save-failed')));
    });
    recorder.record('a', event('ended'));
    await vi.advanceTimersByTimeAsync(300_000);
    expect(tries).toBe(101);
  });
});
