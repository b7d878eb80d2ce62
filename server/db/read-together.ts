import { type RawBuilder, sql } from 'kysely';
import type { TenantDatabase } from './transaction.ts';

type RowsOf<Parts> = { [Name in keyof Parts]: Parts[Name] extends RawBuilder<infer Row> ? Row[] : never };

/**
 * Several reads that do not need each other's answers, in one statement and so of one moment. Rows come as JSON: moments are ISO
 * text with an offset, and there are no bytes.
 */
export async function readTogether<Parts extends Readonly<Record<string, RawBuilder<unknown>>>>(
  database: TenantDatabase,
  parts: Parts,
): Promise<RowsOf<Parts>> {
  const columns = Object.entries(parts).map(
    ([name, query]) => sql`(select coalesce(json_agg(part), '[]') from (${query}) as part) as ${sql.id(name)}`,
  );
  const { rows } = await sql<RowsOf<Parts>>`select ${sql.join(columns)}`.execute(database);
  const [row] = rows;
  if (!row) throw new Error('A select without tables that gave no row');
  return row;
}
