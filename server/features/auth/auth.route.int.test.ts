/** Promise: a stolen refresh token alone is useless, a copied one ends the session, a lost reply does neither. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestDevice, type TestDevice } from '../../testing/test-device.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { hashPassword } from './index.ts';

const dayMs = 86_400_000;
const password = 'a long enough password';

describe('sessions', () => {
  const clock = new FixedClock();
  let server: TestServer;
  let user: TestUser;
  let device: TestDevice;

  beforeAll(async () => {
    server = await createTestServer({ clock });
    device = await createTestDevice(clock);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    clock.set('2026-11-23T15:00:00Z');
    user = await server.addUser('agent', { passwordHash: await hashPassword(password) });
  });

  const signIn = async (given: { password?: string; email?: string; proof?: string | null } = {}) => {
    const url = `${server.url}/api/auth/signin`;
    const proof = given.proof === undefined ? await device.proof({ url }) : given.proof;
    const body = { email: given.email ?? user.email, password: given.password ?? password, device_name: 'Desk 12' };
    return server.call('signIn', { body }, { headers: proof === null ? {} : { dpop: proof } });
  };
  const signedIn = async () => {
    const reply = await signIn();
    if (!reply.ok) throw new Error(reply.problem.code);
    const { tokens } = reply.body;
    if (tokens.refresh_token === null) throw new Error('No refresh token');
    return { ...tokens, refresh_token: tokens.refresh_token, sessionId: reply.body.me.session.id };
  };
  const refresh = async (token: string, by: TestDevice | null = device, proof?: string) => {
    const url = `${server.url}/api/auth/refresh`;
    const dpop = proof ?? (by && (await by.proof({ url })));
    return server.call('refreshSession', { body: { refresh_token: token } }, { headers: dpop ? { dpop } : {} });
  };
  const refreshed = async (token: string): Promise<string> => {
    const reply = await refresh(token);
    if (!reply.ok || reply.body.tokens.refresh_token === null) throw new Error('No refresh');
    return reply.body.tokens.refresh_token;
  };
  const auditOf = (action: string) => server.sql('select * from audit_log where action = $1', [action]);

  it('begins with tokens, who one is, and an audit row', async () => {
    const reply = await signIn();
    expect(reply).toMatchObject({ ok: true, body: { me: { id: user.id, role: 'agent' } } });
    if (!reply.ok) return;
    expect(reply.body.tokens.access_expires_at).toBe('2026-11-23T15:10:00.000Z');
    expect(reply.body.tokens.session_expires_at).toBe('2026-11-30T15:00:00.000Z');
    expect(await server.call('getMe', {}, reply.body.tokens.access_token)).toMatchObject({ body: reply.body.me });
    const rows = await server.sql("select actor_id from audit_log where action = 'auth.signed-in' and actor_id = $1", [
      user.id,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('without proof has no refresh token and lasts no longer than the access token', async () => {
    const reply = await signIn({ proof: null });
    expect(reply).toMatchObject({
      body: { tokens: { refresh_token: null, session_expires_at: '2026-11-23T15:10:00.000Z' } },
    });
  });

  it('needs a proof for this URL, this method and this minute, used once', async () => {
    const url = `${server.url}/api/auth/signin`;
    const used = await device.proof({ url });
    expect((await signIn({ proof: used })).status).toBe(200);
    const wrong = [
      used,
      await device.proof({ url: `${server.url}/api/auth/refresh` }),
      await device.proof({ url, method: 'GET' }),
      await device.proof({ url, atMs: clock.now() - 62_000 }),
      await device.proof({ url, atMs: clock.now() + 62_000 }),
      'not.a.proof',
    ];
    for (const proof of wrong)
      expect(await signIn({ proof })).toMatchObject({ problem: { code: 'auth/wrong-device' } });
  });

  it('is over at once when it is ended, and access tokens run out by themselves', async () => {
    const { access_token: token, sessionId } = await signedIn();
    clock.advanceMs(600_000);
    expect(await server.call('getMe', {}, token)).toMatchObject({ problem: { code: 'auth/token-expired' } });
    const second = await signedIn();
    await server.call('endSession', { params: { id: second.sessionId } }, second.access_token);
    expect(await server.call('getMe', {}, second.access_token)).toMatchObject({
      problem: { code: 'auth/session-ended' },
    });
    const third = await signedIn();
    const listed = await server.call('listSessions', {}, third.access_token);
    if (!listed.ok) throw new Error(listed.problem.code);
    const ids = listed.body.sessions.map((session) => session.id);
    expect(ids).toContain(sessionId);
    expect(ids).not.toContain(second.sessionId);
    expect(listed.body.sessions.find((session) => session.is_current)?.id).toBe(third.sessionId);
    expect((await server.call('signOut', {}, third.access_token)).status).toBe(200);
    expect(await refresh(third.refresh_token)).toMatchObject({ problem: { code: 'auth/session-ended' } });
  });

  it('can be ended by an administrator, not by a colleague or another organisation', async () => {
    const { sessionId } = await signedIn();
    const other = await server.addOrganization();
    const strangers = [await server.addUser('manager'), await server.addUser('owner', { organizationId: other })];
    for (const { token } of strangers)
      expect((await server.call('endSession', { params: { id: sessionId } }, token)).status).toBe(404);
    const admin = await server.addUser('admin');
    expect((await server.call('endSession', { params: { id: sessionId } }, admin.token)).status).toBe(200);
    expect(
      await server.sql('select audience from live_events where audience = $1', [`session:${sessionId}`]),
    ).toHaveLength(1);
  });

  it('is carried on by rotating refresh tokens, of its own device only', async () => {
    const { refresh_token: first } = await signedIn();
    const second = await refreshed(first);
    expect(second).not.toBe(first);
    const thief = await createTestDevice(clock);
    expect(await refresh(second, thief)).toMatchObject({ problem: { code: 'auth/wrong-device' } });
    expect(await refresh(second, null)).toMatchObject({ problem: { code: 'auth/wrong-device' } });
    expect((await refresh(second)).status).toBe(200);
  });

  it('refuses a proof that was used before', async () => {
    const { refresh_token: first } = await signedIn();
    const proof = await device.proof({ url: `${server.url}/api/auth/refresh` });
    const reply = await refresh(first, device, proof);
    expect(reply.ok).toBe(true);
    const next = reply.ok ? (reply.body.tokens.refresh_token ?? '') : '';
    expect(await refresh(next, device, proof)).toMatchObject({ problem: { code: 'auth/wrong-device' } });
  });

  it('gives the same successor again when the reply was lost, also to many at once', async () => {
    const { refresh_token: first } = await signedIn();
    const lost = await refreshed(first);
    clock.advanceMs(5000);
    expect(await refreshed(first)).toBe(lost);
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => refreshed(first)));
    expect(new Set(atOnce)).toEqual(new Set([lost]));
    expect((await refresh(lost)).status).toBe(200);
  });

  it('ends when a used token comes back late', async () => {
    const { refresh_token: first, access_token: token } = await signedIn();
    const second = await refreshed(first);
    clock.advanceMs(11_000);
    expect(await refresh(first)).toMatchObject({ status: 401, problem: { code: 'auth/refresh-reused' } });
    expect(await refresh(second)).toMatchObject({ problem: { code: 'auth/session-ended' } });
    expect(await server.call('getMe', {}, token)).toMatchObject({ problem: { code: 'auth/session-ended' } });
    expect(await auditOf('auth.refresh-reused')).not.toHaveLength(0);
  });

  it('ends when a used token comes back after its successor was used', async () => {
    const { refresh_token: first } = await signedIn();
    await refreshed(await refreshed(first));
    expect(await refresh(first)).toMatchObject({ problem: { code: 'auth/refresh-reused' } });
  });

  it('renews itself while less than a day is left, and ends after seven days without use', async () => {
    const { refresh_token: first } = await signedIn();
    clock.advanceMs(5 * dayMs);
    const early = await refresh(first);
    expect(early).toMatchObject({ body: { tokens: { session_expires_at: '2026-11-30T15:00:00.000Z' } } });
    clock.advanceMs(dayMs + 1000);
    const late = await refresh(early.ok ? (early.body.tokens.refresh_token ?? '') : '');
    expect(late).toMatchObject({ body: { tokens: { session_expires_at: '2026-12-06T15:00:01.000Z' } } });
    clock.advanceMs(7 * dayMs);
    const over = await refresh(late.ok ? (late.body.tokens.refresh_token ?? '') : '');
    expect(over).toMatchObject({ problem: { code: 'auth/session-ended' } });
  });

  it('refuses tokens that are none', async () => {
    const { refresh_token: real, access_token: token } = await signedIn();
    const forged = [`${real.slice(0, -4)}AAAA`, 'x'.repeat(40), `${user.id}.${user.id}.${'y'.repeat(43)}`];
    for (const each of forged) expect(await refresh(each)).toMatchObject({ problem: { code: 'auth/session-ended' } });
    const tampered = `${token.slice(0, -6)}AAAAAA`;
    for (const each of [tampered, 'x', 'eyJhbGciOiJub25lIn0.e30.'])
      expect(await server.call('getMe', {}, each)).toMatchObject({ status: 401, problem: { code: 'auth/required' } });
  });
});
