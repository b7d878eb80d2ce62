import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';

describe('the audit list', () => {
  const clock = new FixedClock('2026-11-23T15:00:00Z');
  let server: TestServer;
  let auditor: TestUser;
  let agents: TestUser[];
  beforeAll(async () => {
    server = await createTestServer({ clock });
    auditor = await server.addUser('auditor');
    agents = [await server.addUser('agent'), await server.addUser('agent')];
    for (let index = 0; index < 5; index += 1) {
      clock.advanceMs(60_000);
      const agent = agents[index % 2];
      const body = { kind: 'idea' as const, text: `${index}`, context: {}, created_at: '2026-11-23T15:00:00Z' };
      await server.call('sendFeedback', { body }, { token: agent?.token, idempotencyKey: `feedback-${index}` });
    }
    clock.advanceMs(1000);
    await server.call('signOut', {}, agents[0]?.token);
    const other = await server.addUser('agent', { organizationId: await server.addOrganization() });
    await server.call('signOut', {}, other.token);
  });
  afterAll(() => server.close());

  const list = async (query: Parameters<typeof server.call<'listAudit'>>[1]['query'] = {}) => {
    const reply = await server.call('listAudit', { query }, auditor.token);
    if (!reply.ok) throw new Error(reply.problem.code);
    return reply.body;
  };

  it('is newest first, of the own organisation, in pages', async () => {
    const first = await list({ page_size: 4 });
    expect(first).toMatchObject({ page: 1, page_size: 4, total: 6 });
    expect(first.rows[0]).toMatchObject({ action: 'auth.signed-out', actor_id: agents[0]?.id });
    const second = await list({ page_size: 4, page: 2 });
    expect(second.rows).toHaveLength(2);
    const moments = [...first.rows, ...second.rows].map((row) => row.at);
    expect(moments).toEqual(moments.toSorted().toReversed());
    expect((await list({ page: 9 })).rows).toEqual([]);
  });

  it('can be narrowed by action, person and time, the end not included', async () => {
    expect((await list({ action: 'feedback.sent' })).total).toBe(5);
    expect((await list({ actor_id: agents[1]?.id ?? '' })).total).toBe(2);
    expect((await list({ from: '2026-11-23T15:02:00Z', to: '2026-11-23T15:04:00Z' })).total).toBe(2);
    expect((await list({ action: 'feedback.sent', actor_id: agents[0]?.id ?? '' })).total).toBe(3);
  });
});
