/** The real phone behind Asterisk: calls merged into a conference. Who hears whom is measured at each speaker. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PhoneCall } from '../../shared/ipc/phone-snapshot.ts';
import type { PhonePage } from '../telephony/phone-page.ts';
import { holdMusicHz } from './lab/asterisk-configuration.ts';
import { expectFarEndToHear } from './lab/lab-expectations.ts';
import { expectPageToHearOnly, expectRecorded, PhoneLab, talk } from './lab/lab-phone-pages.ts';
import { voiceHz } from './lab/lab-phones.ts';

const [firstHz, secondHz, thirdHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1003']];
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

const conferenceOf = (phone: PhonePage): Promise<PhoneCall> =>
  phone.until('a conference', () => phone.now.calls.find(({ kind }) => kind === 'conference'));

describe('a conference', () => {
  it('of a consumer, a colleague and the agent; the agent leaves and the others go on', async () => {
    const consumer = await bench.dialOut(first, '+16465550120');
    const colleague = await talk(first, second, consumer);
    await first.state(consumer, 'held');
    await first.order({ do: 'merge', callIds: [consumer, colleague.out] });
    const { callId } = await conferenceOf(first);
    await first.state(callId, 'active', 20_000);
    expect(await first.state(consumer, 'merged', 20_000)).toMatchObject({ mergedInto: callId, transfer: null });
    await first.state(colleague.out, 'merged', 20_000);
    await expectPageToHearOnly(first, [secondHz, hummingHz], [firstHz, ...holdMusicHz]);
    await expectPageToHearOnly(second, [firstHz, hummingHz], [secondHz]);
    await expectFarEndToHear(bench.lab.asterisk, '+16465550120', [firstHz, secondHz]);
    expect(first.eventTypes(consumer)).toEqual(['answered', 'held', 'merged']);

    await first.order({ do: 'hang-up', callId });
    expect(await first.state(consumer, 'ended')).toMatchObject({
      endedBy: 'agent',
      endReason: 'You left the conference',
    });
    await first.state(colleague.out, 'ended');
    await expectRecorded(first, consumer, ['answered', 'held', 'merged', 'ended']);
    await expectPageToHearOnly(second, [hummingHz], [firstHz, secondHz]);
    await expectFarEndToHear(bench.lab.asterisk, '+16465550120', [secondHz], [firstHz]);
  });

  it('grows by one more call; hanging up a merged call is leaving', async () => {
    const one = await talk(first, second);
    const other = await talk(first, third);
    await first.order({ do: 'merge', callIds: [one.out, other.out] });
    const { callId } = await conferenceOf(first);
    await first.state(one.out, 'merged', 20_000);
    await first.state(other.out, 'merged', 20_000);
    const consumer = await bench.dialOut(first, '+16465550120');
    await first.state(callId, 'held');
    await first.order({ do: 'merge', callIds: [callId, consumer] });
    await first.state(consumer, 'merged', 20_000);
    await first.order({ do: 'switch-to', callId });
    await first.state(callId, 'active');
    await expectPageToHearOnly(first, [secondHz, thirdHz, hummingHz], [firstHz]);
    await expectPageToHearOnly(third, [firstHz, secondHz, hummingHz], [thirdHz]);
    await first.order({ do: 'hang-up', callId: consumer });
    expect(await first.state(callId, 'ended')).toMatchObject({ endedBy: 'agent' });
    await first.state(one.out, 'ended');
    await expectPageToHearOnly(second, [thirdHz, hummingHz], [firstHz]);
  });

  it('that one party left before is of the rest, and nobody is lost', async () => {
    const one = await talk(first, second);
    const other = await talk(first, third);
    await third.order({ do: 'hang-up', callId: other.in });
    await first.order({ do: 'merge', callIds: [one.out, other.out] });
    await first.state(other.out, 'ended');
    await first.until('the first is somewhere', () => {
      const call = first.call(one.out);
      return call && ['held', 'active', 'merged'].includes(call.state);
    });
    expect(first.call(one.out)?.endedBy).toBeNull();
  });

  it('whose room does not exist leaves everybody on hold', async () => {
    const fourth = await bench.open('1004', { services: { conference_prefix: 'no-such-room-' } });
    const one = await talk(fourth, second);
    const other = await talk(fourth, third);
    await fourth.order({ do: 'merge', callIds: [one.out, other.out] });
    const { callId } = await conferenceOf(fourth);
    expect(await fourth.state(callId, 'ended', 20_000)).toMatchObject({ sipStatus: 404 });
    expect(await fourth.state(one.out, 'held')).toMatchObject({ transfer: null });
    await fourth.state(other.out, 'held');
    await fourth.order({ do: 'switch-to', callId: one.out });
    await fourth.state(one.out, 'active');
    await expectPageToHearOnly(fourth, [secondHz], [thirdHz]);
  });
});
