import { runMigrations } from 'graphile-worker';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import { createOwnerPool, kyselyOver } from './pool.ts';

/**
 * Brings the schema up to date: the job queue's, then ours. Several servers may start at once; the migrators take
 * turns. Throws the first failed migration's error; each migration is one transaction.
 */
export async function migrateDatabase(connectionString: string): Promise<void> {
  const pool = createOwnerPool({ connectionString, maxConnections: 2, applicationName: 'deskline-migrator' });
  const lock = await pool.connect();
  try {
    await lock.query("select pg_advisory_lock(hashtextextended('deskline.migrate', 0))");
    await runMigrations({ connectionString });
    const migrator = new Migrator({
      db: kyselyOver(pool),
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error('Migration failed', { cause: error });
  } finally {
    lock.release(true);
    await pool.end();
  }
}

/** Whether the database holds exactly the migrations this version knows. */
export const migrationNames = (): readonly string[] => Object.keys(migrations);
