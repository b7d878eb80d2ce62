/** Violations through HTTP on real PostgreSQL: what the record of calls proves, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { DispositionBody } from '../../../shared/contracts/calls/calls.contract.ts';
import type { violationEndpoints } from '../../../shared/contracts/compliance/violations.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';

let world: CallWorld;
let auditor: TestUser;
type Made = { consumer: TestConsumer; agent: TestUser; callId: string; codes: string[] };
const made = new Map<string, Made>();

/** A call that was answered and ended, by an agent who has just signed in; its obligations are what the agent has to say. */
async function talk(name: string, minutes = 3): Promise<Made> {
  const consumer = await world.addConsumer();
  const agent = await world.server.addUser('agent');
  const { started, code } = await world.start(consumer, { agent });
  if (!started) throw new Error(`The call was refused: ${code}`);
  await world.events(started.call_id, [world.event('ringing'), world.event('answered')], { agent });
  world.clock.advanceMs(minutes * 60_000);
  const ended = await world.events(started.call_id, [world.event('ended', { ended_by: 'remote' })], { agent });
  if (!ended.ok) throw new Error(ended.problem.code);
  const call = { consumer, agent, callId: started.call_id, codes: started.script.map((each) => each.code) };
  made.set(name, call);
  return call;
}
async function dispose(call: Made, given: Partial<DispositionBody> = {}): Promise<void> {
  const saved = { saved_at: new Date(world.clock.now()).toISOString(), base_version: 0 };
  const reply = await world.server.call(
    'saveDisposition',
    { params: { id: call.callId }, body: { code: 'refused-to-pay' as const, ...saved, ...given } },
    { token: call.agent.token, idempotencyKey: world.newId() },
  );
  if (!reply.ok) throw new Error(reply.problem.code);
}
const said = (codes: readonly string[], shiftMs = 0) =>
  codes.map((code) => ({ code, at: new Date(world.clock.now() - 60_000 + shiftMs).toISOString() }));
const callId = (name: string): string => made.get(name)?.callId ?? '';

/** A call that the gate let through, of which nothing more is known. */
const reserve = async (): Promise<string> => {
  const { started, code } = await world.start(await world.addConsumer(), {
    agent: await world.server.addUser('agent'),
  });
  if (!started) throw new Error(`The call was refused: ${code}`);
  return started.call_id;
};

beforeAll(async () => {
  world = await CallWorld.open();
  const perfect = await talk('perfect');
  await dispose(perfect, { disclosures: said(perfect.codes) });

  const silent = await talk('silent');
  await dispose(silent, { disclosures: said(['right-party.confirm']) });

  const hasty = await talk('hasty');
  const rest = hasty.codes.filter((code) => code !== 'right-party.confirm');
  await dispose(hasty, {
    disclosures: [...said(rest), ...said(['right-party.confirm'], 20_000)],
  });

  const stranger = await talk('stranger');
  await dispose(stranger, { code: 'third-party', disclosures: [] });

  await talk('undisposed');

  const [bare] = await world.server.sql<{ id: string }>(
    `insert into calls (id, organization_id, direction, agent_id, phone_number, caller_id, started_at, connect_class)
     values ($1, $2, 'outbound', $3, '+12125550001', '+12125550199', $4, 'failed') returning id`,
    [world.newId(), world.server.organizationId, world.agent.id, new Date(world.clock.now()).toISOString()],
  );
  made.set('bare', { ...perfect, callId: bare?.id ?? '' });

  const late = await reserve();
  await world.server.sql(
    `insert into redeemed_permits (jti, organization_id, call_id, redeemed_at)
     select $1, organization_id, id, permit_expires_at + interval '1 second' from calls where id = $2`,
    [world.newId(), late],
  );
  made.set('late', { ...perfect, callId: late });
  const punctual = await reserve();
  await world.server.sql(
    `insert into redeemed_permits (jti, organization_id, call_id, redeemed_at)
     select $1, organization_id, id, permit_expires_at from calls where id = $2`,
    [world.newId(), punctual],
  );
  made.set('punctual', { ...perfect, callId: punctual });

  // 20:57 in New York: lawful to begin, and six minutes later it is night.
  world.clock.set('2026-11-24T01:57:00Z');
  await talk('evening', 6);
  world.clock.set('2026-11-25T01:57:00Z');
  await talk('in time', 3);
  world.clock.set('2026-11-25T17:00:00Z');
  auditor = await world.server.addUser('auditor');
});
afterAll(() => world.close());

