import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { hashPassword } from '../auth/index.ts';
import { createTestServer, type TestServer } from '../../testing/test-server.ts';
import { seedPracticeOrganization } from './index.ts';

describe('organisations', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await createTestServer();
  });
  afterAll(() => server.close());

  it('are shown to their own people only', async () => {
    const { token } = await server.addUser('billing');
    const current = await server.call('getCurrentOrganization', {}, token);
    expect(current).toMatchObject({ body: { id: server.organizationId, name: 'Test Recovery', is_practice: false } });
    const own = await server.call('getOrganization', { params: { id: server.organizationId } }, token);
    expect(own.ok && own.body).toEqual(current.ok && current.body);
    for (const id of [await server.addOrganization(), createId()])
      expect((await server.call('getOrganization', { params: { id } }, token)).status).toBe(404);
  });

  it('clear calls ahead only once compliance has said so, each for itself', async () => {
    const { token } = await server.addUser('compliance');
    const organizationId = await server.addOrganization();
    const stranger = await server.addUser('agent', { organizationId });
    const set = await server.call('setReservedPermits', { body: { reserves_permits: true } }, token);
    expect(set).toMatchObject({ status: 200, body: { id: server.organizationId, reserves_permits: true } });
    expect(await server.call('getCurrentOrganization', {}, stranger.token)).toMatchObject({
      body: { reserves_permits: false },
    });
  });

  it('include one for practice, seeded as often as one likes, whose people sign in', async () => {
    for (let count = 0; count < 2; count += 1)
      await seedPracticeOrganization(server.database, systemClock, hashPassword);
    const users = await server.sql("select email, role from users where email like '%@demo.example'");
    expect(users).toHaveLength(10);
    expect(new Set(users.map((user) => user['role'])).size).toBe(9);
    const body = { email: 'compliance@demo.example', password: 'practice-makes-perfect' };
    const signedIn = await server.call('signIn', { body });
    expect(signedIn).toMatchObject({
      body: { me: { role: 'compliance', organization: { name: 'Practice Recovery Services', is_practice: true } } },
    });
  });
});
