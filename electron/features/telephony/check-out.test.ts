import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { ok } from '../../../shared/contracts/core/result.ts';
import type { CheckOut } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { checkOutSchema } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { type CheckOutItem, checkOutItems } from '../../../shared/domain/telephony/check-out.ts';
import type { Hotkey, OutboxStatus } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createCheckOutProbes, isMainItem } from './check-out-probes.ts';
import { createCheckOutService } from './check-out.service.ts';

const pageItems = checkOutItems.filter((item) => !isMainItem(item));
const found = (item: CheckOutItem, detail = 'fine') => ({ item, verdict: 'passed' as const, detail, tookMs: 1 });

function setUp() {
  const clock = new FixedClock();
  const { schedule, runFor } = createManualSchedule(clock);
  const orders: PhoneOrder[] = [];
  const saved: CheckOut[] = [];
  const world = {
    isPageThere: true,
    isDiskFull: false,
    isServerAway: false,
    answersInMs: 20,
    aheadMs: 0,
    outbox: { state: 'ready', waiting: 0, parked: 0, oldestAt: null, notice: null } as OutboxStatus,
    hotkeys: [] as Hotkey[],
    callerIds: [{ phone_number: '+12125550199', label: 'Main' }],
  };
  const { api } = fakeApi({
    getLiveness: () => {
      clock.advanceMs(world.answersInMs / 2);
      const now = new Date(clock.now() + world.aheadMs).toISOString();
      clock.advanceMs(world.answersInMs / 2);
      return world.isServerAway ? refusal('network/offline') : ok({ status: 'live', version: '1', now });
    },
    getCurrentOrganization: () =>
      world.isServerAway
        ? refusal('network/offline')
        : ok({
            id: createId(),
            name: 'Demo',
            caller_name: 'Demo',
            zone: 'America/New_York',
            is_practice: true,
            shows_supervision: true,
            reserves_permits: false,
            caller_ids: world.callerIds,
            created_at: '2026-11-23T15:00:00.000Z',
          }),
  });
  const probes = createCheckOutProbes({
    api,
    outboxStatus: () => world.outbox,
    testWrite: () => {
      if (world.isDiskFull) throw new ProblemError('local/save-failed');
    },
    readSettings: () => {},
    hotkeys: () => world.hotkeys,
    clock,
    monotonicMs: () => clock.now(),
  });
  const service = createCheckOutService({
    phone: {
      order: (order) => {
        if (!world.isPageThere) throw new ProblemError('phone/unavailable');
        orders.push(order);
      },
    },
    probes,
    save: (checkOut) => {
      if (world.isDiskFull) throw new ProblemError('local/save-failed');
      saved.push(checkOut);
    },
    requireUserId: () => 'user-1',
    schedule,
    clock,
    monotonicMs: () => clock.now(),
    logger: silentLogger,
  });
  const sentence = async (item: 'server' | 'clock' | 'outbox' | 'policy') => {
    const { verdict, detail } = await probes[item]('user-1');
    return `${verdict}: ${detail}`;
  };
  return { clock, runFor, orders, saved, world, service, sentence };
}

