/** What else the phones use of Asterisk: mailbox, queues, recording with pause, emergency calls. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DispatchableLocation } from '../../shared/contracts/emergency/emergency.contract.ts';
import { createPbxControl } from '../../server/integrations/pbx/create-pbx-control.ts';
import type { PbxControl } from '../../server/integrations/pbx/pbx-control.ts';
import { pbxControlSchema } from '../../server/integrations/pbx/pbx-settings.ts';
import { createId } from '../../shared/domain/ids.ts';
import { dial, eventually, expectToEnd, expectToHear, expectToHearOnly, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { holdMusicHz, type LabUser } from './lab/asterisk-configuration.ts';
import { Lab } from './lab/lab.ts';
import { endAllCalls, expectFarEndToHear, voicesIn } from './lab/lab-expectations.ts';
import { openLabPhones, voiceHz } from './lab/lab-phones.ts';
import { PermitDesk } from './lab/permit-desk.ts';
import { durationSeconds } from './lab/wav.ts';

const users: readonly LabUser[] = ['1001', '1002', '1003'];
const [firstHz, secondHz, thirdHz] = [voiceHz['1001'], voiceHz['1002'], voiceHz['1003']];
const milliwattHz = 1004;
const hummingHz = 2000;
const dispatcherHz = 2400;

let lab: Lab;
let desk: PermitDesk;
/** The server's own way of commanding the PBX. */
let control: PbxControl;
let closePhones: () => Promise<void>;
let first: Phone;
let second: Phone;
let third: Phone;

beforeAll(async () => {
  lab = await Lab.prepare([]);
  desk = await PermitDesk.start();
  const asterisk = await lab.start(desk.url, desk.secret);
  control = createPbxControl(pbxControlSchema.parse(asterisk.managerUrl), { secret: undefined, log: () => undefined });
  const opened = await openLabPhones(lab.access, users);
  closePhones = opened.close;
  const [one, two, three] = opened.phones;
  if (!one || !two || !three) throw new Error('Three phones were asked for.');
  [first, second, third] = [one, two, three];
});
afterEach(() => endAllCalls(lab.asterisk));
afterAll(async () => {
  await control.stop();
  await closePhones();
  await lab.stop();
  await desk.stop();
});

const answer = async (phone: Phone): Promise<void> => {
  await expectToRing(phone);
  await phone.evaluate((inner) => inner.answer());
};
const dialOut = async (phone: Phone, agent: LabUser, phoneNumber: string): Promise<string> => {
  const callId = createId();
  const permit = desk.dialPermit({ agent, phoneNumber, callId, callerId: '+12125550199' });
  expect((await dial(phone, phoneNumber, permit)).outcome).toBe('established');
  return callId;
};
const recordingOf = (name: string): string => path.join(lab.asterisk.recordings, `${name}.wav`);
const lamp = (phone: Phone): Promise<string> => phone.evaluate((inner) => inner.messageSummary());

describe('the mailbox', () => {
  it('takes over when nobody answers', async () => {
    lab.asterisk.setGlobal('DESKLINE_RING_SECONDS', '1');
    lab.asterisk.callIn('1001', 'tone');
    await expectToRing(first);
    await expectToEnd(first);
    lab.asterisk.setGlobal('DESKLINE_RING_SECONDS', '30');
    await eventually(() => expect(lab.asterisk.cli('core show channels')).toContain('VoiceMail(1001@default,u)'));
  });

  it('takes a message, lights the lamp, plays it back, and the lamp goes out', async () => {
    await eventually(async () => expect(await lamp(first)).toContain('Messages-Waiting: no'));
    expect((await dial(second, 'leave-1001')).outcome).toBe('established');
    await sleep(4000);
    await hangUp(second);
    await eventually(async () => expect(await lamp(first)).toMatch(/Messages-Waiting: yes[^]*Voice-Message: 1\/0/));
    const [message = ''] = lab.asterisk.voicemail('1001');
    expect(voicesIn(message, [firstHz, secondHz])).toEqual([secondHz]);

    expect((await dial(first, 'voicemail')).outcome).toBe('established');
    await eventually(async () => {
      await first.evaluate((inner) => inner.press('1'));
      await expectToHear(first, secondHz, 3000);
    }, 30_000);
    await first.evaluate((inner) => inner.press('7'));
    await sleep(500);
    await hangUp(first);
    await eventually(async () => expect(await lamp(first)).toContain('Voice-Message: 0/'));
    expect(lab.asterisk.voicemail('1001')).toEqual([]);
  }, 90_000);
});

const sign = (sipUser: LabUser, isSignedIn: boolean, queueId = 'support'): Promise<void> =>
  control.setQueueMembership({ queueId, sipUser, isSignedIn, isPaused: false });

