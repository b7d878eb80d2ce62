/**
 * A purge: removes what a dry run found may go, batch by batch, each a transaction of its own.
 *
 * Promise: nothing goes that was not in the dry run; each record is judged again under the lock on its people and on legal
 * holds, and once more by the database; a job that was interrupted goes on where it stopped.
 */
import { z } from 'zod';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { JobTask } from '../../jobs/job-runner.ts';
import { removeLinks, type SealSigner } from '../compliance/index.ts';
import { ask, findAsked } from './ask-retention.ts';
import { lockHolds } from './holds.store.ts';
import { startAgain } from './purge-progress.store.ts';
import {
  findOpenItems,
  findPurges,
  insertEnd,
  insertOutcomes,
  type Outcome,
  type PurgeItem,
  removeRecords,
} from './purges.store.ts';
import { findRecords, type FoundRecord, lockConsumers, withoutCompiling } from './records.read-model.ts';
import { isLeftAfter, tellStops } from './tell-stops.ts';

export const runPurgeTask = 'run-purge';

export type RunPurgeOptions = {
  database: DatabaseDoor;
  clock: Clock;
  /** Signs what stands for decisions that are removed. */
  signer: SealSigner;
  /** Records per transaction. */
  batchSize?: number;
  /** How long one job works. */
  forMs?: number;
};

const payloadSchema = z.object({ organization_id: z.string(), purge_id: z.string() });

/** Carries a purge on, for some seconds at a time, to its end. Running it twice removes nothing twice. */
export function createRunPurgeTask(options: RunPurgeOptions): JobTask {
  return async (payload) => {
    const { organization_id: organizationId, purge_id: purgeId } = payloadSchema.parse(payload);
    const { database } = options;
    return tellStops(options, { organizationId, purgeId, stage: 'run' }, async () => {
      const step = () => database.withTenant(organizationId, (tenant) => runBatch(tenant, purgeId, options));
      if (await isLeftAfter(step, options.forMs)) return 'again';
      await endPurge(options, organizationId, purgeId);
      return undefined;
    });
  };
}

/** One batch; false when nothing was left. */
async function runBatch(
  database: TenantDatabase,
  purgeId: string,
  { clock, signer, batchSize = 200 }: RunPurgeOptions,
): Promise<boolean> {
  await lockHolds(database);
  await withoutCompiling(database);
  const items = await findOpenItems(database, purgeId, batchSize);
  const [first] = items;
  if (!first) return false;
  const { kind } = first;
  await startAgain(database, purgeId, 'run');
  const asked = await findAsked(database, clock.now());
  const { zone } = asked;
  const read = () => findRecords(database, kind, { ids: items.map((item) => item.record_id) }, { zone, planned: null });
  await lockConsumers(
    database,
    (await read()).flatMap(({ record }) => record.consumerIds),
  );
  const found = new Map((await read()).map((each) => [each.record.id, each]));
  const at = isoNow(clock);
  const outcomes: Outcome[] = [];
  const allowed: { item: PurgeItem; found: FoundRecord }[] = [];
  for (const item of items) {
    const each = found.get(item.record_id);
    const verdict = each && ask(asked, each);
    if (each && verdict?.mayGo) allowed.push({ item, found: each });
    else {
      const why = verdict && !verdict.mayGo ? verdict.why : 'It is not there any more.';
      outcomes.push({ place: item.place, outcome: 'refused', why });
    }
  }
  const refusals =
    kind === 'decision'
      ? await removeDecisions(database, allowed, { purgeId, at, signer })
      : await removeRecords(
          database,
          purgeId,
          kind,
          allowed.map(({ item }) => item.record_id),
        );
  for (const { item } of allowed) {
    const why = refusals.get(item.record_id);
    outcomes.push({ place: item.place, outcome: why === undefined ? 'removed' : 'refused', why: why ?? '' });
  }
  await insertOutcomes(database, purgeId, at, outcomes);
  return true;
}

/** Removes links run by run, each run with one signed row; gives why not for those that were refused, by id. */
async function removeDecisions(
  database: TenantDatabase,
  allowed: readonly { found: FoundRecord }[],
  signing: { purgeId: string; at: string; signer: SealSigner },
): Promise<Map<string, string>> {
  const refusals = new Map<string, string>();
  for (const run of runsOf(allowed.map(({ found }) => found))) {
    const links = run.flatMap(({ link }) => (link === null ? [] : [link]));
    const why = await removeLinks(database, links, signing);
    if (why !== null) for (const { record } of run) refusals.set(record.id, why);
  }
  return refusals;
}

/** Links that follow each other in the chain of one agent stand together. */
function runsOf(found: readonly FoundRecord[]): FoundRecord[][] {
  const links = found.toSorted(
    (a, b) =>
      (a.link?.agent_id ?? '').localeCompare(b.link?.agent_id ?? '') ||
      (a.link?.sequence ?? 0) - (b.link?.sequence ?? 0),
  );
  const runs: FoundRecord[][] = [];
  for (const each of links) {
    const last = runs.at(-1)?.at(-1)?.link;
    const follows = last?.agent_id === each.link?.agent_id && last?.sequence === (each.link?.sequence ?? 0) - 1;
    if (follows) runs.at(-1)?.push(each);
    else runs.push([each]);
  }
  return runs;
}

/** Writes down that it is over, once, with what came of it. */
async function endPurge({ database, clock }: RunPurgeOptions, organizationId: string, purgeId: string): Promise<void> {
  const isOpen = await database.withTenant(organizationId, (tenant) => isUnended(tenant, purgeId));
  if (!isOpen) return;
  await database.unitOfWork(
    {
      organizationId,
      actor: { id: null, name: 'System' },
      requestId: null,
      auditAction: 'retention.purge-ended',
      clock,
    },
    async (work) => {
      await insertEnd(work.database, purgeId, work.at);
      await startAgain(work.database, purgeId, 'run');
      const [purge] = await findPurges(work.database, purgeId);
      const { removed = [], refused = [] } = purge?.run ?? {};
      work.audit({ subject: { type: 'purge', id: purgeId }, detail: { removed, refused } });
      return { status: 200, body: null };
    },
  );
}

async function isUnended(database: TenantDatabase, purgeId: string): Promise<boolean> {
  const [purge] = await findPurges(database, purgeId);
  return purge?.run?.ended_at === null;
}
