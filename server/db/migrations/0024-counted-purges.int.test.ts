/** Dry runs and purges of versions before keep what they found, of every organization. */
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../shared/domain/ids.ts';
import { createOldDatabase } from '../../testing/old-database.ts';

it('keeps what each dry run found, and when', async () => {
  const old = await createOldDatabase('0024');
  onTestFinished(() => old.drop());
  const purges = [createId(), createId()];
  for (const id of purges) {
    const organization = createId();
    const user = createId();
    await old.query(
      `insert into organizations (id, name, caller_name, zone, is_practice, created_at)
       values ($1, 'Old', 'Old', 'America/New_York', false, now())`,
      [organization],
    );
    await old.query(
      `insert into users (organization_id, id, email, full_name, role, password_hash, sip_user, created_at)
       values ($1, $2, $2 || '@old.example', 'Old officer', 'compliance', 'none', $2, now())`,
      [organization, user],
    );
    await old.query(
      `insert into purges (organization_id, id, planned_by, planned_at, findings)
       values ($1, $2, $3, '2026-01-02T03:04:05Z', jsonb_build_object('of', $2::text))`,
      [organization, id, user],
    );
    await old.query(
      `insert into purge_runs (organization_id, purge_id, reason, started_by, started_at)
       values ($1, $2, 'Yearly purge', $3, '2026-01-03T00:00:00Z')`,
      [organization, id, user],
    );
  }
  await old.migrate();
  const found = await old.query(`select purge_id, findings, found_at = '2026-01-02T03:04:05Z' as is_then
    from purge_findings order by purge_id`);
  expect(found).toEqual(purges.toSorted().map((id) => ({ purge_id: id, findings: { of: id }, is_then: true })));
});
