/**
 * A large organization, made by the database itself: accounts with a consumer, a number, an address and a debt each, calls that
 * counted in the last forty days, and entries of the do-not-call list.
 */
import type { Pool } from 'pg';

export type Crowd = { accounts: number; attempts: number; listed: number };

const uuid = (kind: string, n: string): string =>
  `'01900000-${kind}-7000-8000-' || lpad(to_hex(${n}::bigint), 12, '0')`;
/** Eastern and central area codes in turn, so that noon in New York is lawful for all. */
const phoneOf = (n: string): string =>
  `'+1' || (array['212', '617', '312', '404', '614'])[1 + ${n}::int % 5] || lpad((2000000 + ${n}::int / 5)::text, 7, '0')`;

export const accountOf = (n: number): string => `01900000-000a-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const phoneOfAccount = (n: number): string =>
  `+1${['212', '617', '312', '404', '614'][n % 5] ?? ''}${String(2_000_000 + Math.floor(n / 5)).padStart(7, '0')}`;

/** Fills the tables; minutes for a million accounts. `nowAt`: ISO moment the calls lie before. */
export async function fillCrowd(
  pool: Pool,
  organizationId: string,
  agentId: string,
  { accounts, attempts, listed }: Crowd,
  nowAt: string,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`select set_config('deskline.organization_id', $1, false)`, [organizationId]);
    const run = (text: string) => client.query(text);
    const people = `generate_series(1, ${accounts}) as n`;
    // Neither the index of names nor the checks of foreign keys are what is measured here, and a million rows take their time.
    await run('set statement_timeout = 0; set session_replication_role = replica');
    await run(`insert into consumers (id, full_name) select ${uuid('000c', 'n')}, 'Alex ' || n from ${people}`);
    await run(`insert into consumer_phone_numbers (id, consumer_id, phone_number, kind, valid_from)
      select ${uuid('000b', 'n')}, ${uuid('000c', 'n')}, ${phoneOf('n')}, 'mobile', '2026-01-01' from ${people}`);
    await run(`insert into consumer_addresses (id, consumer_id, lines, city, region, postal_code, valid_from)
      select ${uuid('000e', 'n')}, ${uuid('000c', 'n')}, '1 Main St', 'Columbus', 'OH', '43004', '2026-01-01' from ${people}`);
    await run(`insert into accounts (id, consumer_id, reference)
      select ${uuid('000a', 'n')}, ${uuid('000c', 'n')}, 'R-' || n from ${people}`);
    await run(`insert into debts (id, account_id, consumer_id, reference, original_creditor, current_creditor, balance_cents,
        principal_cents, status)
      select ${uuid('000d', 'n')}, ${uuid('000a', 'n')}, ${uuid('000c', 'n')}, 'D-' || n, 'First Bank', 'First Bank', 10000, 9000,
        'open' from ${people}`);
    const calls = `generate_series(1, ${attempts}) as m, lateral (select 1 + m % ${accounts} as n,
      '${nowAt}'::timestamptz - interval '1 hour' - (m::bigint * 7919 % 3456000) * interval '1 second' as at) as call`;
    await run(`insert into calls (id, direction, agent_id, consumer_id, account_id, phone_number, started_at, ended_at,
        connect_class)
      select ${uuid('000f', 'm')}, 'outbound', '${agentId}', ${uuid('000c', 'n')}, ${uuid('000a', 'n')}, ${phoneOf('n')}, at, at,
        'rang-out' from ${calls}`);
    await run(`insert into contact_ledger (kind, call_id, direction, consumer_id, phone_number, debt_ids, placed_at, recorded_at,
        value)
      select 'attempt', ${uuid('000f', 'm')}, 'outbound', ${uuid('000c', 'n')}, ${phoneOf('n')},
        jsonb_build_array(${uuid('000d', 'n')}), at, at, '{"kind": "attempt"}' from ${calls}`);
    await run(`insert into dnc_numbers (phone_number, reason, source, created_at)
      select '+1' || (array['305', '702', '206', '503', '313'])[1 + n % 5] || lpad((2000000 + n / 5)::text, 7, '0'), 'Asked',
        'import', '2026-01-01' from generate_series(1, ${listed}) as n`);
    await run('reset session_replication_role');
    await run('vacuum analyze');
    // What is still on its way to the disk would be in the way of what is measured.
    await run('checkpoint');
    await run('reset statement_timeout');
  } finally {
    client.release();
  }
}
