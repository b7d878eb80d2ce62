import { callerId, type CallWorld } from './call-world.ts';

/** A reservation that may be asked for, by an agent of its own: each may hold three only. */
export async function prepareReserve(world: CallWorld) {
  const { accountId, phoneNumber } = await world.addConsumer();
  await world.allowReserving();
  const { token } = await world.server.addUser('agent');
  const call = { call_id: world.newId(), phone_number: phoneNumber, caller_id: callerId, account_id: accountId };
  return () => world.server.call('reserveCalls', { body: { calls: [call] } }, token);
}

/** A reservation that may be given back. */
export async function prepareRelease(world: CallWorld) {
  await world.allowReserving();
  const agent = await world.server.addUser('agent');
  const { call_id: callId } = await world.hold(await world.addConsumer(), { agent });
  return () => world.server.call('releaseReservedCalls', { body: { call_ids: [callId] } }, agent.token);
}

/** The kinds of a call's rows in the ledger, in order. */
export async function ledgerOfCall(world: CallWorld, callId: string): Promise<string[]> {
  const rows = await world.server.sql<{ kind: string }>(
    'select kind from contact_ledger where call_id = $1 order by sequence',
    [callId],
  );
  return rows.map(({ kind }) => kind);
}

/** A call or reservation as the table has it. */
export async function rowOfCall(world: CallWorld, callId: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await world.server.sql<Record<string, unknown>>(
    'select reservation, started_at, ended_at, connect_class from calls where id = $1',
    [callId],
  );
  return row;
}

/** Whether those who see every call see this one. */
export async function isCallListed(world: CallWorld, callId: string): Promise<boolean> {
  const boss = await world.server.addUser('manager');
  const reply = await world.server.call('listCalls', { query: { page: 1, page_size: 200 } }, boss.token);
  return reply.ok && reply.body.rows.some(({ id }) => id === callId);
}
