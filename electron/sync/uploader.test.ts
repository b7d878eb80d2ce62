import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/contracts/core/error-codes.ts';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../shared/contracts/core/result.ts';
import { createId } from '../../shared/domain/ids.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { closeDatabase } from '../data/open-database.ts';
import { createManualSchedule } from '../testing/manual-schedule.ts';
import { openTestOutbox, removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { dispositionOfCall, eventOfCall, feedbackWith } from '../testing/work-samples.ts';
import type { OutboxWork } from './outbox-kinds.ts';
import type { OpenedItem } from './outbox-store.ts';
import { createUploader } from './uploader.ts';

const agent = 'user-1';
const refusal = (code: ErrorCode): Result<unknown> => failed(createProblem(code));

let folder = '';
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => removeFolder(folder));

function setUp(
  answer: (item: OpenedItem) => Result<unknown> | Promise<Result<unknown>>,
  random: () => number = () => 0.5,
) {
  const clock = new FixedClock();
  const { schedule, runFor } = createManualSchedule(clock);
  const { store, database } = openTestOutbox(folder, clock);
  const sent: OpenedItem[] = [];
  const state = { userId: agent as string | null };
  const uploader = createUploader({
    store,
    send: async (item) => {
      sent.push(item);
      return answer(item);
    },
    currentUserId: () => state.userId,
    clock,
    random,
    schedule,
    logger: silentLogger,
  });
  const save = (work: OutboxWork, userId: string | null = agent) => uploader.noteSaved(store.save(work, userId));
  return { clock, runFor, store, database, uploader, sent, save, state };
}

describe('S3: order per record', () => {
  it('holds over random failures, and every item arrives', async () => {
    const seed = testSeed('uploader order');
    const random = seededRandom(seed);
    const codes: ErrorCode[] = ['server/internal', 'network/offline', 'server/unavailable', 'request/rate-limited'];
    const arrived: string[] = [];
    const { save, runFor, store, database } = setUp((item) => {
      if (random() < 0.4) return refusal(codes[Math.floor(random() * codes.length)] ?? 'server/internal');
      arrived.push(item.id);
      return ok(null);
    }, random);
    const records = Array.from({ length: 20 }, () => createId());
    const saved = new Map<string, string[]>();
    for (let index = 0; index < 400; index += 1) {
      const callId = records[Math.floor(random() * records.length)] ?? '';
      const { id } = save(random() < 0.5 ? eventOfCall(callId, createId()) : dispositionOfCall(callId));
      saved.set(callId, [...(saved.get(callId) ?? []), id]);
    }
    await runFor(3_600_000);
    expect(store.list(), `seed ${seed}`).toEqual([]);
    for (const ids of saved.values())
      expect(
        arrived.filter((id) => ids.includes(id)),
        `seed ${seed}`,
      ).toEqual(ids);
    closeDatabase(database);
  });
});

describe('S4: one record is stuck', () => {
  it('lets the others pass at once', async () => {
    const stuck = createId();
    const { save, runFor, store, database, sent } = setUp((item) =>
      item.callId === stuck ? refusal('server/internal') : ok(null),
    );
    save(dispositionOfCall(stuck));
    for (let index = 0; index < 50; index += 1) save(dispositionOfCall(createId()));
    await runFor(1000);
    expect(store.list().map((entry) => entry.callId)).toEqual([stuck]);
    expect(sent.filter((item) => item.callId !== stuck)).toHaveLength(50);
    closeDatabase(database);
  });

  it('lets the others pass while its own send hangs', async () => {
    const stuck = createId();
    const { save, runFor, store, database } = setUp((item) =>
      item.callId === stuck ? new Promise<Result<unknown>>(() => {}) : ok(null),
    );
    save(dispositionOfCall(stuck));
    for (let index = 0; index < 50; index += 1) save(dispositionOfCall(createId()));
    await runFor(1000);
    expect(store.list()).toHaveLength(1);
    closeDatabase(database);
  });
});

