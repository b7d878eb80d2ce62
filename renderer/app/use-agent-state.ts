import { useState } from 'react';
import { useCalls } from '../features/calls/index.ts';
import { announce } from '../platform/announcer.ts';
import { invoke } from '../platform/bridge.ts';
import { useBridgeEvent } from '../platform/use-bridge-event.ts';
import { useMe } from './me.ts';

type Chosen = 'available' | 'break';

/** What the agent does: chosen by hand between calls, by the phone during and after one. */
export function useAgentState() {
  const { me } = useMe();
  const { current, wrapUp } = useCalls();
  const [state, setState] = useState<Chosen>('available');
  useBridgeEvent('live:event', (event) => {
    if (event.type !== 'agent' || event.agent.id !== me.id) return;
    if (event.agent.state === 'available' || event.agent.state === 'break') setState(event.agent.state);
  });
  const choose = async (next: Chosen): Promise<void> => {
    const before = state;
    setState(next);
    const reply = await invoke(
      'live:set-state',
      next === 'break' ? { state: next, reason: 'short-break' } : { state: next },
    );
    if (reply.ok) return;
    setState(before);
    announce(`${reply.problem.message} ${reply.problem.next}`, 'assertive');
  };
  return {
    state,
    isForced: current !== null || wrapUp !== null,
    label: current ? 'On a call' : 'Wrap-up',
    choose,
  };
}
