/**
 * What the agent is doing, derived from the phone and the agent's choice, saved for the server.
 *
 *   available ◀──▶ break(reason)    (the agent's choice, while no call is there)
 *       │  in a call                 incoming calls count from the answer
 *       ▼
 *    on-call ──▶ wrap-up ──▶ back to the choice     (an ended consumer call that is not dispositioned or dismissed)
 *
 * Promise: each second is charged to something, and none of an outage to the agent. Who wants to work while the phone is not
 * registered or the server is away is available with `is_outage`; a break stays a break, for it was chosen. Every change goes
 * through the outbox with its moment, so that a server that was away gets them all, in order. Moments come from a clock that
 * no correction of the wall clock bends (shared/domain/steady-clock.ts).
 */
import type { z } from 'zod';
import type { liveEndpoints } from '../../../shared/contracts/live/live.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { ServerStatus } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Logger } from '../../os/logger.ts';
import { isAgentInCall, isInWrapUp } from '../phone/index.ts';
import type { AgentChoiceStore, Choice } from './agent-choice.local-store.ts';

export type AgentStateReport = z.output<typeof liveEndpoints.setAgentState.body>;
type Derived = Omit<AgentStateReport, 'since'>;

/** Pure. */
export function deriveAgentState(snapshot: PhoneSnapshot, choice: Choice, server: ServerStatus['state']): Derived {
  const plain = { reason: null, is_outage: false, account_id: null };
  const talking = snapshot.calls.find(isAgentInCall);
  if (talking) return { ...plain, state: 'on-call', account_id: talking.accountId };
  const ended = snapshot.calls.find(isInWrapUp);
  if (ended) return { ...plain, state: 'wrap-up', account_id: ended.accountId };
  if (choice.state === 'break') return { ...plain, ...choice };
  const isOutage = snapshot.registration.state !== 'registered' || server === 'offline';
  return { ...plain, state: 'available', is_outage: isOutage };
}

export type AgentStateService = {
  choose: (choice: Choice) => void;
  /** The last state that was saved; null while nobody is at work here. */
  current: () => AgentStateReport | null;
  follow: (snapshot: PhoneSnapshot) => void;
  serverChanged: () => void;
  /** The feed opened (again): the server may have us as offline. */
  tellAgain: () => void;
  start: (person: { userId: string; sessionId: string }, snapshot: PhoneSnapshot) => void;
  stop: () => void;
};

type AgentStateDependencies = {
  /** @throws when nothing can be saved here. */
  save: (report: AgentStateReport, userId: string) => void;
  /** Null while the outbox cannot be used: a restart then begins as available. */
  choices: () => AgentChoiceStore | null;
  server: () => ServerStatus['state'];
  clock: Clock;
  logger: Logger;
};

/** Changes kept in memory while the disk takes nothing: more than a day has. */
const mostUnsaved = 2000;

const isSame = (derived: Derived, report: Derived): boolean =>
  derived.state === report.state &&
  derived.reason === report.reason &&
  derived.is_outage === report.is_outage &&
  derived.account_id === report.account_id;

export function createAgentStateService(dependencies: AgentStateDependencies): AgentStateService {
  const { save, choices, server, clock, logger } = dependencies;
  let choice: Choice = { state: 'available' };
  let person: { userId: string; sessionId: string } | null = null;
  let snapshot: PhoneSnapshot | null = null;
  /** The last one, saved or not yet. */
  let told: AgentStateReport | null = null;
  /** What the disk would not take keeps its moment and goes first, in order. */
  let unsaved: AgentStateReport[] = [];

  function tell(userId: string, report: AgentStateReport): void {
    told = report;
    unsaved = [...unsaved, report].slice(-mostUnsaved);
    try {
      while (unsaved[0] !== undefined) {
        save(unsaved[0], userId);
        unsaved = unsaved.slice(1);
      }
    } catch (error) {
      logger.error('agent-state.not-saved', { waiting: unsaved.length }, error);
    }
  }
  function update(): void {
    if (person === null || snapshot === null) return;
    const derived = deriveAgentState(snapshot, choice, server());
    if (told === null || !isSame(derived, told)) tell(person.userId, { ...derived, since: isoNow(clock) });
  }

  return {
    choose: (next) => {
      choice = next;
      if (person !== null) choices()?.write(person.userId, person.sessionId, next);
      update();
    },
    current: () => (person === null ? null : told),
    follow: (next) => {
      snapshot = next;
      update();
    },
    serverChanged: update,
    tellAgain: () => {
      if (person !== null && told !== null) tell(person.userId, told);
    },
    start: (who, next) => {
      person = who;
      snapshot = next;
      told = null;
      unsaved = [];
      choice = choices()?.read(who.userId, who.sessionId) ?? { state: 'available' };
      update();
    },
    stop: () => {
      person = null;
    },
  };
}