describe('a check-out', () => {
  it('orders the phone page, adds what main sees, ends when every item is there, and is saved', async () => {
    const { service, orders, saved, runFor } = setUp();
    const told: number[] = [];
    service.changed.on(({ findings, isDone }) => told.push(isDone ? -1 : findings.length));
    const { runId } = service.run();
    expect(orders).toEqual([{ do: 'check-out', runId }]);
    expect(service.run().runId, 'a second window joins').toBe(runId);
    for (const item of pageItems) service.take(runId, found(item));
    service.take(runId, found('media-path', 'second ICE server'));
    await runFor(0);
    service.take(runId, found('media-path', 'third ICE server'));
    await runFor(1000);
    const last = service.last();
    expect(last).toMatchObject({ isDone: true, isSaved: true });
    expect(last?.findings).toHaveLength(checkOutItems.length + 2);
    expect(saved).toHaveLength(1);
    expect(checkOutSchema.safeParse(saved[0]).success).toBe(true);
    expect(saved[0]).toMatchObject({ id: runId });
    expect(told.at(-1)).toBe(-1);
    service.take(runId, found('pbx', 'too late'));
    expect(service.last()?.findings).toHaveLength(checkOutItems.length + 2);
    expect(service.run().runId).not.toBe(runId);
  });
  it('ends after 30 s, and what nobody answered for has failed', async () => {
    const { service, saved, runFor } = setUp();
    const { runId } = service.run();
    service.take(runId, found('microphone'));
    service.take(createId(), found('speaker', 'of another run'));
    await runFor(29_000);
    expect(service.last()?.isDone).toBe(false);
    await runFor(1500);
    expect(service.last()?.isDone).toBe(true);
    const speaker = saved[0]?.results.filter(({ item }) => item === 'speaker');
    expect(speaker).toMatchObject([{ verdict: 'failed', detail: 'No answer within 30 s.' }]);
    expect(saved[0]?.results.find(({ item }) => item === 'microphone')?.verdict).toBe('passed');
  });
  it('does not wait for a phone page that is not there', async () => {
    const { service, world, runFor } = setUp();
    world.isPageThere = false;
    service.run();
    await runFor(1000);
    expect(service.last()).toMatchObject({ isDone: true });
    expect(service.last()?.findings.filter(({ verdict }) => verdict === 'failed')).toHaveLength(pageItems.length);
  });
  it('says so when it could not be saved', async () => {
    const { service, world, runFor } = setUp();
    world.isDiskFull = true;
    service.run();
    await runFor(31_000);
    expect(service.last()).toMatchObject({ isDone: true, isSaved: false });
  });
  it('is of whoever is signed in', async () => {
    const { service, saved, runFor } = setUp();
    service.run();
    service.forget();
    await runFor(31_000);
    expect([service.last(), saved]).toEqual([null, []]);
  });
});

describe('what main looks at', () => {
  it('the server answers, is slow, or is away', async () => {
    const { world, sentence } = setUp();
    expect(await sentence('server')).toBe('passed: The server answers in 20 ms.');
    world.answersInMs = 900;
    expect(await sentence('server')).toBe('warning: The server answers in 900 ms. That is slow.');
    world.isServerAway = true;
    expect(await sentence('server')).toMatch(/^failed: The server did not answer/);
  });
  it.each([
    [200, "passed: This computer's clock agrees with the server's to the second."],
    [-3000, "passed: This computer's clock is 3 s ahead of the server's."],
    [40_000, "warning: This computer's clock is 40 s behind the server's."],
    [-3_600_000, "failed: This computer's clock is 3600 s ahead of the server's."],
  ])('the clock: the server is %s ms ahead', async (aheadMs, words) => {
    const { world, sentence } = setUp();
    world.aheadMs = aheadMs;
    world.answersInMs = 1800;
    expect(await sentence('clock'), 'whatever the way takes').toBe(words);
    world.isServerAway = true;
    expect(await sentence('clock')).toBe('failed: The clock could not be compared: the server did not answer.');
  });
  it('the outbox takes work and lets it go', async () => {
    const { world, sentence, clock } = setUp();
    expect(await sentence('outbox')).toBe('passed: Saving works; nothing waits to be sent.');
    world.outbox = { ...world.outbox, waiting: 2, oldestAt: new Date(clock.now() - 20 * 60_000).toISOString() };
    expect(await sentence('outbox')).toBe('warning: 2 saved items wait to be sent, the oldest for 20 minutes.');
    world.outbox = { ...world.outbox, parked: 1 };
    expect(await sentence('outbox')).toBe('warning: 1 saved item needs attention in the outbox.');
    world.isDiskFull = true;
    expect(await sentence('outbox')).toMatch(/^failed: Work cannot be saved on this computer/);
  });
  it('policy and settings are here and the hotkeys work', async () => {
    const { world, sentence } = setUp();
    expect(await sentence('policy')).toMatch(/^passed: Policy of Demo/);
    world.hotkeys = [
      { action: 'toggle-mute', accelerator: 'F8', state: 'failed', reason: 'Another program uses this key.' },
    ];
    expect(await sentence('policy')).toBe('warning: 1 hotkey does not work: toggle mute.');
    world.callerIds = [];
    expect(await sentence('policy')).toMatch(/^failed: No caller id/);
    world.isServerAway = true;
    expect(await sentence('policy')).toMatch(/^failed: The organization's policy could not be read/);
  });
});
