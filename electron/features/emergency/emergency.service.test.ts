import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { PbxServices } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { EmergencyStatus } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { openLocationStore } from './emergency.local-store.ts';
import { createEmergencyService } from './emergency.service.ts';

const home = { street: '350 5th Ave', unit: 'Floor 20', city: 'New York', state: 'NY', postal_code: '10118' };
const services: PbxServices = {
  conference_prefix: null,
  park_prefix: null,
  pick_up_prefix: null,
  voicemail: null,
  supervise_prefix: null,
  echo: null,
  emergency: '911',
  can_record: false,
  has_queues: false,
};

async function setUp(kept = new Map<string, string>()) {
  const world = {
    network: 'gate.net' as string | null,
    isSignedIn: true,
    isPageThere: true,
    isTaken: true,
    isDiskFull: false,
  };
  const done: string[] = [];
  const orders: PhoneOrder[] = [];
  const work: OutboxWork[] = [];
  const locations = await openLocationStore({
    read: (name) => Promise.resolve(kept.get(name) ?? null),
    write: (name, value) => Promise.resolve(void kept.set(name, value)),
  });
  const emergency = createEmergencyService({
    phone: {
      order: (order) => {
        if (!world.isPageThere) throw new ProblemError('phone/unavailable');
        done.push('ordered');
        orders.push(order);
      },
      pbx: () => (world.isSignedIn ? { domain: 'pbx.example', services } : null),
      noteStarted: () => void done.push('kept'),
      waitForCall: () => Promise.resolve(world.isTaken),
      closeRecord: () => {},
    },
    locations,
    networkFingerprint: () => Promise.resolve(world.network),
    saveWork: (each) => {
      if (world.isDiskFull) throw new ProblemError('local/save-failed');
      done.push('saved');
      work.push(each);
    },
    hurry: () => void done.push('hurried'),
    clock: new FixedClock(),
    logger: silentLogger,
  });
  const told: EmergencyStatus[] = [];
  emergency.changed.on((status) => told.push(status));
  return { emergency, world, done, orders, work, told, kept };
}

describe('a call for help', () => {
  it('is ordered before anything is written, and then reported first in line', async () => {
    const { emergency, done, orders, work } = await setUp();
    const { callId } = await emergency.dial('911', 7);
    expect(done).toEqual(['ordered', 'kept', 'saved', 'hurried']);
    expect(orders).toMatchObject([
      {
        do: 'dial-emergency',
        callId,
        sipTarget: 'sip:911@pbx.example',
        remoteNumber: '911',
        location: null,
        clickedAtMs: 7,
      },
    ]);
    expect(work).toMatchObject([{ kind: 'emergency', payload: { call_id: callId, number: '911', location: null } }]);
  });
  it('carries the confirmed location, and says when it was confirmed', async () => {
    const { emergency, orders, work } = await setUp();
    await emergency.confirm(home);
    await emergency.dial('911', 0);
    expect(orders).toMatchObject([{ location: home }]);
    expect(work).toMatchObject([{ payload: { location: home, location_confirmed_at: '2026-11-23T15:00:00.000Z' } }]);
  });
  it('carries the last location from another network too, told as unconfirmed', async () => {
    const { emergency, world, orders, work } = await setUp();
    await emergency.confirm(home);
    world.network = 'another.net';
    await emergency.networkChanged();
    await emergency.dial('911', 0);
    expect(orders).toMatchObject([{ location: home }]);
    expect(work).toMatchObject([{ payload: { location: home, location_confirmed_at: null } }]);
  });
  it('goes out when the disk takes nothing', async () => {
    const { emergency, world, orders } = await setUp();
    world.isDiskFull = true;
    await emergency.dial('911', 0);
    expect(orders).toHaveLength(1);
  });
  it('dials the test number under its own address', async () => {
    const { emergency, orders } = await setUp();
    await emergency.dial('933', 0);
    expect(orders).toMatchObject([{ sipTarget: 'sip:933@pbx.example', remoteNumber: '933' }]);
  });
  it.each([
    ['the phone page is not there', { isPageThere: false }],
    ['nobody has signed in since the start', { isSignedIn: false }],
    ['the phone does not take it', { isTaken: false }],
  ])('says what to do instead, and is reported, when %s', async (_why, how) => {
    const { emergency, world, work } = await setUp();
    Object.assign(world, how);
    await expect(emergency.dial('911', 0)).rejects.toMatchObject({
      problem: { code: 'phone/cannot-call-for-help', next: 'Use another telephone to call 911.' },
    });
    expect(work).toHaveLength(1);
  });
});

describe('where this computer stands', () => {
  it('is unconfirmed, confirmed, and asked for again on another network', async () => {
    const { emergency, world, told } = await setUp();
    expect(emergency.status()).toMatchObject({ state: 'unconfirmed', confirmed: null });
    expect(await emergency.confirm(home)).toMatchObject({ state: 'confirmed', reason: null });
    world.network = null;
    await emergency.networkChanged();
    expect(emergency.status().state, 'no network is no other network').toBe('confirmed');
    world.network = 'another.net';
    await emergency.networkChanged();
    expect(emergency.status()).toMatchObject({ state: 'unconfirmed', confirmed: { location: home } });
    world.network = 'gate.net';
    await emergency.networkChanged();
    expect(told.map(({ state }) => state)).toEqual(['confirmed', 'unconfirmed', 'confirmed']);
  });
  it('is there again after a restart, before anybody signs in', async () => {
    const first = await setUp();
    await first.emergency.confirm(home);
    const second = await setUp(first.kept);
    await second.emergency.networkChanged();
    expect(second.emergency.status()).toMatchObject({ state: 'confirmed', confirmed: { location: home } });
    expect((await setUp(new Map([['emergency-location', 'not JSON']]))).emergency.status().state).toBe('unconfirmed');
  });
});
