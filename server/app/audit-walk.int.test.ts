/**
 * Promise: V5. Every write of the contract leaves exactly one audit row; when the audit log takes nothing, the write
 * leaves nothing either. A new write does not compile until it has a line in `writes`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EndpointId } from '../../shared/contracts/contract.ts';
import { contract, endpointIds } from '../../shared/contracts/contract.ts';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { hashPassword } from '../features/auth/index.ts';
import { CallWorld, callerId } from '../features/calls/testing/call-world.ts';
import { createTestDevice, type TestDevice } from '../testing/test-device.ts';
import { testPbxSecret } from '../testing/test-server.ts';

type WriteId = {
  [Id in EndpointId]: (typeof contract)[Id] extends { effect: 'write' } ? Id : never;
}[EndpointId];
type Sent = { status: number; ok: boolean };
/** Prepares what the write needs; gives the request that writes. */
type Preparation = () => Promise<() => Promise<Sent>>;

const password = 'a long enough password';

describe('the audit log', () => {
  let world: CallWorld;
  let device: TestDevice;
  let email: string;

  beforeAll(async () => {
    world = await CallWorld.open();
    device = await createTestDevice(world.clock);
    ({ email } = await world.server.addUser('agent', { passwordHash: await hashPassword(password) }));
  });
  afterAll(() => world.close());

  const withKey = () => ({ token: world.agent.token, idempotencyKey: world.newId() });
  const now = () => new Date(world.clock.now()).toISOString();
  const signIn = async () => {
    const url = `${world.server.url}/api/auth/signin`;
    return world.server.call(
      'signIn',
      { body: { email, password } },
      { headers: { dpop: await device.proof({ url }) } },
    );
  };
  const startCall = async () => {
    const { accountId, phoneNumber } = await world.addConsumer();
    const body = { call_id: world.newId(), phone_number: phoneNumber, caller_id: callerId, account_id: accountId };
    return { body, send: () => world.server.call('startCall', { body }, world.agent.token) };
  };

  const writes: Record<WriteId, Preparation> = {
    signIn: async () => signIn,
    refreshSession: async () => {
      const begun = await signIn();
      const token = begun.ok ? (begun.body.tokens.refresh_token ?? '') : '';
      const dpop = await device.proof({ url: `${world.server.url}/api/auth/refresh` });
      return () => world.server.call('refreshSession', { body: { refresh_token: token } }, { headers: { dpop } });
    },
    signOut: async () => {
      const { token } = await world.server.addSession(world.agent);
      return () => world.server.call('signOut', {}, token);
    },
    endSession: async () => {
      const { sessionId } = await world.server.addSession(world.agent);
      return () => world.server.call('endSession', { params: { id: sessionId } }, world.agent.token);
    },
    sendFeedback: async () => {
      const body = { kind: 'bug' as const, text: 'x', context: {}, created_at: now() };
      return () => world.server.call('sendFeedback', { body }, withKey());
    },
    issuePhoneToken: async () => () => world.server.call('issuePhoneToken', {}, world.agent.token),
    setAgentState: async () => () =>
      world.server.call('setAgentState', { body: { state: 'break', since: now() } }, world.agent.token),
    startCall: async () => (await startCall()).send,
    recordCallEvents: async () => {
      const body = {
        events: [{ id: world.newId(), at: now(), type: 'ringing' as const }],
        incoming: { phone_number: '+12125550107', display_name: null },
      };
      const params = { id: world.newId() };
      return () => world.server.call('recordCallEvents', { params, body }, withKey());
    },
    saveDisposition: async () => {
      const { body: started, send } = await startCall();
      await send();
      const body = { code: 'no-answer' as const, saved_at: now(), base_version: 0 };
      return () => world.server.call('saveDisposition', { params: { id: started.call_id }, body }, withKey());
    },
    redeemPermit: async () => {
      const { body: started, send } = await startCall();
      const reply = await send();
      const permit = reply.ok ? reply.body.dial_permit : '';
      const body = { permit, agent: world.agent.sipUser, phone_number: started.phone_number };
      return () => world.server.call('redeemPermit', { body }, testPbxSecret);
    },
  };

  const auditCount = async () => (await world.server.sql('select 1 from audit_log')).length;
  /** Every row of every table, so that a write that should not have happened shows wherever it is. */
  const everything = async () => {
    const tables = await world.server.sql<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const contents: Record<string, unknown> = {};
    for (const { name } of tables)
      contents[name] = await world.server.sql(`select md5(string_agg(t::text, '|' order by t::text)) from ${name} t`);
    return contents;
  };

  it('knows every write of the contract', () => {
    const declared = endpointIds.filter((id) => {
      const endpoint: Endpoint = contract[id];
      return endpoint.effect === 'write';
    });
    expect(Object.keys(writes).toSorted()).toEqual(declared.toSorted());
  });

  it.each(Object.entries(writes))(
    'has exactly one row of %s, and without it there is no effect',
    async (id, prepare) => {
      const send = await prepare();
      const before = await auditCount();
      const reply = await send();
      expect(reply).toMatchObject({ ok: true });
      expect(await auditCount()).toBe(before + 1);

      const sendAgain = await prepare();
      const contents = await everything();
      await world.server.sql("alter table audit_log add constraint full_disk check (action = 'never') not valid");
      const refused = await sendAgain();
      await world.server.sql('alter table audit_log drop constraint full_disk');
      expect([id, refused.status]).toEqual([id, 500]);
      expect(await everything()).toEqual(contents);
    },
  );
});
