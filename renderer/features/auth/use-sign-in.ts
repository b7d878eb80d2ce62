import { useState } from 'react';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { invoke } from '../../platform/bridge.ts';
import { signInStore } from '../../platform/snapshot-store.ts';

/** Signs in; a refusal stays as `problem` until the next try. */
export function useSignIn() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const signIn = async (email: string, password: string): Promise<boolean> => {
    setIsBusy(true);
    const reply = await invoke('auth:sign-in', { email: email.trim(), password });
    setIsBusy(false);
    setProblem(reply.ok ? null : reply.problem);
    if (reply.ok) signInStore.accept(reply.value);
    return reply.ok;
  };
  return { signIn, isBusy, problem };
}
