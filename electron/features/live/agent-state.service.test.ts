import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import type { ServerStatus } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { seededRandom, testSeed } from '../../../shared/testing/seed.ts';
import { closeDatabase } from '../../data/open-database.ts';
import { openTestOutbox, removeFolder, testFolder } from '../../testing/open-test-outbox.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { type AgentChoiceStore, type Choice, createAgentChoiceStore } from './agent-choice.local-store.ts';
import { type AgentStateReport, createAgentStateService, deriveAgentState } from './agent-state.service.ts';

const available: Choice = { state: 'available' };
const lunch: Choice = { state: 'break', reason: 'lunch' };
const person = { userId: 'user-1', sessionId: 'session-1' };

function setUp(choices: AgentChoiceStore | null = null) {
  const clock = new FixedClock();
  const saved: AgentStateReport[] = [];
  const world = { server: 'online' as ServerStatus['state'], isDiskFull: false };
  const service = createAgentStateService({
    save: (report) => {
      if (world.isDiskFull) throw new Error('disk full');
      saved.push(report);
    },
    choices: () => choices,
    server: () => world.server,
    clock,
    logger: silentLogger,
  });
  const lines = () =>
    saved.map(({ state, reason, is_outage }) => `${state}${reason ? ` ${reason}` : ''}${is_outage ? ' outage' : ''}`);
  return { clock, saved, world, service, lines };
}
const unregistered = (snapshot: PhoneSnapshot): PhoneSnapshot => ({
  ...snapshot,
  registration: { ...snapshot.registration, state: 'reconnecting' },
});

const stateOf = (choice: Choice, ...calls: PhoneCall[]) => deriveAgentState(showing(...calls), choice, 'online');

describe('what the agent is doing', () => {
  const account = createId();
  it('follows the phone', () => {
    expect(stateOf(available)).toMatchObject({ state: 'available', reason: null, is_outage: false });
    expect(stateOf(lunch)).toMatchObject({ state: 'break', reason: 'lunch', is_outage: false });
    expect(stateOf(available, aCall('incoming'))).toMatchObject({ state: 'available' });
    expect(stateOf(lunch, aCall('dialling', { accountId: account }))).toMatchObject({
      state: 'on-call',
      account_id: account,
    });
    expect(stateOf(available, aCall('ended'), aCall('held'))).toMatchObject({ state: 'on-call' });
    expect(stateOf(available, aCall('ended', { accountId: account }))).toMatchObject({
      state: 'wrap-up',
      account_id: account,
    });
  });
  it('is no wrap-up after a call that wants none', () => {
    expect(stateOf(available, aCall('ended', { kind: 'colleague' }))).toMatchObject({ state: 'available' });
  });
  it('is an outage for who wants to work, and a break for who wanted one', () => {
    const broken = unregistered(showing());
    expect(deriveAgentState(broken, available, 'online')).toMatchObject({ state: 'available', is_outage: true });
    expect(deriveAgentState(showing(), available, 'offline')).toMatchObject({ state: 'available', is_outage: true });
    expect(deriveAgentState(broken, lunch, 'offline')).toMatchObject({ state: 'break', is_outage: false });
    expect(deriveAgentState(unregistered(showing(aCall('active'))), available, 'offline')).toMatchObject({
      state: 'on-call',
      is_outage: false,
    });
  });
});

