/** Colleagues and queues as a list that can be searched. Pure. */
import type { Directory } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { type AgentState, agentStates } from '../../../shared/domain/agents/agent-states.ts';

export type Colleague = Directory['colleagues'][number];
export type Queue = Directory['queues'][number];

/** The state of a colleague as the floor knows it; a word nobody knows counts as offline. */
export const stateOf = ({ state }: Colleague): AgentState => agentStates.find((each) => each === state) ?? 'offline';

/** Who can take a call now comes first: available, then in wrap-up, on break, on a call, offline; by name within. */
const readiness: Readonly<Record<AgentState, number>> = {
  available: 0,
  'wrap-up': 1,
  break: 2,
  'on-call': 3,
  offline: 4,
};

const matches = (text: string, query: string): boolean =>
  query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

/** Colleagues whose name or role has every word of the query, without the person who asks. */
export const findColleagues = ({ colleagues }: Directory, query: string, ownId: string | null): Colleague[] =>
  colleagues
    .filter(({ id, full_name: name, role }) => id !== ownId && matches(`${name} ${role}`, query))
    .toSorted((a, b) => readiness[stateOf(a)] - readiness[stateOf(b)] || a.full_name.localeCompare(b.full_name));

export const findQueues = ({ queues }: Directory, query: string): Queue[] =>
  queues.filter(({ label, id }) => matches(`${label} ${id} queue`, query));

/** `3 waiting`, `Nobody waits`. */
export const waitingWords = (waiting: number): string =>
  waiting === 0 ? 'Nobody waits' : `${String(waiting)} waiting`;
