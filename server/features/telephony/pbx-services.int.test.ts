/** Directory, queues, breaks in queues and parking, with a PBX that answers or is silent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pauseInQueuesTask } from '../live/index.ts';
import { LiveReader } from '../live/testing/live-reader.ts';
import { CallWorld } from '../calls/testing/call-world.ts';
import { PretendPbx } from '../../testing/pretend-pbx.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { purgeParkedCalls } from './index.ts';

let world: CallWorld;
let pbx: PretendPbx;
const readers: LiveReader[] = [];

beforeEach(async () => {
  pbx = await PretendPbx.start();
  world = await CallWorld.open(undefined, {
    DESKLINE_PBX_CONTROL: pbx.controlUrl,
    DESKLINE_PBX_SERVICES: 'park,queues',
    DESKLINE_PBX_QUEUES: 'support:Customer support',
  });
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
  await world.close();
  await pbx.stop();
});

const openFeed = async (user: TestUser): Promise<LiveReader> => {
  const reader = await LiveReader.open(world.server.url, user.token);
  readers.push(reader);
  await reader.waitForType('queue-changed');
  return reader;
};
const directory = async (user = world.agent) => {
  const reply = await world.server.call('getDirectory', {}, user.token);
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body;
};
const signIn = (isSignedIn: boolean, id = 'support') =>
  world.server.call('setQueueMembership', { params: { id }, body: { is_signed_in: isSignedIn } }, world.agent.token);
const say = (state: 'available' | 'break' | 'wrap-up', reason: 'lunch' | null = null) =>
  world.server.call(
    'setAgentState',
    { body: { state, reason, since: new Date(world.clock.now()).toISOString() } },
    { token: world.agent.token, idempotencyKey: world.newId() },
  );

describe('the services of the PBX', () => {
  it('are in the phone’s token, and only those it offers', async () => {
    const reply = await world.server.call('issuePhoneToken', {}, world.agent.token);
    expect(reply.ok && reply.body.services).toEqual({
      conference_prefix: null,
      park_prefix: 'park-',
      pick_up_prefix: 'pick-up-',
      voicemail: null,
      supervise_prefix: null,
      echo: null,
      emergency: null,
      can_record: false,
      has_queues: true,
    });
  });
});

describe('the directory', () => {
  it('has colleagues with a phone and what they do, and no one else', async () => {
    const colleague = await world.server.addUser('agent');
    const supervisor = await world.server.addUser('supervisor');
    await world.server.addUser('auditor');
    await world.server.addUser('agent', { organizationId: await world.server.addOrganization() });
    const gone = await world.server.addUser('agent');
    await world.server.sql('update users set is_active = false where id = $1', [gone.id]);
    await openFeed(supervisor);
    const { colleagues } = await directory();
    expect(colleagues.toSorted((a, b) => (a.role < b.role ? -1 : 1))).toEqual([
      { id: colleague.id, full_name: 'Test agent', role: 'agent', sip_user: colleague.sipUser, state: 'offline' },
      {
        id: supervisor.id,
        full_name: 'Test supervisor',
        role: 'supervisor',
        sip_user: supervisor.sipUser,
        state: 'available',
      },
    ]);
  });

  it('has the queues as the PBX knows them, and none while it is silent', async () => {
    const queue = { id: 'support', label: 'Customer support', sip_user: 'queue-support', waiting: 0 };
    expect((await directory()).queues).toEqual([{ ...queue, is_signed_in: false, is_paused: false }]);
    await signIn(true);
    expect((await directory()).queues).toEqual([{ ...queue, is_signed_in: true, is_paused: false }]);
    pbx.isSilent = true;
    expect((await directory()).queues).toEqual([]);
  });
});

describe('a queue', () => {
  it('is signed in to and out of at the PBX, on record', async () => {
    expect(await signIn(true)).toMatchObject({ ok: true, body: { is_signed_in: true, is_paused: false } });
    expect(await signIn(false)).toMatchObject({ ok: true, body: { is_signed_in: false } });
    expect(await signIn(true, 'nowhere')).toMatchObject({ status: 404 });
    const audits = (await world.audit('queue.membership-changed')).map(({ detail }) => detail['is_signed_in']);
    expect(new Set(audits)).toEqual(new Set([false, true]));
  });

  it('is not signed in to when the PBX is silent, which stays on record', async () => {
    pbx.isSilent = true;
    expect(await signIn(true)).toMatchObject({ status: 503, problem: { code: 'telephony/pbx-silent' } });
    expect(await world.audit('queue.membership-changed')).toMatchObject([{ detail: { is_confirmed: false } }]);
  });

  it('begins paused for who is on a break', async () => {
    await say('break', 'lunch');
    expect(await signIn(true)).toMatchObject({ body: { is_paused: true } });
  });
});

const jobs = () =>
  world.server.sql<{ payload: Record<string, unknown> }>(
    `select payload from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
     where identifier = $1 order by jobs.id`,
    [pauseInQueuesTask],
  );
const member = () => pbx.members.get('support')?.[0];

const runJob = async () => {
  const [job] = await jobs();
  await world.server.tasks[pauseInQueuesTask]?.(job?.payload);
};

describe('a break', () => {
  it('is a pause in every queue, by a job for each beginning and end', async () => {
    await signIn(true);
    await say('break', 'lunch');
    expect(await jobs()).toEqual([
      { payload: { agent_id: world.agent.id, organization_id: world.server.organizationId } },
    ]);
    await runJob();
    expect(member()).toMatchObject({ is_paused: true, pause_reason: 'lunch' });
    await say('break', null);
    expect(await jobs()).toHaveLength(1);
    await say('wrap-up');
    await say('available');
    expect(await jobs()).toHaveLength(2);
    await runJob();
    expect(member()).toMatchObject({ is_paused: false, pause_reason: null });
  });

  it('is tried again while the PBX is silent, and follows what holds by then', async () => {
    await signIn(true);
    await say('break', 'lunch');
    pbx.isSilent = true;
    await expect(runJob()).rejects.toMatchObject({ problem: { code: 'telephony/pbx-silent' } });
    await say('available');
    pbx.isSilent = false;
    await runJob();
    expect(member()).toMatchObject({ is_paused: false });
  });
});

const park = (callId = world.newId(), user = world.agent) => {
  const body = { call_id: callId, account_id: null, remote_name: 'Alex', phone_number: '+12125550101' };
  return world.server.call('parkCall', { body }, user.token);
};
const pickUp = (place: string, user = world.agent) =>
  world.server.call('pickUpCall', { params: { place } }, user.token);
const parked = async (user = world.agent) => {
  const reply = await world.server.call('listParkedCalls', {}, user.token);
  return reply.ok ? reply.body.rows.map(({ place }) => place) : [];
};

const placeOf = async (callId?: string, user?: TestUser) => {
  const reply = await park(callId, user);
  return reply.ok ? reply.body.place : reply.problem.code;
};

describe('a parking place', () => {
  it('is given out, told to everybody, and freed by picking up', async () => {
    const colleague = await world.server.addUser('agent');
    const reader = await openFeed(colleague);
    const consumer = await world.addConsumer();
    const body = { call_id: world.newId(), account_id: consumer.accountId, remote_name: null, phone_number: null };
    const reply = await world.server.call('parkCall', { body }, world.agent.token);
    expect(reply).toMatchObject({
      status: 201,
      body: { place: '701', parked_by: 'Test agent', account_reference: `R-${consumer.id}` },
    });
    expect((await reader.waitForType('call-parked')).event).toMatchObject({ parked: { place: '701' } });
    expect(await pickUp('701', colleague)).toMatchObject({ ok: true, body: { call_id: body.call_id } });
    expect((await reader.waitForType('call-picked-up')).event).toMatchObject({ place: '701' });
    expect((await pickUp('701')).status).toBe(404);
    expect(await parked()).toEqual([]);
  });

  it('is nobody else’s, whichever organisation they are of, until all twenty are taken', async () => {
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('agent', { organizationId });
    const places = await Promise.all(
      Array.from({ length: 24 }, (_, index) => placeOf(world.newId(), index % 2 === 0 ? world.agent : stranger)),
    );
    const taken = places.filter((place) => place.startsWith('7'));
    expect(taken.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => String(701 + index)));
    expect(places.filter((place) => !place.startsWith('7'))).toEqual(Array(4).fill('telephony/no-parking-place'));
    const theirs = await parked(stranger);
    const ours = await parked();
    expect([...theirs, ...ours].toSorted()).toEqual(taken.toSorted());
    expect((await pickUp(theirs[0] ?? '')).status).toBe(404);
  });

  it('of a call is one, however often it is asked for', async () => {
    const callId = world.newId();
    const places = await Promise.all(Array.from({ length: 6 }, () => placeOf(callId)));
    expect(new Set(places)).toEqual(new Set(['701']));
    expect(await parked()).toEqual(['701']);
  });

  it('is free again when its call ended without having been handed over', async () => {
    const [failed, handedOver] = [
      await world.place(await world.addConsumer()),
      await world.place(await world.addConsumer()),
    ];
    for (const callId of [failed, handedOver]) await park(callId);
    await world.events(failed, [world.event('ended', { ended_by: 'remote' })]);
    await world.events(handedOver, [world.event('transferred'), world.event('ended', { ended_by: 'agent' })]);
    expect(await parked()).toEqual(['702']);
  });

  it('is free again when the PBX has nobody there', async () => {
    const reader = await openFeed(await world.server.addUser('supervisor'));
    await park();
    await park();
    pbx.parkedPlaces.add('702');
    // The phone may still be bringing the call there.
    world.clock.advanceMs(19_000);
    await world.server.liveFeed.upkeep();
    expect(await parked()).toEqual(['701', '702']);
    world.clock.advanceMs(1_000);
    pbx.isSilent = true;
    await world.server.liveFeed.upkeep();
    expect(await parked()).toEqual(['701', '702']);
    pbx.isSilent = false;
    await world.server.liveFeed.upkeep();
    expect(await parked()).toEqual(['702']);
    expect((await reader.waitForType('call-picked-up')).event).toMatchObject({ place: '701' });
    expect(await world.audit('call.picked-up')).toMatchObject([{ detail: { place: '701' } }]);
  });

  it('is free again after two hours', async () => {
    await park();
    world.clock.advanceMs(2 * 3_600_000);
    const { token } = await world.server.addSession(world.agent);
    const agent = { ...world.agent, token };
    expect(await parked(agent)).toEqual([]);
    expect(await placeOf(world.newId(), agent)).toBe('701');
    world.clock.advanceMs(2 * 3_600_000);
    const { database, organizationId } = world.server;
    await database.withTenant(organizationId, (tenant) => purgeParkedCalls(tenant, world.clock.now(), organizationId));
    expect(await world.server.sql('select 1 from parked_calls')).toEqual([]);
    const told = await world.server.sql("select 1 from live_events where payload->>'type' = 'call-picked-up'");
    expect(told).toHaveLength(2);
  });

  it('is not offered without one', async () => {
    const other = await CallWorld.open();
    const body = { call_id: other.newId(), account_id: null, remote_name: null, phone_number: null };
    expect(await other.server.call('parkCall', { body }, other.agent.token)).toMatchObject({
      problem: { code: 'telephony/not-offered' },
    });
    const request = { params: { id: 'support' }, body: { is_signed_in: true } };
    expect(await other.server.call('setQueueMembership', request, other.agent.token)).toMatchObject({
      problem: { code: 'telephony/not-offered' },
    });
    await other.close();
  });
});