describe('agent time', () => {
  it('is saved at each change with its moment, and once', () => {
    const { clock, saved, service, world, lines } = setUp();
    service.start(person, showing());
    service.follow(showing());
    clock.advanceMs(60_000);
    world.server = 'offline';
    service.serverChanged();
    service.serverChanged();
    clock.advanceMs(5_000);
    world.server = 'online';
    service.serverChanged();
    service.choose(lunch);
    expect(lines()).toEqual(['available', 'available outage', 'available', 'break lunch']);
    expect(saved.map(({ since }) => since)).toEqual([
      '2026-11-23T15:00:00.000Z',
      '2026-11-23T15:01:00.000Z',
      '2026-11-23T15:01:05.000Z',
      '2026-11-23T15:01:05.000Z',
    ]);
  });
  it('is told again with the same moment when the feed opens', () => {
    const { clock, saved, service } = setUp();
    service.tellAgain();
    service.start(person, showing());
    clock.advanceMs(60_000);
    service.tellAgain();
    expect(saved).toHaveLength(2);
    expect(saved[1]).toEqual(saved[0]);
    service.stop();
    service.tellAgain();
    service.follow(showing(aCall('active')));
    expect(saved).toHaveLength(2);
    expect(service.current()).toBeNull();
  });
  it('that the disk would not take is not lost: it goes first, with its own moments', () => {
    const { clock, service, world, lines, saved } = setUp();
    service.start(person, showing());
    world.isDiskFull = true;
    service.choose(lunch);
    clock.advanceMs(60_000);
    service.choose(available);
    world.isDiskFull = false;
    clock.advanceMs(60_000);
    service.follow(showing(aCall('active')));
    expect(lines()).toEqual(['available', 'break lunch', 'available', 'on-call']);
    expect(saved.map(({ since }) => since.slice(14, 19))).toEqual(['00:00', '00:00', '01:00', '02:00']);
  });
  it('adds up to the whole day whatever happens, and charges no outage as a break', () => {
    const random = seededRandom(testSeed('agent time'));
    const { clock, saved, service, world } = setUp();
    const startMs = clock.now();
    let snapshot = showing();
    let wantsBreak = false;
    let outageMs = 0;
    let breakMs = 0;
    service.start(person, snapshot);
    for (let step = 0; step < 5000; step += 1) {
      const draw = random();
      if (draw < 0.2) snapshot = showing(...(random() < 0.5 ? [aCall('active')] : []));
      else if (draw < 0.3) snapshot = showing(aCall('ended'));
      else if (draw < 0.5) snapshot = unregistered(snapshot);
      else if (draw < 0.7) world.server = random() < 0.5 ? 'offline' : 'online';
      else wantsBreak = random() < 0.5;
      service.serverChanged();
      service.follow(snapshot);
      service.choose(wantsBreak ? lunch : available);
      const isFree = snapshot.calls.length === 0;
      const isOut = world.server === 'offline' || snapshot.registration.state !== 'registered';
      const tookMs = Math.floor(random() * 60_000);
      if (isFree && wantsBreak) breakMs += tookMs;
      if (isFree && !wantsBreak && isOut) outageMs += tookMs;
      clock.advanceMs(tookMs);
    }
    const charged = new Map<string, number>();
    saved.forEach((report, index) => {
      const untilMs = index + 1 < saved.length ? Date.parse(saved[index + 1]?.since ?? '') : clock.now();
      const key = report.is_outage ? 'outage' : report.state;
      charged.set(key, (charged.get(key) ?? 0) + untilMs - Date.parse(report.since));
    });
    expect([...charged.values()].reduce((sum, each) => sum + each, 0)).toBe(clock.now() - startMs);
    expect(charged.get('outage')).toBe(outageMs);
    expect(charged.get('break')).toBe(breakMs);
  });
});

describe('a restart', () => {
  let folder = '';
  beforeEach(() => {
    folder = testFolder();
  });
  afterEach(() => removeFolder(folder));

  it('in a break is still that break, in the same session only', () => {
    const { database } = openTestOutbox(folder, new FixedClock());
    const first = setUp(createAgentChoiceStore(database));
    first.service.start(person, showing());
    first.service.choose(lunch);
    closeDatabase(database);

    const again = openTestOutbox(folder, new FixedClock()).database;
    const second = setUp(createAgentChoiceStore(again));
    second.service.start(person, showing());
    expect(second.lines()).toEqual(['break lunch']);
    second.service.start({ ...person, sessionId: 'session-2' }, showing());
    expect(second.lines()).toEqual(['break lunch', 'available']);
    second.service.start({ ...person, userId: 'user-2' }, showing());
    expect(second.lines().at(-1)).toBe('available');
    closeDatabase(again);
  });
});
