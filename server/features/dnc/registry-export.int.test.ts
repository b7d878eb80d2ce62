/**
 * Promise: a registry is exported as it stood when the reading began, whatever is applied meanwhile; only a page of it is in memory;
 * and a reader that leaves or stalls holds no connection.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createTestServer, type TestServer, type TestUser } from '../../testing/test-server.ts';
import { exportList } from './export.service.ts';

/** What the pool of the test server has. */
const connections = 12;
let server: TestServer;
let officer: TestUser;
beforeAll(async () => {
  server = await createTestServer();
  officer = await server.addUser('compliance');
});
afterAll(() => server.close());

/** One number in each of as many exchanges, so that each is a block of its own. */
const numbersEnding = (line: string) => Array.from({ length: 120 }, (_, index) => `303${String(200 + index)}${line}`);
const lines = (text: string) => text.trim().split('\r\n');

async function apply(numbers: readonly string[], asOf: string): Promise<void> {
  const query = { list: 'national' as const, san: 'SAN-1', as_of: asOf, file_name: 'full.txt' };
  const reply = await server.call('importDnc', { query }, { token: officer.token, upload: numbers.join('\n') });
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
}

/** An export under way, asked for as a request asks for it. */
async function opened(): Promise<AsyncIterator<string>> {
  let document: AsyncIterable<string> | undefined;
  const context = {
    organizationId: server.organizationId,
    actor: { id: officer.id, name: 'Compliance' },
    requestId: null,
    auditAction: 'dnc.exported' as const,
    clock: systemClock,
  };
  const { database } = server;
  await database.unitOfWork(context, async (work) => {
    document = await exportList(work, { list: 'national', region: null }, { database, clock: systemClock });
    return { status: 200, body: null };
  });
  if (!document) throw new Error('No document');
  return document[Symbol.asyncIterator]();
}
async function rest(reading: AsyncIterator<string>): Promise<string> {
  let text = '';
  for (let next = await reading.next(); next.done !== true; next = await reading.next()) text += next.value;
  return text;
}
/** Its first line; the reader leaves after its first page. */
async function begin(reading: AsyncIterator<string>): Promise<string> {
  const first = await reading.next();
  await reading.next();
  await reading.return?.();
  return String(first.value).trim();
}
const idle = () =>
  server.sql<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  );

describe('the export of a registry', () => {
  beforeAll(() => apply(numbersEnding('0001'), '2026-11-01'));

  it('gives the list of one moment, though another takes its place meanwhile', async () => {
    const reading = await opened();
    const begun = `${(await reading.next()).value}${(await reading.next()).value}`;
    await apply(numbersEnding('0002'), '2026-11-02');
    expect(lines(begun + (await rest(reading)))).toEqual([
      'phone_number',
      ...numbersEnding('0001').map((number) => `+1${number}`),
    ]);
    expect(lines(await rest(await opened())).slice(1)).toEqual(numbersEnding('0002').map((number) => `+1${number}`));
    expect(await idle()).toEqual([]);
  });

  it('holds a page, and no connection once its reader has left', async () => {
    const reading = await opened();
    await reading.next();
    await reading.next();
    expect(await idle()).toHaveLength(1);
    await reading.return?.();
    expect(await idle()).toEqual([]);
  });

  it('is cut, not given in part as if it were all, when its transaction is taken away', async () => {
    const reading = await opened();
    await reading.next();
    await reading.next();
    const [connection] = await idle();
    await server.sql('select pg_terminate_backend($1)', [connection?.pid]);
    await expect(rest(reading)).rejects.toThrow(
      /terminating connection|Connection terminated|not queryable|was closed/,
    );
    // The server goes on.
    expect(lines(await rest(await opened()))).toHaveLength(121);
  });

  it('leaves the server its connections when readers stall until their time is over', async () => {
    const stalled = await Promise.all(Array.from({ length: connections }, () => opened()));
    for (const reading of stalled) for (let part = 0; part < 2; part += 1) await reading.next();
    const held = await idle();
    expect(held).toHaveLength(connections);
    // As the limit for transactions that lie idle does.
    for (const { pid } of held) await server.sql('select pg_terminate_backend($1)', [pid]);
    const replies = await Promise.all(Array.from({ length: connections }, () => opened().then(begin)));
    expect(replies).toEqual(Array.from({ length: connections }, () => 'phone_number'));
  });
});
