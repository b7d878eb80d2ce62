import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { provideElectron } from '../../test/unit/electron-stub.ts';
import { createManualSchedule } from '../testing/manual-schedule.ts';
import { watchConnectivity } from './power.ts';

const powerMonitor = new EventEmitter();
let takeAway: () => void;
beforeEach(() => {
  takeAway = provideElectron('powerMonitor', {
    on: powerMonitor.on.bind(powerMonitor),
    off: powerMonitor.off.bind(powerMonitor),
  });
});
afterEach(() => takeAway());

function setUp() {
  const { schedule, runFor } = createManualSchedule(new FixedClock());
  const network = { isOnline: true, addresses: 'eth0 10.0.0.5' };
  const told: string[] = [];
  const stop = watchConnectivity(schedule, (what) => told.push(what), {
    isOnline: () => network.isOnline,
    addresses: () => network.addresses,
  });
  const become = async (changes: Partial<typeof network>): Promise<string[]> => {
    Object.assign(network, changes);
    await runFor(2500);
    return told.splice(0);
  };
  return { become, told, stop };
}

describe('connectivity', () => {
  it('is told when the network is back, and not when it goes', async () => {
    const { become } = setUp();
    expect(await become({})).toEqual([]);
    expect(await become({ isOnline: false, addresses: '' })).toEqual([]);
    expect(await become({ isOnline: true, addresses: 'eth0 10.0.0.5' })).toEqual(['network']);
  });
  it('is told when the computer stays online under another address', async () => {
    const { become } = setUp();
    expect(await become({ addresses: 'eth0 10.0.0.6' })).toEqual(['address']);
    expect(await become({ addresses: 'eth0 10.0.0.6\nwlan0 192.168.1.5' })).toEqual(['wifi']);
    expect(await become({})).toEqual([]);
  });
  it('is told at waking up and unlocking, until nobody listens', async () => {
    const { become, told, stop } = setUp();
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
    expect(told.splice(0)).toEqual(['wake', 'wake']);
    stop();
    powerMonitor.emit('resume');
    expect(await become({ addresses: 'eth0 10.0.0.7' })).toEqual([]);
  });
});
