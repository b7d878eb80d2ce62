/**
 * C2: the phone's computer changes from one network to another in a call. The phone page's browser runs in a network
 * namespace with two interfaces, Asterisk in a second one; in each call the interface in use goes down and the other comes
 * up. Measured is when the agent hears the own voice come back from the PBX's echo: then sound flows in both directions.
 *
 *   npm run test:faults -- network                       needs Linux and root; fetches Asterisk at the first run
 *   NETWORK_CHANGES=20 FAULT_SEED=4711 npm run test:faults -- network
 *
 * Asterisk and not the practice line, which must never listen on anything but loopback. The browser has the microphone
 * permission, as the phone has it in Electron: so WebRTC shows and uses the addresses of all interfaces.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Asterisk } from '../pbx/lab/asterisk.ts';
import { installAsterisk } from '../pbx/lab/install.ts';
import { lineAddress, NetworkWorld } from './network-world.ts';

/** In a namespace of its own, every port is free. */
const ports = { httpPort: 8088, managerPort: 5038, carrierPort: 5070 };

export async function phoneNetwork(): Promise<boolean> {
  const tree = installAsterisk();
  const world = NetworkWorld.create();
  const interrupted = (): void => {
    world.remove();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const place = { address: lineAddress, namespace: world.line };
    // Nobody is called outside, so nobody is asked for a permit.
    const asterisk = await Asterisk.start({
      tree,
      ...ports,
      place,
      serverUrl: 'http://127.0.0.1:9',
      pbxSecret: 'none',
    });
    try {
      const script = path.join(import.meta.dirname, 'network-phone.ts');
      const node = [process.execPath, '--disable-warning=ExperimentalWarning', script, asterisk.sipUrl];
      const phone = spawn('ip', ['netns', 'exec', world.phone, ...node], { stdio: 'inherit' });
      const [status] = await once(phone, 'exit');
      const left = asterisk.cli('core show channels count');
      if (left.includes('0 active channels')) return status === 0;
      console.error(`C2: calls are left at Asterisk: ${left}`);
      return false;
    } finally {
      await asterisk.stop();
    }
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    world.remove();
  }
}
