import { net, powerMonitor } from 'electron';
import { nothingScheduled, type Schedule } from '../sync/schedule.ts';

const networkPollMs = 2000;

/** Calls back when the computer woke up or its network came back: connections made before are not to be trusted. */
export function watchConnectivity(schedule: Schedule, changed: (what: 'resume' | 'network') => void): () => void {
  let isOnline = net.isOnline();
  let cancel = nothingScheduled;
  const poll = (): void => {
    const now = net.isOnline();
    if (now && !isOnline) changed('network');
    isOnline = now;
    cancel = schedule(poll, networkPollMs);
  };
  const resumed = (): void => changed('resume');
  powerMonitor.on('resume', resumed);
  powerMonitor.on('unlock-screen', resumed);
  poll();
  return () => {
    cancel();
    powerMonitor.off('resume', resumed);
    powerMonitor.off('unlock-screen', resumed);
  };
}
