/** The real phone behind Asterisk: keys, feature codes, the lamp, queues, recorded messages, emergency calls, call records. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPbxControl } from '../../server/integrations/pbx/create-pbx-control.ts';
import type { PbxControl } from '../../server/integrations/pbx/pbx-control.ts';
import { pbxControlSchema } from '../../server/integrations/pbx/pbx-settings.ts';
import type { DispatchableLocation } from '../../shared/contracts/emergency/emergency.contract.ts';
import { createId } from '../../shared/domain/ids.ts';
import { eventually } from '../phones/hear.ts';
import type { PhonePage } from '../telephony/phone-page.ts';
import { writeToneFile } from '../telephony/tone-file.ts';
import { expectFarEndToHear, voicesIn } from './lab/lab-expectations.ts';
import { answer, expectPageToHearOnly, expectRecorded, PhoneLab, ringing, talk } from './lab/lab-phone-pages.ts';
import { voiceHz } from './lab/lab-phones.ts';

const [firstHz, secondHz] = [voiceHz['1001'], voiceHz['1002']];
const milliwattHz = 1004;
const dispatcherHz = 2400;
const messageHz = 1900;

let bench: PhoneLab;
/** The server's own way of commanding the PBX. */
let control: PbxControl;
let first: PhonePage;
let second: PhonePage;
const folder = mkdtempSync(path.join(tmpdir(), 'phone-message-'));

