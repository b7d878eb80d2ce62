import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../shared/contracts/calls/calls.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { closeDatabase } from '../../data/open-database.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { fixedKeyring, openTestOutbox, removeFolder, testFolder } from '../../testing/open-test-outbox.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createPhoneLocalStore } from './phone.local-store.ts';
import { createPhoneService } from './phone.service.ts';

const agent = 'user-1';
let folder = '';
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => removeFolder(folder));

function setUp() {
  const clock = new FixedClock();
  const { schedule, runFor } = createManualSchedule(clock);
  const { store, database } = openTestOutbox(folder, clock);
  const orders: PhoneOrder[] = [];
  const localStore = createPhoneLocalStore(database, fixedKeyring(), clock);
  const phone = createPhoneService({
    api: {
      call: () => Promise.reject(new Error('no call here')),
      stream: () => Promise.reject(new Error('no stream here')),
      urlOf: () => '',
    },
    localStore: () => localStore,
    saveWork: (work: OutboxWork, userId: string | null) => void store.save(work, userId),
    sendOrder: (order) => orders.push(order),
    allowPbx: () => {},
    schedule,
    clock,
    logger: silentLogger,
  });
  const work = () => store.list().map((entry) => store.open(entry.id)?.work);
  return { clock, database, orders, phone, work, localStore, runFor };
}
const endedEvent = (at = '2026-11-23T15:01:00.000Z'): CallEvent => ({
  id: createId(),
  at,
  type: 'ended',
  sip_status: null,
  ended_by: 'system',
  quality: null,
  incident: null,
  summary: null,
  sip_call_id: null,
});

