import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';

describe('feedback', () => {
  let server: TestServer;
  let agent: TestUser;
  const report = {
    kind: 'idea' as const,
    text: 'A bigger dial button',
    context: { panel: 'cockpit', version: '0.1.0' },
    created_at: '2026-11-23T15:00:00Z',
  };
  beforeAll(async () => {
    server = await createTestServer();
    agent = await server.addUser('agent');
  });
  afterAll(() => server.close());

  it('is kept once, however often it is sent, with one audit row', async () => {
    const extras = { token: agent.token, idempotencyKey: 'feedback-000001' };
    const first = await server.call('sendFeedback', { body: report }, extras);
    const again = await server.call('sendFeedback', { body: report }, extras);
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.ok ? first.body : {} });
    expect(await server.sql('select kind, text, user_id from feedback_reports')).toEqual([
      { kind: 'idea', text: report.text, user_id: agent.id },
    ]);
    expect(await server.sql('select action, actor_id, subject_type from audit_log')).toEqual([
      { action: 'feedback.sent', actor_id: agent.id, subject_type: 'feedback' },
    ]);
  });

  it('refuses a key that was used for another report', async () => {
    const extras = { token: agent.token, idempotencyKey: 'feedback-000001' };
    const reply = await server.call('sendFeedback', { body: { ...report, text: 'Another' } }, extras);
    expect(reply).toMatchObject({ status: 422, problem: { code: 'sync/idempotency-key-reused' } });
  });

  it('needs a key and names the fields that are wrong', async () => {
    const without = await server.call('sendFeedback', { body: report }, agent.token);
    expect(without).toMatchObject({ status: 400, problem: { code: 'sync/idempotency-key-missing' } });
    const extras = { token: agent.token, idempotencyKey: 'feedback-000002' };
    const wrong = await server.call('sendFeedback', { body: { ...report, created_at: 'yesterday' } }, extras);
    expect(wrong).toMatchObject({ status: 400, problem: { issues: [{ path: 'body.created_at' }] } });
  });
});
