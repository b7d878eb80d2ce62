/** The real phone behind Kamailio and rtpengine: a proxy and a media relay, which know no calls. Who hears whom is measured. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { dial, expectToHearOnly, expectToRing } from '../phones/hear.ts';
import { openPhones, type Phone, type PhoneBooth } from '../phones/open-phones.ts';
import { PhoneBrowser } from '../telephony/phone-browser.ts';
import type { PhonePage } from '../telephony/phone-page.ts';
import { passwordOf, type LabUser } from './lab/asterisk-configuration.ts';
import { Kamailio } from './lab/kamailio.ts';
import { answer, expectPageToHearOnly, talk } from './lab/lab-phone-pages.ts';
import { voiceHz } from './lab/lab-phones.ts';
import { PermitDesk } from './lab/permit-desk.ts';

const [firstHz, secondHz] = [voiceHz['1001'], voiceHz['1002']];
const [transferrerHz, farHz] = [voiceHz['1003'], voiceHz['1004']];
const patienceMs = 20_000;

let desk: PermitDesk;
let kamailio: Kamailio;
let browser: PhoneBrowser;
let first: PhonePage;
let second: PhonePage;
/** Phones of another make. */
let booth: PhoneBooth;
let transferrer: Phone;
let far: Phone;

const open = async (user: LabUser): Promise<PhonePage> => {
  const { sipUrl: url, domain } = kamailio;
  const loginOf = (username: string) => ({ username, password: passwordOf(user) });
  const phone = await browser.open(user, { url, domain, isPractice: false, loginOf }, { voiceHz: voiceHz[user] });
  await phone.registered(patienceMs);
  return phone;
};

const openOther = async (user: LabUser, toneHz: number): Promise<Phone> => {
  const { sipUrl: serverUrl, domain } = kamailio;
  const { phone } = await booth.open({
    serverUrl,
    domain,
    toneHz,
    user,
    username: user,
    password: passwordOf(user),
  });
  expect(await phone.evaluate((inner) => inner.register())).toBe(200);
  return phone;
};
async function talkAtDesks(): Promise<void> {
  const result = dial(transferrer, '1004');
  await expectToRing(far);
  await far.evaluate((inner) => inner.answer());
  expect((await result).outcome).toBe('established');
}

beforeAll(async () => {
  desk = await PermitDesk.start();
  kamailio = await Kamailio.start(desk.url, desk.secret);
  browser = await PhoneBrowser.start();
  first = await open('1001');
  second = await open('1002');
  booth = await openPhones();
  transferrer = await openOther('1003', transferrerHz);
  far = await openOther('1004', farHz);
});
afterEach(async () => {
  for (const phone of [transferrer, far]) await phone.evaluate((inner) => inner.hangUpAll());
  for (const phone of [first, second]) {
    for (const { callId } of phone.now.calls) await phone.order({ do: 'hang-up', callId });
    await phone.until('all calls over', () => phone.now.calls.every(({ state }) => state === 'ended'), patienceMs);
    for (const { callId } of phone.now.calls) await phone.order({ do: 'dismiss', callId });
    if (phone.faults.length > 0) throw new Error(`The page of ${phone.agent} threw: ${phone.faults.join('; ')}`);
  }
});
afterAll(async () => {
  await booth.close();
  await browser.stop();
  await kamailio.stop();
  await desk.stop();
});

describe('the phone behind Kamailio and rtpengine', () => {
  it('calls and is called, and either side ends it', async () => {
    const out = await talk(first, second);
    await expectPageToHearOnly(first, [secondHz], [firstHz]);
    await expectPageToHearOnly(second, [firstHz], [secondHz]);
    await second.order({ do: 'hang-up', callId: out.in });
    expect(await first.state(out.out, 'ended')).toMatchObject({ endedBy: 'remote' });
    const back = await talk(second, first);
    await expectPageToHearOnly(first, [secondHz], [firstHz]);
    await second.order({ do: 'hang-up', callId: back.out });
    expect(await first.state(back.in, 'ended')).toMatchObject({ endedBy: 'remote' });
  });

  it('holds: silence at both ends, and the voices come back', async () => {
    const call = await talk(first, second);
    await expectPageToHearOnly(second, [firstHz], []);
    await first.order({ do: 'set-held', callId: call.out, isHeld: true });
    await first.state(call.out, 'held');
    await second.until('told', () => second.call(call.in)?.isHeldByRemote);
    await expectPageToHearOnly(second, [], [firstHz]);
    await expectPageToHearOnly(first, [], [secondHz]);
    await first.order({ do: 'set-held', callId: call.out, isHeld: false });
    expect(await first.state(call.out, 'active')).toMatchObject({ isHeld: false, isHeldByRemote: false });
    await expectPageToHearOnly(first, [secondHz], []);
    await expectPageToHearOnly(second, [firstHz], []);
  });

  it('is what another phone transfers a call to, blind', async () => {
    await talkAtDesks();
    expect(await transferrer.evaluate((inner) => inner.refer('1001'))).toBe(202);
    await answer(first);
    await transferrer.evaluate((inner) => inner.hangUpAll());
    await expectPageToHearOnly(first, [farHz], [transferrerHz]);
    await expectToHearOnly(far, [firstHz], [transferrerHz]);
  });

  it('takes a call over when the consultation with it is completed (Replaces)', async () => {
    await talkAtDesks();
    const consultation = dial(transferrer, '1001');
    const callId = await answer(first);
    expect((await consultation).outcome).toBe('established');
    await expectPageToHearOnly(first, [transferrerHz], [farHz]);
    void transferrer.evaluate((inner) => inner.joinFarEnds());
    await expectPageToHearOnly(first, [farHz], [transferrerHz]);
    await expectToHearOnly(far, [firstHz], [transferrerHz]);
    expect(first.now.calls.filter(({ state }) => state === 'active')).toHaveLength(1);
    // Nothing rang a second time.
    expect(first.call(callId)?.state).not.toBe('incoming');
  });

  it('places no call to the outside without a permit, and one with it rings nobody it should not', async () => {
    const refused = await first.dial('+12125550120', 'a.forged.permit');
    expect(await first.state(refused, 'ended', patienceMs)).toMatchObject({ sipStatus: 403 });
    const permit = desk.dialPermit({
      agent: '1001',
      phoneNumber: '+12125550120',
      callId: createId(),
      callerId: '+12125550199',
    });
    const allowed = await first.dial('+12125550120', permit);
    // Nobody answers for the telephone network here: the gate let it through, and it ends at the carrier.
    expect((await first.state(allowed, 'ended', patienceMs)).sipStatus).not.toBe(403);
  });
});
