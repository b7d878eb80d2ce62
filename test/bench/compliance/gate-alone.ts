/**
 * The gate as a function: what starts a call on the real database, without HTTP, session and contract around it. Run by
 * compliance.bench.ts in a process of its own, which is told whose calls to start and answers with what they took.
 */
import { once } from 'node:events';
import { z } from 'zod';
import { createId } from '../../../shared/domain/ids.ts';
import { openDatabase } from '../../../server/db/database.ts';
import { createDialPermits } from '../../../server/features/calls/index.ts';
import { startCall } from '../../../server/features/calls/start-call.service.ts';
import { type Actor, Refusal } from '../../../server/http/handlers.ts';
import { createPermitKey, createPermitSigner } from '../../../server/integrations/pbx/permits.ts';
import { callerId } from '../../faults/storm/storm-world.ts';
import { accountOf, phoneOfAccount } from './crowd.ts';
import { load } from './load.ts';

const ordersSchema = z.object({
  organizationId: z.string(),
  agentIds: z.array(z.string()),
  accounts: z.number(),
  /** By how much the clock of the gate is ahead, milliseconds. */
  offsetMs: z.number(),
});

process.on('disconnect', () => process.exit(0));
const [message] = await once(process, 'message');
const { organizationId, agentIds, accounts, offsetMs } = ordersSchema.parse(message);
const clock = { now: () => Date.now() + offsetMs };
const database = openDatabase({ connectionString: process.env['DATABASE_URL'] ?? '', maxConnections: 12 });
const options = {
  permits: createDialPermits(createPermitSigner(createPermitKey(), clock)),
  sipDomain: 'bench.example',
  sipUserOf: ({ sip_user: sipUser }: { sip_user: string }) => sipUser,
  isPbxAsking: false,
};
const actors = agentIds.map((userId): Actor => ({
  userId,
  organizationId,
  sessionId: userId,
  role: 'agent',
  permissions: new Set(),
  fullName: 'Agent',
  email: `${userId}@storm.example`,
}));

const stride = 7919;
let lastAccount = 0;
const starts = await load(actors.length, async (hand) => {
  const actor = actors[hand];
  if (!actor) throw new Error(`No agent has hand ${hand}`);
  lastAccount = (lastAccount + stride) % accounts;
  const n = 1 + lastAccount;
  const body = {
    call_id: createId(clock),
    account_id: accountOf(n),
    phone_number: phoneOfAccount(n),
    caller_id: callerId,
  };
  const context = {
    organizationId,
    actor: { id: actor.userId, name: actor.fullName },
    requestId: null,
    auditAction: 'call.started' as const,
    clock,
  };
  await database.unitOfWork(context, async (work) => {
    const output = await startCall(work, actor, body, options);
    if (!(output instanceof Refusal)) return output;
    work.audit({ action: output.auditAction });
    return { status: output.error.status, body: output.error.problem };
  });
});
process.send?.(starts);
await database.close();
