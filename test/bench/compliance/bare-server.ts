/** What Express, zod and one query reach on this machine: the yardstick of the gate. Run by compliance.bench.ts. */
import { once } from 'node:events';
import http from 'node:http';
import express from 'express';
import { Pool } from 'pg';
import { z } from 'zod';

const bodySchema = z.object({ account_id: z.uuidv7(), phone_number: z.string() });
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const app = express();
app.use(express.json());
app.post('/bare', async (request, response) => {
  const { account_id: accountId } = bodySchema.parse(request.body);
  const { rows } = await pool.query('select id, consumer_id, reference from accounts where id = $1', [accountId]);
  response.json(rows[0] ?? null);
});
process.on('disconnect', () => process.exit(0));
const listener = http.createServer(app).listen(0, '127.0.0.1');
await once(listener, 'listening');
const address = listener.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
