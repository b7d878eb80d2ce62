import { describe, expect, it } from 'vitest';
import { ok } from '../../../shared/contracts/core/result.ts';
import type { Supervision, SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneCommand, PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { createSupervisionService } from './supervision.service.ts';

const of = (id: string, agentId: string, mode: SupervisionMode): Supervision => ({
  id,
  agent_id: agentId,
  agent_name: 'Robin Smith',
  supervisor_id: createId(),
  supervisor_name: 'Sam',
  mode,
  started_at: '2026-11-23T15:00:00.000Z',
});

function setUp() {
  const clock = new FixedClock();
  const { schedule, runFor } = createManualSchedule(clock);
  const world = { isTaken: true, isAway: false, isInCall: true };
  const orders: (PhoneOrder | PhoneCommand)[] = [];
  const agentId = createId();
  const { api, countOf, asked } = fakeApi({
    startSupervision: ({ body }) =>
      world.isInCall
        ? ok({
            supervision: of(body.id, body.agent_id, body.mode),
            sip_target: 'sip:supervise-robin@pbx.example',
            supervision_permit: 'permit',
            mode_digits: { listen: '4', whisper: '5', barge: '6' },
          })
        : refusal('supervision/not-in-call'),
    setSupervisionMode: ({ params, body }) =>
      world.isAway ? refusal('network/offline') : ok(of(params.id, agentId, body.mode)),
    endSupervision: ({ params }) => (world.isAway ? refusal('network/offline') : ok(of(params.id, agentId, 'listen'))),
    hangUpCall: ({ params }) => ok({ call_id: params.id }),
  });
  const service = createSupervisionService({
    api,
    phone: {
      snapshot: () => showing(),
      order: (order) => void orders.push(order),
      command: (command) => void orders.push(command),
      noteStarted: () => {},
      waitForCall: () => Promise.resolve(world.isTaken),
      closeRecord: () => {},
    },
    schedule,
    clock,
    random: () => 0.5,
  });
  return { service, world, orders, countOf, asked, agentId, runFor };
}

describe('supervision', () => {
  it('calls the PBX with the permit and ends with its phone call', async () => {
    const { service, orders, countOf, agentId } = setUp();
    const { id } = await service.start(agentId, 'listen', 9);
    expect(orders).toEqual([
      {
        do: 'supervise',
        callId: id,
        sipTarget: 'sip:supervise-robin@pbx.example',
        supervisionPermit: 'permit',
        remoteNumber: 'supervise-robin',
        remoteName: 'Robin Smith',
        clickedAtMs: 9,
        mode: 'listen',
        agentId,
        agentName: 'Robin Smith',
        modeDigits: {
          listen: '4',
          whisper: '5',
          barge: '6',
        },
      },
    ]);
    service.follow(showing(aCall('active', { callId: id, kind: 'supervision' })));
    expect(service.current()?.mode).toBe('listen');
    expect(countOf('endSupervision')).toBe(0);
    service.follow(showing(aCall('ended', { callId: id, kind: 'supervision' })));
    service.follow(showing());
    expect(countOf('endSupervision')).toBe(1);
    expect(service.current()).toBeNull();
  });
  it('tells the server of a mode before the PBX, and not the PBX when the server refuses', async () => {
    const { service, orders, agentId, world, asked } = setUp();
    const { id } = await service.start(agentId, 'listen', 0);
    expect(await service.setMode('barge')).toMatchObject({ mode: 'barge' });
    expect(asked.at(-1)).toMatchObject({ id: 'setSupervisionMode', request: { body: { mode: 'barge' } } });
    expect(orders.at(-1)).toEqual({ do: 'set-supervision-mode', callId: id, mode: 'barge' });
    world.isAway = true;
    await expect(service.setMode('whisper')).rejects.toMatchObject({ problem: { code: 'network/offline' } });
    expect(orders.at(-1)).toMatchObject({ mode: 'barge' });
    expect(service.current()?.mode).toBe('barge');
  });
  it('stops by hanging up, and tells the server until it answers', async () => {
    const { service, orders, agentId, world, countOf, runFor } = setUp();
    const { id } = await service.start(agentId, 'listen', 0);
    world.isAway = true;
    service.stop();
    expect(orders.at(-1)).toEqual({ do: 'hang-up', callId: id });
    await runFor(60_000);
    const tries = countOf('endSupervision');
    expect(tries).toBeGreaterThan(1);
    world.isAway = false;
    await runFor(120_000);
    const answered = countOf('endSupervision');
    await runFor(600_000);
    expect(countOf('endSupervision')).toBe(answered);
    await expect(service.setMode('listen')).rejects.toMatchObject({ problem: { code: 'phone/no-such-call' } });
  });
  it('lets go of one agent before listening to the next', async () => {
    const { service, orders, agentId, countOf } = setUp();
    const first = await service.start(agentId, 'listen', 0);
    const second = await service.start(createId(), 'whisper', 0);
    expect(orders.map((order) => order.do)).toEqual(['supervise', 'hang-up', 'supervise']);
    expect(countOf('endSupervision')).toBe(1);
    service.follow(showing(aCall('ended', { callId: first.id }), aCall('active', { callId: second.id })));
    expect(service.current()?.id).toBe(second.id);
  });
  it('that did not come about is ended at the server and shown nowhere', async () => {
    const { service, world, agentId, countOf } = setUp();
    world.isTaken = false;
    await expect(service.start(agentId, 'listen', 0)).rejects.toMatchObject({ problem: { code: 'phone/unavailable' } });
    expect(countOf('endSupervision')).toBe(1);
    world.isInCall = false;
    await expect(service.start(agentId, 'listen', 0)).rejects.toMatchObject({
      problem: { code: 'supervision/not-in-call' },
    });
    expect(service.current()).toBeNull();
  });
  it("ends an agent's call in an emergency", async () => {
    const { service, asked } = setUp();
    const callId = createId();
    await service.hangUpCall(callId, 'Threat to the consumer');
    expect(asked).toEqual([
      { id: 'hangUpCall', request: { params: { id: callId }, body: { reason: 'Threat to the consumer' } } },
    ]);
  });
});
