/** The server's commands to a real Asterisk, over its manager interface with the rights that customers are told to give. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPbxControl } from '../../server/integrations/pbx/create-pbx-control.ts';
import type { PbxControl } from '../../server/integrations/pbx/pbx-control.ts';
import { pbxControlSchema } from '../../server/integrations/pbx/pbx-settings.ts';
import { dial, eventually, expectToEnd, expectToHear, hangUp } from '../phones/hear.ts';
import { openPhones, type Phone, type PhoneBooth } from '../phones/open-phones.ts';
import { accountOf, Lab } from './lab/lab.ts';
import { measureRecording } from './lab/wav.ts';

const noServer = 'http://127.0.0.1:9';
const toneHz = 500;
const user = accountOf(0).username;
const unknown = { callId: '01900000-0000-7000-8000-000000000000', sipCallId: 'nobody' };
const silent = { problem: { code: 'telephony/pbx-silent' } };
const notFound = { problem: { code: 'request/not-found' } };

let lab: Lab;
let booth: PhoneBooth;
let phone: Phone;
let control: PbxControl;

beforeAll(async () => {
  lab = await Lab.prepare([]);
  await lab.start(noServer, 'unused');
  booth = await openPhones();
  const { sipUrl: serverUrl, domain } = lab.access;
  const { password } = accountOf(0);
  ({ phone } = await booth.open({ serverUrl, domain, toneHz, user, username: user, password }));
  await phone.evaluate((inner) => inner.register());
  control = createPbxControl(pbxControlSchema.parse(lab.asterisk.managerUrl), {
    secret: undefined,
    log: () => undefined,
  });
});
afterAll(async () => {
  await control.stop();
  await booth.close();
  await lab.stop();
});

/** The names of the phone's call: its SIP Call-ID alone, as for calls that did not pass the gate. */
const callKey = async () => ({ ...unknown, sipCallId: await phone.evaluate((inner) => inner.callId()) });

/** Nothing of one spec is left to the next, also when it failed. */
afterEach(() => hangUp(phone));

describe('a recording', () => {
  it('is paused and resumed, and what Asterisk writes meanwhile is silence', async () => {
    expect((await dial(phone, 'conference-control')).outcome).toBe('established');
    const call = await callKey();
    await eventually(async () => expect(await control.getRecording(call)).toBe('on'));
    const file = path.join(lab.asterisk.recordings, `${call.sipCallId.replaceAll(/[^\w.-]/g, '')}-agent.wav`);
    await eventually(() => expect(existsSync(file)).toBe(true));
    await eventually(() => expect(measureRecording(file).levelDbfs).toBeGreaterThan(-40));

    expect(await control.setRecordingPaused(call, true)).toBe('paused');
    expect(await control.getRecording(call)).toBe('paused');
    await eventually(() => expect(measureRecording(file).levelDbfs).toBeLessThan(-70));

    expect(await control.setRecordingPaused(call, false)).toBe('on');
    expect(await control.getRecording(call)).toBe('on');
    await eventually(() => expect(measureRecording(file).levelDbfs).toBeGreaterThan(-40));
    await hangUp(phone);
    await eventually(async () => expect(await control.getRecording(call)).toBe('off'));
    await expect(control.setRecordingPaused(call, true)).rejects.toMatchObject(notFound);
  });

  it('that was stopped behind our back is never said to be paused', async () => {
    expect((await dial(phone, 'conference-stopped')).outcome).toBe('established');
    const call = await callKey();
    await eventually(async () => expect(await control.getRecording(call)).toBe('on'));
    const channel = /^PJSIP[^!]+/m.exec(lab.asterisk.cli('core show channels concise'))?.[0];
    lab.asterisk.cli(`mixmonitor stop ${channel}`);
    // Asterisk takes a moment to let go of it.
    await eventually(() => expect(control.setRecordingPaused(call, true)).rejects.toMatchObject(silent));
    await expect(control.getRecording(call)).rejects.toMatchObject(silent);
  });

  it('that is none is said to be off', async () => {
    expect((await dial(phone, 'echo')).outcome).toBe('established');
    const call = await callKey();
    expect(await control.getRecording(call)).toBe('off');
    expect(await control.setRecordingPaused(call, true)).toBe('off');
    await hangUp(phone);
    await expectToEnd(phone);
    expect(await control.getRecording(unknown)).toBe('off');
  });
});

describe('a call', () => {
  it('is ended at the PBX; one that is not there is not found', async () => {
    expect((await dial(phone, 'echo')).outcome).toBe('established');
    await expectToHear(phone, toneHz);
    await expect(control.hangUp(unknown)).rejects.toMatchObject(notFound);
    await control.hangUp(await callKey());
    await expectToEnd(phone);
  });

  it('that is parked is seen in its place', async () => {
    expect(await control.listParkedPlaces()).toEqual([]);
    void dial(phone, 'park-707');
    await eventually(async () => expect(await control.listParkedPlaces()).toEqual(['707']));
    await hangUp(phone);
    await eventually(async () => expect(await control.listParkedPlaces()).toEqual([]));
  });
});

const member = async () => (await control.listQueues()).find(({ id }) => id === 'support')?.members;
const signIn = (isSignedIn: boolean, over = {}) =>
  control.setQueueMembership({ queueId: 'support', sipUser: user, isSignedIn, isPaused: false, ...over });

const waiting = async () => (await control.listQueues()).find(({ id }) => id === 'spanish')?.waiting;

describe('a queue', () => {
  it('is signed in to and out of, as often as one likes', async () => {
    expect((await control.listQueues()).map(({ id }) => id).toSorted()).toEqual(['spanish', 'support']);
    for (const isPaused of [false, false]) {
      await signIn(true, { isPaused });
      expect(await member()).toEqual([{ sipUser: user, isPaused: false }]);
    }
    await signIn(false);
    expect(await member()).toEqual([]);
    await signIn(false);
    await expect(signIn(true, { queueId: 'nowhere' })).rejects.toMatchObject(notFound);
  });

  it('lets a member pause in every queue; who is in none has nothing to pause', async () => {
    await control.setPaused(user, true, 'lunch');
    for (const queueId of ['support', 'spanish']) await signIn(true, { queueId });
    await control.setPaused(user, true, 'lunch');
    const paused = async () =>
      (await control.listQueues()).flatMap(({ members }) => members.map(({ isPaused }) => isPaused));
    expect(await paused()).toEqual([true, true]);
    await control.setPaused(user, false, null);
    expect(await paused()).toEqual([false, false]);
    for (const queueId of ['support', 'spanish']) await signIn(false, { queueId });
    await signIn(true, { isPaused: true });
    expect(await member()).toEqual([{ sipUser: user, isPaused: true }]);
    await signIn(false);
  });

  it('counts who waits', async () => {
    expect(await waiting()).toBe(0);
    lab.asterisk.callIn('queue-spanish', 'tone');
    await eventually(async () => expect(await waiting()).toBe(1));
  });
});

describe('an Asterisk that goes away', () => {
  it('is silent at once, and is commanded again when it is back', async () => {
    await lab.asterisk.halt();
    await expect(control.listQueues()).rejects.toMatchObject(silent);
    await lab.asterisk.resume();
    await eventually(async () => expect((await control.listQueues()).length).toBe(2), 30_000);
  });
});
