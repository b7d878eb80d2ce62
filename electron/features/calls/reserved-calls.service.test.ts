import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { nothingScheduled } from '../../sync/schedule.ts';
import { createReservedCallsService } from './reserved-calls.service.ts';

const caller = '+12125550199';
const first = { accountId: createId(), phoneNumber: '+12125550100' };
const second = { accountId: createId(), phoneNumber: '+12125550101' };
const third = { accountId: createId(), phoneNumber: '+12125550102' };
const minuteMs = 60_000;

type Asked = { call_id: string; account_id: string; phone_number: string; caller_id: string };

/** Lets everything that waits for an answer go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

/** A server that reserves what it is asked for, and a clock of the test's own. */
function setUp() {
  const clock = new FixedClock();
  const world = {
    state: 'available' as 'available' | 'break' | 'on-call' | 'wrap-up' | null,
    isOnline: true,
    callerId: caller as string | null,
    answer: null as Result<unknown> | null,
    outcome: 'reserved' as 'reserved' | 'refused',
    /** Answers of reserving wait for it. */
    delay: null as PromiseWithResolvers<void> | null,
  };
  const reserved: Asked[][] = [];
  const released: string[][] = [];
  let tick = nothingScheduled;
  const call = async (
    id: string,
    { body }: { body: { calls?: Asked[]; call_ids?: string[] } },
  ): Promise<Result<unknown>> => {
    if (id === 'reserveCalls' && world.delay) {
      reserved.push([]);
      await world.delay.promise;
    }
    if (world.answer !== null) return world.answer;
    if (id === 'releaseReservedCalls') {
      released.push(body.call_ids ?? []);
      return ok({ released: body.call_ids ?? [] });
    }
    reserved.push(body.calls ?? []);
    const reservations = (body.calls ?? []).map((each) => ({
      ...each,
      outcome: world.outcome,
      sip_target: 'sip:1@practice.invalid',
      dial_permit: `permit of ${each.call_id}`,
      permit_expires_at: new Date(clock.now() + 5 * minuteMs).toISOString(),
      decision: { evaluated_at: new Date(clock.now()).toISOString(), obligations: [] },
      script: [],
    }));
    return ok({ reservations });
  };
  const service = createReservedCallsService({
    api: { call, stream: call, urlOf: () => '' } as unknown as ApiClient,
    agentState: () => world.state,
    isOnline: () => world.isOnline,
    callerId: () => world.callerId,
    clock,
    schedule: (run) => {
      tick = run;
      return () => {};
    },
    logger: silentLogger,
  });
  const check = async (): Promise<void> => {
    tick();
    await settle();
  };
  const accounts = () => service.list().map(({ accountId }) => accountId);
  service.start();
  return { clock, world, reserved, released, service, check, accounts };
}
const dialled = { ...first, callerId: caller };

describe('what comes next', () => {
  it('is reserved once, renewed a minute before its end, and given back when it is no longer next', async () => {
    const { clock, service, check, reserved, released, accounts } = setUp();
    service.want([first, second]);
    await settle();
    expect(reserved.flat().map((each) => each.account_id)).toEqual([first.accountId, second.accountId]);
    const [one = '', two = ''] = service.list().map(({ callId }) => callId);
    await check();
    expect(reserved).toHaveLength(1);

    clock.advanceMs(4 * minuteMs);
    service.want([first, second]);
    await settle();
    expect(released).toEqual([[one, two]]);
    expect(reserved).toHaveLength(2);

    service.want([second, third]);
    await settle();
    expect(accounts()).toEqual([second.accountId, third.accountId]);
    expect(released[1]).toHaveLength(1);
  });

  it.each([{ state: 'break' }, { isOnline: false }, { callerId: null }, { state: 'on-call' }] as const)(
    'is not reserved with %j',
    async (change) => {
      const { world, service, reserved } = setUp();
      Object.assign(world, change);
      service.want([first]);
      await settle();
      expect(reserved).toEqual([]);
    },
  );

  it('is given back when no window has said for minutes that it is next', async () => {
    const { clock, service, check, released, accounts } = setUp();
    service.want([first]);
    await settle();
    clock.advanceMs(3 * minuteMs + 1);
    await check();
    expect(accounts()).toEqual([]);
    expect(released).toHaveLength(1);
  });

  it('is given back for a break, kept in a call and in wrap-up, and dropped when it has ended', async () => {
    const { clock, world, service, check, released, accounts } = setUp();
    service.want([first]);
    await settle();
    for (const state of ['on-call', 'wrap-up'] as const) {
      world.state = state;
      await check();
      expect(accounts()).toEqual([first.accountId]);
    }
    clock.advanceMs(5 * minuteMs);
    await check();
    expect(accounts()).toEqual([]);
    expect(released).toEqual([]);

    world.state = 'available';
    service.want([first]);
    await settle();
    world.state = 'break';
    await check();
    expect(released).toHaveLength(1);
  });

  it('is not asked for again at once when it was refused, or when the organization clears no calls ahead', async () => {
    const { clock, world, service, reserved } = setUp();
    world.outcome = 'refused';
    service.want([first]);
    await settle();
    clock.advanceMs(minuteMs);
    service.want([first]);
    await settle();
    expect(reserved).toHaveLength(1);

    const off = setUp();
    off.world.answer = failed(createProblem('calls/no-reserving'));
    off.service.want([first]);
    await settle();
    off.world.answer = null;
    off.clock.advanceMs(10 * minuteMs);
    off.service.want([first]);
    await settle();
    expect(off.reserved).toEqual([]);
    off.clock.advanceMs(6 * minuteMs);
    off.service.want([first]);
    await settle();
    expect(off.reserved).toHaveLength(1);
  });

  it('stays held when the outage begins with its renewal', async () => {
    const { clock, world, service, accounts } = setUp();
    service.want([first]);
    await settle();
    clock.advanceMs(4 * minuteMs + 1000);
    world.answer = failed(createProblem('network/offline'));
    service.want([first]);
    await settle();
    expect(accounts()).toEqual([first.accountId]);
  });
});

