/**
 * One copy of the server for the dial storm: the whole application with a clock that its starter sets. Run by storm-copies.ts,
 * which may kill it at any moment.
 */
import http from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';
import { createApp } from '../../../server/app/create-app.ts';
import { readConfig } from '../../../server/app/config.ts';
import { openDatabase } from '../../../server/db/database.ts';
import { createLogger } from '../../../server/http/logging.ts';

const unlimited = { address: 1e9, session: 1e9, queued: 1e9, signIn: 1e9 };
const orderSchema = z.object({ offsetMs: z.number() });

const config = readConfig(process.env);
let offsetMs = 0;
process.on('message', (message) => {
  ({ offsetMs } = orderSchema.parse(message));
  process.send?.({ set: offsetMs });
});
process.on('disconnect', () => process.exit(0));

const database = openDatabase({
  connectionString: config.databaseUrl ?? '',
  maxConnections: config.databaseConnections,
});
const app = createApp({
  config,
  database,
  clock: { now: () => Date.now() + offsetMs },
  logger: createLogger(config.logLevel),
  accessKey: new TextEncoder().encode(config.accessKey ?? ''),
  version: '0.0.0-storm',
  limits: unlimited,
});
const listener = http.createServer(app.express).listen(0, '127.0.0.1');
await once(listener, 'listening');
const address = listener.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
