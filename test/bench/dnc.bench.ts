/**
 * Do-not-call lists at the size of the national registry: how fast a full list gets from a file through the HTTP API into
 * use, beside a bare COPY of the same file; a change list applied while look-ups go on; and what a look-up takes.
 *
 * `DESKLINE_BENCH_DNC_NUMBERS` numbers (default 1,000,000; the registry of a subscription has about 5,000,000).
 */
import { chmodSync, createWriteStream, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { ServiceProcess } from '../../build/run/service-process.ts';
import type { ApiClient } from '../../electron/sync/api-client.ts';
import { valueOf } from '../../electron/sync/value-of.ts';
import { type DatabaseDoor, openDatabase } from '../../server/db/database.ts';
import { startEmbeddedPostgres } from '../../server/db/embedded/embedded-postgres.ts';
import { createOwnerPool } from '../../server/db/pool.ts';
import { findDncFacts } from '../../server/features/dnc/index.ts';
import { dncImportSchema } from '../../shared/contracts/dnc/dnc.contract.ts';
import { signInApi, timed } from './bench-stack.ts';
import { inMs, inSeconds, percentile, printTable, ratio } from './report.ts';

const numberCount = Number(process.env['DESKLINE_BENCH_DNC_NUMBERS'] ?? 1_000_000);
const changeCount = Math.min(100_000, numberCount / 10);
/** Every 40th number of an exchange is listed: 250 in ten thousand. */
const step = 40;
const lookUps = 2000;
const isoDate = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** US numbers in their order, from area code 212 on, `offset` after each listed one. */
function* numbers(count: number, offset: number): Generator<string> {
  let made = 0;
  for (let area = 212; ; area += 1)
    for (let exchange = 200; exchange <= 999; exchange += 1)
      for (let line = offset; line < 10_000; line += step) {
        if (made === count) return;
        made += 1;
        yield `${area},${exchange}${String(line).padStart(4, '0')}`;
      }
}
const e164 = (line: string): string => `+1${line.slice(0, 3)}${line.slice(4, 11)}`;

function* chunked(lines: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length > 60_000) {
      yield text;
      text = '';
    }
  }
  yield text;
}

/** A tenth and no more of the list goes, as many come in their place. */
function* changes(): Generator<string> {
  const gone = [...numbers(changeCount / 2, 0)];
  const come = [...numbers(changeCount / 2, 1)];
  for (const line of gone) yield `${line},20261101,D`;
  for (const line of come) yield `${line},20261101,A`;
}

async function send(api: ApiClient, file: string, query: Record<string, string>): Promise<number> {
  const body = (await openAsBlob(file)).stream();
  const sent = {
    query: { list: 'national', san: 'BENCH-1', file_name: path.basename(file), ...query },
    contentType: 'text/csv',
    body,
  };
  const reply = valueOf(
    await api.stream('importDnc', { accept: 'application/json' }, AbortSignal.timeout(1_800_000), sent),
  );
  return dncImportSchema.parse(await reply.json()).number_count;
}

/** Looks both numbers up, again and again, until the work is done; gives what each look-up saw and took. */
async function lookUpDuring(
  door: { database: DatabaseDoor; organizationId: string },
  pair: readonly [string, string],
  work: Promise<unknown>,
): Promise<{ seen: Map<string, number>; tookMs: number[] }> {
  const seen = new Map<string, number>();
  const tookMs: number[] = [];
  const end = new AbortController();
  const ended = work.finally(() => end.abort());
  // It is awaited below; a failure must not end the process before.
  void ended.catch(() => undefined);
  do {
    const startedAtMs = performance.now();
    const { entries } = await door.database.withTenant(door.organizationId, (tenant) => findDncFacts(tenant, pair));
    tookMs.push(performance.now() - startedAtMs);
    const state = pair
      .map((number) => (entries.some(({ phoneNumber }) => phoneNumber === number) ? 'listed' : 'free'))
      .join('+');
    seen.set(state, (seen.get(state) ?? 0) + 1);
  } while (!end.signal.aborted);
  await ended;
  return { seen, tookMs };
}

