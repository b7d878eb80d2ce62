import type { Clock } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { Handlers } from '../../http/handlers.ts';
import { evaluatePreDial } from './compliance.service.ts';
import { readOverview } from './overview.service.ts';
import { exportReceipt, listDecisions, readReceipt, type ReadCallOutcome } from './receipts.service.ts';
import { exportViolations } from './violation-export.service.ts';
import { listViolations } from './violations.service.ts';

type ComplianceOptions = {
  clock: Clock;
  readCallOutcome: ReadCallOutcome;
  database: Pick<DatabaseDoor, 'withTenant'>;
};

type ComplianceEndpointId =
  | 'evaluatePreDial'
  | 'listDecisions'
  | 'getDecision'
  | 'exportDecision'
  | 'listViolations'
  | 'exportViolations'
  | 'getComplianceOverview';

export const createComplianceHandlers = ({
  clock,
  readCallOutcome,
  database: door,
}: ComplianceOptions): Handlers<ComplianceEndpointId> => ({
  getComplianceOverview: async ({ database, query }) => ({
    status: 200,
    body: await readOverview(database, query.days, clock),
  }),
  evaluatePreDial: async ({ database, actor, body }) => ({
    status: 200,
    body: await evaluatePreDial(
      database,
      { accountId: body.account_id, phoneNumber: body.phone_number },
      { id: actor.userId, name: actor.fullName },
      clock,
    ),
  }),
  listViolations: async ({ database, query }) => ({ status: 200, body: await listViolations(database, query) }),
  exportViolations: ({ work, body }) =>
    Promise.resolve({ status: 200 as const, body: exportViolations(work, body, { database: door }) }),
  listDecisions: async ({ database, actor, query }) => ({
    status: 200,
    body: await listDecisions(database, actor, query),
  }),
  getDecision: async ({ database, actor, params }) => ({
    status: 200,
    body: await readReceipt(database, actor, params.id, readCallOutcome),
  }),
  exportDecision: async ({ work, actor, params, body }) => ({
    status: 200,
    body: await exportReceipt(work, actor, { id: params.id, format: body.format }, readCallOutcome),
  }),
});
