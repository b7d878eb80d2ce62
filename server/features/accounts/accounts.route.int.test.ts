import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountDetail } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { seedPracticeData } from './index.ts';
import { addAccount } from './testing/add-account.ts';

let server: TestServer;
let agent: TestUser;
let stranger: TestUser;
const ids: Record<string, string> = {};

// Monday, 10:00 in New York.
const clock = new FixedClock('2026-11-23T15:00:00Z');

beforeAll(async () => {
  server = await createTestServer({ clock });
  agent = await server.addUser('agent');
  const elsewhere = await server.addOrganization({ name: 'Elsewhere' });
  stranger = await server.addUser('agent', { organizationId: elsewhere });
  const add = async (key: string, given: Parameters<typeof addAccount>[1]) => {
    ids[key] = await addAccount(server, given);
  };
  await add('garcia', {
    name: 'María López-García',
    reference: 'DL-2001',
    phones: ['+12125550100', '+17185550101'],
    balances: [12_000, 3_050],
    creditor: 'Northfield Harbor Bank',
    lastContactAt: '2026-11-10T15:00:00Z',
  });
  await add('garfield', {
    name: 'Ludo Garfield',
    reference: 'DL-2002',
    phones: ['+13035550104'],
    balances: [900],
    region: 'CO',
    postalCode: '80202',
  });
  await add('smith', {
    name: 'Anna Smith',
    reference: 'ZX-77',
    phones: ['+14155550102'],
    balances: [500_000],
    status: 'disputed',
    lastContactAt: '2026-10-01T15:00:00Z',
  });
  await add('obrien', { name: "Øyvind O'Brien", reference: 'DL-3', balances: [77], status: 'paid' });
  await addAccount(server, {
    name: 'María Elsewhere',
    reference: 'DL-2001',
    phones: ['+12125550100'],
    organizationId: elsewhere,
  });
});
afterAll(() => server.close());

async function list(query: RequestOf<Contract['listAccounts']>['query'] = {}, token = agent.token) {
  const reply = await server.call('listAccounts', { query }, token);
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body;
}
const names = async (query: RequestOf<Contract['listAccounts']>['query']) =>
  (await list(query)).rows.map((row) => row.consumer_name);

