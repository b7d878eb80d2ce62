import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderHook, waitFor } from '@testing-library/react';
import { createFakeBridge } from '../../testing/fake-bridge.ts';
import { fakeId } from '../../testing/fake-data.ts';
import { changeDraft, flushDrafts, forgetDraft, useDraft, useDraftStore } from './draft-store.ts';
import { emptyDraft } from './wrap-up.model.ts';

const callId = fakeId(7);
let bridge = createFakeBridge();

beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  window.deskline = bridge;
  useDraftStore.setState({ drafts: { [callId]: emptyDraft(callId, null) }, problem: null });
});
afterEach(() => forgetDraft(callId));

describe('the draft of a wrap-up', () => {
  it('is on disk at most half a second after the last key, once for a burst of typing', async () => {
    for (const notes of ['w', 'wi', 'will']) changeDraft(callId, () => ({ notes }));
    await vi.advanceTimersByTimeAsync(500);
    expect(bridge.requestsTo('calls:save-draft').map((each) => each.notes)).toEqual(['will']);
  });

  it('is written at once when the window goes away', async () => {
    changeDraft(callId, () => ({ notes: 'half a wor' }));
    await flushDrafts();
    expect(bridge.requestsTo('calls:save-draft').map((each) => each.notes)).toEqual(['half a wor']);
  });

  it('does not come back after the wrap-up was saved', async () => {
    changeDraft(callId, () => ({ notes: 'late' }));
    forgetDraft(callId);
    await vi.advanceTimersByTimeAsync(1000);
    expect(bridge.requestsTo('calls:save-draft')).toEqual([]);
  });

  it('says when it cannot be kept', async () => {
    window.deskline = createFakeBridge({ failing: { 'calls:save-draft': 'local/save-failed' } });
    changeDraft(callId, () => ({ notes: 'disk is full' }));
    await vi.advanceTimersByTimeAsync(500);
    expect(useDraftStore.getState().problem?.code).toBe('local/save-failed');
  });

  it('is restored after a crash', async () => {
    vi.useRealTimers();
    useDraftStore.setState({ drafts: {}, problem: null });
    bridge.answer('calls:get-draft', () => ({ ...emptyDraft(callId, null), code: 'busy', notes: 'before the crash' }));
    const { result } = renderHook(() => useDraft(callId, null));
    await waitFor(() => expect(result.current?.notes).toBe('before the crash'));
  });

  it('takes what is changed while it is being read, and keeps what was typed before', async () => {
    vi.useRealTimers();
    useDraftStore.setState({ drafts: {}, problem: null });
    bridge.answer('calls:get-draft', () => ({ ...emptyDraft(callId, null), code: 'busy', notes: 'before the crash' }));
    const { result } = renderHook(() => useDraft(callId, null));
    changeDraft(callId, () => ({ code: 'third-party' }));
    expect(result.current).toBeNull();
    await waitFor(() => expect(result.current).toMatchObject({ code: 'third-party', notes: 'before the crash' }));
    await flushDrafts();
    expect(bridge.requestsTo('calls:save-draft').map((each) => each.code)).toEqual(['third-party']);
  });
});
