/** Listen, whisper, barge: who hears whom, by the tone of each voice. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dial, expectToEnd, expectToHearOnly, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { answer, PracticeWorld } from './practice-world.ts';

const tones = { agent: 700, other: 1700, supervisor: 2300 };
let world: PracticeWorld;
let agent: Phone;
let other: Phone;
let supervisor: Phone;

const press = (key: string): Promise<boolean> => supervisor.evaluate((inner, one) => inner.press(one), key);
const supervise = (permit?: string) =>
  dial(supervisor, 'supervise-alice', undefined, permit === undefined ? [] : [`X-Supervision-Permit: ${permit}`]);

async function agentTalks(): Promise<void> {
  const calling = dial(agent, 'bob');
  await answer(other);
  await calling;
  await expectToHearOnly(agent, [tones.other], [tones.agent, tones.supervisor]);
  await expectToHearOnly(other, [tones.agent], [tones.other, tones.supervisor]);
}
const supervisorHearsBoth = () => expectToHearOnly(supervisor, [tones.agent, tones.other], [tones.supervisor]);
const isHeardBy = async (who: { agent: boolean; other: boolean }): Promise<void> => {
  const [own, none] = [[tones.supervisor], []];
  await expectToHearOnly(agent, [tones.other, ...(who.agent ? own : none)], who.agent ? none : own);
  await expectToHearOnly(other, [tones.agent, ...(who.other ? own : none)], who.other ? none : own);
};

beforeAll(async () => {
  world = await PracticeWorld.open();
  agent = await world.phoneOf('alice', tones.agent);
  other = await world.phoneOf('bob', tones.other);
  supervisor = await world.phoneOf('sue', tones.supervisor);
});
afterEach(() => world.settle());
afterAll(() => world.close());

describe('supervision', () => {
  it('listens, whispers, barges and listens again, as the keys say', async () => {
    await agentTalks();
    expect((await supervise('listen')).outcome).toBe('established');
    await supervisorHearsBoth();
    await isHeardBy({ agent: false, other: false });
    await press('5');
    await isHeardBy({ agent: true, other: false });
    await supervisorHearsBoth();
    await press('6');
    await isHeardBy({ agent: true, other: true });
    await supervisorHearsBoth();
    // A key that is no mode changes nothing.
    await press('9');
    await isHeardBy({ agent: true, other: true });
    expect(await supervisor.evaluate((inner) => inner.pressWithInfo('4'))).toBe(200);
    await isHeardBy({ agent: false, other: false });
  });

  it.each([
    ['whisper', { agent: true, other: false }],
    ['barge', { agent: true, other: true }],
  ])('begins in the mode of the permit: %s', async (mode, who) => {
    await agentTalks();
    expect((await supervise(mode)).outcome).toBe('established');
    await isHeardBy(who);
  });

  it("ends with the agent's call, and the call goes on when the supervisor leaves", async () => {
    await agentTalks();
    expect((await supervise('barge')).outcome).toBe('established');
    await isHeardBy({ agent: true, other: true });
    await hangUp(supervisor);
    await isHeardBy({ agent: false, other: false });
    await supervise('listen');
    await hangUp(agent);
    await expectToEnd(supervisor);
    await expectToEnd(other);
  });

  it.each([
    ['no permit', undefined, 403, 'Supervision permit missing'],
    ['a permit that the server refuses', 'forged', 403, 'Supervision permit refused'],
    ['a server that is away', 'away', 503, 'Supervision permit cannot be checked'],
  ])('is refused with %s', async (_what, permit, status, reason) => {
    await agentTalks();
    expect(await supervise(permit)).toMatchObject({ outcome: 'ended', statuses: [100, status], reason });
    const faults = world.events.splice(0).filter((event) => event.type === 'fault');
    expect(faults).toHaveLength(status === 503 ? 1 : 0);
  });

  it('finds nobody when the agent is in no call', async () => {
    expect((await supervise('listen')).statuses.at(-1)).toBe(480);
  });
});
