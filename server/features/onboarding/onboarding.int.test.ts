/** Nobody dials for an organization that has not settled what it must; what it settled reaches the rules. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LicenseBody, OnboardingAnswer } from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import { onboardingSteps } from '../../../shared/domain/onboarding/onboarding-steps.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { callerId, CallWorld, dayMs } from '../calls/testing/call-world.ts';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open();
});
afterAll(() => world.close());

const identity = {
  step: 'identity' as const,
  legal_name: 'Northgate Recovery LLC',
  caller_name: 'Northgate',
  collector_type: 'debt-buyer' as const,
  mailing_address: '1 Main St, Albany NY 12207',
  agent_states: ['NY'],
};
const license: LicenseBody = {
  kind: 'license',
  state: 'NY',
  license_number: 'NY-1234',
  valid_from: '2026-01-01',
  valid_until: null,
};

/** Another organization of the same server, with its own people. */
async function newOrganization() {
  const organizationId = await world.server.addOrganization({ isTakenOver: false });
  const officer = await world.server.addUser('compliance', { organizationId });
  const agent = await world.server.addUser('agent', { organizationId });
  const body = { call_id: world.newId(), phone_number: '+12125550133', caller_id: callerId };
  return {
    officer,
    agent,
    save: (answer: OnboardingAnswer) => world.server.call('saveOnboardingStep', { body: answer }, officer.token),
    addLicense: (given: LicenseBody, id = world.newId()) =>
      world.server.call('addStateLicense', { params: { id }, body: given }, officer.token),
    read: async (user: TestUser = officer) => {
      const reply = await world.server.call('getOnboarding', {}, user.token);
      if (!reply.ok) throw new Error(reply.problem.code);
      return reply.body;
    },
    start: (shown = callerId) =>
      world.server.call('startCall', { body: { ...body, call_id: world.newId(), caller_id: shown } }, agent.token),
    preDial: () => world.server.call('evaluatePreDial', { body: { phone_number: '+12125550133' } }, agent.token),
  };
}
type Organization = Awaited<ReturnType<typeof newOrganization>>;

async function complete(organization: Organization, licenses: LicenseBody[] = [license]): Promise<void> {
  await organization.save(identity);
  for (const each of licenses) await organization.addLicense(each);
  for (const step of ['licenses', 'packs', 'scripts'] as const) await organization.save({ step });
  await organization.save({ step: 'caller-ids', phone_numbers: [callerId] });
  const last = await organization.save({ step: 'retention', recording_months: 36, record_months: 36 });
  expect(last).toMatchObject({ ok: true, body: { may_dial: true, is_complete: true, taken_over: null } });
}

async function findingOf(organization: Organization, ruleId: string) {
  const reply = await organization.preDial();
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.findings.find(({ rule_id }) => rule_id === ruleId);
}

