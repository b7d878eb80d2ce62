import type { Clock } from '../../../shared/domain/clock.ts';
import type { Handlers } from '../../http/handlers.ts';
import { evaluatePreDial } from './compliance.service.ts';

export const createComplianceHandlers = ({ clock }: { clock: Clock }): Handlers<'evaluatePreDial'> => ({
  evaluatePreDial: async ({ database, actor, body }) => ({
    status: 200,
    body: await evaluatePreDial(
      database,
      { accountId: body.account_id, phoneNumber: body.phone_number },
      { id: actor.userId, name: actor.fullName },
      clock,
    ),
  }),
});
