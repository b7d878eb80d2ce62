import type { Senders } from '../../http/callers.ts';
import type { Handlers, RequestContext } from '../../http/handlers.ts';
import { recordContactEvents, recordReceivedMessage, redeemSendPermit } from './message-events.service.ts';
import type { SendPermits } from './send-permit.ts';
import { startContact } from './start-contact.service.ts';

export type ContactOptions = { senders: Senders; permits: SendPermits };

type ContactEndpoint = 'startContact' | 'redeemSendPermit' | 'recordContactEvents' | 'recordReceivedMessage';

export function createContactHandlers({ senders, permits }: ContactOptions): Handlers<ContactEndpoint> {
  /** Its token says for which organisation it sends: nothing in the request can name another. */
  const senderOf = (context: RequestContext) => {
    const sender = senders.require(context.header('authorization'));
    return { sender, tenant: { organizationId: sender.organizationId, actor: { id: null, name: sender.name } } };
  };
  return {
    startContact: ({ transact, body, context }) => {
      const { sender, tenant } = senderOf(context);
      return transact(tenant, (work) => startContact(work, sender, body, permits));
    },
    redeemSendPermit: async ({ transact, body, context }) => {
      const { sender, tenant } = senderOf(context);
      const verdict = await permits.verify(body.permit);
      return transact(tenant, (work) => redeemSendPermit(work, sender, body, verdict));
    },
    recordContactEvents: ({ transact, params, body, context }) => {
      const { sender, tenant } = senderOf(context);
      return transact(tenant, async (work) => ({
        status: 200,
        body: await recordContactEvents(work, sender, params.id, body.events),
      }));
    },
    recordReceivedMessage: ({ transact, body, context }) => {
      const { sender, tenant } = senderOf(context);
      return transact(tenant, async (work) => ({
        status: 200,
        body: await recordReceivedMessage(work, sender, body),
      }));
    },
  };
}
