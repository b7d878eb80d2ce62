import { describe, expect, it } from 'vitest';
import { ok, type Result } from '../../../shared/contracts/core/result.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { silentSnapshot } from '../phone/index.ts';
import { createCallsService } from './calls.service.ts';

const request = {
  phoneNumber: '+12125550100',
  accountId: createId(),
  remoteName: null,
  consultationFor: null,
  overrideId: null,
  clickedAtMs: 0,
};

function setUp(isTaken: boolean) {
  const orders: PhoneOrder[] = [];
  const started: string[] = [];
  const closed: string[] = [];
  const snapshot = silentSnapshot('2026-11-23T15:00:00.000Z', null);
  const call = (id: string): Promise<Result<unknown>> => {
    started.push(id);
    return Promise.resolve(ok({ dial_permit: 'permit', sip_target: 'sip:1@practice.invalid', call_id: createId() }));
  };
  const calls = createCallsService({
    api: { call, stream: call, urlOf: () => '' } as unknown as ApiClient,
    phone: {
      snapshot: () => ({ ...snapshot, registration: { ...snapshot.registration, state: 'registered' } }),
      order: (order) => void orders.push(order),
      callerIds: () => ['+12125550199'],
      noteStarted: () => {},
      waitForCall: () => Promise.resolve(isTaken),
      closeRecord: (_call, _at, reason) => void closed.push(reason),
      forgetCall: () => {},
    },
    drafts: () => {
      throw new Error('no draft here');
    },
    saveWork: () => {
      throw new Error('no work here');
    },
    forgetOnDisk: () => {},
    requireUserId: () => 'user-1',
    chosenCallerId: () => null,
    clock: new FixedClock(),
  });
  return { calls, orders, started, closed };
}

describe('dialling', () => {
  it('reserves one attempt and dials once, however often it is asked at once', async () => {
    const { calls, orders, started } = setUp(true);
    const answers = await Promise.allSettled([calls.dial(request), calls.dial(request)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(started).toEqual(['startCall']);
    expect(orders).toHaveLength(1);
    await calls.dial(request);
    expect(orders).toHaveLength(2);
  });

  it('takes the order back when the phone does not show the call in time', async () => {
    const { calls, orders, closed } = setUp(false);
    await expect(calls.dial(request)).rejects.toMatchObject({ problem: { code: 'phone/unavailable' } });
    expect(closed).toEqual(['The phone did not take the call']);
    const [dial, hangUp] = orders;
    expect(hangUp).toEqual({ do: 'hang-up', callId: dial?.do === 'dial' ? dial.callId : '' });
  });
});
