import { expect, it } from 'vitest';
import { failed } from '../../../shared/contracts/core/result.ts';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { createLiveService } from './live.service.ts';

it('S7: asks again when the server takes the connection and never answers', async () => {
  const clock = new FixedClock();
  const { schedule, runFor } = createManualSchedule(clock);
  let opened = 0;
  const stream: ApiClient['stream'] = (_id, _headers, signal) => {
    opened += 1;
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(failed(createProblem('network/offline'))));
    });
  };
  const api: ApiClient = { call: () => Promise.reject(new Error('no call here')), stream, urlOf: () => '' };
  const live = createLiveService({ api, schedule, clock, random: () => 0.5, logger: silentLogger });
  live.start();
  await runFor(120_000);
  expect(opened).toBeGreaterThan(1);
});
