/** Who supervises whom, as main knows it from the live feed; nobody where the organization does not show it. */
import { useSyncExternalStore } from 'react';
import type { Supervision } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { supervisionsStore, useSignInState } from '../../platform/snapshot-store.ts';

const nobody: readonly Supervision[] = [];

export const useSupervisions = (): readonly Supervision[] =>
  useSyncExternalStore(supervisionsStore.subscribe, supervisionsStore.read) ?? nobody;

/** Those who supervise the person of this window. */
export function useSupervisors(): readonly Supervision[] {
  const signIn = useSignInState();
  const ownId = signIn?.state === 'signed-in' ? signIn.me.id : null;
  return useSupervisions().filter((each) => each.agent_id === ownId);
}
