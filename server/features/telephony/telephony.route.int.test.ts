import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PhoneToken } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestServer, type TestServer } from '../../testing/test-server.ts';
import { readSipUsername, sipPassword } from './index.ts';

const servers: TestServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = {}, clock = new FixedClock()): Promise<TestServer> {
  const server = await createTestServer({ clock, environment });
  servers.push(server);
  return server;
}

async function issue(server: TestServer, token: string): Promise<PhoneToken> {
  const reply = await server.call('issuePhoneToken', {}, token);
  if (!reply.ok) throw new Error(reply.problem.message);
  return reply.body;
}

describe('a phone token', () => {
  it('holds SIP credentials that anybody with the secret can check, for one hour', async () => {
    const clock = new FixedClock();
    const server = await start(
      { DESKLINE_SIP_SECRET: 'a secret that is long enough', DESKLINE_SIP_DOMAIN: 'pbx.test' },
      clock,
    );
    const agent = await server.addUser('agent');
    const { sip, caller_ids, is_practice } = await issue(server, agent.token);
    expect(sip.uri).toBe(`sip:${agent.sipUser}@pbx.test`);
    expect(sip.server_urls).toEqual(['ws://127.0.0.1:4610']);
    expect(sip.expires_at).toBe(new Date(clock.now() + 3_600_000).toISOString());
    const said = readSipUsername(sip.username);
    expect(said).toEqual({ sipUser: agent.sipUser, expiresAtSeconds: clock.now() / 1000 + 3600 });
    const hmac = createHmac('sha256', 'a secret that is long enough').update(sip.username).digest('base64url');
    expect(sip.password).toBe(hmac);
    expect(sipPassword('another secret, also long', sip.username)).not.toBe(sip.password);
    // Nobody makes himself more time, or another agent: the password belongs to the whole name.
    const later = sip.username.replace(/^\d+/, String(said!.expiresAtSeconds + 1));
    expect(sipPassword('a secret that is long enough', later)).not.toBe(sip.password);
    expect(caller_ids).toEqual([{ phone_number: '+12125550199', label: 'Main' }]);
    expect(is_practice).toBe(false);
  });

  it('says when the organisation only practises', async () => {
    const server = await start();
    const organizationId = await server.addOrganization({ isPractice: true });
    const agent = await server.addUser('agent', { organizationId });
    expect((await issue(server, agent.token)).is_practice).toBe(true);
  });

  it('is nobody else’s address: no two people share one, in whichever organisation', async () => {
    const server = await start();
    const agent = await server.addUser('agent');
    const other = await server.addUser('agent', { organizationId: await server.addOrganization() });
    const taken = server.sql('update users set sip_user = $1 where id = $2', [agent.sipUser, other.id]);
    await expect(taken).rejects.toThrow('users_sip_user');
  });

  it('holds TURN credentials limited in time', async () => {
    const clock = new FixedClock();
    const server = await start(
      { DESKLINE_TURN_URLS: 'turn:turn.test:3478,turns:turn.test:5349', DESKLINE_TURN_SECRET: 'a turn secret, long' },
      clock,
    );
    const agent = await server.addUser('agent');
    const username = `${clock.now() / 1000 + 3600}:${agent.sipUser}`;
    expect((await issue(server, agent.token)).ice_servers).toEqual([
      {
        urls: ['turn:turn.test:3478', 'turns:turn.test:5349'],
        username,
        credential: createHmac('sha1', 'a turn secret, long').update(username).digest('base64'),
      },
    ]);
  });

  it('leaves out TURN servers whose secret is not known', async () => {
    const server = await start({ DESKLINE_TURN_URLS: 'turn:turn.test:3478' });
    const agent = await server.addUser('agent');
    expect((await issue(server, agent.token)).ice_servers).toEqual([]);
  });

  it('is written in the audit log without its password', async () => {
    const server = await start();
    const agent = await server.addUser('agent');
    const { sip } = await issue(server, agent.token);
    const rows = await server.sql('select * from audit_log');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      action: 'telephony.token-issued',
      actor_id: agent.id,
      detail: { sip_user: agent.sipUser },
    });
    expect(JSON.stringify(rows)).not.toContain(sip.password);
  });

  it('is for those who may use a phone', async () => {
    const server = await start();
    for (const role of ['billing', 'analyst', 'auditor', 'compliance'] as const) {
      const { token } = await server.addUser(role);
      expect((await server.call('issuePhoneToken', {}, token)).status).toBe(403);
    }
    expect((await server.call('issuePhoneToken', {})).status).toBe(401);
  });
});

describe('without a telephone system', () => {
  it('says so in a plain sentence', async () => {
    const server = await start({ DESKLINE_SIP_URLS: '' });
    const agent = await server.addUser('agent');
    expect(await server.call('issuePhoneToken', {}, agent.token)).toMatchObject({
      ok: false,
      status: 503,
      problem: {
        code: 'server/unavailable',
        message: 'No telephone system is set up: the server has no SIP address.',
      },
    });
  });

  it('names the missing key', async () => {
    const server = await start({ DESKLINE_SIP_SECRET: '' });
    const agent = await server.addUser('agent');
    expect(await server.call('issuePhoneToken', {}, agent.token)).toMatchObject({
      status: 503,
      problem: { message: 'No telephone system is set up: the server has no key for SIP credentials.' },
    });
  });
});

const writeAccounts = (content: string): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deskline-accounts-'));
  folders.push(folder);
  const file = path.join(folder, 'accounts.json');
  fs.writeFileSync(file, content);
  return file;
};

describe('static accounts', () => {
  it('take the place of short-lived credentials', async () => {
    const accounts = { 'Anna@Test.example': { username: '1001', password: 'static password' } };
    const server = await start({ DESKLINE_SIP_ACCOUNTS: writeAccounts(JSON.stringify(accounts)) });
    const anna = await server.addUser('agent', { email: 'anna@test.example' });
    const { sip } = await issue(server, anna.token);
    expect(sip).toMatchObject({ username: '1001', password: 'static password', uri: 'sip:1001@practice.invalid' });
    const other = await server.addUser('agent');
    expect(await server.call('issuePhoneToken', {}, other.token)).toMatchObject({
      status: 503,
      problem: { message: 'You have no account on the telephone system. Ask your administrator for one.' },
    });
  });

  it('stop the start when they cannot be read, without showing what they hold', async () => {
    await expect(start({ DESKLINE_SIP_ACCOUNTS: '/nowhere/accounts.json' })).rejects.toThrow('ENOENT');
    await expect(start({ DESKLINE_SIP_ACCOUNTS: writeAccounts('{"a": secret') })).rejects.toThrow(
      /accounts.json is not JSON$/,
    );
    const invalid = JSON.stringify({ 'a@b.c': { username: 'with spaces', password: 'secret' } });
    await expect(start({ DESKLINE_SIP_ACCOUNTS: writeAccounts(invalid) })).rejects.toThrow(
      /valid username and password$/,
    );
  });
});
