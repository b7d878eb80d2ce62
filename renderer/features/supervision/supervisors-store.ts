/** Who supervises the signed-in agent, as the live feed tells it; empty where the organisation does not show it. */
import { create } from 'zustand';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import type { Supervision } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { useSignInState } from '../../platform/snapshot-store.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

export const useSupervisions = create<{ all: readonly Supervision[] }>(() => ({ all: [] }));

export const forgetSupervisions = (): void => useSupervisions.setState({ all: [] });

/** Everybody who supervises somebody after one event. Pure. */
export function supervisionsAfter(all: readonly Supervision[], event: LiveEvent): readonly Supervision[] {
  if (event.type === 'supervision') return [...all.filter(({ id }) => id !== event.supervision.id), event.supervision];
  if (event.type === 'supervision-ended') return all.filter(({ id }) => id !== event.supervision_id);
  return all;
}

/** Follows the feed while the window lives. */
export function useSupervisionNews(): void {
  useBridgeEvent('live:event', (event) =>
    useSupervisions.setState(({ all }) => ({ all: supervisionsAfter(all, event) })),
  );
}

/** Those who supervise the person of this window. */
export function useSupervisors(): readonly Supervision[] {
  const signIn = useSignInState();
  const ownId = signIn?.state === 'signed-in' ? signIn.me.id : null;
  const all = useSupervisions((state) => state.all);
  return all.filter((each) => each.agent_id === ownId);
}
