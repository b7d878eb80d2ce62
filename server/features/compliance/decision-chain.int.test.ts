/** The chain of decisions on real PostgreSQL: that it is kept whole, and that every way of tampering is found. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import { factsFromJson } from '../../../shared/domain/compliance/facts/facts-json.ts';
import { factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { federalPack } from '../../../shared/domain/compliance/packs/federal.ts';
import { engineOf } from '../rule-packs/index.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld } from '../calls/testing/call-world.ts';
import { hashOfRecord } from '../../db/hash-chain.ts';
import {
  createSealDecisionsTask,
  createSealKey,
  createSealSigner,
  createSealVerifier,
  sealDecisionsTask,
  type SealReport,
  verifyDecisions,
  type VerifyReport,
} from './index.ts';
import type { DecisionRow } from './decisions.store.ts';
import type { Seal } from './seals.store.ts';

const sealKey = createSealKey();
let world: CallWorld;
/** An agent of its own for each test, so that each has a chain of its own. */
let agent: TestUser;
beforeAll(async () => {
  world = await CallWorld.open(undefined, { DESKLINE_SEAL_KEY: sealKey });
});
afterAll(() => world.close());
beforeEach(async () => {
  agent = await world.server.addUser('agent');
});

const dial = async (count: number, by = agent): Promise<void> => {
  for (let index = 0; index < count; index += 1) await world.start(await world.addConsumer(), { agent: by });
};
const rows = (by = agent): Promise<DecisionRow[]> =>
  world.server.sql<DecisionRow>('select * from compliance_decisions where agent_id = $1 order by sequence', [by.id]);
const seals = () => world.server.sql<Seal>('select * from decision_seals order by organization_id, sequence');
const seal = async () => world.server.tasks[sealDecisionsTask]?.({});
const verify = (given: { knownSeals?: string[]; key?: string } = {}): Promise<VerifyReport> =>
  verifyDecisions({
    database: world.server.database,
    verifiers: [createSealVerifier(given.key ?? sealKey)],
    knownSeals: given.knownSeals ?? [],
    pageSize: 2,
  });

/** Does what only the owner of the database can, past the trigger, and takes it back after `look`. */
async function tamper(statements: string[], look: () => Promise<void>): Promise<void> {
  const tables = ['compliance_decisions', 'decision_seals'];
  await world.server.sql('alter table calls drop constraint if exists calls_decision_id_fkey');
  for (const table of tables) {
    await world.server.sql(`create table kept_${table} as table ${table}`);
    await world.server.sql(`alter table ${table} disable trigger append_only`);
  }
  try {
    for (const statement of statements) await world.server.sql(statement);
    await look();
  } finally {
    for (const table of tables) {
      await world.server.sql(`delete from ${table}`);
      await world.server.sql(`insert into ${table} select * from kept_${table}`);
      await world.server.sql(`drop table kept_${table}`);
      await world.server.sql(`alter table ${table} enable trigger append_only`);
    }
  }
  expect((await verify()).flaws).toEqual([]);
}

const sentences = async (given?: Parameters<typeof verify>[0]) =>
  (await verify(given)).flaws.map(({ sentence }) => sentence);
const place = (sequence: number, by = agent) => `agent_id = '${by.id}' and sequence = ${sequence}`;

