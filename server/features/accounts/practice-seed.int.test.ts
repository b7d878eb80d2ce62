import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueueItem } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { practiceScenarioOf, type PracticeScenarioCode } from '../../../shared/domain/telephony/practice-scenarios.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { seedPracticeData } from './index.ts';
import { practicePeople } from './practice-people.ts';

let server: TestServer;
let clock: FixedClock;
let organizationId: string;
let agent: TestUser;

beforeAll(async () => {
  clock = new FixedClock('2026-01-14T00:30:00Z');
  server = await createTestServer({ clock });
  await openPractice();
});
afterAll(() => server.close());

/** An organization of its own: what is on file has happened, so that a clock that was put back would count it all as of now. */
async function openPractice(): Promise<void> {
  organizationId = await server.addOrganization({ isPractice: true, zone: 'America/New_York' });
}

/** Sets the clock, starts practice as the server does, signs an agent in. */
async function startAt(moment: string): Promise<void> {
  clock.set(moment);
  agent = await server.addUser('agent', { organizationId });
  await seedPracticeData(server.database, organizationId, clock);
}

async function queue(): Promise<QueueItem[]> {
  const reply = await server.call('getQueue', { query: { limit: 500 } }, agent.token);
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body.items;
}

const itemOf = (items: readonly QueueItem[], name: string): QueueItem => {
  const found = items.find((item) => item.consumer_name === name);
  if (!found) throw new Error(`${name} is not in the queue`);
  return found;
};
const isCallable = (item: QueueItem) => item.verdict === 'allow' || item.verdict === 'require';
const leadsTo = (code: PracticeScenarioCode) => (item: QueueItem) =>
  item.phone_number !== null && practiceScenarioOf(item.phone_number)?.code === code;

const countRows = async () =>
  server.sql(
    `select (select count(*) from consumers) as consumers, (select count(*) from accounts) as accounts,
      (select count(*) from debts) as debts, (select count(*) from timeline_entries) as entries,
      (select count(*) from contact_ledger) as ledger, (select sum(balance_cents) from accounts) as cents`,
  );

describe('practice data', () => {
  it('only knows numbers that are kept for fiction, each once', async () => {
    await startAt('2026-01-14T00:30:00Z');
    const rows = await server.sql<{ phone_number: string }>('select phone_number from consumer_phone_numbers');
    expect(rows.length).toBeGreaterThanOrEqual(60);
    for (const { phone_number } of rows) {
      expect(phone_number).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
      expect(practiceScenarioOf(phone_number)).not.toBeNull();
    }
    expect(new Set(rows.map((row) => row.phone_number)).size).toBe(rows.length);
    expect(practicePeople.length).toBeGreaterThanOrEqual(60);
    expect(new Set(practicePeople.map((each) => each.key)).size).toBe(practicePeople.length);
  });

  it('is the same however often it is seeded', async () => {
    await startAt('2026-01-14T00:30:00Z');
    const before = await countRows();
    await startAt('2026-01-14T00:30:00Z');
    await startAt('2026-01-14T00:40:00Z');
    expect(await countRows()).toEqual(before);
  });

  it('has consent to the number that came with each account, but for those whom it does not reach', async () => {
    const rows = await server.sql<{ consumer_id: string }>(
      `select consumer_id from consumer_facts where kind = 'consent' and organization_id = $1`,
      [organizationId],
    );
    expect(rows).toHaveLength(practicePeople.filter(({ story }) => story !== 'wrong-number').length);
  });

  it('touches no organisation that works', async () => {
    const working = await server.addOrganization({ isPractice: false });
    await expect(seedPracticeData(server.database, working, clock)).rejects.toThrow('practice');
    const rows = await server.sql('select 1 from consumers where organization_id = $1', [working]);
    expect(rows).toEqual([]);
  });

  it('leaves alone what somebody has worked on', async () => {
    await startAt('2026-01-20T15:00:00Z');
    const callback = itemOf(await queue(), 'Ximena Vásquez-Lund');
    expect(callback.reason).toBe('Callback due');
    await server.sql(
      `update accounts set next_action_at = null, next_action_reason = null, version = 2, last_contact_at = $2 where id = $1`,
      [callback.account_id, '2026-01-20T15:01:00Z'],
    );
    await startAt('2026-01-20T16:00:00Z');
    expect(itemOf(await queue(), 'Ximena Vásquez-Lund').reason).toBe('Last contact today');
    await startAt('2026-01-28T16:00:00Z');
    expect(itemOf(await queue(), 'Ximena Vásquez-Lund').reason).toBe('Callback due');
  });
});

