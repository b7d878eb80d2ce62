/**
 * Whether the server answers: what every call finds, and a poll when nothing else asks.
 *
 *   unknown ──▶ online ◀──▶ offline
 */
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { ServerStatus } from '../../../shared/ipc/local-schemas.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { nothingScheduled, type Schedule } from '../../sync/schedule.ts';

export type ServerStatusService = {
  changed: Signal<ServerStatus>;
  get: () => ServerStatus;
  /** Told by every call. */
  note: (isReachable: boolean) => void;
  /** Another server, a network change, waking up: ask now. */
  checkNow: () => void;
  stop: () => void;
};

const onlinePollMs = 15_000;
const offlinePollMs = 3_000;

type StatusDependencies = {
  api: () => ApiClient;
  serverUrl: () => string;
  clock: Clock;
  schedule: Schedule;
  random: () => number;
};

export function createServerStatusService({
  api,
  serverUrl,
  clock,
  schedule,
  random,
}: StatusDependencies): ServerStatusService {
  const changed = createSignal<ServerStatus>();
  let status: ServerStatus = { state: 'unknown', since: isoNow(clock), url: serverUrl() };
  let cancelPoll = nothingScheduled;
  let isStopped = false;

  function note(isReachable: boolean): void {
    const state = isReachable ? 'online' : 'offline';
    if (status.state === state && status.url === serverUrl()) return;
    status = { state, since: isoNow(clock), url: serverUrl() };
    changed.emit(status);
    planPoll();
  }
  function planPoll(): void {
    cancelPoll();
    if (isStopped) return;
    // Half of it by chance, so that a floor of desktops does not ask in step.
    const everyMs = status.state === 'online' ? onlinePollMs : offlinePollMs;
    cancelPoll = schedule(poll, everyMs / 2 + (random() * everyMs) / 2);
  }
  function poll(): void {
    cancelPoll();
    // The client notes what it finds.
    void api().call('getLiveness', {}, { timeoutMs: 5000 }).then(planPoll);
  }

  return {
    changed,
    get: () => status,
    note,
    checkNow: poll,
    stop: () => {
      isStopped = true;
      cancelPoll();
    },
  };
}
