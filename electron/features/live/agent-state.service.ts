/**
 * What the agent is doing, derived from the phone and told to the server.
 *
 *   available ◀──▶ break            (the agent's choice, while no call is there)
 *       │  in a call                 incoming calls count from the answer
 *       ▼
 *    on-call ──▶ wrap-up ──▶ back to the choice     (an ended call that is not dispositioned or dismissed)
 */
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { isAgentInCall, isLive } from '../phone/index.ts';

export type Choice = 'available' | 'break';
type Derived = { state: Choice | 'on-call' | 'wrap-up'; accountId: string | null };

/** Pure. */
export function deriveAgentState(snapshot: PhoneSnapshot, choice: Choice): Derived {
  const talking = snapshot.calls.find(isAgentInCall);
  if (talking) return { state: 'on-call', accountId: talking.accountId };
  const ended = snapshot.calls.find((call) => !isLive(call));
  if (ended) return { state: 'wrap-up', accountId: ended.accountId };
  return { state: choice, accountId: null };
}

export type AgentStateService = {
  choose: (choice: Choice) => void;
  follow: (snapshot: PhoneSnapshot) => void;
  /** The feed opened (again): the server may have us as offline. */
  tellAgain: () => void;
  start: (snapshot: PhoneSnapshot) => void;
  stop: () => void;
};

export function createAgentStateService(api: ApiClient, clock: Clock): AgentStateService {
  let choice: Choice = 'available';
  let snapshot: PhoneSnapshot | null = null;
  let isWanted = false;
  let told = '';
  let since = isoNow(clock);
  let sending: Promise<unknown> | null = null;

  /** One at a time, always the newest; a failure is told again when the feed opens. */
  function tell(): void {
    if (!isWanted || snapshot === null) return;
    const { state, accountId } = deriveAgentState(snapshot, choice);
    const line = `${state} ${accountId ?? ''}`;
    if (line === told) return;
    if (sending !== null) return;
    told = line;
    since = isoNow(clock);
    sending = api.call('setAgentState', { body: { state, since, account_id: accountId } }).finally(() => {
      sending = null;
      tell();
    });
  }

  return {
    choose: (next) => {
      choice = next;
      tell();
    },
    follow: (next) => {
      snapshot = next;
      tell();
    },
    tellAgain: () => {
      told = '';
      tell();
    },
    start: (next) => {
      isWanted = true;
      snapshot = next;
      told = '';
      choice = 'available';
      tell();
    },
    stop: () => {
      isWanted = false;
    },
  };
}
