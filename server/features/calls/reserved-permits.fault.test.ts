/** Promise: C3. A reservation lives in the database alone: the copy of the server that made it may be killed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contracts/contract.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createPermitKey } from '../../integrations/pbx/permits.ts';
import { startServerProcess } from '../../testing/server-process.ts';
import { testAccessKeyText, testPbxSecret } from '../../testing/test-server.ts';
import { callerId, CallWorld, type TestConsumer } from './testing/call-world.ts';

const permitKey = createPermitKey();
let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open(new Date(systemClock.now()).toISOString(), { DESKLINE_PERMIT_KEY: permitKey });
  await world.allowReserving();
});
afterAll(() => world.close());

/** Another copy on the same database, as its own process. */
const startCopy = () =>
  startServerProcess({
    DATABASE_URL: world.server.connectionString,
    DESKLINE_DATA_DIR: world.server.config.dataDirectory,
    DESKLINE_ACCESS_KEY: testAccessKeyText,
    DESKLINE_PERMIT_KEY: permitKey,
    DESKLINE_PBX_SECRET: testPbxSecret,
    DESKLINE_SIP_SECRET: 'sip-secret-of-the-tests',
    DESKLINE_SIP_URLS: 'ws://127.0.0.1:4610',
    LOG_LEVEL: 'info',
  });

/** Where it is early afternoon now, whenever this runs: a process cannot be given another clock. */
function afternoonZone(): string {
  const ahead = 13 - new Date(systemClock.now()).getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** A consumer who has said to be there. */
async function addConsumer(): Promise<TestConsumer> {
  const consumer = await world.addConsumer();
  await world.server.sql('update consumers set stated_zone = $1, stated_zone_at = now() where id = $2', [
    afternoonZone(),
    consumer.id,
  ]);
  return consumer;
}

describe('a copy of the server that is killed', () => {
  it('leaves its reservation to the others: redeemed there, and released there', { timeout: 60_000 }, async () => {
    const copy = await startCopy();
    const consumers = [await addConsumer(), await addConsumer()];
    const response = await fetch(`${copy.url}/api/calls/reserve`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.agent.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        calls: consumers.map(({ accountId, phoneNumber }) => ({
          call_id: world.newId(),
          account_id: accountId,
          phone_number: phoneNumber,
          caller_id: callerId,
        })),
      }),
    });
    const { reservations } = contract.reserveCalls.replies[200].parse(await response.json());
    await copy.end('SIGKILL');

    const held = reservations.map((each) => {
      if (each.outcome !== 'reserved') throw new Error(`Not reserved: ${each.outcome}`);
      return each;
    });
    const [placed, unused] = held;
    if (!placed || !unused) throw new Error('Two were asked for');
    expect(await world.redeem(placed.dial_permit, placed.phone_number)).toMatchObject({
      status: 200,
      body: { call_id: placed.call_id },
    });
    expect(await world.release([placed.call_id, unused.call_id])).toEqual([unused.call_id]);
    expect(await world.redeem(unused.dial_permit, unused.phone_number)).toMatchObject({ status: 403 });
  });
});