describe('a dial', () => {
  it('takes the permit of exactly this call, and nothing is reserved meanwhile', async () => {
    const { service, check, reserved, accounts } = setUp();
    service.want([first]);
    await settle();
    const [held] = service.list();
    const claim = service.claim(dialled);
    expect(claim).toMatchObject({ reservedCallId: held?.callId, permit: { dialPermit: `permit of ${held?.callId}` } });
    await check();
    expect(reserved).toHaveLength(1);
    claim.settle('kept');
    expect(accounts()).toEqual([first.accountId]);
    service.claim(dialled).settle('used');
    expect(accounts()).toEqual([]);
  });

  it.each([
    ['another number of the account', { ...dialled, phoneNumber: '+12125550109' }],
    ['another number to show', { ...dialled, callerId: '+13105550199' }],
    ['the number without its account', { ...dialled, accountId: null }],
  ])('of %s gives the reservation back and has no permit', async (_what, call) => {
    const { service } = setUp();
    service.want([first]);
    await settle();
    const [held] = service.list();
    const claim = service.claim(call);
    expect(claim).toMatchObject({ reservedCallId: held?.callId, permit: null });
    claim.settle('used');
  });

  it('has no permit after its end, and names a reservation that is still being asked for', async () => {
    const { clock, service, reserved, released } = setUp();
    service.want([first]);
    while (reserved.length === 0) await Promise.resolve();
    const early = service.claim(dialled);
    expect(early).toMatchObject({ permit: null, reservedCallId: reserved[0]?.[0]?.call_id });
    await settle();
    expect(released, 'came too late').toEqual([[reserved[0]?.[0]?.call_id]]);
    expect(service.list()).toEqual([]);
    early.settle('used');
    clock.advanceMs(5 * minuteMs);
    expect(service.claim(dialled)).toMatchObject({ permit: null, reservedCallId: null });
  });
});

describe('a call that overtook what was asked for', () => {
  it('takes nothing from the next time, when nothing came back', async () => {
    const { clock, world, service, accounts, reserved, released } = setUp();
    world.delay = Promise.withResolvers<void>();
    service.want([first]);
    while (reserved.length === 0) await Promise.resolve();
    service.claim(dialled).settle('used');
    world.answer = failed(createProblem('network/offline'));
    world.delay.resolve();
    await settle();
    world.answer = null;
    world.delay = null;
    clock.advanceMs(minuteMs);
    service.want([first]);
    await settle();
    expect(accounts()).toEqual([first.accountId]);
    expect(released).toEqual([]);
  });
});

describe('leaving', () => {
  it('gives everything back and keeps nothing for the next person', async () => {
    const { service, released, accounts, reserved } = setUp();
    service.want([first]);
    await settle();
    const claim = service.claim(dialled);
    claim.settle('kept');
    service.giveBack();
    await settle();
    expect(released).toHaveLength(1);
    expect(accounts()).toEqual([]);
    service.want([second]);
    await settle();
    expect(reserved).toHaveLength(1);
  });

  it('drops what comes back for somebody who has left', async () => {
    const { service, accounts } = setUp();
    service.want([first]);
    service.stop();
    await settle();
    expect(accounts()).toEqual([]);
  });
});