describe('a stored decision', () => {
  it('is linked to the one before it, and gives the same decision again from its own facts', async () => {
    await dial(3);
    const chain = await rows();
    expect(chain.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(chain.map((row) => row.previous_hash)).toEqual(['0'.repeat(64), chain[0]?.hash, chain[1]?.hash]);
    for (const { decision, facts, id } of chain) {
      expect(decision.pack_version).toContain(`${federalPack.id}@${federalPack.version} `);
      const engine = engineOf({});
      const again = evaluateContact(engine, factsSchema.parse(factsFromJson(facts)), Date.parse(decision.evaluated_at));
      expect({ ...again, id }).toEqual(decision);
    }
  });

  it('has every column of its row under its hash', async () => {
    await dial(1);
    const [row] = await rows();
    if (!row) throw new Error('No decision');
    const { hash, ...record } = row;
    expect(hashOfRecord(record)).toBe(hash);
  });

  it.each(['compliance_decisions', 'decision_seals'])('of %s is changed and removed by nobody', async (table) => {
    await dial(1);
    await seal();
    const organization = world.server.organizationId;
    const attempts = [`update ${table} set hash = 'x'`, `delete from ${table}`, `truncate ${table}`];
    for (const attempt of attempts) {
      await expect(world.server.sql(attempt)).rejects.toThrow(/append-only|cannot truncate/);
      await expect(
        world.server.sql(`do $$ begin
          set local role deskline_app; perform set_config('deskline.organization_id', '${organization}', true);
          execute '${attempt.replaceAll("'", "''")}'; end $$`),
      ).rejects.toThrow('permission denied');
    }
  });

  it('keeps its order when an agent’s calls to many come at once, and no call waits in a ring', async () => {
    const other = await world.server.addUser('agent');
    const consumers = [];
    for (let index = 0; index < 8; index += 1) consumers.push(await world.addConsumer());
    const contacts = [...consumers, ...consumers.toReversed(), ...consumers];
    const before = await deadlocks();
    const replies = await Promise.all(
      contacts.map((consumer, index) => world.start(consumer, { agent: index % 3 === 0 ? other : agent })),
    );
    expect(replies.map(({ status }) => status)).toEqual(contacts.map(() => 201));
    expect((await rows()).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect((await rows(other)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await sentences()).toEqual([]);
    expect(await deadlocks()).toBe(before);
  });
});

async function deadlocks(): Promise<number | undefined> {
  const [row] = await world.server.sql<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return row?.deadlocks;
}

describe('the hourly seal', () => {
  it('names the end of every chain, follows the last one, and is left out when nothing was decided', async () => {
    await dial(2);
    await seal();
    const count = (await seals()).length;
    await seal();
    expect(await seals()).toHaveLength(count);
    await dial(1);
    await seal();
    const [before, last] = (await seals()).slice(-2);
    expect(last?.previous_hash).toBe(before?.hash);
    const end = (await rows()).at(-1);
    expect(last?.heads).toContainEqual({ agent_id: agent.id, sequence: 3, hash: end?.hash });
    expect(await verify()).toMatchObject({ flaws: [], unsealed: 0, seals: count + 1 });
  });
});

describe('the walk finds', () => {
  it('one letter changed in a finding, a fact, or a moment', async () => {
    await dial(3);
    const wrong = `Decisions of Test agent: link 2 (${(await rows())[1]?.id}): what it says is not what was stored: it was changed.`;
    const changes = [
      `decision = replace(decision::text, 'F-1"', 'F-2"')::jsonb`,
      `facts = jsonb_set(facts, '{action,phone_number}', '"+12125550000"')`,
      `at = at + interval '1 microsecond'`,
      `account_id = null`,
    ];
    for (const change of changes)
      await tamper([`update compliance_decisions set ${change} where ${place(2)}`], async () =>
        expect(await sentences()).toEqual([wrong]),
      );
  });

  it('a link taken out, from the middle or the beginning', async () => {
    await dial(3);
    const chain = await rows();
    for (const gone of [1, 2])
      await tamper([`delete from compliance_decisions where ${place(gone)}`], async () =>
        expect(await sentences()).toEqual([
          `Decisions of Test agent: link ${gone + 1} (${chain[gone]?.id}): link ${gone} is missing before it.`,
        ]),
      );
  });

  it('a link put in before the first', async () => {
    await dial(2);
    const columns =
      'organization_id, at, call_id, agent_id, consumer_id, account_id, phone_number, verdict, decision, facts, previous_hash, hash';
    const copy = `insert into compliance_decisions (id, sequence, ${columns})
      select gen_random_uuid()::text, 0, ${columns} from compliance_decisions where ${place(1)}`;
    await tamper([copy], async () => expect(await sentences()).toEqual([expect.stringContaining('link 0')]));
  });

  it('two links whose places were exchanged', async () => {
    await dial(4);
    const swap = [
      `update compliance_decisions set sequence = 99 where ${place(2)}`,
      `update compliance_decisions set sequence = 2 where ${place(3)}`,
      `update compliance_decisions set sequence = 3 where ${place(99)}`,
    ];
    await tamper(swap, async () => expect(await sentences()).toEqual([expect.stringContaining('link 2')]));
  });

  it('an end cut after it was sealed, and a chain that is gone whole; the next seal tells at once', async () => {
    await dial(3);
    await seal();
    const { sequence, at } = (await seals()).at(-1) ?? {};
    await tamper([`delete from compliance_decisions where ${place(2)} or ${place(3)}`], async () => {
      expect(await sentences()).toEqual([
        `Decisions of Test agent: link 2: the chain ends at 1, but seal ${sequence} of ${at} covers 3; the last 2 are missing.`,
      ]);
      const reports: SealReport[] = [];
      const { database } = world.server;
      const report = (sealed: SealReport) => void reports.push(sealed);
      await createSealDecisionsTask({ database, clock: world.clock, signer: createSealSigner(sealKey), report })({});
      const own = reports.find(({ organizationId }) => organizationId === world.server.organizationId);
      expect(own?.lost).toMatchObject([{ agent_id: agent.id, sequence: 3 }]);
    });
    await tamper([`delete from compliance_decisions where agent_id = '${agent.id}'`], async () =>
      expect(await sentences()).toEqual([
        expect.stringContaining(`Decisions of ${agent.id}: link 1: the chain ends at 0`),
      ]),
    );
  });

  it('a chain written anew with hashes that fit, by the seal over the old one', async () => {
    await dial(2);
    await seal();
    const [, second] = await rows();
    if (!second) throw new Error('No decision');
    const { hash: _old, ...record } = { ...second, verdict: 'allow' as const };
    const forged = `update compliance_decisions set verdict = 'allow', hash = '${hashOfRecord(record)}' where ${place(2)}`;
    await tamper([forged], async () => expect(await sentences()).toEqual([expect.stringContaining('was replaced')]));
  });

  it('a seal that was replaced, taken out, or signed by somebody else', async () => {
    await dial(1);
    await seal();
    await dial(1);
    await seal();
    const last = (await seals()).at(-1);
    if (!last) throw new Error('No seal');
    const { hash: _hash, signature: _signature, ...record } = { ...last, heads: [] };
    const at = `sequence = ${last.sequence}`;
    const forged = hashOfRecord(record);
    await tamper([`update decision_seals set heads = '[]' where ${at}`], async () =>
      expect(await sentences()).toEqual([expect.stringContaining('is not what was sealed')]),
    );
    await tamper([`update decision_seals set heads = '[]', hash = '${forged}' where ${at}`], async () =>
      expect(await sentences()).toEqual([expect.stringContaining('its signature is false')]),
    );
    await tamper([`delete from decision_seals where sequence = ${last.sequence - 1}`], async () =>
      expect(await sentences()).toEqual([expect.stringContaining(`seal ${last.sequence - 1} is missing before it`)]),
    );
    expect(await sentences({ key: createSealKey() })).toEqual([expect.stringContaining('which was not given')]);
  });

  it('last seals cut off with what they covered, when one of them is known from elsewhere', async () => {
    await dial(1);
    await seal();
    await dial(1);
    await seal();
    const last = (await seals()).at(-1);
    const knownSeals = [last?.hash ?? ''];
    expect(await sentences({ knownSeals })).toEqual([]);
    const cut = [
      `delete from compliance_decisions where ${place(2)}`,
      `delete from decision_seals where sequence = ${last?.sequence}`,
    ];
    await tamper(cut, async () => {
      expect(await sentences()).toEqual([]);
      expect(await sentences({ knownSeals })).toEqual([expect.stringContaining('known from elsewhere')]);
    });
  });
});
