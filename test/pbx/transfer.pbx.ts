/** Moving calls behind Asterisk: transfers, conference rooms, parking. Who hears whom is measured. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { dial, expectToEnd, expectToHear, expectToHearOnly, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { holdMusicHz, type LabUser } from './lab/asterisk-configuration.ts';
import { Lab } from './lab/lab.ts';
import { endAllCalls, expectFarEndToHear } from './lab/lab-expectations.ts';
import { openLabPhones, voiceHz } from './lab/lab-phones.ts';
import { PermitDesk } from './lab/permit-desk.ts';

const users: readonly LabUser[] = ['1001', '1002', '1003'];
const [firstHz, secondHz, thirdHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1003']];
const milliwattHz = 1004;
const hummingHz = 2000;

let lab: Lab;
let desk: PermitDesk;
let closePhones: () => Promise<void>;
let first: Phone;
let second: Phone;
let third: Phone;

beforeAll(async () => {
  lab = await Lab.prepare([]);
  desk = await PermitDesk.start();
  await lab.start(desk.url, desk.secret);
  const opened = await openLabPhones(lab.access, users);
  closePhones = opened.close;
  const [one, two, three] = opened.phones;
  if (!one || !two || !three) throw new Error('Three phones were asked for.');
  [first, second, third] = [one, two, three];
});
afterEach(() => endAllCalls(lab.asterisk));
afterAll(async () => {
  await closePhones();
  await lab.stop();
  await desk.stop();
});

const answer = async (phone: Phone): Promise<void> => {
  await expectToRing(phone);
  await phone.evaluate((inner) => inner.answer());
};
const talk = async (from: Phone, to: Phone, user: LabUser): Promise<void> => {
  const result = dial(from, user);
  await answer(to);
  expect((await result).outcome).toBe('established');
};
/** Calls an outside number through the gate. */
const dialOut = async (phone: Phone, agent: LabUser, phoneNumber: string): Promise<string> => {
  const callId = createId();
  const permit = desk.dialPermit({ agent, phoneNumber, callId, callerId: '+12125550199' });
  expect((await dial(phone, phoneNumber, permit)).outcome).toBe('established');
  return callId;
};
const transfer = (phone: Phone, target: string): Promise<number> =>
  phone.evaluate((inner, user) => inner.transfer(user), target);

describe('a transfer', () => {
  it('blind: the far end goes on with the colleague, and whoever transferred is told', async () => {
    await talk(first, second, '1002');
    const told = transfer(first, '1003');
    await answer(third);
    expect(await told).toBe(200);
    await hangUp(first);
    await expectToHearOnly(second, [thirdHz], [firstHz]);
    await expectToHearOnly(third, [secondHz], [firstHz]);
  });

  it('blind, of a call with the outside', async () => {
    await dialOut(first, '1001', '+12125550109');
    const told = transfer(first, '1002');
    await answer(second);
    expect(await told).toBe(200);
    await hangUp(first);
    await expectToHear(second, milliwattHz);
    await expectFarEndToHear(lab.asterisk, '+12125550109', [secondHz], [firstHz]);
  });

  it('blind, to nobody: refused, and the call can be taken back', async () => {
    await talk(first, second, '1002');
    expect(await first.evaluate((inner) => inner.hold(true))).toBe(200);
    expect(await transfer(first, 'nobody-here')).toBeGreaterThanOrEqual(400);
    expect(await first.evaluate((inner) => inner.hold(false))).toBe(200);
    await expectToHearOnly(first, [secondHz], holdMusicHz);
    await expectToHearOnly(second, [firstHz], holdMusicHz);
  });

  it('attended: hold, consult, join; both legs of the one in the middle end', async () => {
    await talk(first, second, '1002');
    expect(await first.evaluate((inner) => inner.hold(true))).toBe(200);
    await expectToHearOnly(second, holdMusicHz, [firstHz]);
    await talk(first, third, '1003');
    await expectToHearOnly(third, [firstHz], [secondHz]);
    expect(await first.evaluate((inner) => inner.joinFarEnds())).toBe(200);
    await expectToHearOnly(second, [thirdHz], [firstHz, ...holdMusicHz]);
    await expectToHearOnly(third, [secondHz], [firstHz]);
    await first.evaluate((inner) => inner.hangUp());
    await expectToEnd(first);
    await first.evaluate((inner) => inner.use(-2));
    await first.evaluate((inner) => inner.hangUp());
    await expectToEnd(first);
  });
});

describe('a conference', () => {
  it('of three: everybody hears the others; one leaves and the others go on', async () => {
    const room = `conference-${createId()}`;
    await talk(first, second, '1002');
    expect((await dial(first, room)).outcome).toBe('established');
    await first.evaluate((inner) => inner.use(-2));
    expect(await transfer(first, room)).toBe(200);
    await hangUp(first);
    await dialOut(first, '1001', '+16465550120');
    expect(await transfer(first, room)).toBe(200);
    await hangUp(first);
    await first.evaluate((inner) => inner.use(-2));
    await expectToHearOnly(first, [secondHz, hummingHz], [firstHz]);
    await expectToHearOnly(second, [firstHz, hummingHz], [secondHz]);
    await hangUp(first);
    await expectToHearOnly(second, [hummingHz], [firstHz, secondHz]);
    await expectFarEndToHear(lab.asterisk, '+16465550120', [secondHz], [firstHz]);
  });
});

describe('parking', () => {
  it('a call waits with music in its place, and whoever picks it up has it', async () => {
    await talk(first, second, '1002');
    expect(await transfer(first, 'park-707')).toBe(200);
    await hangUp(first);
    await expectToHearOnly(second, holdMusicHz, [firstHz]);
    expect((await dial(third, 'pick-up-707')).outcome).toBe('established');
    await expectToHearOnly(third, [secondHz], [firstHz]);
    await expectToHearOnly(second, [thirdHz], [firstHz, ...holdMusicHz]);
  });

  it('an empty place has nothing to pick up', async () => {
    expect((await dial(third, 'pick-up-711')).statuses.at(-1)).toBe(404);
  });

  it('a call that is sent into a taken place comes back', async () => {
    await talk(first, second, '1002');
    expect(await transfer(first, 'park-708')).toBe(200);
    await hangUp(first);
    await talk(first, third, '1003');
    void transfer(first, 'park-708');
    await answer(first);
    await expectToHear(third, firstHz);
  });

  it('nobody picks it up: it rings whoever parked it', async () => {
    lab.asterisk.setGlobal('DESKLINE_PARKING_SECONDS', '1');
    await talk(first, second, '1002');
    expect(await transfer(first, 'park-709')).toBe(200);
    await hangUp(first);
    await answer(first);
    await expectToHear(second, firstHz);
    lab.asterisk.setGlobal('DESKLINE_PARKING_SECONDS', '120');
  });
});
