/** A day by what its seconds went to. Pure. */
import type { AgentTime } from '../../../shared/contracts/live/live.contract.ts';
import { breakReasons, type TimeCategory } from '../../../shared/domain/agents/agent-states.ts';
import { timeWords } from '../../ui/agent-words.ts';

export type DayPart = { category: TimeCategory; label: string; color: string; seconds: number; share: number };

const order: readonly TimeCategory[] = ['on-call', 'wrap-up', 'available', ...breakReasons, 'outage', 'offline'];

/** The parts of the time since the first sign-in that are not empty, in the order they are drawn. */
export function partsOf(time: AgentTime | null): DayPart[] {
  const whole = order.reduce((sum, category) => sum + (time?.seconds[category] ?? 0), 0);
  if (!time || whole === 0) return [];
  return order
    .map((category) => ({ category, seconds: time.seconds[category] }))
    .filter(({ seconds }) => seconds > 0)
    .map((part) => ({ ...part, ...timeWords[part.category], share: part.seconds / whole }));
}

/** `3 h 12 min`, `47 min`, `20 s`. */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${String(minutes)} min` : `${String(hours)} h ${String(minutes % 60)} min`;
}

/** Sum of the break categories, seconds. */
export const breakSeconds = (time: AgentTime): number =>
  breakReasons.reduce((sum, reason) => sum + time.seconds[reason], 0);

/** The calendar day of a moment on this computer: `2026-11-23`. */
export function dayOf(nowMs: number): string {
  const day = new Date(nowMs);
  return `${String(day.getFullYear())}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}
