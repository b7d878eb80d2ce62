import { createOwnerPool } from './pool.ts';

/** Which background workers live, so that the jobs of dead ones are taken up again. */
export type WorkerLedger = {
  /** Says that these workers live and releases what silent ones hold; gives how many jobs were released. */
  beat(workerIds: readonly string[], silentAfterMs: number): Promise<number>;
  /** Signs these workers off. */
  close(workerIds: readonly string[]): Promise<void>;
};

const silentWorkers = `
  select distinct held.locked_by
  from graphile_worker.jobs held
  left join job_workers known on known.worker_id = held.locked_by
  where held.locked_by is not null
    and held.locked_at < now() - make_interval(secs => $1::float8 / 1000)
    and (known.seen_at is null or known.seen_at < now() - make_interval(secs => $1::float8 / 1000))`;

export function createWorkerLedger(connectionString: string): WorkerLedger {
  const pool = createOwnerPool({ connectionString, maxConnections: 1, applicationName: 'deskline-jobs' });
  return {
    beat: async (workerIds, silentAfterMs) => {
      await pool.query(
        `insert into job_workers (worker_id) select unnest($1::text[])
         on conflict (worker_id) do update set seen_at = now()`,
        [workerIds],
      );
      const { rows } = await pool.query<{ locked_by: string }>(silentWorkers, [silentAfterMs]);
      if (rows.length > 0)
        await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map((row) => row.locked_by)]);
      await pool.query("delete from job_workers where seen_at < now() - interval '1 day'");
      return rows.length;
    },
    close: async (workerIds) => {
      await pool.query('delete from job_workers where worker_id = any($1::text[])', [workerIds]).catch(() => undefined);
      await pool.end();
    },
  };
}
