/**
 * `npm run compliance:verify`: walks the chains of decisions and their seals and says in plain words what is wrong.
 *
 * Reads the database of `DATABASE_URL`, else the embedded one of `DESKLINE_DATA_DIR`. Seals are proved with
 * `DESKLINE_SEAL_KEY`, else the key kept in the data directory, and with those of `--key <file>` (public or private
 * Ed25519 JWK, any number of times: keys of earlier years). `--seal <hash>`: a seal known from elsewhere, such as the
 * server's log, which must still be there. It changes nothing, and may run while calls are placed.
 *
 * Exit status: 0 everything holds, 1 something is wrong, 2 it could not be checked.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../../server/app/config.ts';
import { openDatabase } from '../../server/db/database.ts';
import { startEmbeddedPostgres } from '../../server/db/embedded/embedded-postgres.ts';
import { createSealVerifier, verifyDecisions, type VerifyReport } from '../../server/features/compliance/index.ts';

function readKeys(config: Config, files: readonly string[]): string[] {
  const kept = path.join(config.dataDirectory, 'seal-key');
  const own = config.sealKey ?? (fs.existsSync(kept) ? fs.readFileSync(kept, 'utf8') : undefined);
  const keys = [...(own === undefined ? [] : [own]), ...files.map((file) => fs.readFileSync(file, 'utf8'))];
  if (keys.length === 0)
    throw new Error(`There is no key to prove seals with: set DESKLINE_SEAL_KEY, or name a file with --key.`);
  return keys;
}

async function verify(): Promise<VerifyReport> {
  const { values } = parseArgs({
    options: { key: { type: 'string', multiple: true }, seal: { type: 'string', multiple: true } },
  });
  const config = readConfig(process.env);
  const verifiers = readKeys(config, values.key ?? []).map((text) => createSealVerifier(text));
  const embedded =
    config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDirectory: config.dataDirectory }) : undefined;
  const database = openDatabase({
    connectionString: config.databaseUrl ?? embedded?.connectionString ?? '',
    maxConnections: 2,
  });
  try {
    const state = await database.check();
    if (!state.reachable) throw new Error('The database cannot be reached, or is no Deskline database.');
    if (!state.schema_current)
      throw new Error('The database is of another version of Deskline; start its server first.');
    return await verifyDecisions({ database, verifiers, knownSeals: values.seal ?? [] });
  } finally {
    await database.close();
    await embedded?.stop();
  }
}

function print(report: VerifyReport): void {
  const { chains, decisions, removed, seals, unsealed, flaws } = report;
  console.log(`Read ${decisions} decisions in ${chains} chains, and ${seals} seals.`);
  if (removed > 0) console.log(`${removed} decisions were purged, and signed rows say so.`);
  if (unsealed > 0)
    console.log(
      `${unsealed} decisions are newer than the last seal: nothing proves yet that none is missing after them.`,
    );
  for (const { organizationId, sequence, at, hash } of report.lastSeals)
    console.log(`Last seal of organization ${organizationId}: ${sequence} of ${at}, ${hash}`);
  for (const { organizationId, sentence } of flaws)
    console.error(organizationId === '' ? sentence : `Organization ${organizationId}. ${sentence}`);
  console.log(
    flaws.length === 0 ? 'Everything holds.' : `${flaws.length} ${flaws.length === 1 ? 'flaw' : 'flaws'} found.`,
  );
}

try {
  const report = await verify();
  print(report);
  process.exitCode = report.flaws.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
