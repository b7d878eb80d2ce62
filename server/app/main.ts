/** The server process: `npm run server`. Settings come from the environment (see `config.ts`). */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '../../shared/domain/clock.ts';
import { createLogger } from '../http/logging.ts';
import { type Config, readConfig } from './config.ts';
import { startServer } from './start-server.ts';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

function readConfigOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(2);
  }
}

const config = readConfigOrExit();
const logger = createLogger(config.logLevel);
/** What the starter waits for, whatever the log level. */
const announcements = logger.child({}, { level: 'info' });

const starting = startServer(config, version, logger, systemClock);
let isStopping = false;

async function stop(reason: string, exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger.info({ reason }, 'stopping');
  const server = await starting.catch(() => undefined);
  await server?.stop();
  announcements.info({ event: 'server.stopped', reason }, 'stopped');
  process.exit(exitCode);
}

process.on('SIGTERM', () => void stop('SIGTERM', 0));
process.on('SIGINT', () => void stop('SIGINT', 0));
process.on('SIGHUP', () => void stop('SIGHUP', 0));
// Started by another of our processes, the server ends with it.
process.on('disconnect', () => void stop('the starter ended', 0));
process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'uncaught exception');
  void stop('uncaught exception', 1);
});
process.on('unhandledRejection', (error) => {
  logger.fatal({ err: error }, 'unhandled rejection');
  void stop('unhandled rejection', 1);
});

try {
  const { url } = await starting;
  announcements.info({ event: 'server.listening', url }, 'listening');
} catch (error) {
  logger.fatal({ err: error }, 'the server could not start');
  process.exit(1);
}