beforeAll(async () => {
  bench = await PhoneLab.start();
  const { managerUrl } = bench.lab.asterisk;
  control = createPbxControl(pbxControlSchema.parse(managerUrl), { secret: undefined, log: () => undefined });
  first = await bench.open('1001');
  second = await bench.open('1002');
});
afterEach(async () => {
  for (const phone of [first, second])
    await phone.changeSettings({ dtmf: 'rtp', autoAnswer: 'off', doNotDisturb: false });
  await bench.tidyUp();
});
afterAll(async () => {
  await control.stop();
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('keys and numbers', () => {
  it.each([
    ['rtp', '1589'],
    ['info', '7#4*'],
  ] as const)('keys by %s arrive', async (dtmf, tones) => {
    await first.changeSettings({ dtmf });
    const callId = await bench.dialOut(first, '+12125550140');
    await expectPageToHearOnly(first, [], [secondHz]);
    await sleep(500);
    await first.order({ do: 'send-dtmf', callId, tones });
    // The far end reads up to a #.
    const read = tones.split('#')[0];
    await eventually(() => expect(bench.lab.asterisk.databaseValue('dtmf', 'last')).toBe(read));
  });

  it('a feature code with * and # is dialled as it is', async () => {
    const callId = await first.dialInternal('*55#');
    await first.state(callId, 'active');
    await expectPageToHearOnly(first, [milliwattHz], []);
    expect(first.call(callId)).toMatchObject({ kind: 'service', remoteNumber: '*55#' });
  });

  it('the echo test says back what it hears', async () => {
    const callId = await first.dialInternal('echo');
    expect(await first.state(callId, 'active')).toMatchObject({ kind: 'service' });
    await expectPageToHearOnly(first, [firstHz], [secondHz]);
  });
});

describe('the message-waiting lamp', () => {
  it('is known after registering, lights with a message and goes out when it was heard', async () => {
    await first.until('the lamp', () => first.now.voicemail);
    expect(first.now.voicemail).toEqual({ newMessages: 0, oldMessages: 0 });
    const leaving = await second.dialInternal('leave-1001');
    await second.state(leaving, 'active');
    await sleep(4000);
    await second.order({ do: 'hang-up', callId: leaving });
    await first.until('the lamp is lit', () => first.now.voicemail?.newMessages === 1, 20_000);

    const listening = await first.dialInternal('voicemail');
    await first.state(listening, 'active');
    await eventually(async () => {
      await first.order({ do: 'send-dtmf', callId: listening, tones: '1' });
      await expectPageToHearOnly(first, [secondHz], [], 3000);
    }, 40_000);
    await first.order({ do: 'send-dtmf', callId: listening, tones: '7' });
    await sleep(1000);
    await first.order({ do: 'hang-up', callId: listening });
    await first.until('the lamp is out', () => first.now.voicemail?.newMessages === 0, 20_000);
  }, 120_000);
});

describe('calls that come in', () => {
  it('of a queue are answered by themselves when the person wants that', async () => {
    await first.changeSettings({ autoAnswer: 'queue' });
    const member = { queueId: 'support', sipUser: '1001', isPaused: false };
    await control.setQueueMembership({ ...member, isSignedIn: true });
    bench.lab.asterisk.callIn('queue-support', 'tone');
    const { callId } = await first.until('a call', () => first.now.calls[0], 20_000);
    expect(await first.state(callId, 'active', 20_000)).toMatchObject({
      kind: 'consumer',
      remoteNumber: '+13125550142',
    });
    await expectPageToHearOnly(first, [milliwattHz], []);
    await control.setQueueMembership({ ...member, isSignedIn: false });
    const told = first.events.find((event) => event.callId === callId);
    expect(told?.incoming).toEqual({ phone_number: '+13125550142', display_name: 'Pat Example' });
    expect(told?.sip_call_id).toMatch(/.{8}/);
  });

  it('from outside ring all the same with automatic answers for queues only', async () => {
    await first.changeSettings({ autoAnswer: 'queue' });
    bench.lab.asterisk.callIn('1001', 'tone');
    await ringing(first);
    await sleep(1500);
    expect(first.now.calls[0]?.state).toBe('incoming');
    await answer(first);
  });

  it('never into another call', async () => {
    await first.changeSettings({ autoAnswer: 'all' });
    const call = await talk(first, second);
    bench.lab.asterisk.callIn('1001', 'tone');
    await ringing(first);
    await sleep(1500);
    expect(first.call(call.out)?.state).toBe('active');
    await expectPageToHearOnly(first, [secondHz], [milliwattHz]);
  });

  it('are busy while nobody wants to be disturbed, and are on record all the same', async () => {
    await first.changeSettings({ doNotDisturb: true });
    const out = await second.dialInternal('1001');
    const refused = await first.until('the refused call', () => first.now.calls[0]);
    expect(refused).toMatchObject({ state: 'ended', endReason: 'Do not disturb was on', sipStatus: 486 });
    await expectRecorded(first, refused.callId, ['ringing', 'ended']);
    await second.order({ do: 'hang-up', callId: out });
  });
});

const message = (): string => {
  const file = path.join(folder, 'message.wav');
  writeToneFile(file, messageHz, 0.5);
  return readFileSync(file).toString('base64');
};

const dropOf = (callId: string) => {
  const ids = { callId, messageId: createId(), decisionId: createId() };
  return { do: 'drop-message' as const, ...ids, wavBase64: message(), isAfterBeep: false };
};

describe('a recorded message', () => {
  it('is left after the beep of a voicemail, in place of the agent, who hangs up with it', async () => {
    const callId = await bench.dialOut(first, '+12125550101');
    await first.order(dropOf(callId));
    expect(await first.until('waiting', () => first.call(callId)?.messageDrop)).toBe('waiting-for-beep');
    await first.until('playing', () => first.call(callId)?.messageDrop === 'playing', 20_000);
    expect(await first.state(callId, 'ended', 20_000)).toMatchObject({ endedBy: 'agent', endReason: 'You hung up' });
    const [heard = ''] = bench.lab.asterisk.heardByFarEnd('+12125550101').slice(-1);
    await eventually(() => expect(voicesIn(heard, [messageHz], lastSeconds(heard, 1.4))).toEqual([messageHz]));
    // From the order on, the agent's own voice is in none of it.
    expect(voicesIn(heard, [firstHz], { fromSeconds: 0.6, toSeconds: 60 })).toEqual([]);
  });

  it('can be taken back: the agent is in the call again', async () => {
    const callId = await bench.dialOut(first, '+13125550120');
    await first.order(dropOf(callId));
    await first.until('waiting', () => first.call(callId)?.messageDrop === 'waiting-for-beep');
    await expectFarEndToHear(bench.lab.asterisk, '+13125550120', [], [firstHz, messageHz]);
    await first.order({ do: 'cancel-message-drop', callId });
    const back = await first.until('taken back', () =>
      first.call(callId)?.messageDrop === null ? first.call(callId) : null,
    );
    expect(back?.state).toBe('active');
    await expectFarEndToHear(bench.lab.asterisk, '+13125550120', [firstHz], [messageHz]);
  });
});

describe('an emergency call', () => {
  const location: DispatchableLocation = {
    street: '350 Fifth Avenue',
    unit: 'Floor 21, desk 4',
    city: 'New York',
    state: 'NY',
    postal_code: '10118',
  };

  it('goes out with its place and holds every other call', async () => {
    const call = await talk(first, second);
    const callId = createId();
    await first.order({
      do: 'dial-emergency',
      callId,
      sipTarget: first.addressOf('933'),
      remoteNumber: '933',
      remoteName: null,
      clickedAtMs: Date.now(),
      location,
    });
    expect(await first.state(callId, 'active', 20_000)).toMatchObject({ kind: 'emergency', trouble: null });
    await first.state(call.out, 'held');
    await expectPageToHearOnly(first, [dispatcherHz], [secondHz]);
    const sent = bench.lab.asterisk.databaseValue('emergency', '933') ?? '';
    expect(JSON.parse(decodeURIComponent(sent))).toEqual(location);
  });
});

/** The end of a recording that is over. */
const lastSeconds = (file: string, seconds: number) => {
  const total = (readFileSync(file).length - 44) / 2 / 8000;
  return { fromSeconds: Math.max(0, total - seconds), toSeconds: total };
};
