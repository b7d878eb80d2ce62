import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLimitedContentFaults } from '../../../shared/domain/compliance/limited-content.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { LiveReader } from '../live/testing/live-reader.ts';
import { practiceTranscript, seedPracticeMessage } from './index.ts';
import { writeWav } from './wav.ts';

const clock = new FixedClock();
let server: TestServer;
let manager: TestUser;
let agent: TestUser;

beforeAll(async () => {
  server = await createTestServer({ clock });
  manager = await server.addUser('manager');
  agent = await server.addUser('agent');
});
afterAll(() => server.close());

const transcript = 'This is Robin Smith calling from ABC Inc. Please contact me or Jim Johnson at 1-800-555-1212.';
const wav = (seconds: number, rateHz = 8000) => writeWav(new Int16Array(seconds * rateHz), rateHz).toString('base64');
const save = (over: { title?: string; transcript?: string; wav_base64?: string } = {}, user = manager) =>
  server.call(
    'savePhoneMessage',
    { body: { title: 'Call back', transcript, wav_base64: wav(1), ...over } },
    user.token,
  );
const list = async (user = agent) => {
  const reply = await server.call('listPhoneMessages', {}, user.token);
  return reply.ok ? reply.body.rows : [];
};

describe('a phone message', () => {
  it('is saved, listed, heard, and taken out of use', async () => {
    const saved = await save();
    expect(saved).toMatchObject({ status: 201, body: { transcript, duration_ms: 1000, created_by: 'Test manager' } });
    const id = saved.ok ? saved.body.id : '';
    expect(await list()).toMatchObject([{ id }]);
    const audio = await server.call('getPhoneMessageAudio', { params: { id } }, agent.token);
    expect(audio).toMatchObject({ ok: true, body: { wav_base64: wav(1) } });
    expect(await list(await server.addUser('agent', { organizationId: await server.addOrganization() }))).toEqual([]);

    expect((await server.call('removePhoneMessage', { params: { id } }, agent.token)).status).toBe(403);
    expect((await server.call('removePhoneMessage', { params: { id } }, manager.token)).ok).toBe(true);
    expect(await list()).toEqual([]);
    expect((await server.call('getPhoneMessageAudio', { params: { id } }, agent.token)).status).toBe(404);
    expect((await server.call('removePhoneMessage', { params: { id } }, manager.token)).status).toBe(404);
    // What was left with it stays on record.
    expect(await server.sql('select 1 from phone_messages where id = $1', [id])).toHaveLength(1);
  });

  it('is refused when its text is not a limited-content message, with what is wrong', async () => {
    const text = `${transcript} It is about your debt.`;
    expect(await save({ transcript: text })).toMatchObject({
      status: 422,
      problem: {
        code: 'compliance/message-not-limited',
        message: 'This text is not a limited-content message: “It is about your debt.” may not be said.',
        detail: { faults: [{ kind: 'not-allowed', sentence: 'It is about your debt.' }] },
      },
    });
    expect(await save({ transcript: 'Call us.' })).toMatchObject({
      problem: { code: 'compliance/message-not-limited' },
    });
    expect(await list()).toEqual([]);
  });

  it.each([
    ['no WAV', Buffer.from('an MP3').toString('base64'), 'Not a WAV file'],
    ['no base64', 'not base64!', 'Not base64'],
    ['too long', wav(61), 'It is longer than a minute'],
    ['silent for no time', wav(0), 'It has no sound'],
    ['too fine', wav(1, 96_000), 'Its sample rate is not between 8 and 48 kHz'],
    ['too coarse', wav(1, 4000), 'Its sample rate is not between 8 and 48 kHz'],
  ])('is refused when its recording is %s', async (_what, wav_base64, message) => {
    expect(await save({ wav_base64 })).toMatchObject({
      status: 400,
      problem: { code: 'request/invalid', issues: [{ path: 'body.wav_base64', message }] },
    });
  });

  it('may be a minute at 48 kHz: larger than any other body', async () => {
    const saved = await save({ wav_base64: wav(60, 48_000) });
    expect(saved).toMatchObject({ status: 201, body: { duration_ms: 60_000 } });
    const report = {
      kind: 'bug' as const,
      text: 'x'.repeat(300_000),
      context: {},
      created_at: new Date().toISOString(),
    };
    const extras = { token: agent.token, idempotencyKey: createId() };
    expect((await server.call('sendFeedback', { body: report }, extras)).status).toBe(413);
  });
});

describe('the practice message', () => {
  it('is a limited-content message, seeded once, and stays away once it was taken out of use', async () => {
    expect(findLimitedContentFaults(practiceTranscript, 'voicemail')).toEqual([]);
    const organizationId = await server.addOrganization({ isPractice: true });
    const boss = await server.addUser('manager', { organizationId });
    const seed = () => seedPracticeMessage(server.database, organizationId, clock);
    await seed();
    await seed();
    const [message, ...others] = await list(boss);
    expect(message).toMatchObject({ transcript: practiceTranscript, duration_ms: 9501 });
    expect(others).toEqual([]);
    await server.call('removePhoneMessage', { params: { id: message?.id ?? '' } }, boss.token);
    await seed();
    expect(await list(boss)).toEqual([]);
  });
});

const latest = async (since = clock.now() - 1000) => {
  const reply = await server.call('listCheckOuts', { query: { since: new Date(since).toISOString() } }, manager.token);
  return reply.ok ? reply.body.rows : [];
};

describe('a check-out', () => {
  const results = [
    { item: 'microphone' as const, verdict: 'failed' as const, detail: 'Silent: -80 dBFS', took_ms: 900 },
  ];
  const record = (over: { id?: string; started_at?: string } = {}, user = agent) => {
    const started_at = new Date(clock.now()).toISOString();
    const body = { id: createId(), started_at, duration_ms: 12_000, results, ...over };
    return server.call('recordCheckOut', { body }, { token: user.token, idempotencyKey: createId() });
  };

  it('is told to the floor once, and the latest of each agent counts', async () => {
    const reader = await LiveReader.open(server.url, manager.token);
    await reader.waitForType('queue-changed');
    const id = createId();
    const other = await server.addUser('agent');
    expect(await record({ id })).toMatchObject({ status: 201, body: { agent_id: agent.id, agent_name: 'Test agent' } });
    await record({ id });
    await record({}, other);
    clock.advanceMs(500);
    const second = await record();
    // One that was kept in an outbox is older, whenever it comes.
    await record({ started_at: new Date(clock.now() - 400).toISOString() });
    const rows = await latest();
    expect(rows).toHaveLength(2);
    expect(rows.find(({ agent_id }) => agent_id === agent.id)?.id).toBe(second.ok ? second.body.id : '');
    await reader.waitFor(({ event }) => event.type === 'check-out' && event.check_out.agent_id === other.id);
    const told = reader.received.flatMap(({ event }) => (event.type === 'check-out' ? [event.check_out.id] : []));
    expect(told.filter((each) => each === id)).toHaveLength(1);
    await reader.close();
    expect(await latest(clock.now() + 1)).toEqual([]);
  });

  it('of a clock that is ahead is not the latest for ever', async () => {
    await record({ started_at: '2080-01-01T00:00:00Z' });
    clock.advanceMs(1000);
    const reply = await record();
    expect((await latest()).find(({ agent_id }) => agent_id === agent.id)?.id).toBe(reply.ok ? reply.body.id : '');
  });
});
