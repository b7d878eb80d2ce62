import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { Me } from '../../../shared/contracts/auth/auth.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { ok } from '../../../shared/contracts/core/result.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { settingsSchema } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCall, PhoneCommand } from '../../../shared/ipc/phone-snapshot.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { createCommandLineService } from './command-line.service.ts';
import { parseCommand } from './command.ts';
import { statusSchema } from './status.ts';

const decision = (verdict: Decision['verdict']): Decision => ({
  id: null,
  verdict,
  evaluated_at: '2026-11-23T15:00:00.000Z',
  pack_version: '1',
  obligations: [],
  zones: [],
  counted_attempts: 7,
  max_attempts: 7,
  next_lawful_at: verdict === 'defer' ? '2026-11-24T13:00:00.000Z' : null,
  findings: [
    {
      rule_id: 'F-1',
      pack_id: 'us-federal',
      mode: 'enforce',
      override: 'two-people',
      title: 'Call frequency',
      verdict,
      reason: 'Seven calls in seven days.',
      facts: {},
      citation: '12 CFR 1006.14(b)(2)(i)(A)',
      is_policy: false,
      next_lawful_at: null,
      obligations: [],
    },
  ],
});
const me: Me = {
  id: createId(),
  email: 'agent@demo.example',
  full_name: 'Robin Smith',
  role: 'agent',
  permissions: [],
  organization: {
    id: createId(),
    name: 'Demo',
    is_practice: true,
  },
  session: {
    id: createId(),
    expires_at: '2026-11-30T15:00:00.000Z',
  },
};

function setUp(...calls: PhoneCall[]) {
  const world = {
    me: me as Me | null,
    snapshot: showing(...calls),
    verdict: 'allow' as Decision['verdict'] | null,
    dialing: null as ProblemError | null,
    isShown: true,
  };
  const done: string[] = [];
  const { api } = fakeApi({
    evaluatePreDial: () => (world.verdict === null ? refusal('network/offline') : ok(decision(world.verdict))),
  });
  const service = createCommandLineService({
    version: '1.2.3',
    api,
    me: () => world.me,
    phone: { snapshot: () => world.snapshot },
    actions: {
      perform: (action) => {
        done.push(action);
        return Promise.resolve();
      },
      command: (command: PhoneCommand) => {
        done.push(JSON.stringify(command));
        return Promise.resolve();
      },
      waitFor: (isAsWanted) => Promise.resolve(isAsWanted(world.snapshot)),
    },
    calls: {
      dial: ({ phoneNumber }) => {
        if (world.dialing !== null) throw world.dialing;
        done.push(`dial ${phoneNumber}`);
        const permit = { call_id: createId(), permit_expires_at: '', script: [], decision: decision('allow') };
        return Promise.resolve({ ...permit, reserved: null });
      },
    },
    internalCalls: {
      transfer: (callId, target) => {
        done.push(`transfer ${target.kind}`);
        world.snapshot = showing(
          ...world.snapshot.calls.map((call) => ({ ...call, ...(call.callId === callId ? transferred : {}) })),
        );
        return Promise.resolve();
      },
    },
    emergency: {
      dial: (number) => {
        done.push(`help ${number}`);
        return Promise.resolve({ callId: createId() });
      },
    },
    directory: { find: () => Promise.resolve({ kind: 'queue', queueId: 'support' }) },
    recording: { known: (callId) => ({ callId, state: 'paused', asOf: '', reason: 'payment' }) },
    agentState: {
      current: () => ({
        state: 'break',
        reason: 'lunch',
        is_outage: false,
        since: '2026-11-23T15:00:00.000Z',
        account_id: null,
      }),
    },
    settings: () => settingsSchema.parse({ doNotDisturb: true }),
    serverStatus: () => ({ state: 'online', since: '2026-11-23T15:00:00.000Z', url: 'https://server.example' }),
    outboxStatus: () => ({ state: 'ready', waiting: 2, parked: 1, oldestAt: '2026-11-23T15:00:00.000Z', notice: null }),
    showNumber: (number) => done.push(`show ${number}`),
    showWindow: () => done.push('window'),
    clock: { now: () => 0 },
  });
  let transferred: Partial<PhoneCall> = { state: 'ended' };
  const run = (line: string) => {
    const parsed = parseCommand(line.split(' '));
    if (parsed.do === 'refuse' || parsed.do === 'help' || parsed.do === 'version')
      throw new Error(`no command: ${line}`);
    return service.run(parsed);
  };
  const willBe = (changes: Partial<PhoneCall>): void => {
    transferred = changes;
  };
  return { service, world, done, run, willBe };
}

