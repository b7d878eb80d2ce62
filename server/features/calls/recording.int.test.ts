/** Promise: what is said of a recording, and written down, is what the PBX confirmed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PretendPbx } from '../../testing/pretend-pbx.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld } from './testing/call-world.ts';

let world: CallWorld;
let pbx: PretendPbx;
let callId: string;

beforeAll(async () => {
  pbx = await PretendPbx.start();
  const offered = { DESKLINE_PBX_CONTROL: pbx.controlUrl, DESKLINE_PBX_SERVICES: 'record,supervise' };
  world = await CallWorld.open(undefined, offered);
});
beforeEach(async () => {
  pbx.isSilent = false;
  callId = await world.place(await world.addConsumer());
  pbx.recordings.set(callId, 'on');
});
afterAll(async () => {
  await world.close();
  await pbx.stop();
});

const read = (user: TestUser = world.agent, id = callId) =>
  world.server.call('getRecordingState', { params: { id } }, user.token);
const pause = (user: TestUser = world.agent, isPaused = true, id = callId) =>
  world.server.call('setRecording', { params: { id }, body: { is_paused: isPaused, reason: 'payment' } }, user.token);
const lastAudit = async () => (await world.audit('recording.changed')).filter((row) => row.subject_id === callId);

describe('a recording', () => {
  it('is asked of the PBX, paused and resumed there, and audited with what it confirmed', async () => {
    expect(await read()).toMatchObject({ ok: true, body: { state: 'on' } });
    expect(await pause()).toMatchObject({ ok: true, body: { state: 'paused' } });
    expect(pbx.recordings.get(callId)).toBe('paused');
    expect(await read()).toMatchObject({ body: { state: 'paused' } });
    expect(await lastAudit()).toMatchObject([{ detail: { is_paused: true, reason: 'payment', confirmed: 'paused' } }]);
    expect(await pause(world.agent, false)).toMatchObject({ body: { state: 'on' } });
  });

  it('is found by the Call-ID that the phone told', async () => {
    await world.events(callId, [world.event('ringing', { sip_call_id: 'abc@phone' })]);
    await world.events(callId, [world.event('answered')]);
    await read();
    expect(pbx.askedSipCallIds.at(-1)).toBe('abc@phone');
  });

  it('of a silent PBX is unknown; a pause is not, and that it was asked stays on record', async () => {
    pbx.isSilent = true;
    expect(await read()).toMatchObject({ ok: true, body: { state: 'unknown' } });
    expect(await pause()).toMatchObject({ status: 503, problem: { code: 'telephony/pbx-silent' } });
    expect(await lastAudit()).toMatchObject([{ detail: { is_paused: true, confirmed: null } }]);
  });

  it('that there is not is off, which a pause does not change', async () => {
    pbx.recordings.set(callId, 'off');
    expect(await pause()).toMatchObject({ ok: true, body: { state: 'off' } });
    pbx.recordings.delete(callId);
    expect(await read()).toMatchObject({ body: { state: 'off' } });
    expect(await pause()).toMatchObject({ status: 404 });
  });

  it('is the agent’s own and the supervisor’s business', async () => {
    const colleague = await world.server.addUser('agent');
    const supervisor = await world.server.addUser('supervisor');
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('owner', { organizationId });
    for (const user of [colleague, stranger]) {
      expect((await read(user)).status).toBe(404);
      expect((await pause(user)).status).toBe(404);
    }
    expect(pbx.recordings.get(callId)).toBe('on');
    expect(await pause(supervisor)).toMatchObject({ body: { state: 'paused' } });
  });

  it('is not offered by a PBX that does not record', async () => {
    const other = await CallWorld.open();
    const id = await other.place(await other.addConsumer());
    const params = { id };
    const body = { is_paused: true, reason: 'agent' as const };
    expect(await other.server.call('getRecordingState', { params }, other.agent.token)).toMatchObject({
      body: { state: 'unknown' },
    });
    expect(await other.server.call('setRecording', { params, body }, other.agent.token)).toMatchObject({
      status: 409,
      problem: { code: 'telephony/not-offered' },
    });
    await other.close();
  });
});

const hangUp = async (id = callId) => {
  const { token } = await world.server.addUser('supervisor');
  return world.server.call('hangUpCall', { params: { id }, body: { reason: 'The agent is threatened' } }, token);
};
const audits = async () =>
  (await world.audit('supervision.call-hung-up')).filter((row) => row.subject_id === callId).map((row) => row.detail);

describe('hanging up an agent’s call', () => {
  it('is done at the PBX, with its reason on record', async () => {
    expect(await hangUp()).toMatchObject({ ok: true, body: { call_id: callId } });
    expect(pbx.recordings.has(callId)).toBe(false);
    expect(await audits()).toMatchObject([{ reason: 'The agent is threatened', is_confirmed: true }]);
  });

  it('is not said to be done when the PBX is silent', async () => {
    pbx.isSilent = true;
    expect(await hangUp()).toMatchObject({ status: 503, problem: { code: 'telephony/pbx-silent' } });
    expect(await audits()).toMatchObject([{ is_confirmed: false }]);
  });

  it('needs a call that goes on', async () => {
    expect((await hangUp(world.newId())).status).toBe(404);
    await world.events(callId, [world.event('ended', { sip_status: 487, ended_by: 'agent' })]);
    expect((await hangUp()).status).toBe(404);
  });
});

describe('a call’s row', () => {
  it('holds who ended it, how it sounded and what went wrong', async () => {
    const summary = {
      seconds: 62,
      mos_mean: 4.1,
      mos_lowest: 3.2,
      rtt_ms_mean: 40,
      jitter_ms_mean: null,
      loss_percent: 0.4,
      amber_seconds: 5,
      red_seconds: 2,
      audio_lost_ms: 2100,
    };
    const incident = {
      kind: 'media-path-lost' as const,
      duration_ms: 2100,
      sentence: 'Audio was lost for 2.1 s: Wi-Fi changed',
    };
    await world.events(callId, [world.event('answered')]);
    world.clock.advanceMs(1000);
    await world.events(callId, [world.event('incident', { incident })]);
    world.clock.advanceMs(1000);
    const last = [world.event('quality-summary', { summary }), world.event('ended', { ended_by: 'remote' })];
    await world.events(callId, last);
    await world.events(callId, last);
    const reply = await world.server.call('listCalls', { query: {} }, world.agent.token);
    const row = reply.ok ? reply.body.rows.find(({ id }) => id === callId) : undefined;
    expect(row).toMatchObject({ ended_by: 'remote', quality: summary, incidents: [incident] });
    const fresh = await world.place(await world.addConsumer());
    const again = await world.server.call('listCalls', { query: {} }, world.agent.token);
    const untold = again.ok ? again.body.rows.find(({ id }) => id === fresh) : undefined;
    expect(untold).toMatchObject({ ended_by: null, quality: null, incidents: [] });
  });
});
