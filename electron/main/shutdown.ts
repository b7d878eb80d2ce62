/**
 * The way out: calls are hung up and recorded, the phone unregisters, sends under way are answered, files are closed.
 * Whatever does not finish in time is on the disk and goes on at the next start.
 */
import { isLive } from '../features/phone/index.ts';
import type { Logger } from '../os/logger.ts';
import type { Services } from './compose.ts';

const callsWithinMs = 1500;
const sendsWithinMs = 1000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function shutDown(
  { phone, live, agentState, hotkeys, serverStatus, uploader }: Services,
  logger: Logger,
): Promise<void> {
  logger.info('app.quitting');
  hotkeys.releaseAll();
  agentState.stop();
  await endCalls(phone);
  try {
    phone.order({ do: 'unregister' });
  } catch {
    // The page is gone already.
  }
  live.stop();
  serverStatus.stop();
  await uploader?.stop(sendsWithinMs);
}

async function endCalls(phone: Services['phone']): Promise<void> {
  const live = () => phone.snapshot().calls.filter(isLive);
  for (const { callId } of live()) {
    try {
      phone.command({ do: 'hang-up', callId });
    } catch {
      // Recorded below.
    }
  }
  const untilMs = performance.now() + callsWithinMs;
  while (live().length > 0 && performance.now() < untilMs) await pause(50);
  for (const call of live()) phone.closeRecord(call, new Date().toISOString(), 'Deskline was closed during this call');
}
