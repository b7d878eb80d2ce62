/** Phones behind Kamailio and rtpengine: a proxy and a media relay instead of a PBX, with the same gate. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { dial, eventually, expectToEnd, expectToHear, expectToHearOnly, expectToRing, hangUp } from '../phones/hear.ts';
import { openPhones, type Phone, type PhoneBooth } from '../phones/open-phones.ts';
import type { DialResult } from '../phones/phone-page.ts';
import { passwordOf } from './lab/asterisk-configuration.ts';
import { Kamailio } from './lab/kamailio.ts';
import { voiceHz } from './lab/lab-phones.ts';
import { PermitDesk } from './lab/permit-desk.ts';

const [firstHz, secondHz, thirdHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1003']];
const carrierHz = 2000;
const outside = '+12125550120';

let kamailio: Kamailio;
let desk: PermitDesk;
let booth: PhoneBooth;
let first: Phone;
let second: Phone;
let third: Phone;
/** Answers for the telephone network. */
let carrier: Phone;

const openPhone = async (user: string, toneHz: number): Promise<Phone> => {
  const { sipUrl: serverUrl, domain } = kamailio;
  const login = { user, username: user, password: passwordOf(user) };
  const { phone } = await booth.open({ serverUrl, domain, toneHz, ...login });
  expect(await phone.evaluate((inner) => inner.register())).toBe(200);
  return phone;
};

beforeAll(async () => {
  desk = await PermitDesk.start();
  kamailio = await Kamailio.start(desk.url, desk.secret);
  booth = await openPhones();
  first = await openPhone('1001', firstHz);
  second = await openPhone('1002', secondHz);
  third = await openPhone('1003', thirdHz);
  carrier = await openPhone('carrier', carrierHz);
});
afterEach(async () => {
  for (const phone of [first, second, third, carrier]) await phone.evaluate((inner) => inner.hangUpAll());
});
afterAll(async () => {
  await booth.close();
  await kamailio.stop();
  await desk.stop();
});

const answer = async (phone: Phone): Promise<void> => {
  await expectToRing(phone);
  await phone.evaluate((inner) => inner.answer());
};
const talk = async (from: Phone, to: Phone, target: string, permit?: string): Promise<void> => {
  const result = dial(from, target, permit);
  await answer(to);
  expect((await result).outcome).toBe('established');
};

describe('behind Kamailio and rtpengine', () => {
  it('a wrong password does not register', async () => {
    const { sipUrl: serverUrl, domain } = kamailio;
    const login = { user: '1004', username: '1004', password: 'guess' };
    const { page, phone } = await booth.open({ serverUrl, domain, toneHz: 440, ...login });
    expect(await phone.evaluate((inner) => inner.register())).toBe(401);
    await page.close();
  });

  it('calls go both ways, encrypted, and either side ends them', async () => {
    await talk(first, second, '1002');
    await expectToHear(first, secondHz);
    await expectToHear(second, firstHz);
    expect(await first.evaluate((inner) => inner.mediaStats())).toMatchObject({ dtls: 'connected' });
    await hangUp(second);
    await expectToEnd(first);
    await talk(second, first, '1001');
    await expectToHear(first, secondHz);
    await expectToHear(second, firstHz);
    await hangUp(second);
    await expectToEnd(first);
  });

  it('a refusal arrives, and nobody answers for a phone that is away', async () => {
    const result = dial(first, '1002');
    await expectToRing(second);
    await second.evaluate((inner) => inner.refuse(486));
    expect((await result).statuses.at(-1)).toBe(486);
    expect((await dial(first, '1004')).statuses.at(-1)).toBe(480);
  });

  it('a call that is given up stops ringing', async () => {
    void dial(first, '1002');
    await expectToRing(second);
    await first.evaluate((inner) => inner.cancel());
    await eventually(async () => expect(await second.evaluate((inner) => inner.ringing())).toBeNull());
  });

  it('hold is silence at the other side, and resume brings the voices back', async () => {
    await talk(first, second, '1002');
    await expectToHear(second, firstHz);
    expect(await first.evaluate((inner) => inner.hold(true))).toBe(200);
    // There is no music: Kamailio and rtpengine only pass on what phones send.
    await expectToHearOnly(second, [], [firstHz]);
    await expectToHearOnly(first, [], [secondHz]);
    expect(await first.evaluate((inner) => inner.hold(false))).toBe(200);
    await expectToHear(first, secondHz);
    await expectToHear(second, firstHz);
  });

  it('a call is transferred to a phone, blind', async () => {
    await talk(first, second, '1002');
    expect(await first.evaluate((inner) => inner.refer('1003'))).toBe(202);
    await answer(third);
    await first.evaluate((inner) => inner.hangUpAll());
    await expectToHearOnly(second, [thirdHz], [firstHz]);
    await expectToHearOnly(third, [secondHz], [firstHz]);
  });

  it('a call is transferred to a phone after a consultation (Replaces)', async () => {
    await talk(first, second, '1002');
    await talk(first, third, '1003');
    await expectToHear(third, firstHz);
    void first.evaluate((inner) => inner.joinFarEnds());
    await eventually(async () =>
      expect(await third.evaluate((inner) => inner.incomingHeader('Replaces'))).not.toBeNull(),
    );
    await expectToHearOnly(second, [thirdHz], [firstHz]);
    await expectToHearOnly(third, [secondHz], [firstHz]);
  });
});

