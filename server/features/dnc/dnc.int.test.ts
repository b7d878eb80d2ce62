/**
 * Promise: a number that was barred is not called from the same second on; a file is applied whole or not at all; nobody's
 * list is anybody else's; what was taken back stays on file.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileRefusalSchema } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { callEndpoint } from '../../testing/test-server.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

type ImportQuery = NonNullable<RequestOf<Contract['importDnc']>['query']>;
const addAs = (
  user: TestUser,
  phone_number: string,
  more: { expires_at?: string; reason?: string; source?: string } = {},
) =>
  world.server.call(
    'addDnc',
    { body: { phone_number, reason: 'Asked on the phone', source: 'consumer', ...more } },
    { token: user.token, idempotencyKey: world.newId() },
  );
const add = async (phoneNumber: string, more: { expires_at?: string; reason?: string; source?: string } = {}) => {
  const reply = await addAs(officer, phoneNumber, more);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply;
};
const remove = (id: string | null, token = officer.token) =>
  world.server.call('removeDnc', { params: { id: id ?? '' }, body: { reason: 'Entered by mistake' } }, token);
const list = async (query: RequestOf<Contract['listDnc']>['query'] = {}, token = officer.token) => {
  const reply = await world.server.call('listDnc', { query }, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const idsOf = async (query: Parameters<typeof list>[0]) => (await list(query)).rows.map(({ id }) => id);
const send = (query: ImportQuery, upload: string | ReadableStream<Uint8Array>, token = officer.token) =>
  world.server.call('importDnc', { query }, { token, upload });
const national = (more: Partial<ImportQuery> = {}): ImportQuery => ({
  list: 'national',
  san: 'SAN-1234',
  as_of: '2026-11-01',
  file_name: 'full.txt',
  ...more,
});
const registries = async (token = officer.token) => {
  const reply = await world.server.call('listDncRegistries', {}, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const tenDigits = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `303555${String(from + index).padStart(4, '0')}`).join('\n');
const audited = (action: string) => world.server.sql('select detail from audit_log where action = $1', [action]);

describe('a barred number', () => {
  it('is refused by the gate in the same second, and called again once the entry is taken back', async () => {
    const consumer = await world.addConsumer();
    expect((await world.start(consumer)).status).toBe(201);
    const { body: entry, status } = await add(consumer.phoneNumber);
    expect(status).toBe(201);
    const refused = await world.start(consumer);
    expect(refused.status).toBe(422);
    expect(refused.decision?.findings.find(({ rule_id: id }) => id === 'F-10')).toMatchObject({ verdict: 'block' });

    expect((await remove(entry.id)).status).toBe(200);
    expect((await world.start(consumer)).decision?.findings.find(({ rule_id: id }) => id === 'F-10')?.verdict).toBe(
      'allow',
    );
    const [kept] = (await list({ search: consumer.phoneNumber, standing: 'removed' })).rows;
    expect(kept).toMatchObject({
      id: entry.id,
      removal_reason: 'Entered by mistake',
      removed_by_name: 'Test compliance',
    });
    expect((await list({ search: consumer.phoneNumber })).rows).toEqual([]);
    expect(await remove(entry.id)).toMatchObject({ status: 409, problem: { code: 'dnc/already-removed' } });
  });

  it('may be called when its entry has run out, not a second before', async () => {
    const consumer = await world.addConsumer();
    await add(consumer.phoneNumber, { expires_at: '2026-11-23T17:00:05Z' });
    world.clock.set('2026-11-23T17:00:04Z');
    expect((await world.start(consumer)).status).toBe(422);
    world.clock.set('2026-11-23T17:00:05Z');
    expect((await world.start(consumer)).status).toBe(201);
    expect((await addAs(officer, consumer.phoneNumber, { expires_at: '2026-11-23T17:00:00Z' })).status).toBe(400);
  });

  it('keeps the entry that lasts longer, whichever came first, and the other one as history', async () => {
    const { phoneNumber } = await world.addConsumer();
    await add(phoneNumber, { expires_at: '2026-12-01T00:00:00Z' });
    const { body: forever, status } = await add(phoneNumber);
    expect([status, forever.expires_at]).toEqual([201, null]);
    const again = await add(phoneNumber, { expires_at: '2026-12-24T00:00:00Z' });
    expect([again.status, again.body.id]).toEqual([200, forever.id]);
    const all = await list({ search: phoneNumber, standing: 'all' });
    expect(all.rows.map((row) => row.removed_at === null)).toEqual([true, false]);
  });

  it('leaves the queue to the next number, and every feed of the organization hears of it', async () => {
    const consumer = await world.addConsumer();
    const other = await world.addConsumer();
    await world.server.sql('update consumer_phone_numbers set consumer_id = $1 where phone_number = $2', [
      consumer.id,
      other.phoneNumber,
    ]);
    const queued = async () => {
      const reply = await world.server.call('getQueue', { query: { limit: 200 } }, world.agent.token);
      return reply.ok ? reply.body.items.find((item) => item.account_id === consumer.accountId) : undefined;
    };
    const numbers = [consumer.phoneNumber, other.phoneNumber];
    const first = (await queued())?.phone_number ?? '';
    expect(numbers).toContain(first);
    const second = numbers.find((each) => each !== first) ?? '';
    await addAs(world.agent, first);
    expect((await queued())?.phone_number).toBe(second);
    await add(second);
    expect(await queued()).toMatchObject({ verdict: 'block', next_lawful_at: null });
    const heard = await world.server.sql(
      `select payload->>'phone_number' as number, payload->>'by_name' as by from live_events
       where payload->>'type' = 'dnc-changed' and audience = 'everybody' order by sequence desc limit 2`,
    );
    expect(heard).toEqual([
      { number: second, by: 'Test compliance' },
      { number: first, by: 'Test agent' },
    ]);
  });

  it('is nobody else’s: another organization sees, removes and counts nothing of it', async () => {
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('compliance', { organizationId });
    const { body: entry } = await add('+12125559001');
    expect((await list({ standing: 'all' }, stranger.token)).rows).toEqual([]);
    expect(await remove(entry.id, stranger.token)).toMatchObject({ status: 404 });
    await send(national(), tenDigits(5), stranger.token);
    expect((await list({ list: 'national' })).rows).toEqual([]);
    expect((await registries()).registries).toEqual([]);
  });

  it('cannot be deleted or rewritten, not even by the server', async () => {
    const { body: entry } = await add('+12125559002');
    for (const text of ['delete from dnc_numbers', `update dnc_numbers set reason = 'x'`])
      await expect(
        world.server.sql(`begin; set local role deskline_app;
          set local deskline.organization_id = '${world.server.organizationId}'; ${text}; commit`),
      ).rejects.toThrow(/permission denied/);
    await world.server.sql('rollback').catch(() => undefined);
    expect((await list({ search: '+12125559002' })).rows[0]?.id).toBe(entry.id);
  });
});

describe('the list', () => {
  it('is read page by page without gap or repetition, and filtered', async () => {
    for (let index = 0; index < 7; index += 1)
      await add(`+1415555010${index}`, index % 2 === 0 ? {} : { expires_at: '2027-01-01T00:00:00Z' });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ search: '415555', limit: 3, ...(after === undefined ? {} : { after }) });
      seen.push(...page.rows.map((row) => row.phone_number));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `+1415555010${index}`));
    expect((await list({ search: '(415) 555', standing: 'expiring' })).rows).toHaveLength(3);
    expect((await list({ search: '415555', source: 'nobody' })).rows).toEqual([]);
    expect((await list({ search: 'smith 415' })).rows).toEqual([]);
  });

  it('is found by words of the reason and by who said so, as typed in small or capital letters', async () => {
    const { body: ship } = await add('+14155550201', { reason: 'On a SHIP until spring: 100% sure' });
    const { body: vendor } = await add('+14155550202', { reason: 'Line of the ship agency', source: 'Harbor Data' });
    expect(await idsOf({ search: ' ship ' })).toEqual([vendor.id, ship.id]);
    expect(await idsOf({ search: 'ship', limit: 1, after: vendor.id ?? '' })).toEqual([ship.id]);
    expect(await idsOf({ search: '% sure' })).toEqual([ship.id]);
    expect(await idsOf({ search: 'ship', source: 'harbor data' })).toEqual([vendor.id]);
    expect(await idsOf({ search: 'ship', standing: 'removed' })).toEqual([]);
    expect(await idsOf({ list: 'national', search: 'ship' })).toEqual([]);
  });
});

describe('a file of a registry', () => {
  it('replaces the list in one step, binds no collection call, and is found by number', async () => {
    const consumer = await world.addConsumer();
    const text = `${tenDigits(1000)}\n${consumer.phoneNumber.slice(2)}\n`;
    const reply = await send(national(), text);
    expect(reply).toMatchObject({ status: 200, body: { added: 1001, number_count: 1001, by_name: 'Test compliance' } });
    expect((await registries()).registries).toMatchObject([
      { list: 'national', san: 'SAN-1234', as_of: '2026-11-01', number_count: 1001 },
    ]);
    const started = await world.start(consumer);
    expect(started.status).toBe(201);
    const [stored] = await world.server.sql<{ facts: { endpoint: { do_not_call: unknown[] }; registries: unknown } }>(
      'select facts from compliance_decisions where consumer_id = $1',
      [consumer.id],
    );
    expect(stored?.facts.endpoint.do_not_call).toMatchObject([{ list: 'national', source: 'FTC' }]);
    expect(stored?.facts.registries).toMatchObject({ national_as_of: '2026-11-01' });
    const page = await list({ list: 'national', search: '3035550', limit: 2 });
    expect(page.rows.map((row) => row.phone_number)).toEqual(['+13035550000', '+13035550001']);
    const next = await list({ list: 'national', search: '3035550', limit: 2, after: page.next ?? '' });
    expect(next.rows.map((row) => row.phone_number)).toEqual(['+13035550002', '+13035550003']);
    expect((await list({ search: consumer.phoneNumber })).on_registries).toMatchObject([{ list: 'national' }]);
  });

  it('with one bad line changes nothing, and says which line and why', async () => {
    const before = await registries();
    const reply = await send(national({ as_of: '2026-11-02' }), `${tenDigits(1200)}\n12345\n`);
    expect(reply).toMatchObject({ status: 422, problem: { code: 'dnc/file-refused' } });
    const detail = fileRefusalSchema.parse(reply.ok ? null : reply.problem.detail);
    expect(detail).toMatchObject({ rejected_count: 1, rejected: [{ line: 1201, text: '12345' }] });
    expect(await registries()).toEqual(before);
    expect(await audited('dnc.import-refused')).toHaveLength(1);
  });

  it('that lost more than a fifth of its numbers is not used; exactly a fifth is', async () => {
    expect(await send(national({ as_of: '2026-11-03' }), tenDigits(800))).toMatchObject({
      status: 422,
      problem: { code: 'dnc/count-dropped' },
    });
    expect((await send(national({ as_of: '2026-11-03' }), tenDigits(1000))).status).toBe(200);
    expect((await send(national({ as_of: '2026-11-04' }), tenDigits(800))).status).toBe(200);
    expect((await registries()).registries[0]?.number_count).toBe(800);
  });

  it('older than the list in use, or of a day to come, is not used', async () => {
    expect(await send(national({ as_of: '2026-11-03' }), tenDigits(1000))).toMatchObject({ status: 409 });
    expect(await send(national({ as_of: '2026-11-24' }), tenDigits(1000))).toMatchObject({ status: 400 });
  });

  it('DNC #4 of changes is applied to the date it starts from only', async () => {
    const change = '303,5550000,20261105,D\n303,5559999,20261105,A\n303,5550001,20261105,A\n';
    const wrong = national({ kind: 'change', base_as_of: '2026-11-01', as_of: '2026-11-05' });
    expect(await send(wrong, change)).toMatchObject({ status: 409, problem: { code: 'dnc/base-mismatch' } });
    const right = national({ kind: 'change', base_as_of: '2026-11-04', as_of: '2026-11-05' });
    expect(await send(right, change)).toMatchObject({
      status: 200,
      body: { added: 1, removed: 1, unchanged: 1, number_count: 800 },
    });
    const found = await list({ list: 'national', search: '303555', limit: 1 });
    expect(found.rows[0]?.phone_number).toBe('+13035550001');
    expect((await list({ search: '+13035559999' })).on_registries).toHaveLength(1);
    expect((await list({ search: '+13035550000' })).on_registries).toEqual([]);
    // The same file again starts from a date that is over.
    expect(await send(right, change)).toMatchObject({ status: 409 });
  });

  it('is one list a state, and the national one beside them', async () => {
    await send({ list: 'state', region: 'FL', as_of: '2026-11-01', file_name: 'fl.csv' }, 'phone\n3035550001\n');
    const rows = (await registries()).registries.map(({ list: name, region }) => [name, region]);
    expect(rows).toEqual([
      ['national', null],
      ['state', 'FL'],
    ]);
    expect((await list({ search: '+13035550001' })).on_registries).toHaveLength(2);
    expect(await send({ list: 'state', as_of: '2026-11-01', file_name: 'x' }, '3035550001')).toMatchObject({
      status: 400,
    });
  });

  it('that is cut on its way changes nothing', async () => {
    const before = await registries();
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(tenDigits(1000))),
      pull: (controller) => controller.error(new Error('cut')),
    });
    await expect(
      callEndpoint(
        world.server.url,
        'importDnc',
        { query: national({ as_of: '2026-11-06' }) },
        { token: officer.token, upload: cut },
      ),
    ).rejects.toThrow(/fetch failed|cut/);
    expect(await registries()).toEqual(before);
  });
});

describe('a file of the internal list', () => {
  const internal: ImportQuery = { list: 'internal', file_name: 'ours.csv', reason: 'Asked by letter' };

  it('bars its numbers at once, counts those that were barred, and none with one bad line', async () => {
    const [first, second] = [await world.addConsumer(), await world.addConsumer()];
    const text = `phone_number,reason\n${first.phoneNumber},\n${second.phoneNumber},Wrote a letter\n`;
    expect((await send(internal, `${text}12,\n`)).status).toBe(422);
    expect((await world.start(first)).status).toBe(201);
    expect(await send(internal, text)).toMatchObject({ status: 200, body: { added: 2, unchanged: 0 } });
    expect((await world.start(second)).status).toBe(422);
    expect(await send(internal, text)).toMatchObject({ status: 200, body: { added: 0, unchanged: 2 } });
    expect((await list({ search: second.phoneNumber })).rows[0]).toMatchObject({
      reason: 'Wrote a letter',
      source: 'import',
    });
  });

  it('is kept out when it comes from somebody who may not, before a byte of it is read', async () => {
    expect((await send(internal, '2125551234', world.agent.token)).status).toBe(403);
  });
});

describe('an export', () => {
  it('gives the whole list with its history as CSV, and a registry as numbers; both are audited', async () => {
    const { body: entry } = await add('+16175550001', { reason: 'Said "stop", twice' });
    await remove(entry.id);
    const fetched = async (body: unknown, token = officer.token) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return fetch(`${world.server.url}/api/dnc/exports`, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    const ours = await (await fetched({ list: 'internal' })).text();
    expect(ours.split('\r\n')[0]).toBe(
      'phone_number,reason,source,added_at,added_by_name,expires_at,removed_at,removed_by_name,removal_reason',
    );
    expect(ours).toContain('+16175550001,"Said ""stop"", twice",consumer,');
    const theirs = await (await fetched({ list: 'national' })).text();
    expect(theirs.trim().split('\r\n')).toHaveLength(801);
    expect((await fetched({ list: 'state', region: 'TX' })).status).toBe(404);
    expect((await fetched({ list: 'internal' }, world.agent.token)).status).toBe(403);
    expect(await audited('dnc.exported')).toHaveLength(2);
  });
});