describe('what the engine says of the stories', () => {
  // A Wednesday, 11:00 in New York, in winter and in summer.
  it.each(['2026-02-11T16:00:00Z', '2026-07-15T15:00:00Z'])('at %s', async (moment) => {
    await startAt(moment);
    const items = await queue();
    expect(isCallable(itemOf(items, 'Dorian Castellan')), 'six attempts').toBe(true);
    expect(itemOf(items, 'Marguerite Whitlow').verdict, 'seven attempts').toBe('defer');
    expect(itemOf(items, 'Tobias Pemberly').verdict, 'talked three days ago').toBe('defer');
    expect(itemOf(items, 'Remy Delacroix').verdict, 'ceased').toBe('block');
    expect(itemOf(items, 'Anahit Petrosyan').verdict, 'on the do-not-call list').toBe('block');
    expect(itemOf(items, 'Calla Rivermont').zones.toSorted(), 'zones that disagree').toEqual([
      'America/Los_Angeles',
      'America/New_York',
    ]);
    expect(itemOf(items, 'Bukola Oyelaran').zones).toEqual(['Europe/London']);
    expect(items[0]).toMatchObject({ consumer_name: 'Ximena Vásquez-Lund', reason: 'Callback due' });
    expect(items[1]).toMatchObject({ consumer_name: 'Esperanza Ojeda', reason: 'Promise due tomorrow' });
    expect(items[2]).toMatchObject({ consumer_name: 'Bronislaw Kowalczyk', reason: 'Promise broken' });
    expect(items.map((item) => item.consumer_name)).not.toContain('Ignacio Sandoval Reyes');
    const counts = await countedAttempts();
    expect(counts).toMatchObject({ 'Dorian Castellan': 6, 'Marguerite Whitlow': 7 });
  });

  it('says what debts are owed for where a state asks, so that nobody there waits for a review', async () => {
    await openPractice();
    await startAt('2026-03-10T20:00:00Z');
    // A start of an older version had not said it.
    await server.sql(
      `delete from consumer_facts where kind = 'medical-debt' and organization_id = '${organizationId}'`,
    );
    expect(itemOf(await queue(), 'Jasper Silverado').verdict).toBe('review');
    await startAt('2026-03-10T20:01:00Z');
    expect(isCallable(itemOf(await queue(), 'Jasper Silverado'))).toBe(true);
  });

  it('has exactly six and seven counted attempts on each of eight days in a row', async () => {
    await openPractice();
    for (let day = 1; day <= 8; day += 1) {
      await startAt(`2026-03-0${day}T17:00:00Z`);
      expect(await countedAttempts()).toEqual({ 'Dorian Castellan': 6, 'Marguerite Whitlow': 7 });
    }
  });
});

/** What the verdict beside the dial button says of the two who are called often. */
async function countedAttempts(): Promise<Record<string, number>> {
  const items = await queue();
  const counts: Record<string, number> = {};
  for (const name of ['Dorian Castellan', 'Marguerite Whitlow']) {
    const { account_id, phone_number } = itemOf(items, name);
    const body = { account_id, phone_number: phone_number ?? '' };
    const reply = await server.call('evaluatePreDial', { body }, agent.token);
    if (reply.ok) counts[name] = reply.body.counted_attempts;
  }
  return counts;
}

describe('at every hour of the day', () => {
  beforeAll(openPractice);
  const hours = ['2026-01-14', '2026-07-15'].flatMap((date) =>
    Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, '0')}:30:00Z`),
  );
  it.each(hours)('somebody who talks can be called, and a busy number, and a voicemail: %s', async (moment) => {
    await startAt(moment);
    const callable = (await queue()).filter(isCallable);
    expect(callable.filter(leadsTo('person')).length).toBeGreaterThanOrEqual(3);
    expect(callable.filter(leadsTo('busy')).length).toBeGreaterThanOrEqual(1);
    expect(callable.filter(leadsTo('voicemail')).length).toBeGreaterThanOrEqual(1);
  });
});