export async function benchDnc(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-bench-dnc-'));
  // PostgreSQL does not run as root: its own user must be able to enter.
  chmodSync(folder, 0o755);
  const full = path.join(folder, 'full.txt');
  const change = path.join(folder, 'change.txt');
  await pipeline(Readable.from(chunked(numbers(numberCount, 0))), createWriteStream(full));
  await pipeline(Readable.from(chunked(changes())), createWriteStream(change));

  const embedded = await startEmbeddedPostgres({ dataDirectory: path.join(folder, 'data') });
  const { connectionString } = embedded;
  const server = new ServiceProcess({
    name: 'server',
    script: 'server/app/main.ts',
    environment: {
      PORT: '0',
      DATABASE_URL: connectionString,
      DESKLINE_DATA_DIR: path.join(folder, 'server'),
      DESKLINE_DEMO: '1',
    },
    logFile: path.join(folder, 'server.log'),
    readyEvent: 'server.listening',
  });
  const { url } = z.looseObject({ url: z.string() }).parse(await server.start());
  const database = openDatabase({ connectionString, maxConnections: 4 });
  const owner = createOwnerPool({ connectionString, maxConnections: 1 });
  try {
    const api = await signInApi(url, 'compliance@demo.example');
    const me = valueOf(await api.call('getMe', {}));
    const door = { database, organizationId: me.organization.id };
    await owner.query('set statement_timeout = 0');
    await owner.query('create table bare_copy (area text, number text)');
    const copyMs = await timed(() => owner.query(`copy bare_copy from '${full}' with (format csv)`));
    const importMs = await timed(() => send(api, full, { as_of: isoDate(30) }));
    const again = await lookUpDuring(door, [firstOf(0), lastOf(0)], send(api, full, { as_of: isoDate(29) }));
    const pair = [firstOf(0), lastOfChange()] as const;
    const delta = timed(() => send(api, change, { kind: 'change', as_of: isoDate(1), base_as_of: isoDate(29) }));
    const during = await lookUpDuring(door, pair, delta);
    const deltaMs = await delta;
    const [sizes] = (
      await owner.query<{ bare: number; kept: number }>(
        "select pg_total_relation_size('bare_copy')::float8 as bare, pg_total_relation_size('dnc_registry_blocks')::float8 as kept",
      )
    ).rows;
    const quiet: number[] = [];
    for (let turn = 0; turn < lookUps; turn += 1)
      quiet.push(await timed(() => database.withTenant(door.organizationId, (tenant) => findDncFacts(tenant, pair))));

    const halves = [...again.seen].filter(([state]) => state !== 'listed+listed');
    const mixed = [...during.seen].filter(([state]) => state !== 'listed+free' && state !== 'free+listed');
    printTable(`Do-not-call list, ${numberCount.toLocaleString('en-US')} numbers`, [
      {
        measure: 'Bare COPY from a file at the server',
        value: perSecond(numberCount, copyMs),
        compared: inSeconds(copyMs),
      },
      {
        measure: 'Full list, file to use, over HTTP',
        value: perSecond(numberCount, importMs),
        compared: `${ratio(copyMs, importMs)} of COPY, ${inSeconds(importMs)}`,
        goal: `at least × 0.50: ${copyMs / importMs >= 0.5 ? 'reached' : 'MISSED'}`,
      },
      {
        measure: 'The same list replaced while looked up',
        value: `${count(again.seen)} look-ups`,
        compared: `${halves.length === 0 ? 'none' : String(halves)} saw half`,
        goal: `0 see half: ${halves.length === 0 ? 'reached' : 'MISSED'}`,
      },
      {
        measure: `Change list of ${changeCount.toLocaleString('en-US')} while looked up`,
        value: inSeconds(deltaMs),
        compared: `${count(during.seen)} look-ups: ${[...during.seen].map(([state, times]) => `${times} ${state}`).join(', ')}`,
        goal: `0 see half: ${mixed.length === 0 ? 'reached' : 'MISSED'}`,
      },
      {
        measure: 'A look-up, transaction and all',
        value: `p50 ${inMs(percentile(quiet, 0.5))}, p99 ${inMs(percentile(quiet, 0.99))}`,
        compared: `while a list is replaced p99 ${inMs(percentile(again.tookMs, 0.99))}`,
      },
      {
        measure: 'Room on disk',
        value: `${Math.round((sizes?.kept ?? 0) / 1e6)} MB with its index`,
        compared: `rows alone ${Math.round((sizes?.bare ?? 0) / 1e6)} MB`,
      },
    ]);
  } finally {
    await owner.end();
    await database.close();
    await server.stop();
    await embedded.stop({ evenIfUsed: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const perSecond = (rows: number, ms: number): string =>
  `${Math.round((rows / ms) * 1000).toLocaleString('en-US')} rows/s`;
const count = (seen: ReadonlyMap<string, number>): number => [...seen.values()].reduce((sum, each) => sum + each, 0);
/** The first number of the list, and the last one. */
const firstOf = (offset: number): string => e164([...numbers(1, offset)][0] ?? '');
const lastOf = (offset: number): string => e164([...numbers(numberCount, offset)].at(-1) ?? '');
/** The last number that the change list adds. */
const lastOfChange = (): string => e164([...numbers(changeCount / 2, 1)].at(-1) ?? '');
