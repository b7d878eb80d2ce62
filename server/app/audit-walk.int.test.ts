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
import { countDryRun } from '../features/retention/testing/count-dry-run.ts';
import { prepareRelease, prepareReserve } from '../features/calls/testing/reserving.ts';
import { createTestDevice, type TestDevice } from '../testing/test-device.ts';
import { PretendPbx } from '../testing/pretend-pbx.ts';
import { testPbxSecret, testSender, type TestUser } from '../testing/test-server.ts';
import { writeWav } from '../features/telephony/wav.ts';

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
  let pbx: PretendPbx;
  let manager: TestUser;
  let officer: TestUser;
  let barred = 0;

  beforeAll(async () => {
    pbx = await PretendPbx.start();
    world = await CallWorld.open(undefined, {
      DESKLINE_PBX_CONTROL: pbx.controlUrl,
      DESKLINE_PBX_SERVICES: 'park,supervise,record,queues',
      DESKLINE_PBX_QUEUES: 'support:Customer support',
    });
    manager = await world.server.addUser('manager');
    officer = await world.server.addUser('compliance');
    await world.server.addUser('agent', { id: testSender.userId });
    device = await createTestDevice(world.clock);
    ({ email } = await world.server.addUser('agent', { passwordHash: await hashPassword(password) }));
  });
  afterAll(async () => {
    await world.close();
    await pbx.stop();
  });

  const withKey = () => ({ token: world.agent.token, idempotencyKey: world.newId() });
  const now = () => new Date(world.clock.now()).toISOString();
  const importLitigators = () => {
    const query = { source: 'A vendor', as_of: '2026-11-01', file_name: 'litigators.csv' };
    const file = { token: officer.token, upload: `phone_number\n20255500${String((barred += 1) + 10)}\n` };
    return world.server.call('importLitigators', { query }, file);
  };
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

  /** A call that is recorded, and its id. */
  const liveCall = async () => {
    const callId = await world.place(await world.addConsumer());
    pbx.recordings.set(callId, 'on');
    return callId;
  };
  const supervise = async () => {
    await liveCall();
    const body = { id: world.newId(), agent_id: world.agent.id, mode: 'listen' as const };
    return { id: body.id, send: () => world.server.call('startSupervision', { body }, manager.token) };
  };
  const park = async () => {
    const body = { call_id: world.newId(), account_id: null, remote_name: null, phone_number: null };
    return () => world.server.call('parkCall', { body }, world.agent.token);
  };
  const saveMessage = async () => {
    const body = {
      title: 'Call back',
      transcript: 'This is Robin Smith calling from ABC Inc. Please contact me at 1-800-555-1212.',
      wav_base64: writeWav(new Int16Array(800), 8000).toString('base64'),
    };
    return () => world.server.call('savePhoneMessage', { body }, manager.token);
  };

  const home = '1 Main St, Town, NY 12207';
  const sendLetter = async () => {
    const { accountId } = await world.addConsumer();
    const body = {
      contact_id: world.newId(),
      channel: 'letter' as const,
      account_id: accountId,
      address: home,
      purpose: 'collection' as const,
      message: { template_id: 'letter-1', text: 'This is an attempt to collect a debt.', languages: ['en'] },
    };
    return () => world.server.call('startContact', { body }, testSender.token);
  };
  /** A call in which a recorded voice may speak: no consent to one is on file, so the pack that asks for it has no say. */
  const callForMessage = async () => {
    const body = { mode: 'shadow' as const, reason: 'Recorded voices' };
    await world.server.call('setRulePackMode', { params: { id: 'us-tcpa' }, body }, officer.token);
    return world.place(await world.addConsumer());
  };

  const countedPurge = async (): Promise<string> => {
    const { accountId } = await world.addConsumer();
    await world.server.sql("update accounts set status = 'paid' where id = $1", [accountId]);
    await world.server.sql("update debts set status = 'paid' where account_id = $1", [accountId]);
    await world.server.sql(
      `insert into timeline_entries (organization_id, id, account_id, at, kind, title)
        values ($1, $2, $3, '2020-01-01T12:00:00Z', 'note', 'Old')`,
      [world.server.organizationId, world.newId(), accountId],
    );
    return (await countDryRun(world.server, officer.token)).id;
  };

  const bar = async () => {
    const body = { phone_number: `+1212555${String(barred++).padStart(4, '0')}`, reason: 'Asked', source: 'consumer' };
    return () => world.server.call('addDnc', { body }, withKey());
  };

  const dispute = async () => {
    const { debtIds } = await world.addConsumer();
    const received = { form: 'written' as const, channel: 'letter' as const, received_at: now() };
    const body = { id: world.newId(), debt_id: debtIds[0] ?? '', ...received };
    return { id: body.id, send: () => world.server.call('fileDispute', { body }, withKey()) };
  };

  const tell = async () => {
    const { accountId } = await world.addConsumer();
    const told = { kind: 'leave-me-alone' as const, value: {} };
    const body = { told, received_at: new Date(world.clock.now()).toISOString(), received_by: 'voice' as const };
    return () => world.server.call('recordConsumerFact', { params: { id: accountId }, body }, withKey());
  };

  const placeHold = async () => {
    const { id } = await world.addConsumer();
    const body = { scope: 'consumer' as const, subject_id: id, matter: 'In re Test', reason: 'Counsel asked' };
    return () => world.server.call('placeHold', { body }, officer.token);
  };

  /** Asks from a refusal that two people may set aside: too many calls in a week. */
  const askForOverride = async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 7);
    const { decision } = await world.start(consumer);
    const body = { decision_id: decision?.id ?? '', reason: 'The consumer asked for it' };
    return () => world.server.call('askForOverride', { body }, world.agent.token);
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
    setRulePackMode: async () => {
      const body = { mode: 'shadow' as const, reason: 'Counsel has not signed it off' };
      return () => world.server.call('setRulePackMode', { params: { id: 'us-wv' }, body }, officer.token);
    },
    saveOnboardingStep: async () => {
      const body = { step: 'retention' as const, recording_months: 36, record_months: 48 };
      return () => world.server.call('saveOnboardingStep', { body }, officer.token);
    },
    addStateLicense: async () => {
      const body = { kind: 'license' as const, state: 'NY', license_number: 'NY-1', valid_from: '2026-01-01' };
      const params = { id: world.newId() };
      return () => world.server.call('addStateLicense', { params, body }, officer.token);
    },
    withdrawStateLicense: async () => {
      const body = { kind: 'license' as const, state: 'NJ', license_number: 'NJ-1', valid_from: '2026-01-01' };
      const params = { id: world.newId() };
      await world.server.call('addStateLicense', { params, body }, officer.token);
      const reason = 'Typed for the wrong state';
      return () => world.server.call('withdrawStateLicense', { params, body: { reason } }, officer.token);
    },
    placeHold,
    liftHold: async () => {
      const reply = await (await placeHold())();
      const params = { id: (reply.ok && reply.body.id) || '' };
      return () => world.server.call('liftHold', { params, body: { reason: 'The case is settled' } }, officer.token);
    },
    planPurge: async () => () => world.server.call('planPurge', {}, officer.token),
    runPurge: async () => {
      const params = { id: await countedPurge() };
      return () => world.server.call('runPurge', { params, body: { reason: 'Yearly purge' } }, officer.token);
    },
    resumePurge: async () => {
      const params = { id: await countedPurge() };
      await world.server.call('runPurge', { params, body: { reason: 'Yearly purge' } }, officer.token);
      return () => world.server.call('resumePurge', { params }, officer.token);
    },
    issuePhoneToken: async () => () => world.server.call('issuePhoneToken', {}, world.agent.token),
    setAgentState: async () => () =>
      world.server.call('setAgentState', { body: { state: 'break', since: now() } }, withKey()),
    startCall: async () => (await startCall()).send,
    reserveCalls: () => prepareReserve(world),
    releaseReservedCalls: () => prepareRelease(world),
    askForOverride: askForOverride,
    decideOverride: async () => {
      const reply = await (await askForOverride())();
      const id = reply.ok ? reply.body.id : '';
      const body = { is_approved: true, reason: 'The consumer asked for it' };
      return () => world.server.call('decideOverride', { params: { id }, body }, officer.token);
    },
    exportDecision: async () => {
      const reply = await (await startCall()).send();
      const params = { id: reply.ok ? (reply.body.decision.id ?? '') : '' };
      return () => world.server.call('exportDecision', { params, body: { format: 'json' } }, world.agent.token);
    },
    exportViolations: async () => () => world.server.call('exportViolations', { body: {} }, officer.token),
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
    dropMessage: async () => {
      const saved = await (await saveMessage())();
      const body = { message_id: saved.ok ? saved.body.id : '' };
      const params = { id: await callForMessage() };
      return () => world.server.call('dropMessage', { params, body }, world.agent.token);
    },
    startContact: sendLetter,
    redeemSendPermit: async () => {
      const started = await (await sendLetter())();
      const body = { permit: started.ok ? started.body.send_permit : '', channel: 'letter' as const, address: home };
      return () => world.server.call('redeemSendPermit', { body }, testSender.token);
    },
    recordContactEvents: async () => {
      const started = await (await sendLetter())();
      const params = { id: started.ok ? started.body.contact_id : '' };
      const body = { events: [{ id: world.newId(), at: now(), type: 'sent' as const }] };
      return () => world.server.call('recordContactEvents', { params, body }, testSender.token);
    },
    recordReceivedMessage: async () => {
      const { accountId } = await world.addConsumer();
      const body = {
        contact_id: world.newId(),
        channel: 'letter' as const,
        account_id: accountId,
        address: home,
        received_at: now(),
        text: 'Please send me a copy of the contract.',
        is_about_debt: true,
      };
      return () => world.server.call('recordReceivedMessage', { body }, testSender.token);
    },
    setRecording: async () => {
      const params = { id: await liveCall() };
      const body = { is_paused: true, reason: 'payment' as const };
      return () => world.server.call('setRecording', { params, body }, world.agent.token);
    },
    startSupervision: async () => (await supervise()).send,
    setSupervisionMode: async () => {
      const { id, send } = await supervise();
      await send();
      const request = { params: { id }, body: { mode: 'barge' as const } };
      return () => world.server.call('setSupervisionMode', request, manager.token);
    },
    endSupervision: async () => {
      const { id, send } = await supervise();
      await send();
      return () => world.server.call('endSupervision', { params: { id } }, manager.token);
    },
    redeemSupervisionPermit: async () => {
      const reply = await (await supervise()).send();
      const permit = reply.ok ? reply.body.supervision_permit : '';
      const body = { permit, supervisor: manager.sipUser, agent: world.agent.sipUser };
      return () => world.server.call('redeemSupervisionPermit', { body }, testPbxSecret);
    },
    hangUpCall: async () => {
      const params = { id: await liveCall() };
      return () => world.server.call('hangUpCall', { params, body: { reason: 'threats' } }, manager.token);
    },
    setQueueMembership: async () => {
      const request = { params: { id: 'support' }, body: { is_signed_in: true } };
      return () => world.server.call('setQueueMembership', request, world.agent.token);
    },
    parkCall: park,
    pickUpCall: async () => {
      const reply = await (await park())();
      const place = reply.ok ? reply.body.place : '';
      return () => world.server.call('pickUpCall', { params: { place } }, world.agent.token);
    },
    setReservedPermits: async () => () =>
      world.server.call('setReservedPermits', { body: { reserves_permits: true } }, officer.token),
    setSupervisionNotice: () => {
      const body = { shows_supervision: false };
      return Promise.resolve(() => world.server.call('setSupervisionNotice', { body }, manager.token));
    },
    savePhoneMessage: saveMessage,
    removePhoneMessage: async () => {
      const reply = await (await saveMessage())();
      const id = reply.ok ? reply.body.id : '';
      return () => world.server.call('removePhoneMessage', { params: { id } }, manager.token);
    },
    recordCheckOut: async () => {
      const results = [{ item: 'pbx' as const, verdict: 'passed' as const, detail: 'Registered', took_ms: 40 }];
      const body = { id: world.newId(), started_at: now(), duration_ms: 900, results };
      return () => world.server.call('recordCheckOut', { body }, withKey());
    },
    fileDispute: async () => (await dispute()).send,
    changeDispute: async () => {
      const { id, send } = await dispute();
      await send();
      const body = { step: 'withdraw' as const, reason: 'Taken back on the phone', version: 1 };
      return () => world.server.call('changeDispute', { params: { id }, body }, officer.token);
    },
    releaseDisputeLetter: async () => {
      const { id, send } = await dispute();
      await send();
      return () => world.server.call('releaseDisputeLetter', { params: { id } }, officer.token);
    },
    addDnc: bar,
    removeDnc: async () => {
      const reply = await (await bar())();
      const id = (reply.ok && reply.body.id) || '';
      const request = { params: { id }, body: { reason: 'Entered by mistake' } };
      return () => world.server.call('removeDnc', request, officer.token);
    },
    recordConsumerFact: tell,
    takeBackConsumerFact: async () => {
      const reply = await (await tell())();
      const id = (reply.ok && reply.body.id) || '';
      const request = { params: { id }, body: { reason: 'Another account was meant' } };
      return () => world.server.call('takeBackConsumerFact', request, officer.token);
    },
    importDnc: async () => {
      const query = { list: 'national' as const, as_of: '2026-01-01', san: 'SAN-1', file_name: 'full.txt' };
      const file = { token: officer.token, upload: '212,5551234\n' };
      return () => world.server.call('importDnc', { query }, file);
    },
    importLitigators: async () => () => importLitigators(),
    importReassignments: async () => {
      const query = { queried_at: now(), file_name: 'rnd.csv' };
      const file = { token: officer.token, upload: '2125551234,2026-03-01,no\n' };
      return () => world.server.call('importReassignments', { query }, file);
    },
    removeLitigator: async () => {
      await importLitigators();
      const found = await world.server.call('listLitigators', { query: {} }, officer.token);
      const id = (found.ok && found.body.rows[0]?.id) || '';
      const request = { params: { id }, body: { reason: 'Somebody else of this name' } };
      return () => world.server.call('removeLitigator', request, officer.token);
    },
    takeBackScreeningImport: async () => {
      const reply = await importLitigators();
      const request = { params: { id: (reply.ok && reply.body.id) || '' }, body: { reason: 'The wrong file' } };
      return () => world.server.call('takeBackScreeningImport', request, officer.token);
    },
    exportScreening: async () => () =>
      world.server.call('exportScreening', { body: { list: 'litigators' as const } }, officer.token),
    exportDnc: async () => () => world.server.call('exportDnc', { body: { list: 'internal' as const } }, officer.token),
    reportEmergencyCall: async () => {
      const body = {
        call_id: world.newId(),
        number: '911' as const,
        at: now(),
        location: null,
        location_confirmed_at: null,
      };
      return () => world.server.call('reportEmergencyCall', { body }, withKey());
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
