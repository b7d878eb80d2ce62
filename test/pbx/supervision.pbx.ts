/** Listening, whispering and barging behind Asterisk: who hears whom, and that nobody does without a permit. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { supervisionModes } from '../../shared/contracts/supervision/supervision.contract.ts';
import { dial, expectToEnd, expectToHearOnly, expectToRing, hangUp } from '../phones/hear.ts';
import type { DialResult } from '../phones/phone-page.ts';
import type { Phone } from '../phones/open-phones.ts';
import type { LabUser } from './lab/asterisk-configuration.ts';
import { Lab } from './lab/lab.ts';
import { endAllCalls } from './lab/lab-expectations.ts';
import { openLabPhones, voiceHz } from './lab/lab-phones.ts';
import { PermitDesk } from './lab/permit-desk.ts';

const users: readonly LabUser[] = ['1001', '1002', '1003', '1900'];
const [agentHz, otherHz, thirdHz, supervisorHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1003'], voiceHz['1900']];

let lab: Lab;
let desk: PermitDesk;
let closePhones: () => Promise<void>;
let agent: Phone;
/** Who talks with the agent. */
let other: Phone;
let third: Phone;
let supervisor: Phone;

beforeAll(async () => {
  lab = await Lab.prepare([]);
  desk = await PermitDesk.start();
  await lab.start(desk.url, desk.secret);
  const opened = await openLabPhones(lab.access, users);
  closePhones = opened.close;
  const [one, two, three, four] = opened.phones;
  if (!one || !two || !three || !four) throw new Error('Four phones were asked for.');
  [agent, other, third, supervisor] = [one, two, three, four];
});
afterEach(() => endAllCalls(lab.asterisk));
afterAll(async () => {
  await closePhones();
  await lab.stop();
  await desk.stop();
});

const talk = async (from: Phone, to: Phone, user: LabUser): Promise<void> => {
  const result = dial(from, user);
  await expectToRing(to);
  await to.evaluate((inner) => inner.answer());
  expect((await result).outcome).toBe('established');
};
const supervise = (permit: string | undefined, target = '1001', phone = supervisor): Promise<DialResult> =>
  dial(phone, `supervise-${target}`, undefined, permit === undefined ? [] : [`X-Supervision-Permit: ${permit}`]);
const permitFor = (mode: (typeof supervisionModes)[number], user = '1001', by = '1900'): string =>
  desk.supervisionPermit({ supervisor: by, agent: user, mode });

/** What each hears in a mode; the supervisor hears both, always. */
const expectMode = async (mode: (typeof supervisionModes)[number]): Promise<void> => {
  await expectToHearOnly(supervisor, [agentHz, otherHz], [supervisorHz]);
  await expectToHearOnly(agent, mode === 'listen' ? [otherHz] : [otherHz, supervisorHz], [agentHz]);
  await expectToHearOnly(other, mode === 'barge' ? [agentHz, supervisorHz] : [agentHz], [otherHz]);
};

describe('supervision behind Asterisk', () => {
  it.each(supervisionModes)('%s: who hears whom', async (mode) => {
    await talk(agent, other, '1002');
    expect((await supervise(permitFor(mode))).outcome).toBe('established');
    await expectMode(mode);
  });

  it('the mode is switched in the call by keys', async () => {
    await talk(agent, other, '1002');
    expect((await supervise(permitFor('listen'))).outcome).toBe('established');
    await expectMode('listen');
    for (const [key, mode] of [
      ['5', 'whisper'],
      ['6', 'barge'],
      ['4', 'listen'],
    ] as const) {
      expect(await supervisor.evaluate((inner, digit) => inner.press(digit), key)).toBe(true);
      await expectMode(mode);
    }
  });

  it('ends with the call', async () => {
    await talk(agent, other, '1002');
    expect((await supervise(permitFor('listen'))).outcome).toBe('established');
    await hangUp(other);
    await expectToEnd(supervisor);
  });

  it('a supervisor who leaves is not missed', async () => {
    await talk(agent, other, '1002');
    expect((await supervise(permitFor('barge'))).outcome).toBe('established');
    await expectMode('barge');
    await hangUp(supervisor);
    await expectToHearOnly(agent, [otherHz], [supervisorHz]);
    await expectToHearOnly(other, [agentHz], [supervisorHz]);
  });

  it('of two calls the one that is talked in is heard', async () => {
    await talk(agent, other, '1002');
    expect(await agent.evaluate((inner) => inner.hold(true))).toBe(200);
    await talk(agent, third, '1003');
    expect(await agent.evaluate((inner) => inner.hold(true))).toBe(200);
    await agent.evaluate((inner) => inner.use(-2));
    expect(await agent.evaluate((inner) => inner.hold(false))).toBe(200);
    expect((await supervise(permitFor('listen'))).outcome).toBe('established');
    await expectToHearOnly(supervisor, [agentHz, otherHz], [thirdHz]);
  });
});

describe('supervision is refused', () => {
  it.each<[string, () => string | undefined]>([
    ['without a permit', () => undefined],
    ['with a forged permit', () => 'permit.999.of-the-desk'],
    ["with a permit for another agent's calls", () => permitFor('listen', '1003')],
    ["with another supervisor's permit", () => permitFor('listen', '1001', '1003')],
    ['with what a shell or a query might trip over', () => `"];&agent=1;'\`$(x)<>`],
  ])('%s', async (_how, permit) => {
    await talk(agent, other, '1002');
    expect((await supervise(permit())).statuses.at(-1)).toBe(403);
  });

  it('with a permit that was used before', async () => {
    await talk(agent, other, '1002');
    const permit = permitFor('listen');
    expect((await supervise(permit)).outcome).toBe('established');
    await hangUp(supervisor);
    expect((await supervise(permit)).statuses.at(-1)).toBe(403);
  });

  it('while the server is away, and the permit is not spent', async () => {
    await talk(agent, other, '1002');
    const permit = permitFor('listen');
    lab.asterisk.setGlobal('DESKLINE_SERVER', 'http://127.0.0.1:9');
    const whileAway = await supervise(permit);
    lab.asterisk.setGlobal('DESKLINE_SERVER', desk.url);
    expect(whileAway.statuses.at(-1)).toBe(503);
    expect((await supervise(permit)).outcome).toBe('established');
  });

  it('of an agent who is in no call, even if one whose name begins the same is', async () => {
    await talk(agent, other, '1002');
    expect((await supervise(permitFor('listen', '100'), '100')).statuses.at(-1)).toBe(480);
  });

  it('of a far end that is transferred there', async () => {
    await talk(agent, other, '1002');
    await agent.evaluate((inner) => inner.refer('supervise-1003'));
    await expectToEnd(other);
    expect(lab.asterisk.log()).toContain('Deskline refused the supervision permit');
  });
});
