import { useEffect } from 'react';
import { create } from 'zustand';
import type { ChannelReply, ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { ReservedCall } from '../../../shared/ipc/local-schemas.ts';
import { announce } from '../../platform/announcer.ts';
import { invoke } from '../../platform/bridge.ts';
import { useReservedCalls, useServerStatus } from '../../platform/snapshot-store.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

type Wanted = ChannelRequest<'calls:keep-reserved'>['calls'];
export type PlacedReserved = NonNullable<ChannelReply<'calls:dial'>['reserved']>;

/** Main forgets what no window says again. */
const sayAgainMs = 60_000;

/** Calls that were placed while the server was away, with when they had been cleared. */
export const usePlacedReserved = create<{ byCall: Record<string, PlacedReserved> }>(() => ({ byCall: {} }));

/** Why the server did not let them through when it judged them again, by call. */
export const useRefusals = create<{ byCall: Record<string, string> }>(() => ({ byCall: {} }));

/** Listens for such refusals while the window lives: one that came in an outage is told when the server is back. */
export function useRefusalNews(): void {
  useBridgeEvent('live:event', (event) => {
    if (event.type !== 'call-refused') return;
    useRefusals.setState(({ byCall }) => ({ byCall: { ...byCall, [event.call_id]: event.reason } }));
    announce(`The call was refused: ${event.reason}`, 'assertive');
  });
}

function wantedOf(said: string): Wanted[number] {
  const [accountId = '', phoneNumber = ''] = said.split(' ');
  return { accountId, phoneNumber };
}

/** Has the calls that come next cleared ahead, as far as the organization wants that. */
export function useKeepReserved(calls: Wanted): void {
  // The list is made anew each time it is drawn; what it says is not.
  const said = calls.map(({ accountId, phoneNumber }) => `${accountId} ${phoneNumber}`).join(',');
  useEffect(() => {
    const say = (): void =>
      void invoke('calls:keep-reserved', { calls: said === '' ? [] : said.split(',').map(wantedOf) });
    say();
    const timer = setInterval(say, sayAgainMs);
    return () => clearInterval(timer);
  }, [said]);
}

/** What was cleared ahead for exactly this call, while the server cannot be reached; else null. */
export function useReservedFor(
  phoneNumber: string | null,
  accountId: string | null,
  isVerdictMissing: boolean,
): ReservedCall | null {
  const isOffline = useServerStatus()?.state === 'offline';
  const reserved = useReservedCalls() ?? [];
  if (!isOffline && !isVerdictMissing) return null;
  return reserved.find((each) => each.phoneNumber === phoneNumber && each.accountId === accountId) ?? null;
}