type Query = NonNullable<RequestOf<(typeof violationEndpoints)['listViolations']>['query']>;
const list = async (query: Query = {}, by = auditor) => {
  const reply = await world.server.call('listViolations', { query }, by.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const kinds = async (query: Query) => [...new Set((await list(query)).rows.map(({ kind }) => kind))];
const ofCall = async (name: string) =>
  (await list({ page_size: 200 })).rows.filter((row) => row.call_id === callId(name));

describe('violations', () => {
  it('are disclosures that were owed to the right party and not ticked off, with rule, source and receipt', async () => {
    const rows = await ofCall('silent');
    expect(rows.map(({ kind }) => kind)).toContain('disclosure-missed');
    const missed = rows.find(({ code }) => code?.startsWith('mini-miranda.'));
    expect(missed).toMatchObject({ rule_id: 'F-13', citation: '12 CFR 1006.18(e)(1)', agent_name: 'Test agent' });
    expect(missed?.account_id).toBe(made.get('silent')?.consumer.accountId);
    const receipt = await world.server.call(
      'getDecision',
      { params: { id: missed?.decision_id ?? '' } },
      auditor.token,
    );
    expect(receipt).toMatchObject({ status: 200, body: { call_id: callId('silent') } });
  });

  it('are words about the debt before the right party was confirmed', async () => {
    expect(await ofCall('hasty')).toMatchObject([
      { kind: 'disclosure-before-right-party', rule_id: 'F-13', citation: '12 CFR 1006.6(d)(1)' },
    ]);
  });

  it('are none where everything was said, where nobody was owed anything, and where nothing is known', async () => {
    for (const name of ['perfect', 'stranger', 'undisposed', 'punctual', 'in time'])
      expect({ name, rows: await ofCall(name) }).toEqual({ name, rows: [] });
  });

  it('are calls without a decision, permits redeemed late, and calls that went on into the night', async () => {
    expect(await ofCall('bare')).toMatchObject([{ kind: 'call-without-decision', decision_id: null, rule_id: null }]);
    expect(await ofCall('late')).toMatchObject([{ kind: 'permit-redeemed-late' }]);
    expect(await ofCall('evening')).toMatchObject([
      { kind: 'call-past-curfew', rule_id: 'F-4', at: '2026-11-24T02:00:00.000Z' },
    ]);
  });

  it('are calls that went on past shorter hours, of which a rule wrote the end into the decision', async () => {
    const call = await talk('offered', 3);
    await dispose(call, { disclosures: said(call.codes) });
    expect(await ofCall('offered')).toEqual([]);
    const [times] = await world.server.sql<{ ended_at: string }>('select ended_at from calls where id = $1', [
      call.callId,
    ]);
    const endedAtMs = Date.parse(times?.ended_at ?? '');
    const write = async (endAtMs: number, mode: string): Promise<void> => {
      const finding = {
        rule_id: 'T-1',
        mode,
        title: 'Hours for offers',
        verdict: 'allow',
        citation: '47 CFR 64.1200(c)(1)',
        obligations: [],
        facts: { hours_end_at: new Date(endAtMs).toISOString() },
      };
      await world.server.sql('alter table compliance_decisions disable trigger append_only');
      await world.server.sql(
        `update compliance_decisions set decision = jsonb_set(decision, '{findings}',
          jsonb_path_query_array(decision, '$.findings[*] ? (@.rule_id != "T-1")') || $2::jsonb) where call_id = $1`,
        [call.callId, JSON.stringify([finding])],
      );
      await world.server.sql('alter table compliance_decisions enable trigger append_only');
    };
    await write(endedAtMs, 'enforce');
    expect(await ofCall('offered')).toEqual([]);
    await write(endedAtMs - 1, 'shadow');
    expect(await ofCall('offered')).toEqual([]);
    await write(endedAtMs - 1, 'enforce');
    expect(await ofCall('offered')).toMatchObject([
      {
        kind: 'call-past-curfew',
        rule_id: 'T-1',
        citation: '47 CFR 64.1200(c)(1)',
        at: new Date(endedAtMs - 1).toISOString(),
      },
    ]);
  });

  it('are gone when the disposition is corrected', async () => {
    const call = await talk('corrected');
    await dispose(call, { disclosures: [] });
    expect((await ofCall('corrected')).length).toBeGreaterThan(0);
    await dispose(call, { disclosures: said(call.codes), base_version: 1 });
    expect(await ofCall('corrected')).toEqual([]);
  });
});

describe('the list', () => {
  it('finds by kind, rule, agent, account and time of the call', async () => {
    expect(await kinds({ kind: 'call-past-curfew' })).toEqual(['call-past-curfew']);
    expect(await kinds({ rule_id: 'F-4' })).toEqual(['call-past-curfew']);
    expect(await kinds({ account_id: made.get('hasty')?.consumer.accountId ?? '' })).toEqual([
      'disclosure-before-right-party',
    ]);
    expect(await kinds({ agent_id: auditor.id })).toEqual([]);
    expect(await kinds({ from: '2026-11-24T01:57:00.000Z', to: '2026-11-24T01:57:00.001Z' })).toEqual([
      'call-past-curfew',
    ]);
    expect(await kinds({ from: '2026-11-24T01:57:00.001Z', to: '2026-11-24T03:00:00.000Z' })).toEqual([]);
  });

  it('is newest call first, in pages that neither skip nor repeat a violation', async () => {
    const all = await list({ page_size: 200 });
    expect(all.next_cursor).toBeNull();
    const paged = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list({ page_size: 1, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.rows);
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(all.rows);
    const starts = all.rows.map((row) => row.call_started_at);
    expect(starts).toEqual(starts.toSorted().toReversed());
    const wrong = await world.server.call('listViolations', { query: { cursor: 'x' } }, auditor.token);
    expect(wrong.status).toBe(400);
  });

  it('shows nothing to supervisors and agents, and nothing of another organization', async () => {
    const supervisor = await world.server.addUser('supervisor');
    const agent = await world.server.addUser('agent');
    for (const { token } of [supervisor, agent])
      expect((await world.server.call('listViolations', { query: {} }, token)).status).toBe(403);
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('auditor', { organizationId });
    expect((await list({}, stranger)).rows).toEqual([]);
  });
});
