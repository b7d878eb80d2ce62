/**
 * Promise: a screening file of any size is taken back whole, and no statement for it grows with the file: the database stops each
 * after thirty seconds.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';

let server: TestServer;
let officer: TestUser;
beforeAll(async () => {
  server = await createTestServer();
  officer = await server.addUser('compliance');
});
afterAll(() => server.close());

/** More than two parts of an import. */
const numbers = Array.from({ length: 10_001 }, (_, index) => String(6_465_550_000 + index));

const takeBack = (reply: { ok: true; body: { id: string } } | { ok: false }) =>
  server.call(
    'takeBackScreeningImport',
    { params: { id: reply.ok ? reply.body.id : '' }, body: { reason: 'The wrong file' } },
    officer.token,
  );

/** Refuses each statement that changes more rows of a table than one of an import writes. */
async function refuseLarge(table: string, run: () => Promise<void>): Promise<void> {
  await server.sql(`create or replace function refuse_large() returns trigger language plpgsql as $$
    begin
      if (select count(*) from changed) > 5000 then raise exception 'A statement too large'; end if;
      return null;
    end $$`);
  await server.sql(`create trigger refuse_large after update on ${table}
    referencing new table as changed for each statement execute function refuse_large()`);
  await run();
  await server.sql(`drop trigger refuse_large on ${table}`);
}

describe('a file of many thousand lines', () => {
  it('of answers is taken back whole', async () => {
    const upload = numbers.map((number) => `${number},2026-03-01,no\n`).join('');
    const query = { file_name: 'rnd.csv', queried_at: '2026-11-20T15:00:00Z' };
    const reply = await server.call('importReassignments', { query }, { token: officer.token, upload });
    expect(reply).toMatchObject({ body: { added: 10_001 } });
    await refuseLarge('reassignment_answers', async () => {
      expect(await takeBack(reply)).toMatchObject({ status: 200 });
    });
    expect(await server.sql('select count(*) from reassignment_answers where removed_at is null')).toEqual([
      { count: 0 },
    ]);
  });

  it('of litigators is taken back whole, and all that it took the place of stands again', async () => {
    const upload = `phone\n${numbers.join('\n')}\n`;
    const send = (asOf: string) => {
      const query = { file_name: 'litigators.csv', source: 'WebRecon', as_of: asOf };
      return server.call('importLitigators', { query }, { token: officer.token, upload });
    };
    expect(await send('2026-10-01')).toMatchObject({ body: { added: 10_001 } });
    const newer = await send('2026-11-01');
    await refuseLarge('litigator_entries', async () => {
      expect(await takeBack(newer)).toMatchObject({ status: 200 });
    });
    const standing = await server.sql(
      'select as_of::text, count(*) from litigator_entries where removed_at is null group by 1',
    );
    expect(standing).toEqual([{ as_of: '2026-10-01', count: 10_001 }]);
  });
});
