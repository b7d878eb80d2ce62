/**
 * What Express, zod and the database reach on this machine: the yardsticks of the gate. Run by compliance.bench.ts.
 *
 * `/bare` is one query. `/bare-start` is a transaction with the kinds of work that the start of a call is made of, in the
 * fewest messages there can be: begin and lock, one read of everything, one row of the size of a stored decision, commit. It
 * judges nothing, signs nothing and keeps no tenants apart.
 */
import { once } from 'node:events';
import http from 'node:http';
import express from 'express';
import { Pool } from 'pg';
import { z } from 'zod';

const bodySchema = z.object({ account_id: z.uuidv7(), phone_number: z.string().regex(/^\+\d+$/) });
const startSchema = bodySchema.extend({ call_id: z.uuidv7() });
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 12 });
const app = express();
app.use(express.json());
app.post('/bare', async (request, response) => {
  const { account_id: accountId } = bodySchema.parse(request.body);
  const { rows } = await pool.query('select id, consumer_id, reference from accounts where id = $1', [accountId]);
  response.json(rows[0] ?? null);
});

const everything = `select
  (select json_agg(part) from (select * from consumers where id = $1) as part) as persons,
  (select json_agg(part) from (select * from consumer_phone_numbers where consumer_id = $1) as part) as phones,
  (select json_agg(part) from (select * from consumer_addresses where consumer_id = $1) as part) as addresses,
  (select json_agg(part) from (select * from debts where consumer_id = $1) as part) as debts,
  (select json_agg(part) from (select * from contact_ledger
    where organization_id = $3 and consumer_id = $1 and placed_at >= now() - interval '46 days') as part) as ledger,
  (select json_agg(part) from (select * from dnc_numbers where organization_id = $3 and phone_number = $2) as part) as listed`;

type Known = { decision: unknown; row: string; organizationId: string };
let known: Promise<Known> | undefined;
/** A decision that the gate stored, so that what is written and answered here is as long. */
async function findDecision(): Promise<Known> {
  const { rows } = await pool.query<{ decision: unknown; facts: unknown; organization_id: string }>(
    'select decision, facts, organization_id from compliance_decisions limit 1',
  );
  const [row] = rows;
  if (!row) throw new Error('The gate has decided nothing yet');
  return { decision: row.decision, row: JSON.stringify(row), organizationId: row.organization_id };
}

app.post('/bare-start', async (request, response) => {
  const { account_id: accountId, call_id: callId, phone_number: phoneNumber } = startSchema.parse(request.body);
  known ??= findDecision();
  const { decision, row, organizationId } = await known;
  const client = await pool.connect();
  try {
    // What stands in the text was checked above.
    const locked: unknown = await client.query(`begin; select id from consumers
      where id = (select consumer_id from accounts where id = '${accountId}') for no key update;
      select pg_advisory_xact_lock(hashtextextended('${phoneNumber}', 0))`);
    const [, { rows: persons }] = lockedSchema.parse(locked);
    const values = [persons[0].id, phoneNumber, organizationId];
    const { rows } = await client.query({ name: 'everything', text: everything, values });
    const written = [callId, row];
    await client.query({ name: 'write', text: 'insert into bench_starts (id, body) values ($1, $2)', values: written });
    await client.query('commit');
    response.status(201).json({ call_id: callId, decision, read: rows.length });
  } finally {
    client.release();
  }
});
const lockedSchema = z.tuple([z.unknown(), z.object({ rows: z.tuple([z.object({ id: z.string() })]) }), z.unknown()]);

process.on('disconnect', () => process.exit(0));
const listener = http.createServer(app).listen(0, '127.0.0.1');
await once(listener, 'listening');
const address = listener.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
