/** Sleep, wake and the network: what tells that connections made before are not to be trusted. */
import { networkInterfaces } from 'node:os';
import { net, powerMonitor } from 'electron';
import { nothingScheduled, type Schedule } from '../sync/schedule.ts';
import type { Disturbance } from '../../shared/ipc/phone-snapshot.ts';
import { addressesOf, isWirelessChange } from './platform/network.ts';

const networkPollMs = 2000;

type ConnectivityPort = {
  isOnline: () => boolean;
  addresses: () => string;
};
const systemPort: ConnectivityPort = {
  isOnline: () => net.isOnline(),
  addresses: () => addressesOf(networkInterfaces()),
};

/** Calls back when the computer woke up, its network came back, or its addresses are others. Returns what ends the watch. */
export function watchConnectivity(
  schedule: Schedule,
  changed: (what: Disturbance) => void,
  port: ConnectivityPort = systemPort,
): () => void {
  let isOnline = port.isOnline();
  let addresses = port.addresses();
  let cancel = nothingScheduled;
  const poll = (): void => {
    const wasOnline = isOnline;
    const before = addresses;
    isOnline = port.isOnline();
    addresses = port.addresses();
    if (isOnline && !wasOnline) changed('network');
    // An interface came, went or has another address while the computer stayed online: Wi-Fi to cable, VPN, DHCP.
    else if (isOnline && addresses !== before && addresses !== '') {
      changed(isWirelessChange(before, addresses) ? 'wifi' : 'address');
    }
    cancel = schedule(poll, networkPollMs);
  };
  const resumed = (): void => changed('wake');
  powerMonitor.on('resume', resumed);
  powerMonitor.on('unlock-screen', resumed);
  poll();
  return () => {
    cancel();
    powerMonitor.off('resume', resumed);
    powerMonitor.off('unlock-screen', resumed);
  };
}
