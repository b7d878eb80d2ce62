/** What every request passes: limits, headers, logs without personal data, OpenAPI and its reader. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, endpointIds } from '../../shared/contracts/contract.ts';
import { problemSchema } from '../../shared/contracts/core/problem.ts';
import { createTestServer, testPbxSecret, type TestServer } from '../testing/test-server.ts';
import { createLogger, redactText } from './logging.ts';
import { createOpenApi } from './openapi.ts';
import { createId } from '../../shared/domain/ids.ts';

describe('limits', () => {
  it('are typed, say when, and are stricter for sign-in; health checks have none', async () => {
    const server = await createTestServer({ limits: { address: 60, session: 8, queued: 12, signIn: 3 } });
    const { token } = await server.addUser('agent');
    const attempt = () => server.call('signIn', { body: { email: 'a@b.example', password: 'x' } });
    for (let count = 0; count < 3; count += 1) expect((await attempt()).status).toBe(401);
    const limited = await attempt();
    expect(limited).toMatchObject({ status: 429, problem: { code: 'request/rate-limited' } });
    expect(limited.ok ? undefined : limited.problem.retry_at).toMatch(/Z$/);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another spelling of the address is no way round: it is no address at all.
    for (const path of ['/api/auth/SIGNIN', '/API/auth/signin', '/api/auth/signin/'])
      expect((await fetch(server.url + path, { method: 'POST' })).status).toBe(404);
    for (let count = 0; count < 8; count += 1) expect((await server.call('getMe', {}, token)).status).toBe(200);
    expect((await server.call('getMe', {}, token)).status).toBe(429);
    // Queued work has an allowance of its own: a desktop that was offline must be able to drain.
    const body = { kind: 'idea' as const, text: 'More light.', context: {}, created_at: '2026-11-22T12:00:00.000Z' };
    const send = () => server.call('sendFeedback', { body }, { token, idempotencyKey: createId() });
    for (let count = 0; count < 12; count += 1) expect((await send()).status).toBe(201);
    expect((await send()).status).toBe(429);
    const { token: other } = await server.addUser('agent');
    expect((await server.call('getMe', {}, other)).status).toBe(200);
    const replies: number[] = [];
    for (let count = 0; count < 60; count += 1) replies.push((await server.call('getMe', {})).status);
    expect(replies.at(-1)).toBe(429);
    expect((await server.call('getLiveness', {})).status).toBe(200);
    await server.close();
  });
});

describe('the log', () => {
  it('holds no credentials, numbers, names or addresses', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    const secrets = {
      password: 'hunter2',
      phone_number: '+12125550100',
      full_name: 'Ada Example',
      refresh_token: 'r.r.r',
    };
    logger.info(
      { ...secrets, body: secrets, req: { headers: { authorization: `Bearer ${token}`, dpop: token } } },
      'all',
    );
    logger.error({ err: new Error(`cannot reach +12125550100 for ada@example.com with ${token}`) }, 'failed');
    logger.error({ err: new Error('no postgres://desk:pass@db/desk') }, 'failed');
    const text = lines.join('');
    for (const secret of ['hunter2', '2125550100', 'Ada', 'r.r.r', 'eyJ', 'ada@', 'pass@'])
      expect(text).not.toContain(secret);
    expect(redactText('call 0190a000-0000-7000-8000-000000000000')).toContain('0190a000');
  });
});

describe('the server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await createTestServer({ environment: { DESKLINE_METRICS_TOKEN: 'the token of monitoring' } });
  });
  afterAll(() => server.close());

  it('lets monitoring and the PBX in by their own secrets only', async () => {
    expect((await server.call('getMetrics', {})).status).toBe(401);
    expect((await server.call('getMetrics', {}, testPbxSecret)).status).toBe(401);
    const metrics = await server.call('getMetrics', {}, 'the token of monitoring');
    expect(metrics.ok && metrics.body).toContain('deskline_http_request_seconds_bucket');
    const body = { permit: 'x', agent: 'agent', phone_number: '+12125550100' };
    expect(await server.call('redeemPermit', { body }, 'wrong secret')).toMatchObject({ status: 401 });
    const refused = await server.call('redeemPermit', { body }, testPbxSecret);
    expect(refused).toMatchObject({ status: 403, problem: { code: 'calls/permit-refused' } });
  });

  it('takes a form from the PBX, and from nobody else', async () => {
    const form = new URLSearchParams({ permit: 'x', agent: 'agent', phone_number: '+12125550100' });
    const headers = { authorization: `Bearer ${testPbxSecret}` };
    const redeemed = await fetch(`${server.url}/api/pbx/permits/redeem`, { method: 'POST', headers, body: form });
    expect(redeemed.status).toBe(403);
    const signIn = new URLSearchParams({ email: 'a@b.example', password: 'x' });
    const elsewhere = await fetch(`${server.url}/api/auth/signin`, { method: 'POST', body: signIn });
    expect(problemSchema.parse(await elsewhere.json()).code).toBe('request/invalid');
  });

  it('says that a value is wrong which the database cannot keep, so that nobody sends it again and again', async () => {
    const { token } = await server.addUser('agent');
    const report = { kind: 'idea' as const, text: 'A', context: {}, created_at: '2026-11-23T15:00:00Z' };
    const broken = [
      { ...report, text: 'a\u0000b' },
      { ...report, context: { panel: 'half an emoji \ud83d' } },
      { ...report, created_at: '0000-01-01T00:00:00Z' },
    ];
    for (const [index, body] of broken.entries()) {
      const reply = await server.call('sendFeedback', { body }, { token, idempotencyKey: `unstorable-${index}` });
      expect(reply).toMatchObject({ status: 400, problem: { code: 'request/invalid' } });
    }
    const search = await server.call('listAccounts', { query: { search: 'a\u0000' } }, token);
    expect(search).toMatchObject({ status: 400, problem: { code: 'request/invalid' } });
  });

  it('describes every endpoint in OpenAPI 3.1', async () => {
    const reply = await server.call('getOpenApi', {});
    const document = createOpenApi(contract, '0.0.0-test');
    expect(reply.ok && reply.body).toEqual(JSON.parse(JSON.stringify(document)));
    expect(document).toMatchObject({ openapi: '3.1.0' });
    const text = JSON.stringify(document);
    for (const id of endpointIds) expect(text).toContain(`"operationId":"${id}"`);
    expect(document).toMatchObject({
      paths: {
        '/api/calls/{id}/disposition': {
          put: {
            'x-audit': 'call.dispositioned',
            parameters: [
              { name: 'id', in: 'path', required: true },
              { name: 'Idempotency-Key', required: true },
            ],
          },
        },
      },
    });
  });

  it('brings its own reader: no inline script, nothing from elsewhere', async () => {
    const page = await fetch(`${server.url}/api/docs`);
    const html = await page.text();
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(html).not.toMatch(/<script>|https?:\/\//);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets).toHaveLength(3);
    for (const asset of assets) expect((await fetch(server.url + asset)).status).toBe(200);
  });

  it('says what it is and hides what it runs on', async () => {
    const response = await fetch(`${server.url}/api/health/live`);
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toMatchObject({ status: 'live', version: '0.0.0-test' });
    expect((await server.call('getReadiness', {})).status).toBe(200);
  });
});
