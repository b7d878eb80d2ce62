/** A dry run as a person and the job runner make it together, for the tests of purges. */
import type { Purge, PurgeFindings } from '../../../../shared/contracts/retention/retention.contract.ts';
import type { TestServer } from '../../../testing/test-server.ts';
import { planPurgeTask } from '../index.ts';

export type CountedPurge = Purge & { findings: PurgeFindings };

/** Does what the job runner would do with a job of a purge, as often as it asks for. */
export async function runToEnd(server: TestServer, task: string, purgeId: string): Promise<void> {
  while ((await server.tasks[task]?.({ organization_id: server.organizationId, purge_id: purgeId })) === 'again');
}

/** Asks for a dry run, does what the job runner would do, and gives what it found. */
export async function countDryRun(server: TestServer, token: string): Promise<CountedPurge> {
  const asked = await server.call('planPurge', {}, token);
  if (!asked.ok) throw new Error(asked.problem.code);
  await runToEnd(server, planPurgeTask, asked.body.id);
  const listed = await server.call('listPurges', {}, token);
  const purge = listed.ok ? listed.body.purges.find(({ id }) => id === asked.body.id) : undefined;
  if (!purge?.findings) throw new Error('The dry run found nothing');
  return { ...purge, findings: purge.findings };
}
