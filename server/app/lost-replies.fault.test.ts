/** Promise: S1 S2. A reply lost anywhere on its way back: one effect each, and the same reply when asked again. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { createTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';

const operations = 300;
const atOnce = 8;

const report = (text: string) => ({ kind: 'bug' as const, text, context: {}, created_at: '2026-11-23T15:00:00Z' });

describe('lost replies', () => {
  let server: TestServer;
  let agent: TestUser;
  beforeAll(async () => {
    server = await createTestServer();
    agent = await server.addUser('agent');
  });
  afterAll(() => server.close());

  /** Sends a report and hangs up after some milliseconds, wherever the server is then. */
  const sendAndHangUp = (key: string, text: string, afterMs: number): Promise<void> =>
    new Promise((resolve) => {
      const request = http.request(`${server.url}/api/feedback`, {
        method: 'POST',
        agent: false,
        headers: {
          authorization: `Bearer ${agent.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
      });
      request.on('error', () => undefined);
      request.on('close', resolve);
      request.end(JSON.stringify(report(text)));
      void sleep(afterMs).then(() => request.destroy());
    });
  const send = (key: string, text: string) =>
    server.call('sendFeedback', { body: report(text) }, { token: agent.token, idempotencyKey: key });

  it(`${operations} times: exactly one row each`, { timeout: 120_000 }, async () => {
    const random = seededRandom(testSeed('lost replies'));
    const queue = Array.from({ length: operations }, (_, index) => ({ key: randomUUID(), text: `report ${index}` }));
    const differing: string[] = [];
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const { key, text } = next;
        await sendAndHangUp(key, text, random() * 12);
        const first = await send(key, text);
        const second = await send(key, text);
        if (!first.ok || !second.ok || first.body.id !== second.body.id) differing.push(text);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    expect(differing).toEqual([]);
    // What was hung up on may still be on its way through the server.
    await expect
      .poll(() => server.sql('select count(*)::int as n, count(distinct text)::int as texts from feedback_reports'))
      .toEqual([{ n: operations, texts: operations }]);
    expect(await server.sql('select count(*)::int as n from audit_log')).toEqual([{ n: operations }]);
  });

  it('two at once: one runs, the other waits and gets the same', async () => {
    for (let round = 0; round < 20; round += 1) {
      const key = randomUUID();
      const replies = await Promise.all([send(key, `pair ${round}`), send(key, `pair ${round}`)]);
      expect(replies.map((reply) => reply.status)).toEqual([201, 201]);
      const ids = replies.map((reply) => (reply.ok ? reply.body.id : reply.problem.code));
      expect(ids[0]).toBe(ids[1]);
    }
    expect(await server.sql("select 1 from feedback_reports where text like 'pair %'")).toHaveLength(20);
  });

  it('two bodies under one key at once: one runs, the other is refused', async () => {
    for (let round = 0; round < 20; round += 1) {
      const key = randomUUID();
      const replies = await Promise.all([send(key, `left ${round}`), send(key, `right ${round}`)]);
      expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201, 422]));
    }
    const kept = await server.sql("select 1 from feedback_reports where text like 'left %' or text like 'right %'");
    expect(kept).toHaveLength(20);
  });
});
