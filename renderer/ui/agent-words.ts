import type { AgentState, BreakReason, TimeCategory } from '../../shared/domain/agents/agent-states.ts';
import type { Tone } from './StatusPill.tsx';

/** What an agent does, in the order a supervisor reads a floor: those who talk first, the absent last. */
export const agentStateWords: Readonly<Record<AgentState, { label: string; tone: Tone }>> = {
  'on-call': { label: 'On a call', tone: 'good' },
  'wrap-up': { label: 'Wrap-up', tone: 'accent' },
  available: { label: 'Available', tone: 'neutral' },
  break: { label: 'Break', tone: 'warn' },
  offline: { label: 'Offline', tone: 'neutral' },
};

export const breakWords: Readonly<Record<BreakReason, string>> = {
  'short-break': 'Short break',
  lunch: 'Lunch',
  meeting: 'Meeting',
  training: 'Training',
  coaching: 'Coaching',
  'back-office': 'Back office',
};

/** What a second of the day is charged to. `color` is a token; breaks share one colour, told apart by name. */
export const timeWords: Readonly<Record<TimeCategory, { label: string; color: string }>> = {
  'on-call': { label: 'On a call', color: '--good-fill' },
  'wrap-up': { label: 'Wrap-up', color: '--accent-fill' },
  available: { label: 'Available', color: '--text-3' },
  'short-break': { label: breakWords['short-break'], color: '--warn-fill' },
  lunch: { label: breakWords.lunch, color: '--warn-fill' },
  meeting: { label: breakWords.meeting, color: '--warn-fill' },
  training: { label: breakWords.training, color: '--warn-fill' },
  coaching: { label: breakWords.coaching, color: '--warn-fill' },
  'back-office': { label: breakWords['back-office'], color: '--warn-fill' },
  outage: { label: 'Outage, not yours', color: '--stop-fill' },
  offline: { label: 'Offline', color: '--line-strong' },
};
