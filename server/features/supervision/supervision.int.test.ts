/** Promise: nobody listens without a permit, to a call that goes on, once; and whoever may know is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';
import { LiveReader } from '../live/testing/live-reader.ts';
import { testPbxSecret, type TestUser } from '../../testing/test-server.ts';
import { endAbandonedSupervisions } from './index.ts';

let world: CallWorld;
let supervisor: TestUser;
let consumer: TestConsumer;
const readers: LiveReader[] = [];

beforeEach(async () => {
  world = await CallWorld.open(undefined, { DESKLINE_PBX_SERVICES: 'supervise', DESKLINE_SIP_DOMAIN: 'pbx.test' });
  supervisor = await world.server.addUser('supervisor');
  consumer = await world.addConsumer();
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
  await world.close();
});

type StartGiven = { id?: string; agentId?: string; mode?: SupervisionMode; by?: TestUser };
const start = (given: StartGiven = {}) => {
  const body = {
    id: given.id ?? world.newId(),
    agent_id: given.agentId ?? world.agent.id,
    mode: given.mode ?? 'listen',
  };
  return world.server.call('startSupervision', { body: { ...body, mode: body.mode } }, (given.by ?? supervisor).token);
};
async function started(given: StartGiven = {}) {
  const reply = await start(given);
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body;
}
const redeem = (permit: string, over: { supervisor?: string; agent?: string } = {}) => {
  const body = { permit, supervisor: supervisor.sipUser, agent: world.agent.sipUser, ...over };
  return world.server.call('redeemSupervisionPermit', { body }, testPbxSecret);
};
const refusals = async () => (await world.audit('supervision.refused')).map(({ detail }) => detail['reason']);
const openFeed = async (user: TestUser): Promise<LiveReader> => {
  const reader = await LiveReader.open(world.server.url, user.token);
  readers.push(reader);
  await reader.waitForType('queue-changed');
  return reader;
};
const supervisionsTo = (reader: LiveReader): LiveEvent[] =>
  reader.received.map(({ event }) => event).filter(({ type }) => type.startsWith('supervision'));
const begunWith = (reader: LiveReader): LiveEvent[] => supervisionsTo(reader).slice(0, 1);
/** What was told after the beginning of the stream. */
const heardBy = (reader: LiveReader): LiveEvent[] => supervisionsTo(reader).slice(1);
const openIds = async () =>
  (await world.server.sql<{ id: string }>('select id from supervisions where ended_at is null order by id')).map(
    ({ id }) => id,
  );
const endedBy = async (id: string) =>
  (await world.server.sql<{ ended_by: string }>('select ended_by from supervisions where id = $1', [id]))[0]?.ended_by;

describe('a supervision', () => {
  it('gets a target, digits and a permit that passes once, for this supervisor and this agent', async () => {
    await world.place(consumer);
    const { supervision, sip_target, supervision_permit: permit, mode_digits } = await started({ mode: 'whisper' });
    expect(supervision).toMatchObject({ agent_id: world.agent.id, supervisor_id: supervisor.id, mode: 'whisper' });
    expect(sip_target).toBe(`sip:supervise-${world.agent.sipUser}@pbx.test`);
    expect(mode_digits).toEqual({ listen: '4', whisper: '5', barge: '6' });
    const [header] = permit.split('.');
    expect(JSON.parse(Buffer.from(header ?? '', 'base64url').toString())).toMatchObject({
      alg: 'EdDSA',
      typ: 'supervision-permit+jwt',
    });
    expect(await redeem(permit)).toMatchObject({
      ok: true,
      body: { allowed: true, agent: world.agent.sipUser, mode: 'whisper' },
    });
    expect(await redeem(permit)).toMatchObject({ status: 403, problem: { code: 'supervision/permit-refused' } });
    expect(await refusals()).toEqual(['used']);
    expect(await world.audit('supervision.started')).toMatchObject([
      { subject_id: supervision.id, detail: { agent_id: world.agent.id, mode: 'whisper' } },
    ]);
    expect(await world.audit('supervision.redeemed')).toHaveLength(1);
  });

  it('needs an agent who is in a call', async () => {
    expect(await start()).toMatchObject({ status: 409, problem: { code: 'supervision/not-in-call' } });
    const callId = await world.place(consumer);
    await world.events(callId, [world.event('ended', { sip_status: 487, ended_by: 'agent' })]);
    expect(await start()).toMatchObject({ status: 409, problem: { code: 'supervision/not-in-call' } });
  });

  it('is for nobody of another organisation, nobody unknown, and not for oneself', async () => {
    await world.place(consumer);
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('supervisor', { organizationId });
    expect(await start({ by: stranger })).toMatchObject({ status: 404 });
    expect(await start({ agentId: world.newId() })).toMatchObject({ status: 404 });
    expect(await start({ by: supervisor, agentId: supervisor.id })).toMatchObject({ status: 400 });
    expect(await start({ by: world.agent })).toMatchObject({ status: 403 });
  });

  it('is not offered without a PBX that does it', async () => {
    const other = await CallWorld.open();
    const boss = await other.server.addUser('supervisor');
    await other.place(await other.addConsumer());
    const body = { id: other.newId(), agent_id: other.agent.id, mode: 'listen' as const };
    expect(await other.server.call('startSupervision', { body }, boss.token)).toMatchObject({
      problem: { code: 'telephony/not-offered' },
    });
    await other.close();
  });

  it('asked for again gets a fresh permit until one was used, and is never another one', async () => {
    await world.place(consumer);
    const id = world.newId();
    const first = await started({ id });
    clockForward(59_000);
    const second = await started({ id });
    expect(await openIds()).toEqual([id]);
    clockForward(30_000);
    expect((await redeem(first.supervision_permit)).ok).toBe(false);
    expect((await redeem(second.supervision_permit)).ok).toBe(true);
    expect(await start({ id })).toMatchObject({ status: 400 });
    expect(await start({ id, by: await world.server.addUser('manager') })).toMatchObject({ status: 400 });
  });

  it('begun again by the same supervisor replaces the one that was lost', async () => {
    await world.place(consumer);
    const lost = await started();
    const again = await started();
    expect(await openIds()).toEqual([again.supervision.id]);
    expect(await endedBy(lost.supervision.id)).toBe('replaced');
    expect((await redeem(lost.supervision_permit)).ok).toBe(false);
    expect(await refusals()).toEqual(['over']);
  });
});