async function card(id: string, token = agent.token): Promise<AccountDetail> {
  const reply = await server.call('getAccount', { params: { id } }, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
}

describe('the list', () => {
  it('is sorted and paged, with the number of all', async () => {
    expect(await list()).toMatchObject({ total: 4, page: 1, page_size: 50 });
    expect(await names({})).toEqual(['Anna Smith', 'Ludo Garfield', 'María López-García', "Øyvind O'Brien"]);
    expect(await names({ direction: 'desc', page_size: 3 })).toEqual([
      "Øyvind O'Brien",
      'María López-García',
      'Ludo Garfield',
    ]);
    expect(await names({ direction: 'desc', page_size: 3, page: 2 })).toEqual(['Anna Smith']);
    expect(await list({ page: 9 })).toMatchObject({ rows: [], total: 4 });
    expect(await names({ sort: 'balance_cents' })).toEqual([
      "Øyvind O'Brien",
      'Ludo Garfield',
      'María López-García',
      'Anna Smith',
    ]);
    expect(await names({ sort: 'reference' })).toEqual([
      'María López-García',
      'Ludo Garfield',
      "Øyvind O'Brien",
      'Anna Smith',
    ]);
    // Never contacted comes last, whichever way.
    expect((await names({ sort: 'last_contact_at' })).slice(0, 2)).toEqual(['Anna Smith', 'María López-García']);
    expect((await names({ sort: 'last_contact_at', direction: 'desc' })).slice(0, 2)).toEqual([
      'María López-García',
      'Anna Smith',
    ]);
  });

  it('shows the sum of the debts, the creditor and the state', async () => {
    const { rows } = await list({ search: 'DL-2001' });
    expect(rows).toEqual([
      {
        id: ids['garcia'],
        reference: 'DL-2001',
        consumer_name: 'María López-García',
        creditor_name: 'Northfield Harbor Bank',
        balance_cents: 15_050,
        status: 'open',
        region: 'NY',
        last_contact_at: '2026-11-10T15:00:00.000Z',
      },
    ]);
  });

  it.each([
    ['the beginning of any word', 'gar', ['Ludo Garfield', 'María López-García']],
    ['without accents', 'maria lopez', ['María López-García']],
    ['with accents and capitals', 'GARCÍA', ['María López-García']],
    ['words in any order', 'garcia mar', ['María López-García']],
    ['every word must be there', 'maria smith', []],
    ['not the middle of a word', 'arcia', []],
    ['an apostrophe', "o'brien", ["Øyvind O'Brien"]],
    ['a letter that is no accent', 'oyvind', ["Øyvind O'Brien"]],
    ['the beginning of a reference, in any case', 'dl-20', ['Ludo Garfield', 'María López-García']],
    ['the last digits of a number', '50104', ['Ludo Garfield']],
    ['a whole number as people write it', '(212) 555-0100', ['María López-García']],
    ['a number with its country code', '+1 212 555 0100', ['María López-García']],
    ['an area code', '415', ['Anna Smith']],
    ['nothing but spaces', '   ', ['Anna Smith', 'Ludo Garfield', 'María López-García', "Øyvind O'Brien"]],
    ['a percent sign is no wildcard', '%', []],
    ['an underscore is no wildcard', 's_ith', []],
    ['a quote is no SQL', `x' or '1'='1`, []],
  ])('finds by %s', async (_what, search, expected) => {
    expect(await names({ search })).toEqual(expected);
    expect((await list({ search })).total).toBe(expected.length);
  });

  it('can be narrowed to a status', async () => {
    expect(await names({ status: 'disputed' })).toEqual(['Anna Smith']);
    expect(await names({ status: 'paid', search: 'smith' })).toEqual([]);
  });

  it('follows a change of name and of debts', async () => {
    await server.sql(`update consumers set full_name = 'Ludo Newname' where full_name = 'Ludo Garfield'`);
    expect(await names({ search: 'newname' })).toEqual(['Ludo Newname']);
    expect(await names({ search: 'garfield' })).toEqual([]);
    await server.sql(`update debts set balance_cents = 1000 where reference = 'DL-2002-1'`);
    expect((await list({ search: 'newname' })).rows[0]?.balance_cents).toBe(1000);
    await server.sql(`update consumers set full_name = 'Ludo Garfield' where full_name = 'Ludo Newname'`);
  });

  it('refuses nonsense', async () => {
    for (const query of [{ page: 0 }, { page_size: 201 }, { sort: 'id' }, { direction: 'up' }, { status: 'gone' }]) {
      const reply = await server.call('listAccounts', { query: query as never }, agent.token);
      expect(reply).toMatchObject({ status: 400, problem: { code: 'request/invalid' } });
    }
  });
});

describe('other organisations', () => {
  it('see nothing of ours, and we nothing of theirs', async () => {
    expect((await list({}, stranger.token)).rows.map((row) => row.consumer_name)).toEqual(['María Elsewhere']);
    expect((await list({ search: '2125550100' }, stranger.token)).rows).toHaveLength(1);
    const reply = await server.call('getAccount', { params: { id: ids['garcia'] ?? '' } }, stranger.token);
    expect(reply).toMatchObject({ status: 404, problem: { code: 'request/not-found' } });
    const queue = await server.call('getQueue', {}, stranger.token);
    expect(queue).toMatchObject({ ok: true, body: { items: [{ consumer_name: 'María Elsewhere' }] } });
  });

  it('cannot be referred to', async () => {
    // Keys begin with the organisation, so that not even a wrong store could join a debt to somebody else's account.
    await expect(
      server.sql(
        `insert into timeline_entries (organization_id, id, account_id, at, kind, title) values ($1, $2, $3, now(), 'note', 'x')`,
        [stranger.organizationId, createId(), ids['garcia']],
      ),
    ).rejects.toThrow('foreign key');
  });
});

describe('the card', () => {
  it('has consumer, debts, numbers and zones', async () => {
    const account = await card(ids['garcia'] ?? '');
    expect(account).toMatchObject({
      reference: 'DL-2001',
      balance_cents: 15_050,
      version: 1,
      flags: [],
      consumer: { full_name: 'María López-García', preferred_language: 'en', zones: ['America/New_York'] },
    });
    expect(account.consumer.addresses).toEqual([
      { lines: '1 Test Street', city: 'Testville', region: 'NY', postal_code: '12207' },
    ]);
    expect(account.debts.map((debt) => debt.balance_cents)).toEqual([12_000, 3_050]);
    expect(account.consumer.phone_numbers.map((phone) => [phone.phone_number, phone.zones])).toEqual([
      ['+12125550100', ['America/New_York']],
      ['+17185550101', ['America/New_York']],
    ]);
    // Scenarios belong to the practice line; these numbers are real to a working organisation.
    expect(account.consumer.phone_numbers.every((phone) => phone.practice_scenario === null)).toBe(true);
  });

  it('leaves out numbers and addresses whose time is over, and marks those not to be called', async () => {
    await server.sql(`update consumer_phone_numbers set valid_to = '2026-01-01' where phone_number = '+17185550101'`);
    await server.sql(
      `insert into dnc_numbers (organization_id, phone_number, reason, source, expires_at)
       values ($1, '+12125550100', 'asked', 'consumer', null), ($1, '+13035550104', 'asked', 'consumer', '2026-01-01')`,
      [server.organizationId],
    );
    const account = await card(ids['garcia'] ?? '');
    expect(account.consumer.phone_numbers.map((phone) => [phone.phone_number, phone.is_on_dnc])).toEqual([
      ['+12125550100', true],
    ]);
    expect(account.flags).toEqual([{ code: 'do-not-call', label: 'Do not call 1 number', severity: 'stop' }]);
    expect((await card(ids['garfield'] ?? '')).consumer.phone_numbers[0]?.is_on_dnc).toBe(false);
    await server.sql('delete from dnc_numbers');
  });

  it('shows history newest first, with the name of the agent', async () => {
    const accountId = ids['smith'] ?? '';
    for (const [day, title] of [
      ['01', 'First'],
      ['03', 'Third'],
      ['02', 'Second'],
    ])
      await server.sql(
        `insert into timeline_entries (organization_id, id, account_id, at, kind, title, agent_id)
         values ($1, $2, $3, $4, 'note', $5, $6)`,
        [server.organizationId, createId(), accountId, `2026-11-${day}T12:00:00Z`, title, agent.id],
      );
    const { timeline, flags } = await card(accountId);
    expect(timeline.map((each) => each.title)).toEqual(['Third', 'Second', 'First']);
    expect(timeline[0]).toMatchObject({ kind: 'note', agent_name: 'Test agent', call_id: null });
    expect(flags.map((flag) => flag.code)).toEqual(['disputed']);
  });

  it('is not found under an id that is none of ours', async () => {
    const reply = await server.call('getAccount', { params: { id: createId() } }, agent.token);
    expect(reply.status).toBe(404);
  });
});

describe('practice accounts', () => {
  it('say what each number leads to and carry every kind of flag', async () => {
    const organizationId = await server.addOrganization({ isPractice: true });
    const trainee = await server.addUser('agent', { organizationId });
    await seedPracticeData(server.database, organizationId, clock);
    const codes = new Set<string>();
    const scenarios = new Set<string | null>();
    const { rows } = await list({ page_size: 200 }, trainee.token);
    for (const row of rows) {
      const account = await card(row.id, trainee.token);
      for (const flag of account.flags) codes.add(flag.code);
      for (const phone of account.consumer.phone_numbers) scenarios.add(phone.practice_scenario);
      expect(account.timeline.length).toBeGreaterThan(0);
      expect(account.consumer.zones.length).toBeGreaterThan(0);
    }
    expect([...codes].toSorted()).toEqual([
      'callback',
      'ceased',
      'disputed',
      'do-not-call',
      'language',
      'paid',
      'promise',
      'promise-broken',
      'stated-location',
      'wrong-number',
    ]);
    expect(scenarios.has(null)).toBe(false);
    expect(scenarios.size).toBe(10);
  });
});
