/** Receipts through HTTP on real PostgreSQL: found, whole, own or all, and on record when they leave. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import { receiptEndpoints } from '../../../shared/contracts/compliance/receipts.contract.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { factsFromJson } from '../../../shared/domain/compliance/facts/facts-json.ts';
import { factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { PretendPbx } from '../../testing/pretend-pbx.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';
import { sealDecisionsTask } from './index.ts';

let world: CallWorld;
let pbx: PretendPbx;
let auditor: TestUser;
let colleague: TestUser;
let consumers: TestConsumer[];
beforeAll(async () => {
  pbx = await PretendPbx.start();
  world = await CallWorld.open(undefined, {
    DESKLINE_PBX_CONTROL: pbx.controlUrl,
    DESKLINE_PBX_SERVICES: 'record',
  });
  auditor = await world.server.addUser('auditor');
  colleague = await world.server.addUser('agent');
  consumers = [];
  for (let index = 0; index < 4; index += 1) consumers.push(await world.addConsumer());
  consumers.push(await world.addConsumer({ debts: [{ ceasedAt: '2026-11-20T12:00:00Z' }] }));
  for (const [index, consumer] of consumers.entries()) {
    await world.start(consumer, { agent: index === 0 ? colleague : world.agent });
    // Two in the same millisecond, so that a page may end between them.
    if (index % 2 === 0) world.clock.advanceMs(60_000);
  }
});
afterAll(async () => {
  await world.close();
  await pbx.stop();
});

type Query = NonNullable<RequestOf<(typeof receiptEndpoints)['listDecisions']>['query']>;
const list = async (query: Query = {}, by = auditor) => {
  const reply = await world.server.call('listDecisions', { query }, by.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const get = (id: string, by = auditor) => world.server.call('getDecision', { params: { id } }, by.token);
const receiptOf = async (id: string, by = auditor) => {
  const reply = await get(id, by);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};

const ids = (found: { rows: { id: string }[] }) => found.rows.map(({ id }) => id);

describe('the list of decisions', () => {
  it('is newest first, in pages that neither skip nor repeat one', async () => {
    const all = await list();
    expect(all.rows).toHaveLength(5);
    expect(all.next_cursor).toBeNull();
    const paged = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list({ page_size: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.rows);
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(all.rows);
    const moments = all.rows.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted().toReversed());
    const wrong = await world.server.call('listDecisions', { query: { cursor: 'x' } }, auditor.token);
    expect(wrong.status).toBe(400);
  });

  it('finds by number, account, agent, verdict, rule and time', async () => {
    const [first, , , , ceased] = consumers;
    const { rows } = await list();
    const blocked = rows.filter(({ account_id: accountId }) => accountId === ceased?.accountId).map(({ id }) => id);
    expect(ids(await list({ phone_number: first?.phoneNumber ?? '' }))).toEqual([rows[4]?.id]);
    expect(ids(await list({ account_id: ceased?.accountId ?? '' }))).toEqual(blocked);
    expect(ids(await list({ agent_id: colleague.id }))).toEqual([rows[4]?.id]);
    expect(ids(await list({ verdict: 'block' }))).toEqual(blocked);
    expect(ids(await list({ rule_id: 'F-7' }))).toEqual(blocked);
    expect(ids(await list({ rule_id: 'F-7', verdict: 'allow' }))).toEqual([]);
    expect(ids(await list({ from: rows[2]?.at ?? '', to: rows[0]?.at ?? '' }))).toEqual([rows[2]?.id, rows[3]?.id]);
  });

  it('says why a call was refused, the hardest reason first', async () => {
    const [row] = (await list({ verdict: 'block' })).rows;
    expect(row).toMatchObject({ agent_name: 'Test agent', account_id: consumers[4]?.accountId });
    expect(row?.reasons[0]).toMatchObject({ rule_id: 'F-7', verdict: 'block', is_policy: false });
    expect(row?.reasons.every(({ verdict }) => verdict !== 'allow')).toBe(true);
  });

  it('shows an agent their own and nobody else’s', async () => {
    expect((await list({}, colleague)).rows).toHaveLength(1);
    expect((await list({}, world.agent)).rows).toHaveLength(4);
    expect((await list({ agent_id: colleague.id }, world.agent)).rows).toEqual([]);
    const [own] = (await list({}, colleague)).rows;
    expect((await get(own?.id ?? '', colleague)).status).toBe(200);
    expect((await get(own?.id ?? '', world.agent)).status).toBe(404);
    const supervisor = await world.server.addUser('supervisor');
    expect((await get(own?.id ?? '', supervisor)).status).toBe(404);
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('auditor', { organizationId });
    expect((await list({}, stranger)).rows).toEqual([]);
    expect((await get(own?.id ?? '', stranger)).status).toBe(404);
  });
});

describe('a receipt', () => {
  it('of a refusal holds every finding, the facts, and a record that anybody can hash', async () => {
    const [row] = (await list({ verdict: 'block' })).rows;
    const receipt = await receiptOf(row?.id ?? '');
    expect(receipt).toMatchObject({ call: null, verdict: 'block', organization_name: 'Test Recovery' });
    expect(receipt.decision.findings.length).toBeGreaterThan(10);
    expect(factsSchema.safeParse(factsFromJson(receipt.facts as never)).success).toBe(true);
    const hash = createHash('sha256').update(canonicalJson(receipt.record)).digest('hex');
    expect(receipt.chain).toMatchObject({ hash, is_intact: true, seal: null });
    expect(receipt.record).toMatchObject({ previous_hash: receipt.chain.previous_hash, id: receipt.id });
    await world.server.tasks[sealDecisionsTask]?.({});
    const [seal] = await world.server.sql<{ hash: string }>('select hash from decision_seals');
    expect((await receiptOf(receipt.id)).chain.seal).toMatchObject({ sequence: 1, hash: seal?.hash });
  });

  it('of a call holds what was said, what the PBX confirmed of the recording, and how it ended', async () => {
    const { started } = await world.start(await world.addConsumer());
    const callId = started?.call_id ?? '';
    const id = started?.decision.id ?? '';
    expect((await receiptOf(id)).call).toMatchObject({
      connect_class: 'reserved',
      disclosures: [],
      recording: { state: 'unknown', changes: [] },
    });
    pbx.recordings.set(callId, 'on');
    await world.events(callId, [world.event('answered')]);
    const pause = { is_paused: true, reason: 'payment' as const };
    await world.server.call('setRecording', { params: { id: callId }, body: pause }, world.agent.token);
    const at = new Date(world.clock.now()).toISOString();
    await world.events(callId, [world.event('ended', { ended_by: 'remote', sip_status: 200 })]);
    const disclosures = [{ code: 'mini-miranda.initial', at }];
    const body = { code: 'no-answer' as const, saved_at: at, base_version: 0, disclosures };
    const saved = await world.server.call(
      'saveDisposition',
      { params: { id: callId }, body },
      { token: world.agent.token, idempotencyKey: world.newId() },
    );
    expect(saved.ok).toBe(true);
    expect((await receiptOf(id, world.agent)).call).toMatchObject({
      id: callId,
      connect_class: 'connected',
      ended_by: 'remote',
      disposition_code: 'no-answer',
      disclosures,
      recording: { state: 'paused', changes: [{ at, is_paused: true, reason: 'payment', confirmed: 'paused' }] },
    });
  });

  it('says so when the row is not what was stored', async () => {
    const [row] = (await list({ verdict: 'block' })).rows;
    await world.server.sql('alter table compliance_decisions disable trigger append_only');
    const update = 'update compliance_decisions set verdict = $1 where id = $2';
    await world.server.sql(update, ['allow', row?.id]);
    expect((await receiptOf(row?.id ?? '')).chain.is_intact).toBe(false);
    await world.server.sql(update, ['block', row?.id]);
    await world.server.sql('alter table compliance_decisions enable trigger append_only');
    expect((await receiptOf(row?.id ?? '')).chain.is_intact).toBe(true);
  });

  it('is on record when it leaves, with who took it and as what', async () => {
    const [row] = (await list({}, colleague)).rows;
    const request = { params: { id: row?.id ?? '' }, body: { format: 'pdf' as const } };
    const reply = await world.server.call('exportDecision', request, colleague.token);
    expect(reply).toMatchObject({ ok: true, body: { exported_by: 'Test agent', receipt: { id: row?.id } } });
    expect(await world.server.call('exportDecision', request, world.agent.token)).toMatchObject({ status: 404 });
    const audits = await world.audit('compliance.receipt-exported');
    expect(audits).toMatchObject([{ subject_id: row?.id, detail: { format: 'pdf' } }]);
  });
});
