/**
 * Background jobs: graphile-worker in the server's own process.
 *
 * Promise: V4. At least once: a job may run again after a crash, so a task's effect must bear repeating. A killed
 * server's jobs run again within a minute: every server says every 10 s that its workers live, and jobs held by workers
 * that have been silent for 40 s are released (graphile-worker itself would wait four hours).
 */
import { EventEmitter } from 'node:events';
import { Logger as JobLogger, run, type Task, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from '../http/logging.ts';
import { createWorkerLedger } from '../db/worker-ledger.ts';

/**
 * What a task does with one job's payload, which `work.addJob` wrote; the tenant is `organization_id` in it. A task that takes long does
 * some seconds of it and gives `again`: it then runs again after the jobs that wait, so that it never stands before those of the minute.
 */
export type JobTask = (payload: unknown) => Promise<'again' | void>;
export type JobTasks = Readonly<Record<string, JobTask>>;

export type JobRunner = {
  /** Lets running jobs finish, then ends the workers. */
  stop(): Promise<void>;
};

export type JobRunnerOptions = {
  connectionString: string;
  tasks: JobTasks;
  /** `task: crontab expression` in UTC. */
  schedule: Readonly<Record<string, string>>;
  logger: Logger;
  heartbeatMs?: number;
  silentAfterMs?: number;
};

const concurrency = 2;

/** Starts the workers of this process. The queue's schema must have been migrated before. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const { connectionString, logger, heartbeatMs = 10_000, silentAfterMs = 40_000 } = options;
  const ledger = createWorkerLedger(connectionString);
  const workerIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // A job is held under the id of the pool that fetched it.
  events.on('pool:create', ({ workerPool }) => workerIds.add(workerPool.id));
  events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId));
  const runner = await run({
    events,
    connectionString,
    concurrency,
    maxPoolSize: concurrency + 2,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: new JobLogger(() => (level, message) => {
      if (level === 'error') logger.error({ job: message }, 'job failed');
      else if (level === 'warning') logger.warn({ job: message }, 'job');
      else logger.debug({ job: message }, 'job');
    }),
    taskList: toTaskList(options.tasks),
    crontab: Object.entries(options.schedule)
      .map(([task, expression]) => `${expression} ${task}`)
      .join('\n'),
  });
  const beat = async (): Promise<void> => {
    try {
      const released = await ledger.beat([...workerIds], silentAfterMs);
      if (released > 0) logger.warn({ released }, 'released the jobs of silent workers');
    } catch (error) {
      logger.warn({ err: error }, 'the workers could not say that they live');
    }
  };
  await beat();
  const heartbeat = setInterval(() => void beat(), heartbeatMs);
  return {
    stop: async () => {
      clearInterval(heartbeat);
      await runner.stop();
      await ledger.close([...workerIds]);
    },
  };
}

/** Of the same work only one job waits: the key takes the place of another that was added meanwhile. */
function toTaskList(tasks: JobTasks): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, Task] => [
      name,
      async (payload, { addJob }) => {
        if ((await task(payload)) === 'again')
          await addJob(name, payload, { jobKey: `${name} ${JSON.stringify(payload)}` });
      },
    ]),
  );
}
