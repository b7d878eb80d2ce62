/** Which packs bind the gate: the law of the consumer's state from the first call on, and what an organisation decided since. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPacks } from '../../../shared/domain/compliance/packs/all.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const inBoston = { region: 'MA', postalCode: '02108', phoneNumber: '+16175550123' };
const setMode = (id: string, mode: 'enforce' | 'shadow', reason = 'Counsel asked for it') =>
  world.server.call('setRulePackMode', { params: { id }, body: { mode, reason } }, officer.token);
const settingOf = async (packId: string) => {
  const reply = await world.server.call('listRulePacks', {}, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.packs.find(({ pack_id }) => pack_id === packId);
};

describe('rule packs', () => {
  it('are all listed; packs of policy watch until somebody enforces them', async () => {
    const reply = await world.server.call('listRulePacks', {}, officer.token);
    expect(reply.ok && reply.body.packs.map(({ pack_id }) => pack_id)).toEqual(allPacks.map(({ id }) => id));
    expect(await settingOf('us-federal')).toMatchObject({ mode: 'enforce', is_fixed: true, decided: null });
    expect(await settingOf('us-ma')).toMatchObject({ mode: 'enforce', is_default: true, is_fixed: false });
    expect(await settingOf('deskline-policy')).toMatchObject({ mode: 'shadow', is_default: true });
  });

  it('of the consumer’s state bind the gate, until they are put in shadow, and again when they are enforced', async () => {
    const consumer = await world.addConsumer(inBoston);
    await world.addAttempts(consumer, 2);
    const refused = await world.start(consumer);
    expect(refused).toMatchObject({ status: 422, decision: { verdict: 'defer' } });
    const late = refused.decision?.findings
      .filter(({ verdict, mode }) => verdict === 'defer' && mode === 'enforce')
      .map(({ pack_id }) => pack_id);
    expect(new Set(late)).toEqual(new Set(['us-ma']));

    expect(await setMode('us-ma', 'shadow')).toMatchObject({ ok: true, body: { mode: 'shadow', is_default: false } });
    const allowed = await world.start(consumer);
    expect(allowed.status).toBe(201);
    const watched = allowed.decision?.findings.find(({ rule_id }) => rule_id === 'S-1b');
    expect(watched).toMatchObject({ mode: 'shadow', verdict: 'defer' });

    await setMode('us-ma', 'enforce');
    expect(await settingOf('us-ma')).toMatchObject({ mode: 'enforce', decided: { by: 'Test compliance' } });
    expect((await world.start(consumer)).status).toBe(422);
  });

  it('know where a number rings: at work Massachusetts counts thirty days', async () => {
    const consumer = await world.addConsumer({ ...inBoston, phoneNumber: '+16175550124' });
    await world.server.sql(`update consumer_phone_numbers set kind = 'work' where consumer_id = $1`, [consumer.id]);
    await world.addAttempts(consumer, 2);
    await world.server.sql(
      `update contact_ledger set placed_at = placed_at - interval '20 days' where consumer_id = $1`,
      [consumer.id],
    );
    const findings = (await world.preDial(consumer)).findings.filter(({ pack_id }) => pack_id === 'us-ma');
    expect(findings.find(({ rule_id }) => rule_id === 'S-1b')?.verdict).toBe('allow');
    expect(findings.find(({ rule_id }) => rule_id === 'S-1b-away')?.verdict).toBe('defer');
  });

  it('of the federal floor cannot be loosened, and one that does not exist is not found', async () => {
    expect(await setMode('us-federal', 'shadow')).toMatchObject({
      ok: false,
      problem: { code: 'compliance/pack-is-floor' },
    });
    expect(await setMode('us-xx', 'shadow')).toMatchObject({ ok: false, problem: { code: 'request/not-found' } });
    expect(await setMode('us-wv', 'shadow', 'too short')).toMatchObject({
      ok: false,
      problem: { code: 'request/invalid' },
    });
  });

  it('are signed off by counsel in their own name, for the version that is shipped, and run as before', async () => {
    const signedOff = { by: 'Robin Chase', on: '2026-11-20' };
    const change = (id: string, body: object) =>
      world.server.call(
        'setRulePackMode',
        { params: { id }, body: { reason: 'Counsel has read it', ...body } },
        officer.token,
      );
    for (const id of ['us-federal', 'us-retention']) {
      const version = allPacks.find((pack) => pack.id === id)?.version;
      expect(await change(id, { signed_off: signedOff })).toMatchObject({ ok: true, body: { mode: 'enforce' } });
      expect(await settingOf(id)).toMatchObject({ decided: null, signed_off: { ...signedOff, version } });
      for (const mode of ['shadow', 'enforce'])
        expect(await change(id, { mode })).toMatchObject({ problem: { code: 'compliance/pack-is-floor' } });
    }
    await change('us-dc', { mode: 'shadow' });
    expect(await change('us-dc', { signed_off: signedOff })).toMatchObject({ body: { mode: 'shadow' } });
    expect(await settingOf('us-dc')).toMatchObject({ mode: 'shadow', signed_off: signedOff });
    await change('us-dc', { mode: 'enforce' });
    expect(await settingOf('us-dc')).toMatchObject({ mode: 'enforce', signed_off: signedOff });
    // A sign-off decides nothing: nobody has decided about this pack.
    await change('us-or', { signed_off: signedOff });
    expect(await settingOf('us-or')).toMatchObject({ is_default: true, decided: null, signed_off: signedOff });

    const later = { signed_off: { by: 'Robin Chase', on: '2026-11-25' } };
    for (const wrong of [later, {}])
      expect(await change('us-wa', wrong)).toMatchObject({ problem: { code: 'request/invalid' } });
    const row = (await world.audit('compliance.pack-mode-changed')).find((each) => each.subject_id === 'us-federal');
    expect(row).toMatchObject({ detail: { signed_off: signedOff } });
  });

  it('of one organisation are not another’s, and every change is in the audit log', async () => {
    await setMode('us-wa', 'shadow', 'Not signed off yet');
    const organizationId = await world.server.addOrganization();
    const other = await world.server.addUser('compliance', { organizationId });
    const reply = await world.server.call('listRulePacks', {}, other.token);
    expect(reply.ok && reply.body.packs.find(({ pack_id }) => pack_id === 'us-wa')).toMatchObject({ is_default: true });
    const row = (await world.audit('compliance.pack-mode-changed')).find(({ subject_id }) => subject_id === 'us-wa');
    expect(row).toMatchObject({
      subject_id: 'us-wa',
      detail: { mode: 'shadow', mode_before: 'enforce', reason: 'Not signed off yet' },
    });
  });
});
