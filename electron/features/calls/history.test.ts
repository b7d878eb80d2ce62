import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { closeDatabase, type LocalDatabase } from '../../data/open-database.ts';
import { fixedKeyring, openTestOutbox, removeFolder, testFolder } from '../../testing/open-test-outbox.ts';
import { aCall } from '../../testing/phone-samples.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createHistoryStore } from './history.local-store.ts';
import { createHistoryService, isFound } from './history.service.ts';

const dayMs = 24 * 3_600_000;
let folder = '';
let database: LocalDatabase;
let clock: FixedClock;
beforeEach(() => {
  folder = testFolder();
  clock = new FixedClock();
  database = openTestOutbox(folder, clock).database;
});
afterEach(() => {
  closeDatabase(database);
  removeFolder(folder);
});

function setUp(userId = 'user-1') {
  const store = createHistoryStore(database, fixedKeyring(), clock);
  const history = createHistoryService({
    store: () => store,
    requireUserId: () => userId,
    clock,
    logger: silentLogger,
  });
  const ended = (changes: Partial<PhoneCall>): PhoneCall => {
    clock.advanceMs(60_000);
    const startedAt = new Date(clock.now()).toISOString();
    return aCall('ended', { startedAt, endedAt: startedAt, ...changes });
  };
  const names = (search = '', before: string | null = null, limit = 50) =>
    history.list({ search, before, limit }).map(({ remoteName }) => remoteName);
  return { store, history, ended, names };
}

describe('the history of this computer', () => {
  it('has every kind of call, newest first, and knows which were missed', () => {
    const { history, ended } = setUp();
    const inbound = { direction: 'inbound' as const, answeredAt: null };
    history.note(ended({ remoteName: 'Colleague', kind: 'colleague' }), 'user-1');
    history.note(ended({ remoteName: 'Missed', ...inbound, endedBy: 'remote' }), 'user-1');
    history.note(ended({ remoteName: 'Declined', ...inbound, endedBy: 'agent' }), 'user-1');
    history.note(ended({ remoteName: 'Answered', ...inbound, answeredAt: '2026-11-23T15:00:00.000Z' }), 'user-1');
    const rows = history.list({ search: '', before: null, limit: 50 });
    expect(rows.map(({ remoteName, kind, isMissed }) => [remoteName, kind, isMissed])).toEqual([
      ['Answered', 'consumer', false],
      ['Declined', 'consumer', false],
      ['Missed', 'consumer', true],
      ['Colleague', 'colleague', false],
    ]);
  });
  it('keeps one row of a call however often its end is told, and each person their own', () => {
    const { history, ended, names } = setUp();
    const call = ended({ remoteName: 'Once' });
    history.note(call, 'user-1');
    history.note({ ...call, endReason: 'Busy' }, 'user-1');
    history.note(ended({ remoteName: 'Of somebody else' }), 'user-2');
    expect(names()).toEqual(['Once']);
    expect(setUp('user-2').names()).toEqual(['Of somebody else']);
  });
  it('finds by words of the name and by digits, and pages by moment', () => {
    const { history, ended, names } = setUp();
    const calls = ['José Ortiz', 'Maria Ortiz', 'Ann Lee'].map((remoteName, index) =>
      ended({ remoteName, remoteNumber: `+1212555010${index}` }),
    );
    for (const call of calls) history.note(call, 'user-1');
    expect(names('ortiz')).toEqual(['Maria Ortiz', 'José Ortiz']);
    expect(names('ORTIZ jose')).toEqual(['José Ortiz']);
    expect(names('555-0102')).toEqual(['Ann Lee']);
    expect(names('nobody')).toEqual([]);
    expect(names('', calls[2]?.startedAt)).toEqual(['Maria Ortiz', 'José Ortiz']);
    expect(names('', null, 1)).toEqual(['Ann Lee']);
  });
  it('is kept for 90 days', () => {
    const { history, ended, names } = setUp();
    history.note(ended({ remoteName: 'Old' }), 'user-1');
    clock.advanceMs(89 * dayMs);
    expect(names()).toEqual(['Old']);
    clock.advanceMs(1.01 * dayMs);
    expect(names(), 'not shown').toEqual([]);
    history.note(ended({ remoteName: 'New' }), 'user-1');
    expect(database.prepare('select count(*) as count from call_history').get()).toEqual({ count: 1 });
  });
  it('has nothing of a person in the clear on the disk', () => {
    const { history, ended } = setUp();
    history.note(ended({ remoteName: 'Marguerite Whitlow', remoteNumber: '+12075550104' }), 'user-1');
    database.pragma('wal_checkpoint(TRUNCATE)');
    const file = readFileSync(`${folder}/outbox.sqlite`);
    expect(file.includes('Marguerite')).toBe(false);
    expect(file.includes('2075550104')).toBe(false);
  });
  it('leaves out what cannot be opened, and keeps nothing without a key', () => {
    const { history, ended, names } = setUp();
    history.note(ended({ remoteName: 'Sealed' }), 'user-1');
    const other = createHistoryStore(database, fixedKeyring('another key'), clock);
    expect([...other.read('user-1', null)]).toEqual([]);
    const locked = createHistoryStore(database, { ...fixedKeyring(), currentFor: () => null }, clock);
    locked.save('user-1', { ...[...setUp().store.read('user-1', null)][0]!, callId: 'unsealed' });
    expect(names()).toEqual(['Sealed']);
  });
  it('knows the number dialed last: a consumer called from here', () => {
    const { history, ended } = setUp();
    expect(history.lastDialed()).toBeNull();
    history.note(ended({ remoteName: 'Dialed', endReason: 'Busy' }), 'user-1');
    history.note(ended({ remoteName: 'Colleague', kind: 'colleague' }), 'user-1');
    history.note(ended({ remoteName: 'Help', kind: 'emergency' }), 'user-1');
    history.note(ended({ remoteName: 'Came in', direction: 'inbound' }), 'user-1');
    expect(history.lastDialed()).toMatchObject({ remoteName: 'Dialed', endReason: 'Busy' });
  });
});

it('two digits find no number, for they are in every one', () => {
  expect(isFound({ remoteName: null, remoteNumber: '+12125550100' }, '99')).toBe(false);
  expect(isFound({ remoteName: null, remoteNumber: '+12125550100' }, ' ')).toBe(true);
});
