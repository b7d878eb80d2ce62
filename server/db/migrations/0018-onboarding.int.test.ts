/** Organizations of versions before the setup: whoever dialed goes on, whoever has not is asked first. */
import { randomBytes } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { Migrator } from 'kysely/migration';
import { afterAll, expect, inject, it } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import { dropDatabase, withDatabase } from '../../testing/postgres.setup.ts';
import { migrateDatabase } from '../migrate.ts';
import { createOwnerPool, kyselyOver } from '../pool.ts';
import { migrations } from './index.ts';

const name = `deskline_setup_${randomBytes(6).toString('hex')}`;
const connectionString = withDatabase(inject('postgresUrl'), name);
afterAll(() => dropDatabase(inject('postgresUrl'), name));

it('takes over those that dialed and those that practice, and nobody else', async () => {
  const maintenance = createOwnerPool({ connectionString: inject('postgresUrl'), maxConnections: 1 });
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  await runMigrations({ connectionString });
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  const migrator = new Migrator({
    db: kyselyOver(pool),
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const before = Object.keys(migrations).filter((each) => each < '0018');
  expect((await migrator.migrateTo(before.at(-1) ?? '')).error).toBeUndefined();
  const [dialed, answered, practice] = [createId(), createId(), createId()];
  for (const id of [dialed, answered, practice]) {
    await pool.query(
      `insert into organizations (id, name, caller_name, zone, is_practice, created_at)
       values ($1, 'Old', 'Old', 'America/New_York', $2, now())`,
      [id, id === practice],
    );
    const user = createId();
    await pool.query(
      `insert into users (organization_id, id, email, full_name, role, password_hash, sip_user, created_at)
       values ($1, $2, $2 || '@old.example', 'Old agent', 'agent', 'none', $2, now())`,
      [id, user],
    );
    if (id === practice) continue;
    await pool.query(
      `insert into calls (organization_id, id, direction, agent_id, phone_number, caller_id, started_at, connect_class)
       values ($1, $2, $3, $4, '+12125550100', '+12125550199', now(), 'connected')`,
      [id, createId(), id === dialed ? 'outbound' : 'inbound', user],
    );
  }
  await pool.end();
  await migrateDatabase(connectionString);
  const after = createOwnerPool({ connectionString, maxConnections: 1 });
  const { rows } = await after.query<{ organization_id: string }>(
    `select organization_id from onboarding_steps where step = 'taken-over'`,
  );
  await after.end();
  expect(rows.map((row) => row.organization_id).toSorted()).toEqual([dialed, practice].toSorted());
});
