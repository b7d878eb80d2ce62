/** The real phone behind Asterisk: several lines, transfers, parking. Who hears whom is measured at each speaker. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PhonePage } from '../telephony/phone-page.ts';
import { holdMusicHz } from './lab/asterisk-configuration.ts';
import { expectFarEndToHear } from './lab/lab-expectations.ts';
import { answer, expectPageToHearOnly, expectRecorded, PhoneLab, talk } from './lab/lab-phone-pages.ts';
import { voiceHz } from './lab/lab-phones.ts';

const [firstHz, secondHz, thirdHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1003']];
const milliwattHz = 1004;
const hummingHz = 2000;

let bench: PhoneLab;
let first: PhonePage;
let second: PhonePage;
let third: PhonePage;

beforeAll(async () => {
  bench = await PhoneLab.start();
  first = await bench.open('1001');
  second = await bench.open('1002');
  third = await bench.open('1003');
});
afterEach(() => bench.tidyUp());
afterAll(() => bench.stop());

const transfer = (phone: PhonePage, callId: string, target: string, kind: 'blind' | 'park' = 'blind'): Promise<void> =>
  phone.order({ do: 'transfer', callId, kind, sipTarget: phone.addressOf(target), targetName: target });

describe('several lines', () => {
  it('one is talked in, the other waits with music; switching swaps them', async () => {
    const one = await talk(first, second);
    await expectPageToHearOnly(first, [secondHz], [thirdHz]);
    const other = await talk(third, first);
    await first.state(one.out, 'held');
    await expectPageToHearOnly(first, [thirdHz], [secondHz]);
    await expectPageToHearOnly(second, holdMusicHz, [firstHz]);
    await first.order({ do: 'switch-to', callId: one.out });
    expect(await first.state(one.out, 'active')).toMatchObject({ isHeld: false });
    await first.state(other.in, 'held');
    await expectPageToHearOnly(first, [secondHz], [thirdHz]);
    await expectPageToHearOnly(third, holdMusicHz, [firstHz]);
    await expectPageToHearOnly(second, [firstHz], holdMusicHz);
  });
});

describe('a blind transfer', () => {
  it('lets go only after 200, and the others talk on', async () => {
    const call = await talk(first, second);
    await transfer(first, call.out, '1003');
    const asked = await first.until('asked', () => first.call(call.out)?.transfer);
    expect(asked).toMatchObject({ kind: 'blind', targetName: '1003', state: 'asked' });
    await answer(third);
    const over = await first.state(call.out, 'ended');
    expect(over).toMatchObject({ endedBy: 'agent', endReason: 'Transferred to 1003', sipStatus: 200 });
    await expectRecorded(first, call.out, ['ringing', 'answered', 'held', 'transferred', 'ended']);
    await expectPageToHearOnly(second, [thirdHz], [firstHz, ...holdMusicHz]);
    await expectPageToHearOnly(third, [secondHz], [firstHz]);
  });

  it('of a call with the outside', async () => {
    const callId = await bench.dialOut(first, '+12125550109');
    await expectPageToHearOnly(first, [milliwattHz], []);
    await transfer(first, callId, '1002');
    await answer(second);
    expect(await first.state(callId, 'ended')).toMatchObject({ endReason: 'Transferred to 1002' });
    await expectPageToHearOnly(second, [milliwattHz], [firstHz]);
    await expectFarEndToHear(bench.lab.asterisk, '+12125550109', [secondHz], [firstHz]);
  });

  it('to nobody is refused, is back on hold, and can be taken back', async () => {
    const call = await talk(first, second);
    await transfer(first, call.out, 'nobody-here');
    const refused = await first.until('refused', () =>
      first.call(call.out)?.transfer?.state === 'refused' ? first.call(call.out) : null,
    );
    expect(refused).toMatchObject({ state: 'held', transfer: { state: 'refused' } });
    expect(refused?.transfer?.sipStatus).toBeGreaterThanOrEqual(400);
    await expectPageToHearOnly(second, holdMusicHz, [firstHz]);
    await first.order({ do: 'set-held', callId: call.out, isHeld: false });
    expect(await first.state(call.out, 'active')).toMatchObject({ transfer: null });
    await expectPageToHearOnly(first, [secondHz], holdMusicHz);
    await expectPageToHearOnly(second, [firstHz], holdMusicHz);
  });

  it('to an outside number is no way around the gate', async () => {
    const call = await talk(first, second);
    await transfer(first, call.out, '+12125550100');
    await second.state(call.in, 'ended', 20_000);
    expect(bench.lab.asterisk.log()).toContain('Deskline refused the dial permit');
    await first.state(call.out, 'ended', 20_000);
  });
});

describe('an attended transfer', () => {
  it('connects the far ends; both our legs end, and both say so', async () => {
    const call = await talk(first, second);
    const consultation = await talk(first, third, call.out);
    expect(first.call(consultation.out)?.consultationFor).toBe(call.out);
    await expectPageToHearOnly(second, holdMusicHz, [firstHz, thirdHz]);
    await expectPageToHearOnly(third, [firstHz], [secondHz]);
    await first.order({
      do: 'complete-transfer',
      callId: call.out,
      consultationCallId: consultation.out,
    });
    expect(await first.state(call.out, 'ended', 20_000)).toMatchObject({
      endedBy: 'agent',
      endReason: 'Transferred to 1003',
    });
    expect(await first.state(consultation.out, 'ended', 20_000)).toMatchObject({
      endedBy: 'agent',
      endReason: 'Transferred to 1002',
    });
    await expectRecorded(first, call.out, ['ringing', 'answered', 'held', 'transferred', 'ended']);
    await expectRecorded(first, consultation.out, ['ringing', 'answered', 'held', 'transferred', 'ended']);
    await expectPageToHearOnly(second, [thirdHz], [firstHz, ...holdMusicHz]);
    await expectPageToHearOnly(third, [secondHz], [firstHz]);
  });

  it('to the outside, consulted through the gate', async () => {
    const call = await talk(second, first);
    const consultation = await bench.dialOut(first, '+12125550120', call.in);
    await first.state(call.in, 'held');
    await expectPageToHearOnly(first, [hummingHz], [secondHz]);
    await first.order({ do: 'complete-transfer', callId: call.in, consultationCallId: consultation });
    expect(await first.state(call.in, 'ended', 20_000)).toMatchObject({ endedBy: 'agent' });
    expect(await first.state(consultation, 'ended', 20_000)).toMatchObject({ endedBy: 'agent' });
    await expectPageToHearOnly(second, [hummingHz], [firstHz, ...holdMusicHz]);
    await expectFarEndToHear(bench.lab.asterisk, '+12125550120', [secondHz], [firstHz]);
  });

  it('to somebody who left meanwhile is refused, and the call is on hold here', async () => {
    const call = await talk(first, second);
    const consultation = await talk(first, third, call.out);
    await third.order({ do: 'hang-up', callId: consultation.in });
    await first.order({ do: 'complete-transfer', callId: call.out, consultationCallId: consultation.out });
    await first.state(consultation.out, 'ended', 20_000);
    expect(await first.state(call.out, 'held')).toMatchObject({ endedBy: null });
    await expectPageToHearOnly(second, holdMusicHz, [firstHz]);
  });
});

describe('parking', () => {
  it('leaves the call in its place with music; a colleague picks it up', async () => {
    const call = await talk(first, second);
    await transfer(first, call.out, 'park-707', 'park');
    expect(await first.state(call.out, 'ended', 20_000)).toMatchObject({
      endReason: 'Parked: park-707',
      endedBy: 'agent',
    });
    await expectPageToHearOnly(second, holdMusicHz, [firstHz]);
    const caller = { phone_number: '+12125550109', display_name: 'Alex Doe' };
    const pickedUp = await third.pickUp('pick-up-707', caller);
    expect(await third.state(pickedUp, 'active', 20_000)).toMatchObject({ kind: 'consumer', direction: 'inbound' });
    await expectPageToHearOnly(third, [secondHz], [firstHz]);
    await expectPageToHearOnly(second, [thirdHz], [firstHz, ...holdMusicHz]);
    await third.order({ do: 'hang-up', callId: pickedUp });
    await third.state(pickedUp, 'ended', 20_000);
    await expectRecorded(third, pickedUp, ['answered', 'ended']);
    expect(third.events.find(({ callId }) => callId === pickedUp)).toMatchObject({ incoming: caller });
  });

  it('puts nothing on record for who finds the place empty', async () => {
    const found = await third.pickUp('pick-up-711', { phone_number: '+12125550109', display_name: null });
    expect(await third.state(found, 'ended', 20_000)).toMatchObject({ sipStatus: 404, answeredAt: null });
    expect(third.eventTypes(found)).toEqual([]);
  });
});
