import { type RawBuilder, sql } from 'kysely';

/** A value for a jsonb column. `pg` would write a plain array as a Postgres array. */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;
