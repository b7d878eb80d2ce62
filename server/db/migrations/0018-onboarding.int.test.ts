/** Organizations of versions before the setup: whoever dialed goes on, whoever has not is asked first. */
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import { createOldDatabase } from '../../testing/old-database.ts';

it('takes over those that dialed and those that practice, and nobody else', async () => {
  const old = await createOldDatabase('0018');
  onTestFinished(() => old.drop());
  const [dialed, answered, practice] = [createId(), createId(), createId()];
  for (const id of [dialed, answered, practice]) {
    await old.query(
      `insert into organizations (id, name, caller_name, zone, is_practice, created_at)
       values ($1, 'Old', 'Old', 'America/New_York', $2, now())`,
      [id, id === practice],
    );
    const user = createId();
    await old.query(
      `insert into users (organization_id, id, email, full_name, role, password_hash, sip_user, created_at)
       values ($1, $2, $2 || '@old.example', 'Old agent', 'agent', 'none', $2, now())`,
      [id, user],
    );
    if (id === practice) continue;
    await old.query(
      `insert into calls (organization_id, id, direction, agent_id, phone_number, caller_id, started_at, connect_class)
       values ($1, $2, $3, $4, '+12125550100', '+12125550199', now(), 'connected')`,
      [id, createId(), id === dialed ? 'outbound' : 'inbound', user],
    );
  }
  await old.migrate();
  const rows = await old.query<{ organization_id: string }>(
    `select organization_id from onboarding_steps where step = 'taken-over'`,
  );
  expect(rows.map((row) => row.organization_id).toSorted()).toEqual([dialed, practice].toSorted());
});