describe('C3: the phone page dies in a call', () => {
  it('ends the record by the system, offers the wrap-up, and registers the new page', () => {
    const { phone, orders, work, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active');
    phone.publish(showing(call));
    phone.pageGone('crashed');
    expect(phone.snapshot().calls).toMatchObject([{ callId: call.callId, state: 'ended', endedBy: 'system' }]);
    expect(work()).toMatchObject([
      {
        kind: 'call-events',
        payload: { callId: call.callId, events: [{ type: 'ended', ended_by: 'system', sip_status: null }] },
      },
    ]);
    expect(() => phone.order({ do: 'check-connection', why: null })).toThrow(/phone\/unavailable/);
    phone.publish(showing());
    expect(orders.filter((order) => order.do === 'register')).toHaveLength(2);
    // The new page knows nothing of the call, the windows still do, until it is wrapped up.
    expect(phone.snapshot().calls).toHaveLength(1);
    phone.forgetCall(call.callId);
    expect(phone.snapshot().calls).toEqual([]);
    closeDatabase(database);
  });
});

describe('C3: the phone page is loaded anew in a call', () => {
  it.each(['page', 'main'] as const)('has one end when the %s says so first', (first) => {
    const { clock, phone, work, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active');
    phone.publish(showing(call));
    const ended = endedEvent(new Date(clock.now()).toISOString());
    const lastWords = () => phone.recordEvents({ callId: call.callId, events: [ended] });
    if (first === 'page') lastWords();
    phone.pageLoading();
    if (first === 'main') lastWords();
    phone.publish(showing());
    expect(work()).toHaveLength(1);
    expect(work()).toMatchObject([{ payload: { callId: call.callId, events: [{ type: 'ended' }] } }]);
    expect(phone.snapshot().calls).toMatchObject([{ callId: call.callId, state: 'ended' }]);
    closeDatabase(database);
  });
});

describe('signing out', () => {
  it('in a call leaves the call alone, then unregisters; the wrap-up waits for its person', () => {
    const { phone, orders, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active');
    phone.publish(showing(call));
    phone.signedOut();
    expect(orders.map((order) => order.do)).toEqual(['register']);
    phone.publish(showing({ ...call, state: 'ended' }));
    expect(orders.slice(1)).toEqual([{ do: 'dismiss', callId: call.callId }, { do: 'unregister' }]);
    phone.publish(showing());
    expect(orders).toHaveLength(3);
    phone.signedIn('somebody else', true);
    expect(phone.snapshot().calls).toEqual([]);
    phone.signedOut();
    phone.signedIn(agent, true);
    expect(phone.snapshot().calls).toMatchObject([{ callId: call.callId, state: 'ended' }]);
    closeDatabase(database);
  });
  it('the phone becomes that of the next person when the call of the one before is over', () => {
    const { phone, orders, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active');
    phone.publish(showing(call));
    phone.signedOut();
    phone.signedIn('somebody else', true);
    expect(orders.map((order) => order.do)).toEqual(['register']);
    phone.publish(showing({ ...call, state: 'ended' }));
    expect(orders.slice(1).map((order) => order.do)).toEqual(['dismiss', 'unregister', 'register']);
    phone.publish(showing());
    expect(orders).toHaveLength(4);
    closeDatabase(database);
  });
  it('the phone stays that of a person who comes back in the call', () => {
    const { phone, orders, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active');
    phone.publish(showing(call));
    phone.signedOut();
    phone.signedIn(agent, true);
    phone.publish(showing({ ...call, state: 'ended' }));
    expect(orders.map((order) => order.do)).toEqual(['register', 'register']);
    closeDatabase(database);
  });
  it('unregisters at once when there is no call', () => {
    const { phone, orders, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    phone.signedOut();
    expect(orders.map((order) => order.do)).toEqual(['register', 'unregister']);
    closeDatabase(database);
  });
});

describe('C4: the app dies in a call', () => {
  it('ends at the next start, when it was last seen alive, and only for its own person', () => {
    const before = setUp();
    before.phone.publish(showing());
    before.phone.signedIn(agent, true);
    const live = aCall('active');
    const ended = aCall('ended');
    before.phone.publish(showing(live, ended));
    const lastSeen = new Date(before.clock.now()).toISOString();
    closeDatabase(before.database);

    const after = setUp();
    after.clock.advanceMs(3_600_000);
    after.phone.signedIn('somebody else', true);
    expect(after.phone.snapshot().calls).toEqual([]);
    after.phone.signedOut();
    after.phone.signedIn(agent, true);
    expect(after.phone.snapshot().calls.map((call) => call.state)).toEqual(['ended', 'ended']);
    expect(after.work()).toMatchObject([
      { payload: { callId: live.callId, events: [{ at: lastSeen, ended_by: 'system' }] } },
    ]);
    for (const { callId } of after.phone.snapshot().calls) after.phone.forgetCall(callId);
    closeDatabase(after.database);

    const clean = setUp();
    clean.phone.signedIn(agent, true);
    expect(clean.phone.snapshot().calls).toEqual([]);
    expect(clean.work()).toHaveLength(1);
    closeDatabase(clean.database);
  });
});

describe('wrap-up while still talking', () => {
  it('is over when the call ends', () => {
    const { phone, orders, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active');
    phone.publish(showing(call));
    phone.forgetCall(call.callId);
    expect(orders.some((order) => order.do === 'dismiss')).toBe(false);
    phone.publish(showing({ ...call, state: 'ended' }));
    expect(orders.at(-1)).toEqual({ do: 'dismiss', callId: call.callId });
    closeDatabase(database);
  });
});

describe('commands', () => {
  it('for a call that is over are refused by name', () => {
    const { phone, database } = setUp();
    phone.publish(showing());
    expect(() => phone.command({ do: 'hang-up', callId: createId() })).toThrow(/phone\/no-such-call/);
    closeDatabase(database);
  });
});

describe('a call the server keeps no record of', () => {
  it('sends nothing, wants no wrap-up, and is forgotten a moment after its end', async () => {
    const { phone, orders, work, database, localStore, runFor } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const call = aCall('active', { kind: 'colleague' });
    phone.publish(showing(call));
    phone.recordEvents({ callId: call.callId, events: [endedEvent()] });
    expect(work()).toEqual([]);
    expect(localStore.list(agent)).toHaveLength(1);
    phone.publish(showing({ ...call, state: 'ended' }));
    expect(localStore.list(agent)).toEqual([]);
    expect(phone.snapshot().calls).toHaveLength(1);
    await runFor(6000);
    expect(orders.at(-1)).toEqual({ do: 'dismiss', callId: call.callId });
    closeDatabase(database);
  });
  it('that is cut off leaves no work either', async () => {
    const { phone, work, database, localStore, runFor } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    phone.publish(showing(aCall('active', { kind: 'emergency' })));
    phone.pageGone('crashed');
    expect(phone.snapshot().calls).toMatchObject([{ state: 'ended', endedBy: 'system' }]);
    expect([work(), localStore.list(agent)]).toEqual([[], []]);
    await runFor(6000);
    expect(phone.snapshot().calls).toEqual([]);
    closeDatabase(database);
  });
});

describe('a parked call that is fetched', () => {
  it('leaves a record from the answer on: before it nothing happened to the consumer', () => {
    const { phone, work, database } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    phone.publish(showing(aCall('ringing', { direction: 'inbound', answeredAt: null })));
    phone.pageGone('crashed');
    expect(work()).toEqual([]);
    phone.publish(showing(aCall('active', { direction: 'inbound' })));
    phone.pageGone('crashed');
    expect(work()).toHaveLength(1);
    closeDatabase(database);
  });
});

describe('the end of a call', () => {
  it('is told once for whoever had it, of every kind, however it came', () => {
    const { phone, database } = setUp();
    const told: string[] = [];
    phone.callEnded.on(({ call, userId }) => told.push(`${userId} ${call.kind} ${call.endedBy ?? 'nobody'}`));
    phone.publish(showing());
    phone.signedIn(agent, true);
    const ours = aCall('active');
    const colleague = aCall('held', { kind: 'colleague' });
    phone.publish(showing(ours, colleague));
    phone.signedOut();
    phone.publish(showing({ ...ours, state: 'ended', endedBy: 'remote' }, colleague));
    phone.publish(showing({ ...ours, state: 'ended', endedBy: 'remote' }, colleague));
    phone.pageGone('crashed');
    expect(told).toEqual([`${agent} consumer remote`, `${agent} colleague system`]);
    closeDatabase(database);
  });
  it('is not kept again when the page shows a forgotten call once more', () => {
    const { phone, database, localStore } = setUp();
    phone.publish(showing());
    phone.signedIn(agent, true);
    const over = aCall('ended');
    phone.publish(showing(over));
    phone.forgetCall(over.callId);
    phone.publish(showing(over));
    expect(localStore.list(agent)).toEqual([]);
    closeDatabase(database);
  });
});

describe('the quality of a call', () => {
  it('is there as a whole for a window that opens late, and gone with the call', () => {
    const { phone, database } = setUp();
    const call = aCall('active');
    phone.publish(showing(call));
    const point = { callId: call.callId, mos: 4.2, rtt_ms: 20, jitter_ms: 2, loss_percent: 0 };
    for (let second = 0; second < 15_000; second += 1) {
      phone.quality.add({ ...point, at: new Date(second * 1000).toISOString() });
    }
    const points = phone.quality.pointsOf(call.callId);
    expect(points).toHaveLength(14_400);
    expect(points.at(-1)?.at).toBe(new Date(14_999_000).toISOString());
    phone.publish(showing());
    expect(phone.quality.pointsOf(call.callId)).toEqual([]);
    closeDatabase(database);
  });
});