describe('an organization that has not settled what it must', () => {
  it('cannot dial; the refusal says what is missing and who can do it, and is in the audit log', async () => {
    const organization = await newOrganization();
    const state = await organization.read();
    expect(state).toMatchObject({ may_dial: false, is_complete: false, taken_over: null, least_retention_months: 36 });
    expect(state.steps.map(({ step, is_done }) => [step, is_done])).toEqual(
      onboardingSteps.map((step) => [step, false]),
    );
    expect(state.scripts.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['right-party.confirm', 'identity.say', 'mini-miranda.initial', 'recording.announce']),
    );

    const refused = await organization.start();
    expect(refused).toMatchObject({
      status: 422,
      problem: { code: 'onboarding/incomplete', detail: { roles: ['owner', 'admin', 'compliance'] } },
    });
    const detail = refused.ok ? null : (refused.problem.detail as { missing: { step: string }[] });
    expect(detail?.missing.map(({ step }) => step)).toEqual([...onboardingSteps]);
    expect(await organization.preDial()).toMatchObject({ status: 422, problem: { code: 'onboarding/incomplete' } });
    const rows = await world.server.sql(
      `select action, detail from audit_log where organization_id = $1 and actor_id = $2`,
      [organization.agent.organizationId, organization.agent.id],
    );
    expect(rows).toMatchObject([{ action: 'call.refused', detail: { missing_setup: [...onboardingSteps] } }]);
    const calls = await world.server.sql('select from calls where organization_id = $1', [
      organization.agent.organizationId,
    ]);
    expect(calls).toEqual([]);
  });

  it('is told of each step that is left, and dials once the last one is done', async () => {
    const organization = await newOrganization();
    await organization.save(identity);
    await organization.addLicense(license);
    for (const step of ['licenses', 'packs', 'scripts'] as const) await organization.save({ step });
    await organization.save({ step: 'caller-ids', phone_numbers: [callerId] });
    expect(await organization.start()).toMatchObject({
      status: 422,
      problem: { detail: { missing: [{ step: 'retention' }] } },
    });
    await organization.save({ step: 'retention', recording_months: 36, record_months: 60 });
    expect(await organization.start()).toMatchObject({ status: 201 });
    expect(await organization.read()).toMatchObject({
      identity: { legal_name: 'Northgate Recovery LLC' },
      organization: { caller_name: 'Northgate' },
      retention: { record_months: 60 },
    });
  });

  it('shows a further number only once it is confirmed; the others go on', async () => {
    const organization = await newOrganization();
    await complete(organization);
    const further = '+13105550199';
    await world.server.sql(
      `update organizations set caller_ids = caller_ids || jsonb_build_array(jsonb_build_object('phone_number', $2::text, 'label', 'West'))
       where id = $1`,
      [organization.agent.organizationId, further],
    );
    expect(await organization.read()).toMatchObject({ may_dial: true, is_complete: false });
    expect(await organization.start(further)).toMatchObject({
      status: 422,
      problem: { code: 'onboarding/incomplete', detail: { missing: [{ step: 'caller-ids' }] } },
    });
    expect(await organization.start()).toMatchObject({ status: 201 });
    await organization.save({ step: 'caller-ids', phone_numbers: [callerId, further] });
    expect(await organization.start(further)).toMatchObject({ status: 201 });
  });

  it('need not confirm the packs once each was decided about', async () => {
    const organization = await newOrganization();
    const packs = await world.server.call('listRulePacks', {}, organization.officer.token);
    if (!packs.ok) throw new Error(packs.problem.code);
    const isPacksDone = async () => (await organization.read()).steps.find(({ step }) => step === 'packs')?.is_done;
    const [last, ...others] = packs.body.packs.filter((pack) => !pack.is_fixed);
    const decide = ({ pack_id: id, mode }: NonNullable<typeof last>) =>
      world.server.call(
        'setRulePackMode',
        { params: { id }, body: { mode, reason: 'Counsel looked at it' } },
        organization.officer.token,
      );
    for (const pack of others) await decide(pack);
    expect(await isPacksDone()).toBe(false);
    if (last) await decide(last);
    expect(await isPacksDone()).toBe(true);
  });

  it('still calls for help and takes calls', async () => {
    const { agent } = await newOrganization();
    const ended = await world.events(world.newId(), [world.event('answered'), world.event('ended')], {
      agent,
      incoming: '+12125550134',
    });
    expect(ended).toMatchObject({ ok: true });
    const at = new Date(world.clock.now()).toISOString();
    const body = { call_id: world.newId(), number: '911' as const, at, location: null, location_confirmed_at: null };
    const help = await world.server.call(
      'reportEmergencyCall',
      { body },
      { token: agent.token, idempotencyKey: world.newId() },
    );
    expect(help.status).toBe(201);
  });

  it('has the agents ask again for their verdicts when a step is saved', async () => {
    const organization = await newOrganization();
    const told = async () =>
      world.server.sql(`select from live_events where organization_id = $1 and payload->>'type' = 'queue-changed'`, [
        organization.agent.organizationId,
      ]);
    expect(await told()).toHaveLength(0);
    await organization.save(identity);
    expect(await told()).toHaveLength(1);
    const id = world.newId();
    await organization.addLicense(license, id);
    await world.server.call(
      'withdrawStateLicense',
      { params: { id }, body: { reason: 'Typed for the wrong state' } },
      organization.officer.token,
    );
    expect(await told()).toHaveLength(3);
  });
});