describe('call', () => {
  it('shows the number with its verdict and dials nothing', async () => {
    const { run, done, world } = setUp();
    expect(await run('call +12125550100')).toMatchObject({
      exitCode: 0,
      text: '+12125550100 is in the dial pad. It may be called now.',
    });
    world.verdict = 'defer';
    const refused = await run('call +12125550100');
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toContain('Seven calls in seven days. (12 CFR 1006.14(b)(2)(i)(A))');
    expect(refused.text).toContain('Next lawful moment: 2026-11-24T13:00:00.000Z');
    world.verdict = null;
    expect(await run('call +12125550100')).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('is not known'),
    });
    expect(done).toEqual(['show +12125550100', 'show +12125550100', 'show +12125550100']);
  });
  it('--now dials through the gate, and tells its reasons', async () => {
    const { run, done, world } = setUp();
    expect(await run('call --now +12125550100')).toMatchObject({ exitCode: 0 });
    expect(done).toEqual(['dial +12125550100']);
    world.dialing = new ProblemError('compliance/blocked', { detail: decision('block') });
    expect(await run('call --now +12125550100')).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('Seven calls in seven days'),
    });
    world.dialing = new ProblemError('phone/not-registered');
    expect(await run('call --now +12125550100')).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('not connected'),
    });
  });
  it('for help goes past everything, signed in or not', async () => {
    const { run, done, world } = setUp();
    world.me = null;
    expect(await run('call 911')).toMatchObject({ exitCode: 0 });
    expect(done).toEqual(['help 911']);
  });
});

describe('what needs somebody signed in', () => {
  it.each(['call +12125550100', 'call --now +12125550100', 'answer', 'mute', 'hold', 'transfer Jim', 'dtmf 1'])(
    '%s is refused with 4',
    async (line) => {
      const { run, done, world } = setUp(aCall('active'));
      world.me = null;
      expect(await run(line)).toEqual({ exitCode: 4, text: 'Nobody is signed in.' });
      expect(done).toEqual([]);
    },
  );
});

describe('a call in progress', () => {
  it('is muted, held, sent keys and hung up by what is wanted, not by turns', async () => {
    const call = aCall('active');
    const { run, done } = setUp(call);
    for (const line of ['mute', 'unmute', 'hold', 'resume', 'dtmf 123#', 'hangup', 'answer', 'show']) {
      const { exitCode } = await run(line);
      expect([line, exitCode]).toEqual([line, 0]);
    }
    const { callId } = call;
    expect(done).toEqual([
      JSON.stringify({ do: 'set-muted', isMuted: true, callId }),
      JSON.stringify({ do: 'set-muted', isMuted: false, callId }),
      JSON.stringify({ do: 'set-held', isHeld: true, callId }),
      JSON.stringify({ do: 'set-held', isHeld: false, callId }),
      JSON.stringify({ do: 'send-dtmf', tones: '123#', callId }),
      'hang-up',
      'answer',
      'window',
    ]);
  });
  it('is told when there is none, or not in a state for it', async () => {
    expect(await setUp().run('mute')).toMatchObject({ exitCode: 1, text: expect.stringContaining('There is no call') });
    expect(await setUp(aCall('ringing')).run('hold')).toMatchObject({ exitCode: 1 });
  });
  it('is transferred, or told with what the far end said', async () => {
    const first = setUp(aCall('active'));
    expect(await first.run('transfer Customer support')).toEqual({ exitCode: 0, text: 'Transferred.' });
    const second = setUp(aCall('active'));
    second.willBe({ transfer: { kind: 'blind', targetName: '', state: 'refused', sipStatus: 486 } });
    expect(await second.run('transfer Jim')).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('refused (486)'),
    });
    const third = setUp(aCall('active'));
    third.willBe({ transfer: { kind: 'blind', targetName: '', state: 'asked', sipStatus: null } });
    expect(await third.run('transfer Jim')).toEqual({ exitCode: 1, text: 'The transfer was not confirmed.' });
  });
});

describe('status', () => {
  it('is its schema, on one line', async () => {
    const { run, world } = setUp(aCall('active', { isMuted: true }), aCall('ended'));
    const { exitCode, text } = await run('status --json');
    expect(exitCode).toBe(0);
    expect(text).not.toContain('\n');
    const status = statusSchema.strict().parse(JSON.parse(text));
    expect(status).toMatchObject({
      schema_version: 1,
      version: '1.2.3',
      signed_in: { full_name: 'Robin Smith' },
      agent: {
        state: 'break',
        reason: 'lunch',
      },
      phone: {
        state: 'registered',
        is_do_not_disturb: true,
      },
      outbox: {
        waiting: 2,
        needs_attention: 1,
      },
    });
    expect(status.calls).toMatchObject([
      { state: 'active', is_muted: true, recording: 'paused', phone_number: '+12125550100' },
    ]);
    world.me = null;
    expect(statusSchema.parse(JSON.parse((await run('status --json')).text)).signed_in).toBeNull();
  });
  it('has words for people', async () => {
    const { text } = await setUp(aCall('active', { remoteName: 'Ann' })).run('status');
    expect(text).toContain('Signed in as Robin Smith\nPhone ready, do not disturb\nServer online');
    expect(text).toContain('Call to Ann: active');
  });
});
