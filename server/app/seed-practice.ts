import type { Clock } from '../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../db/database.ts';
import { seedPracticeData } from '../features/accounts/index.ts';
import { hashPassword } from '../features/auth/index.ts';
import { seedPracticeOrganization } from '../features/organizations/index.ts';
import { seedPracticeMessage } from '../features/telephony/index.ts';

/** The practice organisation with its people, accounts, history and message; adds what is missing. */
export async function seedPractice(database: DatabaseDoor, clock: Clock): Promise<void> {
  const organizationId = await seedPracticeOrganization(database, clock, hashPassword);
  await seedPracticeData(database, organizationId, clock);
  await seedPracticeMessage(database, organizationId, clock);
}
