/** The server's commands to a real practice line. */
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeControl } from '../../server/integrations/pbx/practice-control.ts';
import type { PbxControl } from '../../server/integrations/pbx/pbx-control.ts';
import { eventually, expectToEnd, expectToHear, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { dialNumber, pbxSecret, permittedCallId, PracticeWorld } from './practice-world.ts';

const unknown = { callId: '01963f1e-7a5b-7c3d-9e2f-ffffffffffff', sipCallId: null };
const gated = { callId: permittedCallId, sipCallId: null };
const silent = { problem: { code: 'telephony/pbx-silent' } };
const notFound = { problem: { code: 'request/not-found' } };
const farEndHz = 1004;

let world: PracticeWorld;
let phone: Phone;
let control: PbxControl;

const controlAt = (url: string, secret = pbxSecret) => createPracticeControl({ url, secret, timeoutMs: 500 });

beforeAll(async () => {
  world = await PracticeWorld.open({ queues: ['support'] });
  phone = await world.phoneOf('alice', 700);
  control = createPracticeControl({ url: world.line.url.replace('ws', 'http'), secret: pbxSecret });
});
afterEach(() => world.settle());
afterAll(() => world.close());

describe('the practice line', () => {
  it('tells the recording of a call, pauses and resumes it, by either name of the call', async () => {
    await dialNumber(phone, '0109');
    await expectToHear(phone, farEndHz);
    const bySip = { ...unknown, sipCallId: await phone.evaluate((inner) => inner.callId()) };
    expect(await control.getRecording(gated)).toBe('on');
    expect(await control.setRecordingPaused(bySip, true)).toBe('paused');
    expect(await control.getRecording(bySip)).toBe('paused');
    expect(await control.setRecordingPaused(gated, false)).toBe('on');
    await hangUp(phone);
    await eventually(async () => expect(await control.getRecording(gated)).toBe('off'));
    expect(await control.getRecording(unknown)).toBe('off');
    await expect(control.setRecordingPaused(unknown, true)).rejects.toMatchObject(notFound);
  });

  it('hangs up a call; one that is not there is not found', async () => {
    await dialNumber(phone, '0109');
    await expectToHear(phone, farEndHz);
    await control.hangUp(gated);
    await expectToEnd(phone);
    await expect(control.hangUp(unknown)).rejects.toMatchObject(notFound);
  });

  it('keeps who is signed in to a queue, and who pauses', async () => {
    const members = async () => (await control.listQueues()).find(({ id }) => id === 'support')?.members;
    const member = { queueId: 'support', sipUser: 'alice' };
    await control.setQueueMembership({ ...member, isSignedIn: true, isPaused: true });
    expect(await members()).toEqual([{ sipUser: 'alice', isPaused: true }]);
    await control.setPaused('alice', false, null);
    expect(await members()).toEqual([{ sipUser: 'alice', isPaused: false }]);
    await control.setPaused('alice', true, 'lunch');
    expect(await members()).toEqual([{ sipUser: 'alice', isPaused: true }]);
    await control.setQueueMembership({ ...member, isSignedIn: false, isPaused: false });
    expect(await members()).toEqual([]);
    await control.setPaused('alice', false, null);
    const elsewhere = { ...member, queueId: 'nowhere', isSignedIn: true, isPaused: false };
    await expect(control.setQueueMembership(elsewhere)).rejects.toMatchObject(notFound);
  });

  it('has nobody parked', async () => {
    expect(await control.listParkedPlaces()).toEqual([]);
  });
});

describe('a practice line that does not answer as agreed', () => {
  it('is silent: away, with another secret, mute, or talking nonsense', async () => {
    await expect(controlAt('http://127.0.0.1:9').listQueues()).rejects.toMatchObject(silent);
    const url = world.line.url.replace('ws', 'http');
    await expect(controlAt(url, 'another secret').listQueues()).rejects.toMatchObject(silent);
    let reply: string | undefined;
    const server = http.createServer((_request, response) => {
      if (reply !== undefined) response.end(reply);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const odd = controlAt(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    await expect(odd.listQueues()).rejects.toMatchObject(silent);
    for (reply of ['{}', 'no JSON', '{"queues":[{"id":1}]}'])
      await expect(odd.listQueues()).rejects.toMatchObject(silent);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
});
