/** Decisions of versions before the chain, on real PostgreSQL: they are put into it whole and in order. */
import { randomBytes } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { Migrator } from 'kysely/migration';
import { afterAll, expect, inject, it } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import { createSealKey, createSealVerifier, verifyDecisions } from '../../features/compliance/index.ts';
import { dropDatabase, withDatabase } from '../../testing/postgres.setup.ts';
import { openDatabase } from '../database.ts';
import { migrateDatabase } from '../migrate.ts';
import { createOwnerPool, kyselyOver } from '../pool.ts';
import { migrations } from './index.ts';

const name = `deskline_old_${randomBytes(6).toString('hex')}`;
const connectionString = withDatabase(inject('postgresUrl'), name);
afterAll(() => dropDatabase(inject('postgresUrl'), name));

async function createOldDatabase(): Promise<void> {
  const maintenance = createOwnerPool({ connectionString: inject('postgresUrl'), maxConnections: 1 });
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  await runMigrations({ connectionString });
  const before = Object.keys(migrations).filter((each) => each < '0013');
  const pool = createOwnerPool({ connectionString, maxConnections: 2 });
  const migrator = new Migrator({
    db: kyselyOver(pool),
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateTo(before.at(-1) ?? '');
  expect(error).toBeUndefined();
  for (const organization of [createId(), createId()]) {
    await pool.query(
      `insert into organizations (id, name, caller_name, zone, created_at) values ($1, 'Old', 'Old', 'America/New_York', now())`,
      [organization],
    );
    for (const agent of [createId(), createId()]) {
      await pool.query(
        `insert into users (organization_id, id, email, full_name, role, password_hash, sip_user, created_at)
         values ($1, $2, $2 || '@old.example', 'Old agent', 'agent', 'none', $2, now())`,
        [organization, agent],
      );
      // More than one batch of the migration; several in the same millisecond; the later ones written first.
      await pool.query(
        `insert into compliance_decisions (organization_id, id, at, call_id, agent_id, phone_number, verdict, decision, facts)
         select $1, gen_random_uuid()::text, timestamptz '2026-01-01T00:00:00.5Z' + (place / 3) * interval '1 minute', place::text,
           $2, '+12125550100', 'allow', jsonb_build_object('z', place, 'a', 1.50, 'text', 'ü'), '{"b": [1, 2], "a": null}'
         from generate_series(700, 1, -1) as place`,
        [organization, agent],
      );
    }
  }
  await pool.end();
}

it('puts each agent’s old decisions into a chain that holds, in the order of their time', async () => {
  await createOldDatabase();
  await migrateDatabase(connectionString);
  const database = openDatabase({ connectionString, maxConnections: 2 });
  const report = await verifyDecisions({ database, verifiers: [createSealVerifier(createSealKey())] });
  await database.close();
  expect(report).toMatchObject({ chains: 4, decisions: 2800, unsealed: 2800, flaws: [] });
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  const { rows } = await pool.query(
    `select from compliance_decisions as one join compliance_decisions as next
       on next.agent_id = one.agent_id and next.sequence = one.sequence + 1 where next.at < one.at`,
  );
  await pool.end();
  expect(rows).toEqual([]);
});