describe('answers', () => {
  it('of too short a retention, and of numbers that are not ours, are refused with the field', async () => {
    const organization = await newOrganization();
    expect(await organization.save({ step: 'retention', recording_months: 35, record_months: 36 })).toMatchObject({
      status: 400,
      problem: { issues: [{ path: 'body.recording_months', message: expect.stringContaining('at least 3 years') }] },
    });
    expect(await organization.save({ step: 'caller-ids', phone_numbers: [callerId, '+13105550100'] })).toMatchObject({
      status: 400,
      problem: { issues: [{ path: 'body.phone_numbers.1' }] },
    });
    expect(await organization.save({ ...identity, agent_states: ['ZZ'] })).toMatchObject({
      status: 400,
      problem: { issues: [{ path: 'body.agent_states.0' }] },
    });
    expect(await organization.save({ step: 'licenses' })).toMatchObject({
      status: 409,
      problem: { code: 'onboarding/nothing-to-confirm' },
    });
  });

  it('are kept one after the other; the latest holds', async () => {
    const organization = await newOrganization();
    await organization.save({ step: 'retention', recording_months: 36, record_months: 36 });
    await organization.save({ step: 'retention', recording_months: 84, record_months: 84 });
    expect((await organization.read()).retention).toEqual({ recording_months: 84, record_months: 84 });
    const rows = await world.server.sql(`select answer from onboarding_steps where organization_id = $1`, [
      organization.officer.organizationId,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('of one organization are not another’s', async () => {
    const one = await newOrganization();
    await one.save(identity);
    const id = world.newId();
    await one.addLicense(license, id);
    const other = await newOrganization();
    expect(await other.read()).toMatchObject({ identity: null, licenses: [] });
    expect(
      await world.server.call(
        'withdrawStateLicense',
        { params: { id }, body: { reason: 'Not mine to take back' } },
        other.officer.token,
      ),
    ).toMatchObject({ status: 404 });
  });
});

describe('state licenses', () => {
  it('count to their last day, and as none from the next (L-1)', async () => {
    const organization = await newOrganization();
    await complete(organization, [{ ...license, valid_until: '2026-11-23' }]);
    expect(await findingOf(organization, 'L-1')).toMatchObject({ verdict: 'allow' });
    expect(await organization.start()).toMatchObject({ status: 201 });
    world.clock.advanceMs(dayMs);
    const agent = await world.server.addSession(organization.agent);
    organization.agent.token = agent.token;
    organization.officer.token = (await world.server.addSession(organization.officer)).token;
    expect(await findingOf(organization, 'L-1')).toMatchObject({ verdict: 'block' });
    expect(await organization.read()).toMatchObject({ licenses: [{ standing: 'expired' }], is_complete: true });
    expect(await organization.start()).toMatchObject({ status: 422, problem: { code: 'compliance/blocked' } });
    world.clock.advanceMs(-dayMs);
  });

  it('that were taken back count as none, and stay on record', async () => {
    const organization = await newOrganization();
    await complete(organization, [license, { ...license, state: 'NJ' }]);
    const { licenses } = await organization.read();
    const id = licenses.find(({ state }) => state === 'NY')?.id ?? '';
    for (let count = 0; count < 2; count += 1) {
      const reply = await world.server.call(
        'withdrawStateLicense',
        { params: { id }, body: { reason: 'Surrendered to the state' } },
        organization.officer.token,
      );
      expect(reply).toMatchObject({ ok: true });
    }
    expect((await organization.read()).licenses).toMatchObject([
      { state: 'NJ', standing: 'in-force' },
      {
        state: 'NY',
        standing: 'withdrawn',
        withdrawn: { by: 'Test compliance', reason: 'Surrendered to the state' },
      },
    ]);
    expect(await findingOf(organization, 'L-1')).toMatchObject({ verdict: 'block' });
  });

  it('sent twice have one effect, and the same id stands for no other license', async () => {
    const organization = await newOrganization();
    const id = world.newId();
    await organization.addLicense(license, id);
    expect(await organization.addLicense(license, id)).toMatchObject({ ok: true, body: { licenses: [{ id }] } });
    expect(await organization.addLicense({ ...license, state: 'NJ' }, id)).toMatchObject({
      status: 400,
      problem: { issues: [{ path: 'params.id' }] },
    });
    expect(await organization.addLicense({ ...license, valid_until: '2025-12-31' })).toMatchObject({
      status: 400,
      problem: { issues: [{ path: 'body.valid_until' }] },
    });
  });

  it('may be not needed, with whose judgment that is', async () => {
    const organization = await newOrganization();
    await complete(organization, [
      {
        kind: 'not-needed',
        state: 'NY',
        decided_by: 'Dana Whitlock, counsel',
        reason: 'We collect our own debts there',
        valid_from: '2026-01-01',
      },
    ]);
    expect(await findingOf(organization, 'L-1')).toMatchObject({ verdict: 'allow' });
  });
});

describe('where agents sit', () => {
  it('reaches the recording rule: one state is known, of several nobody knows', async () => {
    const organization = await newOrganization();
    await complete(organization);
    expect((await findingOf(organization, 'REC'))?.facts).toMatchObject({
      places: expect.arrayContaining(['the agent: NY']),
      consent_of: 'one party',
    });
    await organization.save({ ...identity, agent_states: ['NY', 'NJ'] });
    expect((await findingOf(organization, 'REC'))?.facts).toMatchObject({
      places: expect.arrayContaining(['the agent: unknown']),
      consent_of: 'all parties',
    });
  });
});

describe('an organization that was taken over', () => {
  it('dials as before, is told what is open, and its half-typed list of licenses stops nobody', async () => {
    const officer = await world.server.addUser('compliance');
    expect((await world.start(await world.addConsumer())).status).toBe(201);
    await world.server.call(
      'addStateLicense',
      { params: { id: world.newId() }, body: { ...license, state: 'NJ' } },
      officer.token,
    );
    const reply = await world.server.call('getOnboarding', {}, officer.token);
    expect(reply).toMatchObject({
      body: { may_dial: true, is_complete: false, taken_over: { reason: expect.any(String) } },
    });
    expect((await world.start(await world.addConsumer())).status).toBe(201);
    await world.server.call('saveOnboardingStep', { body: { step: 'licenses' } }, officer.token);
    expect((await world.start(await world.addConsumer())).status).toBe(422);
  });
});
