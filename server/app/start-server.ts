/**
 * Starts the server and stops it without losing a request.
 *
 * Promise: V3. The order of a stop:
 *   readiness fails, replies say `Connection: close` ─► (pause: what is on its way still arrives) ─► stop accepting,
 *   live feeds end ─► requests in flight finish ─► jobs finish ─► pool closes ─► embedded PostgreSQL ends
 */
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../shared/domain/clock.ts';
import { openDatabase } from '../db/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../db/migrate.ts';
import type { Logger } from '../http/logging.ts';
import { startJobRunner } from '../jobs/job-runner.ts';
import type { Config } from './config.ts';
import { type App, createApp } from './create-app.ts';
import { keptKey, randomKey } from './kept-key.ts';
import { seedPractice } from './seed-practice.ts';

export type RunningServer = { url: string; stop(): Promise<void> };

/** How long requests that are already on their way may still arrive after a stop was asked for. */
const lastArrivalsMs = 300;
/** How long requests in flight may take after that. */
const patienceMs = 8000;

/** Brings up database, schema, practice data, routes and jobs, in this order. */
export async function startServer(
  config: Config,
  version: string,
  logger: Logger,
  clock: Clock,
): Promise<RunningServer> {
  const ended: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const end of ended.toReversed())
      await end().catch((error: unknown) => logger.error({ err: error }, 'a part did not stop cleanly'));
  };
  try {
    const connectionString = config.databaseUrl ?? (await startEmbedded(config, logger, ended)).connectionString;
    await migrateDatabase(connectionString);
    const database = openDatabase({ connectionString, maxConnections: config.databaseConnections });
    ended.push(() => database.close());
    if (config.isDemo) await seedPractice(database, clock);

    const accessKey = new TextEncoder().encode(
      config.accessKey ?? keptKey(config.dataDirectory, 'access-key', randomKey),
    );
    const app = createApp({ config, database, clock, logger, accessKey, version });
    const jobs = await startJobRunner({ connectionString, tasks: app.tasks, schedule: app.schedule, logger });
    ended.push(() => jobs.stop());
    const url = await listen(app, config, ended);
    let stopping: Promise<void> | undefined;
    return { url, stop: () => (stopping ??= stopAll()) };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function startEmbedded(
  config: Config,
  logger: Logger,
  ended: (() => Promise<void>)[],
): Promise<EmbeddedPostgres> {
  const { dataDirectory } = config;
  const embedded = await startEmbeddedPostgres({ dataDirectory, log: (message) => logger.info(message) });
  ended.push(() => embedded.stop());
  return embedded;
}

async function listen(app: App, config: Config, ended: (() => Promise<void>)[]): Promise<string> {
  let isStopping = false;
  const server = http.createServer((request, response) => {
    if (isStopping) response.setHeader('Connection', 'close');
    app.express(request, response);
  });
  // Longer than the keep-alive of proxies and clients, so that it is they who close idle connections.
  server.keepAliveTimeout = 75_000;
  server.listen(config.port, config.host);
  await once(server, 'listening');
  ended.push(async () => {
    isStopping = true;
    app.markStopping();
    await sleep(lastArrivalsMs);
    const closed = once(server, 'close');
    server.close();
    for (const stream of app.streams) stream.end();
    const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
    await closed;
    clearTimeout(impatience);
    await app.stop();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}
