/** The registries as the database holds them: one row each, their numbers by blocks. */
import { sql } from 'kysely';
import type { DncImport, DncRegistry } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { NumberBlock } from './number-block.ts';
import type { NumberSet } from './number-set.ts';

export type RegistryKey = { list: DncRegistry['list']; region: string };

/** Blocks in one statement: at most 2.5 MB. */
const blocksAtOnce = 2000;

/**
 * The registry's row, held until the transaction ends, so that two files of one list go one after the other. It is made
 * when there was none, without a date.
 */
export async function lockRegistry(database: TenantDatabase, key: RegistryKey, clock: Clock) {
  const at = new Date(clock.now()).toISOString();
  await database
    .insertInto('dnc_registries')
    .values({ id: createId(clock), ...key, source: '', san: null, as_of: null, updated_at: at })
    .onConflict((conflict) => conflict.columns(['organization_id', 'list', 'region']).doNothing())
    .execute();
  return database
    .selectFrom('dnc_registries')
    .selectAll()
    .where('list', '=', key.list)
    .where('region', '=', key.region)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export const updateRegistry = (
  database: TenantDatabase,
  id: string,
  now: {
    source: string;
    san: string | null;
    as_of: string;
    number_count: number;
    full_count: number;
    updated_at: string;
  },
) => database.updateTable('dnc_registries').set(now).where('id', '=', id).execute();

export async function findRegistries(database: TenantDatabase): Promise<DncRegistry[]> {
  const rows = await database
    .selectFrom('dnc_registries')
    .select(['id', 'list', 'region', 'source', 'san', 'as_of', 'number_count', 'updated_at'])
    .where('as_of', 'is not', null)
    .orderBy('list')
    .orderBy('region')
    .execute();
  return rows.flatMap(({ as_of, region, ...row }) =>
    as_of === null ? [] : [{ ...row, as_of, region: region === '' ? null : region }],
  );
}

/** Puts these numbers in the place of what the registry held. */
export async function replaceBlocks(database: TenantDatabase, registryId: string, numbers: NumberSet): Promise<void> {
  await database.deleteFrom('dnc_registry_blocks').where('registry_id', '=', registryId).execute();
  await insertBlocks(database, registryId, numbers.blocks());
}

async function insertBlocks(
  database: TenantDatabase,
  registryId: string,
  blocks: readonly (readonly [number, NumberBlock])[],
): Promise<void> {
  for (let from = 0; from < blocks.length; from += blocksAtOnce) {
    const some = blocks.slice(from, from + blocksAtOnce);
    await sql`insert into dnc_registry_blocks (registry_id, block, numbers)
      select ${registryId}, block, numbers
      from unnest(${some.map(([block]) => block)}::integer[], ${some.map(([, each]) => each.encode())}::bytea[])
        as given (block, numbers)`.execute(database);
  }
}

/** Adds and deletes numbers; gives how many of them changed something. */
export async function changeBlocks(
  database: TenantDatabase,
  registryId: string,
  change: { added: NumberSet; deleted: NumberSet },
): Promise<{ added: number; removed: number }> {
  const touched = [...new Set([...change.added.blocks(), ...change.deleted.blocks()].map(([block]) => block))];
  const counts = { added: 0, removed: 0 };
  for (let from = 0; from < touched.length; from += blocksAtOnce) {
    const ids = touched.slice(from, from + blocksAtOnce);
    const stored = await findBlocks(database, registryId, ids);
    const changed = ids.map((id) => {
      const block = stored.get(id) ?? new NumberBlock();
      for (const line of change.deleted.block(id)?.lines() ?? []) if (block.delete(line)) counts.removed += 1;
      for (const line of change.added.block(id)?.lines() ?? []) if (block.add(line)) counts.added += 1;
      return [id, block] as const;
    });
    await sql`delete from dnc_registry_blocks where registry_id = ${registryId} and block = any(${ids}::integer[])`.execute(
      database,
    );
    await insertBlocks(
      database,
      registryId,
      changed.filter(([, block]) => block.count > 0),
    );
  }
  return counts;
}

async function findBlocks(
  database: TenantDatabase,
  registryId: string,
  ids: readonly number[],
): Promise<Map<number, NumberBlock>> {
  const rows = await database
    .selectFrom('dnc_registry_blocks')
    .select(['block', 'numbers'])
    .where('registry_id', '=', registryId)
    .where((where) => where('block', '=', where.fn.any(where.val([...ids]))))
    .execute();
  return new Map(rows.map(({ block, numbers }) => [block, NumberBlock.read(numbers)]));
}

/** Stored blocks from one on, in their order. */
export const readBlocks = (
  database: TenantDatabase,
  registryId: string,
  from: number,
  to: number,
  limit: number,
): Promise<{ block: number; numbers: Buffer }[]> =>
  database
    .selectFrom('dnc_registry_blocks')
    .select(['block', 'numbers'])
    .where('registry_id', '=', registryId)
    .where('block', '>=', from)
    .where('block', '<=', to)
    .orderBy('block')
    .limit(limit)
    .execute();

export const insertImport = (
  database: TenantDatabase,
  file: Omit<DncImport, 'by_name' | 'region'> & { by_id: string; region: string; san: string | null },
) => database.insertInto('dnc_imports').values(file).execute();

/** The files that were applied, newest first. */
export async function findImports(database: TenantDatabase, limit: number): Promise<DncImport[]> {
  const rows = await database
    .selectFrom('dnc_imports as file')
    .innerJoin('users', 'users.id', 'file.by_id')
    .select([
      'file.id',
      'file.at',
      'users.full_name as by_name',
      'file.list',
      'file.region',
      'file.kind',
      'file.file_name',
      'file.sha256',
      'file.as_of',
      'file.base_as_of',
      'file.lines',
      'file.added',
      'file.removed',
      'file.unchanged',
      'file.number_count',
    ])
    .orderBy('file.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, region: row.region === '' ? null : row.region }));
}
