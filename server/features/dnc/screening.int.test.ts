/**
 * Promise: from the commit of a file on, each decision knows whom it names and what it answers, and none knows half of it; the
 * newest answer about a number holds, and what was taken back holds no more and stays on file.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileRefusalSchema } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const litigators = (upload: string, query = {}, token = officer.token) =>
  world.server.call('importLitigators', { query: { file_name: 'litigators.csv', ...query } }, { token, upload });
const answers = (upload: string, queriedAt = '2026-11-20T15:00:00Z', token = officer.token) =>
  world.server.call(
    'importReassignments',
    { query: { file_name: 'rnd.csv', queried_at: queriedAt } },
    { token, upload },
  );
const finding = async (consumer: TestConsumer, rule: string) =>
  (await world.start(consumer)).decision?.findings.find(({ rule_id: id }) => id === rule);
const listed = async (query = {}, token = officer.token) => {
  const reply = await world.server.call('listLitigators', { query }, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const answered = async (query = {}, token = officer.token) => {
  const reply = await world.server.call('listReassignments', { query }, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const takeBack = (id: string) =>
  world.server.call('takeBackScreeningImport', { params: { id }, body: { reason: 'The wrong file' } }, officer.token);
const fetched = async (list: string) => {
  const headers = { authorization: `Bearer ${officer.token}`, 'content-type': 'application/json' };
  const url = `${world.server.url}/api/screening/exports`;
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ list }) })).text();
};
const ten = ({ phoneNumber }: TestConsumer): string => phoneNumber.slice(2);
const ofDay = async (consumer: TestConsumer, asOf: string) => {
  const reply = await litigators(`phone\n${ten(consumer)}\n`, { source: 'WebRecon', as_of: asOf });
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const standingOf = async (consumer: TestConsumer) =>
  (await listed({ search: ten(consumer) })).rows.map(({ as_of }) => as_of);
const pageOf = async (list: 'litigators' | 'reassigned', after: string | null) => {
  const query = { list, limit: 2, ...(after === null ? {} : { after }) };
  const reply = await world.server.call('listScreeningImports', { query }, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
};
const files = async (list: 'litigators' | 'reassigned') => {
  const found: string[][] = [];
  let page = await pageOf(list, null);
  for (;;) {
    expect(page.imports.every((file) => file.list === list)).toBe(true);
    found.push(page.imports.map(({ id }) => id));
    if (page.next === null) return found;
    page = await pageOf(list, page.next);
  }
};

describe('a list of litigators', () => {
  it('sends each call to a number it names to review, until the entry is taken back with a reason', async () => {
    const consumer = await world.addConsumer();
    expect(await finding(consumer, 'P-litigator')).toMatchObject({ verdict: 'allow' });
    const file = `phone_number,source,as_of,severity\n${ten(consumer)},WebRecon,2026-11-01,high\n`;
    expect(await litigators(file)).toMatchObject({ status: 200, body: { added: 1, by_name: 'Test compliance' } });
    expect(await finding(consumer, 'P-litigator')).toMatchObject({
      verdict: 'review',
      reason: 'The list of WebRecon of 2026-11-01 names this number (high): a supervisor or compliance decides.',
    });
    const [entry] = (await listed({ search: ten(consumer) })).rows;
    const request = { params: { id: entry?.id ?? '' }, body: { reason: 'The number has another owner now' } };
    expect((await world.server.call('removeLitigator', request, officer.token)).status).toBe(200);
    expect((await world.server.call('removeLitigator', request, officer.token)).status).toBe(409);
    expect(await finding(consumer, 'P-litigator')).toMatchObject({ verdict: 'allow' });
    expect((await listed({ search: ten(consumer) })).rows).toEqual([]);
    expect((await listed({ search: ten(consumer), standing: 'removed' })).rows).toMatchObject([
      { removal_reason: 'The number has another owner now', removed_by_name: 'Test compliance' },
    ]);
  });

  it('knows a person by name and address in other spelling, says so, and takes nobody else for them', async () => {
    const [named, sameName] = [await world.addConsumer(), await world.addConsumer({ postalCode: '12208' })];
    for (const { id } of [named, sameName])
      await world.server.sql(`update consumers set full_name = 'María García' where id = $1`, [id]);
    const file = 'name,address,zip\n"GARCIA, MARIA",1 Main Street,12207-1234\n';
    expect((await litigators(file, { source: 'WebRecon', as_of: '2026-11-01' })).status).toBe(200);
    expect(await finding(named, 'P-litigator')).toMatchObject({
      verdict: 'review',
      reason: expect.stringContaining('a person of this name at this address'),
    });
    expect(await finding(sameName, 'P-litigator')).toMatchObject({ verdict: 'allow' });
  });

  it('with a number and a name with address names the number and the person, each taken off by itself', async () => {
    const [dialled, otherNumber] = [await world.addConsumer(), await world.addConsumer()];
    await world.server.sql(`update consumers set full_name = 'Ana Suer' where id = $1`, [otherNumber.id]);
    const file = `phone,name,address,zip\n${ten(dialled)},Ana Suer,1 Main St,12207\n`;
    const given = { source: 'WebRecon', as_of: '2026-11-01' };
    expect(await litigators(file, given)).toMatchObject({ body: { lines: 2, added: 2, unchanged: 0 } });
    expect(await finding(dialled, 'P-litigator')).toMatchObject({ verdict: 'review' });
    expect(await finding(otherNumber, 'P-litigator')).toMatchObject({
      verdict: 'review',
      reason: expect.stringContaining('a person of this name at this address'),
    });
    const [entry] = (await listed({ search: ten(dialled) })).rows;
    const request = { params: { id: entry?.id ?? '' }, body: { reason: 'The number has another owner now' } };
    expect((await world.server.call('removeLitigator', request, officer.token)).status).toBe(200);
    expect(await finding(dialled, 'P-litigator')).toMatchObject({ verdict: 'allow' });
    expect(await finding(otherNumber, 'P-litigator')).toMatchObject({ verdict: 'review' });
    expect((await listed({ search: 'ana suer' })).rows).toHaveLength(1);
  });

  it('with one bad line changes nothing, and says which line and why', async () => {
    const consumer = await world.addConsumer();
    const file = `phone,name,address,zip\n${ten(consumer)},,,\n,Maria,1 Main St,12207\n`;
    const reply = await litigators(file, { source: 'WebRecon', as_of: '2026-11-01' });
    expect(reply).toMatchObject({ status: 422, problem: { code: 'dnc/file-refused' } });
    expect(fileRefusalSchema.parse(reply.ok ? null : reply.problem.detail).rejected).toMatchObject([{ line: 3 }]);
    expect(await finding(consumer, 'P-litigator')).toMatchObject({ verdict: 'allow' });
  });

  it('of a newer day, or a later file of the same, takes the place of the older entry; one of an older day does not', async () => {
    const consumer = await world.addConsumer();
    const counts: number[][] = [];
    for (const day of ['2026-10-01', '2026-11-01', '2026-11-01', '2026-09-01']) {
      const { added, unchanged } = await ofDay(consumer, day);
      counts.push([added, unchanged]);
    }
    expect(counts).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    const { rows } = await listed({ search: ten(consumer), standing: 'all' });
    expect(rows.map((row) => `${row.as_of} ${row.removal_reason}`).toSorted()).toEqual([
      '2026-09-01 A newer list was there',
      '2026-10-01 Replaced by a newer list',
      '2026-11-01 Replaced by a newer list',
      '2026-11-01 null',
    ]);
  });

  it('taken back leaves what another file names too, and has stand again what it took the place of', async () => {
    const consumer = await world.addConsumer();
    const [first, corrected] = [await ofDay(consumer, '2026-11-01'), await ofDay(consumer, '2026-11-01')];
    const wrong = await ofDay(consumer, '2026-11-20');
    const older = await ofDay(consumer, '2026-10-01');
    await takeBack(first.id);
    expect(await standingOf(consumer)).toEqual(['2026-11-20']);
    await takeBack(wrong.id);
    expect(await standingOf(consumer)).toEqual(['2026-11-01']);
    expect(await finding(consumer, 'P-litigator')).toMatchObject({ verdict: 'review' });
    // Not the first, which was taken back before.
    await takeBack(corrected.id);
    expect(await standingOf(consumer)).toEqual(['2026-10-01']);
    await takeBack(older.id);
    expect(await standingOf(consumer)).toEqual([]);
    expect(await finding(consumer, 'P-litigator')).toMatchObject({ verdict: 'allow' });
  });

  it('taken back brings nothing back that a person took off the list', async () => {
    const consumer = await world.addConsumer();
    await ofDay(consumer, '2026-10-01');
    await ofDay(consumer, '2026-11-01');
    const [entry] = (await listed({ search: ten(consumer) })).rows;
    const request = { params: { id: entry?.id ?? '' }, body: { reason: 'The number has another owner now' } };
    expect((await world.server.call('removeLitigator', request, officer.token)).status).toBe(200);
    const again = await ofDay(consumer, '2026-11-20');
    await takeBack(again.id);
    expect(await standingOf(consumer)).toEqual([]);
  });
});

describe('answers about reassigned numbers', () => {
  it('yes bars the number from the commit on; a newer no opens it and is kept with the decision as proof', async () => {
    const consumer = await world.addConsumer();
    expect((await world.start(consumer)).status).toBe(201);
    expect((await answers(`${ten(consumer)},2026-03-01,yes\n`)).status).toBe(200);
    expect(await finding(consumer, 'T-6')).toMatchObject({ verdict: 'block' });
    // Older than the answer in use: history, and nothing else.
    await answers(`${ten(consumer)},2026-03-01,no\n`, '2026-11-01T15:00:00Z');
    expect(await finding(consumer, 'T-6')).toMatchObject({ verdict: 'block' });
    // About a later day: the number was given up between the two.
    await answers(`${ten(consumer)},2026-10-15,no\n`, '2026-11-21T15:00:00Z');
    expect(await finding(consumer, 'T-6')).toMatchObject({ verdict: 'block', facts: { answer: 'yes' } });
    await answers(`TN,Date,Result\n${ten(consumer)},20260301,No\n`, '2026-11-22T15:00:00Z');
    expect(await finding(consumer, 'T-6')).toMatchObject({
      verdict: 'allow',
      facts: { answer: 'no', queried_at: '2026-11-22T15:00:00.000Z', asked_about_on: '2026-03-01' },
    });
    const { rows } = await answered({ search: ten(consumer) });
    expect(rows.map((row) => `${row.queried_at.slice(0, 10)} ${row.answer} ${row.holds}`).toSorted()).toEqual([
      '2026-11-01 no false',
      '2026-11-20 yes false',
      '2026-11-21 no false',
      '2026-11-22 no true',
    ]);
  });

  it('of one query that says both: the yes holds; a file taken back holds no more', async () => {
    const consumer = await world.addConsumer();
    const reply = await answers(`${ten(consumer)},2026-06-01,no\n${ten(consumer)},2026-03-01,yes\n`);
    expect(await finding(consumer, 'T-6')).toMatchObject({ verdict: 'block' });
    expect(await takeBack(reply.ok ? reply.body.id : '')).toMatchObject({
      status: 200,
      body: { removal_reason: 'The wrong file' },
    });
    expect(await finding(consumer, 'T-6')).toMatchObject({
      verdict: 'allow',
      reason: 'The registry has not been asked about this number.',
    });
    expect((await answered({ search: ten(consumer), standing: 'removed' })).rows).toHaveLength(2);
    expect((await takeBack(reply.ok ? reply.body.id : '')).status).toBe(409);
  });

  it('a file taken back takes nothing from another that says the same', async () => {
    const consumer = await world.addConsumer();
    const [first, corrected] = [
      await answers(`${ten(consumer)},2026-03-01,yes\n`),
      await answers(`${ten(consumer)},2026-03-01,yes\n${ten(consumer)},2026-03-01,yes\n`),
    ];
    expect(corrected).toMatchObject({ body: { added: 1, unchanged: 1 } });
    await takeBack(first.ok ? first.body.id : '');
    expect(await finding(consumer, 'T-6')).toMatchObject({ verdict: 'block' });
    await takeBack(corrected.ok ? corrected.body.id : '');
    expect(await finding(consumer, 'T-6')).toMatchObject({ verdict: 'allow' });
  });

  it.each([
    ['12345,2026-03-01,no', 'Not a telephone number'],
    ['2125551234,2026-02-30,no', 'The day asked about is a date such as 2026-03-01'],
    ['2125551234,2026-11-24,no', 'The day asked about is still to come'],
    ['2125551234,2026-03-01,maybe', 'The answer is yes, no or no data'],
    ['2125551234,no', 'A line is the number, the day asked about and the answer'],
  ])('refuses %s', async (line, reason) => {
    const reply = await answers(`2125551233,2026-03-01,no data\n${line}\n`);
    expect(fileRefusalSchema.parse(reply.ok ? null : reply.problem.detail)).toMatchObject({
      rejected_count: 1,
      rejected: [{ line: 2, reason }],
    });
    expect((await answered({ search: '2125551233' })).rows).toEqual([]);
  });

  it('of a query that is still to come are not taken', async () => {
    expect((await answers('2125551234,2026-03-01,no\n', '2026-11-24T15:00:00Z')).status).toBe(400);
  });
});

describe('both lists', () => {
  it('are nobody else’s, and cannot be rewritten or deleted, not even by the server', async () => {
    const stranger = await world.server.addUser('compliance', { organizationId: await world.server.addOrganization() });
    await litigators('phone\n2125557777\n', { source: 'WebRecon', as_of: '2026-11-01' });
    await answers('2125557777,2026-03-01,yes\n');
    expect((await listed({ standing: 'all' }, stranger.token)).rows).toEqual([]);
    expect((await answered({ standing: 'all' }, stranger.token)).rows).toEqual([]);
    for (const text of ['delete from litigator_entries', `update reassignment_answers set answer = 'no'`]) {
      await expect(
        world.server.sql(`begin; set local role deskline_app;
          set local deskline.organization_id = '${world.server.organizationId}'; ${text}; commit`),
      ).rejects.toThrow(/permission denied/);
      await world.server.sql('rollback').catch(() => undefined);
    }
  });

  it('show the files of each, however many came of the other since, a page at a time', async () => {
    const oldest = await litigators('phone\n2125557771\n', { source: 'WebRecon', as_of: '2026-11-01' });
    for (let index = 0; index < 3; index += 1) await answers('2125557771,2026-03-01,no\n');
    expect((await files('litigators')).flat()).toContain(oldest.ok ? oldest.body.id : '');
    const pages = await files('reassigned');
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  });

  it('take what has a letter in it for a name, and there are no names beside answers', async () => {
    const file = 'name,address,zip\nJohn Third 3rd,1 Main Street,12207\n';
    await litigators(file, { source: 'WebRecon', as_of: '2026-11-01' });
    await answers('2125557772,2026-03-01,no\n');
    expect((await listed({ search: 'third 3rd' })).rows).toMatchObject([{ name: 'John Third 3rd' }]);
    expect((await answered({ search: 'smith' })).rows).toEqual([]);
    expect((await answered({ search: '212 555 7772 ' })).rows).toHaveLength(1);
    expect((await answered({ search: ' ' })).rows.length).toBeGreaterThan(0);
  });

  it('are imported by those who may', async () => {
    expect((await litigators('phone\n2125557777\n', {}, world.agent.token)).status).toBe(403);
    expect((await answers('2125557777,2026-03-01,no\n', undefined, world.agent.token)).status).toBe(403);
  });

  it('are exported whole, with their history', async () => {
    expect(await fetched('litigators')).toContain('Replaced by a newer list');
    expect((await fetched('reassigned')).split('\r\n')[0]).toMatch(/^phone_number,asked_about_on,answer,queried_at,/);
  });
});
