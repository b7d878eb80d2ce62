import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
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

type Answer = Result<unknown>;
const permit = {
  callId: createId(),
  accountId: request.accountId,
  phoneNumber: request.phoneNumber,
  callerId: '+12125550199',
  sipTarget: 'sip:1@practice.invalid',
  dialPermit: 'cleared ahead',
  clearedAt: '2026-11-23T15:42:00.000Z',
  validUntil: '2026-11-23T15:46:00.000Z',
  decision: {
    id: createId(),
    verdict: 'allow' as const,
    evaluated_at: '2026-11-23T15:42:00.000Z',
    next_lawful_at: null,
    pack_version: '1',
    findings: [],
    obligations: [],
    zones: [],
    counted_attempts: 0,
    max_attempts: 7,
  },
};

function setUp(isTaken: boolean, given: { answer?: Answer; permit?: typeof permit } = {}) {
  const orders: PhoneOrder[] = [];
  const started: string[] = [];
  const closed: string[] = [];
  const snapshot = silentSnapshot('2026-11-23T15:00:00.000Z', null);
  const bodies: unknown[] = [];
  const settled: string[] = [];
  const call = (id: string, { body }: { body?: unknown }): Promise<Answer> => {
    started.push(id);
    bodies.push(body);
    if (given.answer) return Promise.resolve(given.answer);
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
    callerId: () => '+12125550199',
    reserved: {
      claim: () => ({
        reservedCallId: given.permit?.callId ?? null,
        permit: given.permit ?? null,
        settle: (outcome) => void settled.push(outcome),
      }),
    },
    clock: new FixedClock(),
  });
  return { calls, orders, started, closed, bodies, settled };
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

describe('dialling while the server is away', () => {
  const offline = failed(createProblem('network/offline'));

  it('places what was cleared ahead under its own call id, and says so', async () => {
    const { calls, orders, settled, bodies } = setUp(true, { answer: offline, permit });
    const reply = await calls.dial(request);
    expect(reply).toMatchObject({
      call_id: permit.callId,
      reserved: { clearedAt: permit.clearedAt, validUntil: permit.validUntil },
    });
    expect(orders).toMatchObject([{ do: 'dial', callId: permit.callId, dialPermit: 'cleared ahead' }]);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toMatchObject({ reserved_call_id: permit.callId });
    expect(settled).toEqual(['used']);
  });

  it('places nothing without a permit', async () => {
    const { calls, orders } = setUp(true, { answer: offline });
    await expect(calls.dial(request)).rejects.toMatchObject({ problem: { code: 'network/offline' } });
    expect(orders).toEqual([]);
  });

  it.each([
    ['a refusal by the law', 'compliance/blocked', 'used'],
    ['a setup that is not complete', 'onboarding/incomplete', 'used'],
    ['a session that is over', 'auth/session-ended', 'kept'],
    ['too many requests', 'request/rate-limited', 'kept'],
  ] as const)('takes %s for the answer it is', async (_what, code, outcome) => {
    const { calls, orders, settled } = setUp(true, { answer: failed(createProblem(code)), permit });
    await expect(calls.dial(request)).rejects.toMatchObject({ problem: { code } });
    expect(orders).toEqual([]);
    expect(settled).toEqual([outcome]);
  });

  it('gives back what was cleared ahead when the server answers', async () => {
    const { calls, orders, settled } = setUp(true, { permit });
    expect((await calls.dial(request)).reserved).toBeNull();
    expect(orders).toMatchObject([{ dialPermit: 'permit' }]);
    expect(settled).toEqual(['used']);
  });

  it('does not place a call that needs a refusal set aside', async () => {
    const { calls, orders } = setUp(true, { answer: offline, permit });
    await expect(calls.dial({ ...request, overrideId: createId() })).rejects.toMatchObject({
      problem: { code: 'network/offline' },
    });
    expect(orders).toEqual([]);
  });
});