describe('S5: a permanent refusal', () => {
  it('parks after one attempt, holds its record, is never deleted, and goes again when corrected', async () => {
    let isAccepted = false;
    const callId = createId();
    const { save, runFor, store, database, uploader, sent } = setUp(() =>
      isAccepted ? ok(null) : refusal('request/invalid'),
    );
    const states: string[] = [];
    uploader.itemChanged.on((item) => states.push(item.state));
    save(dispositionOfCall(callId, 'first words'));
    save(eventOfCall(callId, createId()));
    await runFor(3_600_000);
    expect(sent).toHaveLength(1);
    expect(uploader.status()).toMatchObject({ waiting: 1, parked: 1 });
    const [parked] = store.listParked(agent);
    expect(parked).toMatchObject({ kind: 'disposition', problem: { code: 'request/invalid' } });
    expect(parked?.payload['notes']).toBe('first words');

    isAccepted = true;
    expect(() => store.resend(parked?.id ?? '', { ...parked?.payload, code: 'no such code' }, agent)).toThrow(
      /request\/invalid/,
    );
    expect(() => store.resend(parked?.id ?? '', parked?.payload ?? {}, 'somebody else')).toThrow(/request\/not-found/);
    uploader.noteResent(store.resend(parked?.id ?? '', { ...parked?.payload, notes: 'better words' }, agent));
    await runFor(1000);
    expect(sent.map((item) => item.kind)).toEqual(['disposition', 'disposition', 'call-events']);
    expect(sent[1]?.id).not.toBe(sent[0]?.id);
    expect(sent[1]?.work.payload).toMatchObject({ notes: 'better words' });
    expect(store.list()).toEqual([]);
    expect(states).toEqual(['saved-here', 'saved-here', 'parked', 'saved-here', 'synced', 'synced']);
    closeDatabase(database);
  });
});

describe('S10: nobody is signed in', () => {
  it('pauses on 401 without counting an attempt, and goes on after sign-in', async () => {
    let isSignedIn = false;
    const { save, runFor, store, database, uploader, sent } = setUp(() =>
      isSignedIn ? ok(null) : refusal('auth/session-ended'),
    );
    save(dispositionOfCall(createId()));
    await runFor(3_600_000);
    expect(sent).toHaveLength(1);
    expect(uploader.status()).toMatchObject({ state: 'paused', waiting: 1, parked: 0 });
    isSignedIn = true;
    uploader.kick();
    await runFor(10);
    expect(store.list()).toEqual([]);
    expect(uploader.status().state).toBe('ready');
    closeDatabase(database);
  });

  it("keeps one person's work for that person", async () => {
    const { save, runFor, store, database, uploader, sent, state } = setUp(() => ok(null));
    state.userId = 'somebody else';
    save(dispositionOfCall(createId()), agent);
    save(feedbackWith('anybody may carry this'), null);
    await runFor(60_000);
    expect(sent.map((item) => item.kind)).toEqual(['feedback']);
    state.userId = agent;
    uploader.kick();
    await runFor(10);
    expect(store.list()).toEqual([]);
    closeDatabase(database);
  });
});

describe('S6: after an outage', () => {
  it('asks with one item before the rest follows, never slower than once a minute', async () => {
    let isUp = false;
    const { save, runFor, store, database, sent, clock } = setUp(
      () => (isUp ? ok(null) : refusal('network/offline')),
      () => 1,
    );
    for (let index = 0; index < 30; index += 1) save(dispositionOfCall(createId()));
    await runFor(10 * 60_000);
    const asked = sent.length;
    expect(asked).toBeLessThan(40);
    const before = clock.now();
    await runFor(60_000);
    expect(sent.length).toBeGreaterThan(asked);
    isUp = true;
    await runFor(61_000);
    expect(store.list()).toEqual([]);
    expect(clock.now() - before).toBe(121_000);
    closeDatabase(database);
  });

  it('sends what settles rights before what can wait', async () => {
    const { save, runFor, database, sent, state, uploader } = setUp(() => ok(null));
    state.userId = null;
    for (let index = 0; index < 10; index += 1) save(feedbackWith('later'));
    save(dispositionOfCall(createId()));
    state.userId = agent;
    uploader.kick();
    await runFor(1000);
    expect(sent[0]?.kind).toBe('disposition');
    closeDatabase(database);
  });
});

describe('an answer to what the person before asked', () => {
  it('does not pause the person who has signed in since', async () => {
    const asked = Promise.withResolvers<Result<unknown>>();
    const answers = [asked.promise, Promise.resolve(ok(null))];
    const { uploader, save, state, sent, runFor, database } = setUp(() => answers.shift() ?? ok(null));
    save(feedbackWith('first'), agent);
    await runFor(0);
    state.userId = null;
    state.userId = 'user-2';
    uploader.kick();
    asked.resolve(refusal('auth/required'));
    await runFor(0);
    save(feedbackWith('second'), 'user-2');
    await runFor(1000);
    expect(sent.map((item) => item.userId)).toEqual([agent, 'user-2']);
    closeDatabase(database);
  });
});
