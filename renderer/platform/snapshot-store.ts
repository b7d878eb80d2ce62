/**
 * State that main owns and windows only draw: one `get` channel for the first value, one event for each change.
 * An event that arrives before the first reply wins over that reply, because it is newer.
 */
import { useSyncExternalStore } from 'react';
import type { Result } from '../../shared/contracts/core/result.ts';
import type { Supervision } from '../../shared/contracts/supervision/supervision.contract.ts';
import type { PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import { invoke, listen } from './bridge.ts';

type Source<T> = {
  get: () => Promise<Result<T>>;
  on: (listener: (value: T) => void) => () => void;
};

export type SnapshotStore<T> = {
  subscribe: (listener: () => void) => () => void;
  read: () => T | null;
  /** Takes a value that a command replied with, so that the window need not wait for the event. */
  accept: (value: T) => void;
};

/** A store that listens while somebody looks at it. `isNewer` refuses values that arrive out of order. */
export function createSnapshotStore<T>(
  source: Source<T>,
  isNewer: (next: T, current: T) => boolean = () => true,
): SnapshotStore<T> {
  let value: T | null = null;
  let hasEvent = false;
  let stop: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const accept = (next: T): void => {
    if (value !== null && !isNewer(next, value)) return;
    value = next;
    for (const each of listeners) each();
  };
  const askOnce = async (): Promise<void> => {
    const reply = await source.get();
    if (reply.ok && !hasEvent) accept(reply.value);
  };
  const start = (): void => {
    hasEvent = false;
    stop = source.on((next) => {
      hasEvent = true;
      accept(next);
    });
    void askOnce();
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
        value = null;
      };
    },
    read: () => value,
    accept,
  };
}

export const signInStore = createSnapshotStore({
  get: () => invoke('auth:get-state', null),
  on: (listener) => listen('auth:changed', listener),
});
/** Refuses a snapshot older than the one shown; a restarted phone page counts from the beginning again. */
export const phoneStore = createSnapshotStore<PhoneSnapshot>(
  { get: () => invoke('phone:get-snapshot', null), on: (listener) => listen('phone:changed', listener) },
  (next, current) => next.sequence >= current.sequence || next.registration.since > current.registration.since,
);
export const serverStore = createSnapshotStore({
  get: () => invoke('server:get-status', null),
  on: (listener) => listen('server:changed', listener),
});
export const outboxStore = createSnapshotStore({
  get: () => invoke('outbox:get-status', null),
  on: (listener) => listen('outbox:changed', listener),
});
export const settingsStore = createSnapshotStore({
  get: () => invoke('settings:get', null),
  on: (listener) => listen('settings:changed', listener),
});
export const hotkeysStore = createSnapshotStore({
  get: () => invoke('hotkeys:list', null),
  on: (listener) => listen('hotkeys:changed', listener),
});
/** Who supervises whom, as far as the person of this window may know. */
export const supervisionsStore = createSnapshotStore<readonly Supervision[]>({
  get: () => invoke('live:get-supervisions', null),
  on: (listener) => listen('live:supervisions-changed', listener),
});
/** Where 911 would say we are. */
export const emergencyStore = createSnapshotStore({
  get: () => invoke('emergency:get-status', null),
  on: (listener) => listen('emergency:changed', listener),
});
/** Calls that were cleared ahead and may be placed while the server is away. */
export const reservedStore = createSnapshotStore({
  get: () => invoke('calls:list-reserved', null),
  on: (listener) => listen('calls:reserved-changed', listener),
});

const useStore = <T>(store: SnapshotStore<T>): T | null => useSyncExternalStore(store.subscribe, store.read);

/** Each is null until main has answered for the first time. */
export const useSignInState = () => useStore(signInStore);
export const usePhone = () => useStore(phoneStore);
export const useServerStatus = () => useStore(serverStore);
export const useOutboxStatus = () => useStore(outboxStore);
export const useSettings = () => useStore(settingsStore);
export const useHotkeyList = () => useStore(hotkeysStore);
export const useEmergencyStatus = () => useStore(emergencyStore);
export const useReservedCalls = () => useStore(reservedStore);
