/** Supervision with the real server: Asterisk asks it about the permits that it issued. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestServer, testPbxSecret, type TestServer, type TestUser } from '../../server/testing/test-server.ts';
import type { SupervisionMode } from '../../shared/contracts/supervision/supervision.contract.ts';
import { createId } from '../../shared/domain/ids.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { dial, expectToEnd, expectToHearOnly, hangUp } from '../phones/hear.ts';
import type { DialResult } from '../phones/phone-page.ts';
import type { Phone } from '../phones/open-phones.ts';
import { expectFarEndToHear } from './lab/lab-expectations.ts';
import { Lab } from './lab/lab.ts';
import { openLabPhones, voiceHz } from './lab/lab-phones.ts';

const emails = ['agent', 'second', 'third', 'fourth', 'supervisor'].map((name) => `${name}@test.example`);
const outside = '+12125550120';
const farEndHz = 2000;
const [agentHz, supervisorHz] = [voiceHz['1001'], voiceHz['1900']];
const clock = new FixedClock();

let lab: Lab;
let server: TestServer;
let agent: TestUser;
let supervisor: TestUser;
let agentPhone: Phone;
let supervisorPhone: Phone;
let target: string;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  lab = await Lab.prepare(emails);
  closers.push(() => lab.stop());
  server = await createTestServer({ clock, environment: lab.access.serverEnvironment });
  closers.unshift(() => server.close());
  await lab.start(server.url, testPbxSecret);
  const opened = await openLabPhones(lab.access, ['1001', '1900']);
  closers.unshift(opened.close);
  const [one, two] = opened.phones;
  if (!one || !two) throw new Error('Two phones were asked for.');
  [agentPhone, supervisorPhone] = [one, two];
  agent = await server.addUser('agent', { email: 'agent@test.example' });
  supervisor = await server.addUser('supervisor', { email: 'supervisor@test.example' });

  const body = { call_id: createId(clock), phone_number: outside, caller_id: '+12125550199' };
  const started = await server.call('startCall', { body }, agent.token);
  if (!started.ok) throw new Error(`The server refused the call: ${JSON.stringify(started.problem)}`);
  const { outcome, statuses } = await dial(agentPhone, outside, started.body.dial_permit);
  if (outcome !== 'established') throw new Error(`The call was refused: ${statuses.join(' ')}`);
});
afterAll(async () => {
  for (const close of closers) await close();
});

const permitFor = async (mode: SupervisionMode): Promise<string> => {
  const body = { id: createId(clock), agent_id: agent.id, mode };
  const reply = await server.call('startSupervision', { body }, supervisor.token);
  if (!reply.ok) throw new Error(`The server refused the supervision: ${JSON.stringify(reply.problem)}`);
  target = /^sip:([^@]+)@/.exec(reply.body.sip_target)?.[1] ?? '';
  return reply.body.supervision_permit;
};
const supervise = (permit: string): Promise<DialResult> =>
  dial(supervisorPhone, target, undefined, [`X-Supervision-Permit: ${permit}`]);

describe('supervision behind Asterisk, with the server', () => {
  it('a permit lets the supervisor in, in its mode, once', async () => {
    const permit = await permitFor('barge');
    expect((await supervise(permit)).outcome).toBe('established');
    await expectToHearOnly(supervisorPhone, [agentHz, farEndHz], [supervisorHz]);
    await expectFarEndToHear(lab.asterisk, outside, [agentHz, supervisorHz]);
    await hangUp(supervisorPhone);
    await expectToEnd(supervisorPhone);
    expect((await supervise(permit)).statuses.at(-1)).toBe(403);
  });

  it('one that has run out, was changed or is from somebody else is refused', async () => {
    const permit = await permitFor('listen');
    const [header, payload, signature] = permit.split('.');
    expect((await supervise(`${header}.${payload}x.${signature}`)).statuses.at(-1)).toBe(403);
    clock.advanceMs(61_000);
    expect((await supervise(permit)).statuses.at(-1)).toBe(403);
  });

  it('nobody gets in while the PBX is a stranger to the server', async () => {
    const permit = await permitFor('listen');
    lab.asterisk.setGlobal('DESKLINE_PBX_SECRET', 'not-the-secret-of-this-pbx');
    expect((await supervise(permit)).statuses.at(-1)).toBe(503);
    lab.asterisk.setGlobal('DESKLINE_PBX_SECRET', testPbxSecret);
    expect((await supervise(permit)).outcome).toBe('established');
    await expectToHearOnly(supervisorPhone, [agentHz, farEndHz], [supervisorHz]);
  });
});
