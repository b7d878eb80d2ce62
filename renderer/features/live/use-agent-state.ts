import { useMutation } from '@tanstack/react-query';
import { create } from 'zustand';
import type { BreakReason } from '../../../shared/domain/agents/agent-states.ts';
import type { LiveAgent } from '../../../shared/contracts/live/live.contract.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { usePhone, useSignInState } from '../../platform/snapshot-store.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { breakWords } from '../../ui/agent-words.ts';

/** What the agent chose for the time between calls. */
export type Choice = { state: 'available' } | { state: 'break'; reason: BreakReason };

type Known = { choice: Choice; told: LiveAgent | null };
/** The choice is the window's until the server tells what it has; every part of the window reads the same. */
const useStateStore = create<Known>(() => ({ choice: { state: 'available' }, told: null }));

/** What one person chose is nothing to the next. */
export const forgetAgentState = (): void => useStateStore.setState({ choice: { state: 'available' }, told: null });

export const choiceWords = (choice: Choice): string =>
  choice.state === 'available' ? 'Available' : breakWords[choice.reason];

/**
 * What the agent does: chosen by hand between calls, by the phone during and after one. During a call a choice is what
 * comes after it.
 */
export function useAgentState() {
  const signIn = useSignInState();
  const ownId = signIn?.state === 'signed-in' ? signIn.me.id : null;
  const { choice, told } = useStateStore();
  const calls = usePhone()?.calls ?? [];
  const isTalking = calls.some(
    (call) => call.state !== 'ended' && (call.answeredAt !== null || call.direction === 'outbound'),
  );
  const isWrappingUp = calls.some((call) => call.state === 'ended' && call.kind === 'consumer');
  useBridgeEvent('live:event', (event) => {
    if (event.type !== 'agent' || event.agent.id !== ownId) return;
    const { agent } = event;
    useStateStore.setState({ told: agent });
    if (agent.state === 'available') useStateStore.setState({ choice: { state: 'available' } });
    if (agent.state === 'break')
      useStateStore.setState({ choice: { state: 'break', reason: agent.reason ?? 'short-break' } });
  });
  const change = useMutation({
    mutationFn: async (next: Choice) => request('live:set-state', next),
    onMutate: (next) => {
      useStateStore.setState({ choice: next });
      return choice;
    },
    onError: (error, _, before) => {
      if (before) useStateStore.setState({ choice: before });
      const problem = problemOf(error);
      announce(`${problem.message} ${problem.next}`, 'assertive');
    },
    onSuccess: (_, next) => announce(choiceWords(next)),
  });
  return {
    choice,
    /** What the phone says instead of the choice; null between calls. */
    forced: isTalking ? ('on-call' as const) : isWrappingUp ? ('wrap-up' as const) : null,
    since: told?.since ?? null,
    isOutage: told?.is_outage ?? false,
    choose: (next: Choice): void => change.mutate(next),
  };
}