const inTenSeconds = (): string => new Date(world.clock.now() + 10_000).toISOString();
const clockForward = (ms: number): void => world.clock.advanceMs(ms);

describe('a supervision permit', () => {
  it('is refused with the same answer whatever is wrong; the log says what', async () => {
    const callId = await world.place(consumer);
    const { supervision_permit: permit } = await started();
    const [head, body, signature] = permit.split('.');
    const { started: dialled } = await world.start(await world.addConsumer());
    const answers = [
      await redeem('nonsense'),
      await redeem(`${head}.${body}.${(signature ?? '').replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`),
      // A permit to dial is none to listen.
      await redeem(dialled?.dial_permit ?? ''),
      await redeem(permit, { supervisor: 'somebody' }),
      await redeem(permit, { agent: 'somebody' }),
    ];
    await world.events(callId, [world.event('ended', { sip_status: 487, ended_by: 'remote' })]);
    answers.push(await redeem(permit));
    clockForward(60_000);
    answers.push(await redeem(permit));
    const seen = answers.map((answer) => (answer.ok ? 'ok' : { ...answer.problem, request_id: '' }));
    for (const answer of seen) expect(answer).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ code: 'supervision/permit-refused' });
    const reasons = (await refusals()).map(String).toSorted();
    const expected = ['malformed', 'forged', 'malformed', 'other-supervisor', 'other-agent', 'over', 'expired'];
    expect(reasons).toEqual(expected.toSorted());
  });

  it('is not redeemed by anybody but the PBX', async () => {
    await world.place(consumer);
    const { supervision_permit: permit } = await started();
    const body = { permit, supervisor: supervisor.sipUser, agent: world.agent.sipUser };
    expect((await world.server.call('redeemSupervisionPermit', { body }, supervisor.token)).status).toBe(401);
  });

  it('passes once, also for two at once', async () => {
    await world.place(consumer);
    const { supervision_permit: permit } = await started();
    const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(permit)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('carries the mode that was chosen last', async () => {
    await world.place(consumer);
    const { supervision, supervision_permit: permit } = await started();
    const request = { params: { id: supervision.id }, body: { mode: 'barge' as const } };
    expect((await world.server.call('setSupervisionMode', request, supervisor.token)).ok).toBe(true);
    expect(await redeem(permit)).toMatchObject({ body: { mode: 'barge' } });
  });
});

