/** The overview through HTTP on real PostgreSQL: each number is what the lists it leads to hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Overview, OverviewDays } from '../../../shared/contracts/compliance/overview.contract.ts';
import { notableOutcomes } from '../../../shared/domain/compliance/decision-outcomes.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, mondayNoon, type TestConsumer } from '../calls/testing/call-world.ts';
import { spanOf } from './overview.service.ts';

/** Noon in New York, ten days earlier: in the span before, of seven days. */
const before = '2026-11-13T17:00:00Z';
let world: CallWorld;
let auditor: TestUser;
let rita: TestUser;
let seen: Overview;

const addAgent = (): Promise<TestUser> => world.server.addUser('agent');
async function busy(attempts: number, region = 'NY', postalCode = '12207'): Promise<TestConsumer> {
  const consumer = await world.addConsumer({ region, postalCode });
  await world.addAttempts(consumer, attempts);
  return consumer;
}
async function starting(status: number, consumer: TestConsumer, agent: TestUser, overrideId?: string): Promise<void> {
  const reply = await world.start(consumer, { agent, ...(overrideId === undefined ? {} : { overrideId }) });
  if (reply.status !== status) throw new Error(`${reply.status} ${reply.code}`);
}
async function talk(agent: TestUser): Promise<{ callId: string; codes: string[] }> {
  const { started } = await world.start(await world.addConsumer(), { agent });
  if (!started) throw new Error('The call was refused');
  await dispose(agent, started.call_id, [], 0);
  return { callId: started.call_id, codes: started.script.map(({ code }) => code) };
}
async function dispose(agent: TestUser, callId: string, codes: readonly string[], version: number): Promise<void> {
  const at = new Date(world.clock.now()).toISOString();
  const body = { code: 'refused-to-pay' as const, saved_at: at, base_version: version };
  const reply = await world.server.call(
    'saveDisposition',
    { params: { id: callId }, body: { ...body, disclosures: codes.map((code) => ({ code, at })) } },
    { token: agent.token, idempotencyKey: world.newId() },
  );
  if (!reply.ok) throw new Error(reply.problem.code);
}
async function override(agent: TestUser): Promise<void> {
  const consumer = await world.addConsumer({ debts: [{ status: 'paid' }] });
  const refused = await world.start(consumer, { agent });
  const reason = 'The consumer asked to be called back now';
  const id = refused.decision?.id ?? '';
  const asked = await world.server.call('askForOverride', { body: { decision_id: id, reason } }, agent.token);
  const overrideId = asked.ok ? asked.body.id : '';
  for (const role of ['supervisor', 'compliance'] as const) {
    const { token } = await world.server.addUser(role);
    await world.server.call(
      'decideOverride',
      { params: { id: overrideId }, body: { is_approved: true, reason } },
      token,
    );
  }
  await starting(201, consumer, agent, overrideId);
}
async function read(days: OverviewDays = 7, by = auditor): Promise<Overview> {
  const reply = await world.server.call('getComplianceOverview', { query: { days } }, by.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
}

beforeAll(async () => {
  world = await CallWorld.open(before);
  const old = await addAgent();
  await starting(422, await busy(7), old);
  await starting(201, await busy(6), old);
  await talk(old);

  // The last minute of the day before the span, later in the day than now: in neither span.
  world.clock.set('2026-11-17T04:59:00Z');
  await starting(422, await world.addConsumer(), await addAgent());
  // The first minute of its first day.
  world.clock.set('2026-11-17T05:00:00Z');
  await starting(422, await world.addConsumer(), await addAgent());

  world.clock.set(mondayNoon);
  auditor = await world.server.addUser('auditor');
  rita = await addAgent();
  await world.server.sql(`update users set full_name = 'Rita Full' where id = $1`, [rita.id]);
  await starting(422, await busy(7), rita);
  await starting(201, await busy(6), rita);
  const silent = await addAgent();
  await talk(silent);
  const corrected = await talk(silent);
  await dispose(silent, corrected.callId, corrected.codes, 1);
  await override(silent);
  const officer = await world.server.addUser('compliance');
  const body = { mode: 'shadow' as const, reason: 'Counsel asked for it' };
  await world.server.call('setRulePackMode', { params: { id: 'us-ma' }, body }, officer.token);
  const boston = await busy(2, 'MA', '02108');
  await world.server.sql(`update consumer_phone_numbers set phone_number = '+16175550111' where consumer_id = $1`, [
    boston.id,
  ]);
  await starting(201, { ...boston, phoneNumber: '+16175550111' }, rita);
  seen = await read();
});
afterAll(() => world.close());

describe('the overview', () => {
  it('counts each decision once as what came of it, beside the span before up to the same hour', () => {
    expect(seen).toMatchObject({
      days: 7,
      zone: 'America/New_York',
      from: '2026-11-17T05:00:00.000Z',
      before: { from: '2026-11-10T05:00:00.000Z', to: '2026-11-16T17:00:00.000Z' },
      // At midnight, the full week, the paid debt and its override, the near one, two talks, and Boston.
      decided: { now: 8, before: 3 },
      refused: { now: 3, before: 1 },
      refused_calls: { now: 3, before: 1 },
      overridden: { now: 1, before: 0 },
      near_misses: { now: 1, before: 1 },
      // Boston; and the near ones, six calls in an hour, which a policy pack in shadow would have refused.
      shadow: { now: 2, before: 1 },
    });
  });

  it('counts what was not said by the disposition that holds now', () => {
    // Of two calls of today in which nothing was said the second was corrected; the one of before stands.
    expect(seen.disclosures_missed.now).toBeGreaterThan(0);
    expect(seen.disclosures_missed.now).toBe(seen.disclosures_missed.before);
  });

  it('has a day for each, in the zone of the organization, and today as the last', () => {
    expect(seen.trend.map(({ day }) => day)).toEqual([
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
    ]);
    expect(seen.trend[0]).toMatchObject({ decided: 1, refused: 1 });
    expect(seen.trend[1]).toMatchObject({ decided: 0, refused: 0 });
    expect(seen.trend.at(-1)).toMatchObject({ decided: 7, refused: 2, near_misses: 1, overridden: 1, shadow: 2 });
  });

  it('names each rule with its title and source, a decision under each of its rules', () => {
    const rule = (id: string) => seen.by_rule.find((each) => each.rule_id === id);
    expect(rule('F-1')).toMatchObject({
      title: 'Seven calls in seven days',
      citation: '12 CFR 1006.14(b)(2)(i)(A); 15 USC 1692d(5)',
      refused: { now: 1, before: 1 },
      near_misses: { now: 1, before: 1 },
    });
    expect(rule('F-4')).toMatchObject({ refused: { now: 1, before: 0 } });
    expect(rule('S-1b')).toMatchObject({ refused: { now: 0, before: 0 }, shadow: { now: 1, before: 0 } });
    expect(rule('F-13')?.disclosures_missed.now).toBeGreaterThan(0);
    expect(seen.by_rule.some(({ overridden }) => overridden.now === 1)).toBe(true);
  });

  it('names each agent with what they decided on, the most refusals first, and nobody with nothing to count', () => {
    const [first] = seen.by_agent;
    expect(seen.by_agent.find(({ agent_id: id }) => id === rita.id)).toMatchObject({
      agent_name: 'Rita Full',
      decided: { now: 3, before: 0 },
      refused: { now: 1, before: 0 },
      near_misses: { now: 1, before: 0 },
      shadow: { now: 2, before: 0 },
    });
    expect(first?.refused.now).toBe(1);
    expect(seen.by_agent.every((each) => Object.values(each).some((value) => typeof value === 'object'))).toBe(true);
  });

  it.each(notableOutcomes)('leads to as many decisions as it counts: %s', async (outcome) => {
    const figures = {
      refused: 'refused',
      overridden: 'overridden',
      'near-miss': 'near_misses',
      shadow: 'shadow',
    } as const;
    const list = async (more: { rule_id?: string; agent_id?: string } = {}) => {
      const query = { outcome, from: seen.from, page_size: 200, ...more };
      const reply = await world.server.call('listDecisions', { query }, auditor.token);
      return reply.ok ? reply.body.rows.length : -1;
    };
    const figure = figures[outcome];
    expect(await list()).toBe(seen[figure].now);
    for (const row of seen.by_rule) expect([row.rule_id, await list(row)]).toEqual([row.rule_id, row[figure].now]);
    for (const row of seen.by_agent)
      expect([row.agent_name, await list({ agent_id: row.agent_id })]).toEqual([row.agent_name, row[figure].now]);
  });

  it('leads to as many violations as it counts', async () => {
    for (const [kind, figure] of [
      ['disclosure-missed', seen.disclosures_missed],
      ['recording-not-announced', seen.recordings_not_announced],
      ['disclosure-before-right-party', seen.disclosures_before_right_party],
    ] as const) {
      const query = { kind, from: seen.from, page_size: 200 };
      const reply = await world.server.call('listViolations', { query }, auditor.token);
      expect([kind, reply.ok ? reply.body.rows.length : -1]).toEqual([kind, figure.now]);
    }
  });

  it('is of one’s own organization', async () => {
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('auditor', { organizationId });
    const theirs = await read(90, stranger);
    expect(theirs).toMatchObject({ decided: { now: 0, before: 0 }, by_rule: [], by_agent: [] });
    expect(theirs.trend).toHaveLength(90);
  });

  it('holds more in a longer span, and refuses one of another length', async () => {
    expect((await read(30)).refused).toEqual({ now: 5, before: 0 });
    const query = { days: '8' as unknown as OverviewDays };
    expect(await world.server.call('getComplianceOverview', { query }, auditor.token)).toMatchObject({ status: 400 });
  });
});

describe('the span', () => {
  it('is of whole days where the clocks change, and the span before ends with its own day at the latest', () => {
    // November 1, 2026 has 25 hours in New York; 11:30 PM of it is 24 and a half hours after its midnight.
    const span = spanOf(7, 'America/New_York', Date.parse('2026-11-02T04:30:00Z'));
    expect(span.dates).toEqual([26, 27, 28, 29, 30, 31].map((day) => `2026-10-${day}`).concat('2026-11-01'));
    expect(span.bounds.slice(0, 3)).toEqual([
      '2026-10-19T04:00:00.000Z',
      '2026-10-26T04:00:00.000Z',
      '2026-10-26T04:00:00.000Z',
    ]);
  });
});

describe('rows for counting', () => {
  it.each(['decision_outlines', 'disclosure_violations'])('of %s are changed and removed by nobody', async (table) => {
    const column = table === 'decision_outlines' ? 'channel' : 'code';
    for (const attempt of [`update ${table} set ${column} = 'sms'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(world.server.sql(attempt)).rejects.toThrow('append-only');
      await expect(
        world.server.sql(`do $$ begin set local role deskline_app;
          perform set_config('deskline.organization_id', '${world.server.organizationId}', true); ${attempt}; end $$`),
      ).rejects.toThrow('permission denied');
    }
  });
});

describe('the export of violations', () => {
  it('is the whole list as CSV, and on record with what was asked for', async () => {
    const list = await world.server.call('listViolations', { query: { page_size: 200 } }, auditor.token);
    const rows = list.ok ? list.body.rows : [];
    const send = (body: object) =>
      fetch(`${world.server.url}/api/compliance/violations/exports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${auditor.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const whole = await send({});
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = (await whole.text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      'kind,title,citation,rule_id,code,at,call_started_at,agent_name,account_reference,phone_number,call_id,decision_id',
    );
    expect(lines.slice(1).map((line) => line.split(',').at(-2))).toEqual(rows.map(({ call_id: id }) => id));
    const some = (await (await send({ kind: 'disclosure-missed', from: seen.from })).text()).trimEnd().split('\r\n');
    expect(some).toHaveLength(1 + seen.disclosures_missed.now);
    const audited = await world.audit('compliance.violations-exported');
    expect(
      audited.toSorted((one, other) => (one.subject_id ?? '').localeCompare(other.subject_id ?? '')),
    ).toMatchObject([
      { subject_id: 'all', detail: {} },
      { subject_id: 'disclosure-missed', detail: { kind: 'disclosure-missed', from: seen.from } },
    ]);
    expect((await send({ kind: 'something' })).status).toBe(400);
  });
});
