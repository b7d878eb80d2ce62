/** Agents and consumers for the dial storm, straight into the database. */
import type { DatabaseDoor } from '../../../server/db/database.ts';
import { createAccessTokens } from '../../../server/features/auth/index.ts';
import { insertTestOrganization } from '../../../server/testing/test-organization.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { type Chance, chanceOf } from '../../compliance/second-reading/chance.ts';

export const callerId = '+12125550199';
/** Area codes that lie in one zone each, so that where the consumer may be is not open to reading. */
const areas: readonly [Area, ...Area[]] = [
  { code: '212', zone: 'America/New_York' },
  { code: '312', zone: 'America/Chicago' },
  { code: '303', zone: 'America/Denver' },
  { code: '213', zone: 'America/Los_Angeles' },
  { code: '602', zone: 'America/Phoenix' },
  { code: '808', zone: 'Pacific/Honolulu' },
];
type Area = { code: string; zone: string };

export type StormConsumer = {
  id: string;
  accountId: string;
  debtIds: string[];
  phones: { phoneNumber: string; zone: string }[];
};
export type StormAgent = { id: string; token: string };
export type StormWorld = { organizationId: string; agents: StormAgent[]; consumers: StormConsumer[] };

const since = '2026-01-01T00:00:00.000Z';
const farAwayMs = Date.parse('2028-01-01T00:00:00Z');
const rowsAtOnce = 500;

function consumersOf(count: number, clock: Clock, chance: Chance): StormConsumer[] {
  return Array.from({ length: count }, (_, index) => ({
    id: createId(clock),
    accountId: createId(clock),
    debtIds: chance.many(chance.one([1, 1, 2]), () => createId(clock)),
    phones: chance
      .many(chance.one([1, 1, 2]), () => chance.one(areas))
      .map(({ code, zone }, line) => ({
        phoneNumber: `+1${code}${String(2_000_000 + index * 2 + line)}`,
        zone,
      })),
  }));
}

function slices<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
    rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );
}

export async function buildStormWorld(
  database: DatabaseDoor,
  counts: { agents: number; consumers: number },
  accessKey: Uint8Array,
  random: () => number,
): Promise<StormWorld> {
  const clock: Clock = { now: () => Date.parse(since) };
  const organizationId = createId(clock);
  const consumers = consumersOf(counts.consumers, clock, chanceOf(random));
  const users = Array.from({ length: counts.agents }, () => ({ id: createId(clock), sessionId: createId(clock) }));
  await database.withTenant(organizationId, async (tenant) => {
    await insertTestOrganization(tenant, {
      id: organizationId,
      name: 'Storm',
      caller_name: 'Storm Services',
      zone: 'America/New_York',
      is_practice: false,
      callerId,
      created_at: since,
    });
    for (const rows of slices(users)) {
      const names = rows.map(({ id }) => ({ id, email: `${id}@storm.example`, sip_user: `storm.${id}` }));
      const same = { full_name: 'Agent', role: 'agent' as const, password_hash: 'none', created_at: since };
      await tenant
        .insertInto('users')
        .values(names.map((name) => ({ ...name, ...same })))
        .execute();
      await tenant
        .insertInto('sessions')
        .values(
          rows.map(({ id, sessionId }) => ({
            id: sessionId,
            user_id: id,
            device_name: 'Storm',
            device_thumbprint: null,
            created_at: since,
            last_used_at: since,
            expires_at: new Date(farAwayMs).toISOString(),
            ended_at: null,
            ended_reason: null,
          })),
        )
        .execute();
    }
    for (const rows of slices(consumers)) {
      await tenant
        .insertInto('consumers')
        .values(rows.map(({ id }) => ({ id, full_name: 'Alex Storm' })))
        .execute();
      await tenant
        .insertInto('consumer_phone_numbers')
        .values(
          rows.flatMap(({ id, phones }) =>
            phones.map(({ phoneNumber }) => ({
              id: createId(clock),
              consumer_id: id,
              phone_number: phoneNumber,
              kind: 'mobile' as const,
              valid_from: since,
            })),
          ),
        )
        .execute();
      await tenant
        .insertInto('accounts')
        .values(rows.map(({ id, accountId }) => ({ id: accountId, consumer_id: id, reference: `R-${id}` })))
        .execute();
      await tenant
        .insertInto('debts')
        .values(
          rows.flatMap(({ id, accountId, debtIds }) =>
            debtIds.map((debtId) => ({
              id: debtId,
              account_id: accountId,
              consumer_id: id,
              reference: `D-${debtId}`,
              original_creditor: 'First Bank',
              current_creditor: 'First Bank',
              balance_cents: 10_000,
              principal_cents: 9000,
              status: 'open' as const,
            })),
          ),
        )
        .execute();
    }
  });
  const tokens = createAccessTokens(accessKey, clock);
  const agents = await Promise.all(
    users.map(async ({ id, sessionId }) => ({
      id,
      token: await tokens.issue({ organizationId, userId: id, sessionId }, farAwayMs),
    })),
  );
  return { organizationId, agents, consumers };
}
