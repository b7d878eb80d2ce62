/** Whom a person may call or transfer to inside: colleagues who have a phone, and the queues of the PBX. */
import type { Directory } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { hasPermission, roles } from '../../../shared/domain/access/permissions.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type PbxControl, type PbxQueue, problemCodeOf } from '../../integrations/pbx/pbx-control.ts';
import { type PbxQueueSetting, queueSipUser } from '../../integrations/pbx/pbx-settings.ts';
import { readStates } from '../live/index.ts';
import type { SipAccounts } from './sip-accounts.ts';
import { listPeople } from './directory.store.ts';
import { sipUserOf } from './telephony.service.ts';

export type DirectoryOptions = {
  sipAccounts: SipAccounts | undefined;
  queues: readonly PbxQueueSetting[];
  queueControl: PbxControl;
};
export type QueueRow = Directory['queues'][number];

const rolesWithPhone = new Set<string>(roles.filter((role) => hasPermission(role, 'phone.use')));

/**
 * Colleagues and queues. Queues are left out while the PBX does not say who is in them: nothing about them would be
 * known.
 */
export async function readDirectory(
  database: TenantDatabase,
  userId: string,
  at: string,
  options: DirectoryOptions,
): Promise<Directory> {
  const { sipAccounts } = options;
  const states = await readStates(database, at);
  const people = await listPeople(database);
  const withPhone = people.filter(
    ({ role, email }) => rolesWithPhone.has(role) && (sipAccounts === undefined || sipAccounts.has(email)),
  );
  const colleagues = withPhone
    .filter(({ id }) => id !== userId)
    .map((user) => ({
      id: user.id,
      full_name: user.full_name,
      role: user.role,
      sip_user: sipUserOf(user, sipAccounts),
      state: states.get(user.id) ?? 'offline',
    }));
  const self = people.find(({ id }) => id === userId);
  const queues = self === undefined ? [] : await readQueues(sipUserOf(self, sipAccounts), options);
  return { colleagues, queues };
}

/** The configured queues as this SIP user sees them; none while the PBX is silent. */
async function readQueues(sipUser: string, { queues, queueControl }: DirectoryOptions): Promise<QueueRow[]> {
  if (queues.length === 0) return [];
  const known = await queueControl.listQueues().catch((error: unknown): PbxQueue[] => {
    if (problemCodeOf(error) === 'telephony/pbx-silent') return [];
    throw error;
  });
  return queues.flatMap((queue) => {
    const found = known.find(({ id }) => id === queue.id);
    return found ? [describeQueue(queue, found, sipUser)] : [];
  });
}

export function describeQueue({ id, label }: PbxQueueSetting, state: PbxQueue, sipUser: string): QueueRow {
  const member = state.members.find((each) => each.sipUser === sipUser);
  return {
    id,
    label,
    sip_user: queueSipUser(id),
    is_signed_in: member !== undefined,
    is_paused: member?.isPaused ?? false,
    waiting: state.waiting,
  };
}
