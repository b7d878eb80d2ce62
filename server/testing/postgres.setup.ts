/**
 * Vitest's global setup: one PostgreSQL for the whole run, with a migrated template database that each test server
 * clones. `TEST_DATABASE_URL` (of a role that may create databases and roles) takes the place of the embedded one.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { createOwnerPool } from '../db/pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection to the maintenance database of the run's PostgreSQL. */
    postgresUrl: string;
    /** Name of the migrated database to clone. */
    templateDatabase: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const template = `deskline_template_${randomBytes(6).toString('hex')}`;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'deskline-test-'));
  fs.chmodSync(directory, 0o755);
  // Nothing here must outlive a power cut, so the disk is not waited for.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
  const embedded =
    given === undefined ? await startEmbeddedPostgres({ dataDirectory: directory, settings }) : undefined;
  const postgresUrl = given ?? embedded?.connectionString ?? '';

  const pool = createOwnerPool({ connectionString: postgresUrl, maxConnections: 1 });
  await pool.query(`create database ${template}`);
  await migrateDatabase(withDatabase(postgresUrl, template));
  await pool.end();
  project.provide('postgresUrl', postgresUrl);
  project.provide('templateDatabase', template);

  return async () => {
    if (embedded) await embedded.stop({ evenIfUsed: true });
    else await dropDatabase(postgresUrl, template);
    fs.rmSync(directory, { recursive: true, force: true });
  };
}

/** The same server, another database. */
export function withDatabase(connectionString: string, name: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

/** Drops a database. PostgreSQL waits some seconds for connections that are just ending; only what stays is cut. */
export async function dropDatabase(connectionString: string, name: string): Promise<void> {
  const pool = createOwnerPool({ connectionString, maxConnections: 1 });
  await pool
    .query(`drop database if exists ${name}`)
    .catch(() => pool.query(`drop database if exists ${name} with (force)`));
  await pool.end();
}
