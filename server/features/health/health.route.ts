import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { Handlers } from '../../http/handlers.ts';
import { createDocsPage } from './docs-page.ts';

export type HealthDependencies = {
  database: Pick<DatabaseDoor, 'check'>;
  clock: Clock;
  version: string;
  openApi: Record<string, unknown>;
  metricsText(): Promise<string>;
  isStopping(): boolean;
};

export function createHealthHandlers(
  dependencies: HealthDependencies,
): Handlers<'getLiveness' | 'getReadiness' | 'getMetrics' | 'getOpenApi' | 'getDocs'> {
  const { database, clock, version, openApi } = dependencies;
  const docsPage = createDocsPage();
  return {
    getLiveness: () => ({ status: 200, body: { status: 'live', version, now: isoNow(clock) } }),
    getReadiness: async () => {
      const checks = { ...(await database.check()), accepting: !dependencies.isStopping() };
      return Object.values(checks).every(Boolean)
        ? { status: 200, body: { status: 'ready', checks } }
        : { status: 503, body: { status: 'not-ready', checks } };
    },
    getMetrics: async () => ({ status: 200, body: await dependencies.metricsText() }),
    getOpenApi: () => ({ status: 200, body: openApi }),
    getDocs: () => ({ status: 200, body: docsPage }),
  };
}