describe('a queue', () => {
  it('reaches whoever signed in, asks for an automatic answer, leaves out whoever pauses, and records', async () => {
    await sign('1001', true);
    await sign('1002', true);
    await control.setPaused('1001', true, 'break');
    lab.asterisk.callIn('queue-support', 'tone');
    await expectToRing(second);
    expect(await second.evaluate((inner) => inner.incomingHeader('Call-Info'))).toContain('answer-after=0');
    expect(await second.evaluate((inner) => inner.incomingHeader('Alert-Info'))).toContain('info=alert-autoanswer');
    expect(await second.evaluate((inner) => inner.ringing())).toMatchObject({ user: '+13125550142' });
    await answer(second);
    await expectToHear(second, milliwattHz);
    await expectFarEndToHear(lab.asterisk, 'tone', [secondHz], holdMusicHz);
    expect(await first.evaluate((inner) => inner.ringing())).toBeNull();
    const sipCallId = await second.evaluate((inner) => inner.callId());
    await hangUp(second);
    expect(existsSync(recordingOf(sipCallId))).toBe(true);

    await control.setPaused('1001', false, null);
    await sign('1002', false);
    lab.asterisk.callIn('queue-support', 'tone');
    await answer(first);
    await expectToHear(first, milliwattHz);
    await sign('1001', false);
  });

  it('callers wait with music while nobody is signed in, also by transfer', async () => {
    const result = dial(first, '1002');
    await answer(second);
    await result;
    expect(await first.evaluate((inner) => inner.transfer('queue-spanish'))).toBeGreaterThan(0);
    await hangUp(first);
    await expectToHearOnly(second, holdMusicHz, [firstHz]);
    await sign('1003', true, 'spanish');
    await answer(third);
    await expectToHearOnly(third, [secondHz], holdMusicHz);
    await expectToHearOnly(second, [thirdHz], holdMusicHz);
    await sign('1003', false, 'spanish');
  });
});

describe('recording', () => {
  it.each(['out', 'in'] as const)('of a call %s has both sides, and silence while it is paused', async (way) => {
    let name: string;
    if (way === 'out') name = await dialOut(first, '1001', '+17185550120');
    else {
      lab.asterisk.callIn('1001', 'tone');
      await answer(first);
      name = await first.evaluate((inner) => inner.callId());
    }
    const otherHz = way === 'out' ? hummingHz : milliwattHz;
    await expectToHear(first, otherHz);
    const sipCallId = await first.evaluate((inner) => inner.callId());
    const call = { callId: way === 'out' ? name : createId(), sipCallId };
    expect(await control.getRecording(call)).toBe('on');
    const file = recordingOf(name);
    await eventually(() => expect(voicesIn(file, [firstHz, otherHz])).toEqual([firstHz, otherHz]));
    expect(voicesIn(recordingOf(`${name}-agent`), [firstHz, otherHz])).toEqual([firstHz]);
    expect(voicesIn(recordingOf(`${name}-remote`), [firstHz, otherHz])).toEqual([otherHz]);

    const pausedAt = durationSeconds(file);
    expect(await control.setRecordingPaused(call, true)).toBe('paused');
    expect(await control.getRecording(call)).toBe('paused');
    await eventually(() => expect(durationSeconds(file)).toBeGreaterThan(pausedAt + 2.2));
    const resumedAt = durationSeconds(file);
    expect(await control.setRecordingPaused(call, false)).toBe('on');
    await eventually(() => expect(durationSeconds(file)).toBeGreaterThan(resumedAt + 1.5));
    await hangUp(first);

    for (const each of [file, recordingOf(`${name}-agent`), recordingOf(`${name}-remote`)]) {
      const silence = { fromSeconds: pausedAt + 0.6, toSeconds: resumedAt - 0.2 };
      expect(voicesIn(each, [firstHz, otherHz], silence)).toEqual([]);
    }
    const after = { fromSeconds: resumedAt + 0.8, toSeconds: resumedAt + 1.4 };
    expect(voicesIn(file, [firstHz, otherHz], after)).toEqual([firstHz, otherHz]);
  });

  it('goes on in a file of its own after a transfer', async () => {
    const callId = await dialOut(first, '1001', '+19175550120');
    await expectToHear(first, hummingHz);
    const told = first.evaluate((inner) => inner.transfer('1002'));
    await answer(second);
    expect(await told).toBe(200);
    await hangUp(first);
    await expectToHear(second, hummingHz);
    const sipCallId = await second.evaluate((inner) => inner.callId());
    await eventually(() =>
      expect(voicesIn(recordingOf(`${callId}-${sipCallId}`), [firstHz, secondHz, hummingHz])).toEqual([
        secondHz,
        hummingHz,
      ]),
    );
    expect(voicesIn(recordingOf(callId), [firstHz, secondHz, hummingHz])).toEqual([firstHz, hummingHz]);
  });
});

describe('an emergency call', () => {
  const location: DispatchableLocation = {
    street: '1 Main St; "Annex" <b>',
    unit: 'Floor 3, desk 12',
    city: 'New York',
    state: 'NY',
    postal_code: '10001',
  };

  it.each(['911', '933'])('to %s needs no permit and no server, and carries the location', async (number) => {
    lab.asterisk.setGlobal('DESKLINE_SERVER', 'http://127.0.0.1:9');
    const header = `X-Dispatchable-Location: ${encodeURIComponent(JSON.stringify(location))}`;
    expect((await dial(first, number, undefined, [header])).outcome).toBe('established');
    lab.asterisk.setGlobal('DESKLINE_SERVER', desk.url);
    await expectToHear(first, dispatcherHz);
    await expectFarEndToHear(lab.asterisk, 'dispatcher', [firstHz]);
    const stored = lab.asterisk.databaseValue('emergency', number) ?? '';
    expect(JSON.parse(decodeURIComponent(stored))).toEqual(location);
    expect(lab.asterisk.log()).toContain(`1001 calls ${number} from ${JSON.stringify(location)}`);
  });

  it('without a location goes through as well', async () => {
    expect((await dial(second, '911')).outcome).toBe('established');
    await expectToHear(second, dispatcherHz);
    await hangUp(second);
    await expectToEnd(second);
  });
});
