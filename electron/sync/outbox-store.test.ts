import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { closeDatabase } from '../data/open-database.ts';
import { createDraftStore } from '../features/calls/index.ts';
import { fixedKeyring, openTestOutbox, removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { dispositionOfCall } from '../testing/work-samples.ts';

const clock = new FixedClock();
const agent = 'user-1';
let folder = '';
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => removeFolder(folder));

describe('X3: nothing personal in the files', () => {
  it('leaves no planted word in database, log or copy, not even after parking', () => {
    const planted = 'Zebulon Quimby +12125550142 tok_SECRET';
    const { store, database } = openTestOutbox(folder, clock);
    createDraftStore(database, fixedKeyring(), clock).save(agent, {
      callId: createId(),
      accountId: null,
      code: null,
      notes: planted,
      callback_at: null,
      promise: null,
      disclosures: [],
      base_version: 0,
    });
    const { id } = store.save(dispositionOfCall(createId(), planted), agent);
    store.park(id, createProblem('request/invalid', { message: planted }));
    const search = (): string[] =>
      readdirSync(folder).filter((name) =>
        /Zebulon|Quimby|5550142|tok_SECRET/.test(readFileSync(path.join(folder, name), 'latin1')),
      );
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(2);
    expect(search()).toEqual([]);
    closeDatabase(database);
    expect(search()).toEqual([]);
  });
});

describe('a save', () => {
  it('is whole: what belongs together is saved with it or not at all', () => {
    const { store, database } = openTestOutbox(folder, clock);
    const drafts = createDraftStore(database, fixedKeyring(), clock);
    const callId = createId();
    const draft = {
      callId,
      accountId: null,
      code: null,
      notes: 'typed',
      callback_at: null,
      promise: null,
      disclosures: [],
      base_version: 0,
    };
    drafts.save(agent, draft);
    const breaks = (): void => {
      drafts.remove(callId);
      throw new Error('power cut');
    };
    expect(() => store.save(dispositionOfCall(callId), agent, breaks)).toThrow(/local\/save-failed/);
    expect(store.list()).toEqual([]);
    expect(drafts.read(agent, callId)).toEqual(draft);
    store.save(dispositionOfCall(callId), agent, () => drafts.remove(callId));
    expect(drafts.read(agent, callId)).toBeNull();
    closeDatabase(database);
  });

  it('cannot be read with another key, and is still there for the right one (D8)', () => {
    const first = openTestOutbox(folder, clock, fixedKeyring('right'));
    const { id } = first.store.save(dispositionOfCall(createId(), 'kept'), agent);
    closeDatabase(first.database);
    const wrong = openTestOutbox(folder, clock, fixedKeyring('wrong'));
    expect(wrong.store.open(id)).toBeNull();
    expect(wrong.store.list()).toHaveLength(1);
    closeDatabase(wrong.database);
    const right = openTestOutbox(folder, clock, fixedKeyring('right'));
    expect(right.store.open(id)?.work.payload).toMatchObject({ notes: 'kept' });
    closeDatabase(right.database);
  });

  it('finds a content that was moved to another row', () => {
    const { store, database } = openTestOutbox(folder, clock);
    const one = store.save(dispositionOfCall(createId()), agent);
    const two = store.save(dispositionOfCall(createId()), agent);
    database
      .prepare('update items set payload = (select payload from items where id = ?) where id = ?')
      .run(one.id, two.id);
    expect(store.open(one.id)).not.toBeNull();
    expect(store.open(two.id)).toBeNull();
    closeDatabase(database);
  });
});

describe('D3: the disk is full', () => {
  it('gives the reserve back once, then refuses visibly and keeps what there is', () => {
    let released = 0;
    const reserve = {
      hold: () => {},
      release: () => {
        released += 1;
        if (released > 1) return false;
        database.pragma('max_page_count = 200');
        return true;
      },
    };
    const { store, database } = openTestOutbox(folder, clock, fixedKeyring(), reserve);
    database.pragma('max_page_count = 40');
    const saved: string[] = [];
    const saveMany = (): void => {
      for (;;) saved.push(store.save(dispositionOfCall(createId(), 'x'.repeat(2000)), agent).id);
    };
    expect(saveMany).toThrow(/local\/save-failed/);
    expect(released).toBeGreaterThanOrEqual(2);
    expect(saved.length).toBeGreaterThan(40);
    expect(store.list().map((entry) => entry.id)).toEqual(saved);
    expect(database.pragma('quick_check', { simple: true })).toBe('ok');
    // Heals without a restart.
    database.pragma('max_page_count = 100000');
    expect(store.save(dispositionOfCall(createId()), agent).sequence).toBeGreaterThan(0);
    closeDatabase(database);
  });
});