const callOut = (permit: string | undefined): Promise<DialResult> => dial(first, outside, permit);
const issue = (agent = '1001', phoneNumber = outside): string =>
  desk.dialPermit({ agent, phoneNumber, callId: createId(), callerId: '+12125550199' });

describe('the gate of Kamailio', () => {
  it('lets a call with a good permit through, under the caller id of the permit, and only once', async () => {
    const permit = issue();
    await talk(first, carrier, outside, permit);
    await expectToHear(first, carrierHz);
    await expectToHear(carrier, firstHz);
    expect(await carrier.evaluate((inner) => inner.incomingHeader('P-Asserted-Identity'))).toContain('+12125550199');
    expect(await carrier.evaluate((inner) => inner.incomingHeader('X-Dial-Permit'))).toBeNull();
    await hangUp(first);
    expect((await callOut(permit)).statuses.at(-1)).toBe(403);
  });

  it.each<[string, () => string | undefined]>([
    ['no permit', () => undefined],
    ['a forged permit', () => 'permit.999.of-the-desk'],
    ["another agent's permit", () => issue('1002')],
    ['a permit for another number', () => issue('1001', '+12125550121')],
    ['what a shell or a query might trip over', () => `x&agent=1001;'\`$(x)<>`],
  ])('refuses %s', async (_what, permit) => {
    expect((await callOut(permit())).statuses.at(-1)).toBe(403);
  });

  it('is not walked around by a request that looks like part of a call', async () => {
    expect(await first.evaluate((inner, number) => inner.dialAsIfInCall(number), outside)).toBe(481);
  });

  it('is closed while the server cannot be asked, and the permit is not spent', async () => {
    const permit = issue();
    desk.isAway = true;
    const whileAway = await callOut(permit);
    desk.isAway = false;
    expect(whileAway.statuses.at(-1)).toBe(503);
    await talk(first, carrier, outside, permit);
  });

  it('an emergency call needs no permit and carries the location', async () => {
    desk.isAway = true;
    const result = dial(first, '911', undefined, ['X-Dispatchable-Location: %7B%22city%22%3A%22New%20York%22%7D']);
    await answer(carrier);
    desk.isAway = false;
    expect((await result).outcome).toBe('established');
    expect(await carrier.evaluate((inner) => inner.incomingHeader('X-Dispatchable-Location'))).toContain('New%20York');
  });
});