describe('who is told', () => {
  it('the floor always, the agent where the organisation shows it', async () => {
    const [floor, agent] = [await openFeed(supervisor), await openFeed(world.agent)];
    const bystander = await openFeed(await world.server.addUser('agent'));
    await world.place(consumer);
    const { supervision } = await started();
    const { id } = supervision;
    await world.server.call('setSupervisionMode', { params: { id }, body: { mode: 'whisper' } }, supervisor.token);
    await world.server.call('endSupervision', { params: { id } }, supervisor.token);
    for (const reader of [floor, agent]) {
      await reader.waitForType('supervision-ended');
      expect(heardBy(reader)).toEqual([
        { type: 'supervision', supervision },
        { type: 'supervision', supervision: { ...supervision, mode: 'whisper' } },
        { type: 'supervision-ended', supervision_id: id, agent_id: world.agent.id },
      ]);
    }
    expect(heardBy(bystander)).toEqual([]);

    await world.server.sql('update organizations set shows_supervision = false');
    const hidden = await started();
    await floor.waitFor(({ event }) => event.type === 'supervision' && event.supervision.id === hidden.supervision.id);
    await world.server.call('endSupervision', { params: { id: hidden.supervision.id } }, supervisor.token);
    await world.server.liveFeed.settle();
    expect(heardBy(agent)).toHaveLength(3);
  });

  it('the agent as the manager chooses, also about what goes on at the moment', async () => {
    const agent = await openFeed(world.agent);
    const manager = await world.server.addUser('manager');
    const shows = (isShown: boolean, token = manager.token) =>
      world.server.call('setSupervisionNotice', { body: { shows_supervision: isShown } }, token);
    await world.place(consumer);
    const { supervision } = await started();
    expect(await shows(false)).toMatchObject({ body: { shows_supervision: false } });
    const ended = { type: 'supervision-ended', supervision_id: supervision.id, agent_id: world.agent.id };
    await shows(false);
    await shows(true);
    expect((await shows(false, supervisor.token)).status).toBe(403);
    const seen = { type: 'supervision', supervision };
    await agent.waitFor(() => heardBy(agent).length >= 3);
    expect(heardBy(agent)).toEqual([seen, ended, seen]);
  });

  it('not whoever sees the floor: there the supervision of their own call goes on', async () => {
    const manager = await world.server.addUser('manager');
    await world.place(consumer);
    await world.server.sql(`update users set role = 'supervisor' where id = $1`, [world.agent.id]);
    const own = await openFeed({ ...world.agent, token: (await world.server.addSession(world.agent)).token });
    const { supervision } = await started();
    const shows = (isShown: boolean) =>
      world.server.call('setSupervisionNotice', { body: { shows_supervision: isShown } }, manager.token);
    await shows(false);
    await world.server.call('endSupervision', { params: { id: supervision.id } }, supervisor.token);
    await own.waitForType('supervision-ended');
    const told = heardBy(own).map(({ type }) => type);
    expect(told.filter((type) => type === 'supervision-ended')).toHaveLength(1);
  });

  it('a stream begins with the supervisions that go on', async () => {
    await world.place(consumer);
    const { supervision } = await started();
    const expected = [{ type: 'supervisions', supervisions: [supervision] }];
    expect(begunWith(await openFeed(supervisor))).toEqual(expected);
    expect(begunWith(await openFeed(world.agent))).toEqual(expected);
    const nobody = [{ type: 'supervisions', supervisions: [] }];
    expect(begunWith(await openFeed(await world.server.addUser('agent')))).toEqual(nobody);
    await world.server.sql('update organizations set shows_supervision = false');
    expect(begunWith(await openFeed(world.agent))).toEqual(nobody);
  });
});

const keep = () => endAbandonedSupervisions(world.server.database, world.server.organizationId, world.clock);

describe('the end', () => {
  it('comes with the agent’s call, and only once', async () => {
    const callId = await world.place(consumer);
    const { supervision } = await started();
    await world.events(callId, [world.event('ended', { sip_status: 487, ended_by: 'agent' })]);
    expect(await openIds()).toEqual([]);
    expect(await endedBy(supervision.id)).toBe('call-ended');
    const request = { params: { id: supervision.id } };
    // Ended already: it may be said again, and stays as it ended.
    expect((await world.server.call('endSupervision', request, supervisor.token)).ok).toBe(true);
    expect(await endedBy(supervision.id)).toBe('call-ended');
    const mode = { ...request, body: { mode: 'barge' as const } };
    expect((await world.server.call('setSupervisionMode', mode, supervisor.token)).status).toBe(404);
  });

  it('is one’s own business', async () => {
    await world.place(consumer);
    const { supervision } = await started();
    const other = await world.server.addUser('supervisor');
    const request = { params: { id: supervision.id } };
    expect((await world.server.call('endSupervision', request, other.token)).status).toBe(404);
    const mode = { ...request, body: { mode: 'barge' as const } };
    expect((await world.server.call('setSupervisionMode', mode, other.token)).status).toBe(404);
    expect(await openIds()).toEqual([supervision.id]);
  });

  it('comes when the supervisor has no live connection any more', async () => {
    await world.place(consumer);
    const reader = await openFeed(supervisor);
    const { supervision, supervision_permit: permit } = await started();
    await redeem(permit);
    clockForward(16_000);
    await world.server.liveFeed.upkeep();
    expect(await openIds()).toEqual([supervision.id]);
    await reader.close();
    const leases = () => world.server.sql('select 1 from live_connections where expires_at <= $1', [inTenSeconds()]);
    await expect.poll(leases).toHaveLength(1);
    clockForward(10_001);
    await Promise.all([keep(), keep()]);
    expect(await openIds()).toEqual([]);
    expect(await world.audit('supervision.ended')).toMatchObject([
      { subject_id: supervision.id, detail: { supervision_ended_by: 'connection-lost' } },
    ]);
  });

  it('comes when nobody used the permit in time', async () => {
    await world.place(consumer);
    await openFeed(supervisor);
    const { supervision } = await started();
    clockForward(70_000);
    await world.server.liveFeed.upkeep();
    expect(await openIds()).toEqual([supervision.id]);
    clockForward(6_000);
    await world.server.liveFeed.upkeep();
    expect(await endedBy(supervision.id)).toBe('unused');
  });
});
