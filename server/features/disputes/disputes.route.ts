import type { Clock } from '../../../shared/domain/clock.ts';
import type { Handlers } from '../../http/handlers.ts';
import { releaseLetter } from './dispute-letter.service.ts';
import { changeDispute, fileDispute, listDisputes, readDispute } from './disputes.service.ts';

type DisputeEndpointId = 'listDisputes' | 'getDispute' | 'fileDispute' | 'changeDispute' | 'releaseDisputeLetter';

export const createDisputeHandlers = ({ clock }: { clock: Clock }): Handlers<DisputeEndpointId> => ({
  listDisputes: async ({ database, query }) => ({
    status: 200,
    body: await listDisputes(database, { ...query, accountId: query.account_id }, clock),
  }),
  getDispute: async ({ database, params }) => ({ status: 200, body: await readDispute(database, params.id, clock) }),
  fileDispute: async ({ work, actor, body }) => {
    const { dispute, isNew } = await fileDispute(work, actor, body);
    return { status: isNew ? 201 : 200, body: dispute };
  },
  changeDispute: async ({ work, actor, params, body }) => ({
    status: 200,
    body: await changeDispute(work, actor, params.id, body),
  }),
  releaseDisputeLetter: ({ work, actor, params }) => releaseLetter(work, actor, params.id),
});
