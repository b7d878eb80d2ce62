/**
 * Wrap-up as typed so far, one draft per call. A change is on disk at most 400 ms later (`calls:save-draft`), and at once
 * when the window is hidden or closed, so that a crash loses less than half a second of typing.
 *
 * Promise: D1 (nothing typed is lost)
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { invoke } from '../../platform/bridge.ts';
import { emptyDraft, type WrapUpDraft } from './wrap-up.model.ts';

const saveDelayMs = 400;

type DraftState = {
  drafts: Record<string, WrapUpDraft>;
  /** Why the last draft could not be kept. */ problem: Problem | null;
};
export const useDraftStore = create<DraftState>(() => ({ drafts: {}, problem: null }));

const timers = new Map<string, ReturnType<typeof setTimeout>>();
type Change = (draft: WrapUpDraft) => Partial<WrapUpDraft>;
/** The drafts that are being read, and what was changed of each meanwhile: a key pressed at once is not lost. */
const loading = new Map<string, Change[]>();

async function keep(callId: string): Promise<void> {
  const waiting = timers.get(callId);
  if (waiting === undefined) return;
  clearTimeout(waiting);
  timers.delete(callId);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft) return;
  const reply = await invoke('calls:save-draft', draft);
  useDraftStore.setState({ problem: reply.ok ? null : reply.problem });
}

/** Writes every draft that waits for its delay, now. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...timers.keys()].map(keep));
}

/** Changes the draft of a call, or will once it has been read, and has it kept soon. */
export function changeDraft(callId: string, change: Change): void {
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft) {
    loading.get(callId)?.push(change);
    return;
  }
  useDraftStore.setState((state) => ({ drafts: { ...state.drafts, [callId]: { ...draft, ...change(draft) } } }));
  const waiting = timers.get(callId);
  if (waiting !== undefined) clearTimeout(waiting);
  timers.set(
    callId,
    setTimeout(() => void keep(callId), saveDelayMs),
  );
}

/** The wrap-up has been saved: its draft is forgotten and no late write brings it back. */
export function forgetDraft(callId: string): void {
  const waiting = timers.get(callId);
  if (waiting !== undefined) clearTimeout(waiting);
  timers.delete(callId);
  useDraftStore.setState(({ drafts: { [callId]: _gone, ...rest } }) => ({ drafts: rest }));
}

/** Brings back what was typed before a crash or reload, else starts an empty draft. */
async function load(callId: string, accountId: string | null): Promise<void> {
  if (loading.has(callId) || useDraftStore.getState().drafts[callId]) return;
  const changes: Change[] = [];
  loading.set(callId, changes);
  const reply = await invoke('calls:get-draft', callId);
  loading.delete(callId);
  const kept = reply.ok ? reply.value : null;
  useDraftStore.setState((state) => ({
    drafts: { ...state.drafts, [callId]: state.drafts[callId] ?? kept ?? emptyDraft(callId, accountId) },
  }));
  for (const change of changes) changeDraft(callId, change);
}

/** The draft of a call; null while it is being read from the disk. */
export function useDraft(callId: string | null, accountId: string | null): WrapUpDraft | null {
  const draft = useDraftStore((state) => (callId === null ? null : (state.drafts[callId] ?? null)));
  useEffect(() => {
    if (callId !== null) void load(callId, accountId);
  }, [callId, accountId]);
  useEffect(() => {
    const flush = (): void => void flushDrafts();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, []);
  return draft;
}
