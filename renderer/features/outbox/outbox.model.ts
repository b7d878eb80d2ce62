/** The outbox in words, and parked items as they can be corrected. Pure. */
import type { OutboxStatus } from '../../../shared/ipc/local-schemas.ts';
import { formatAge } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

const items = (count: number): string => `${count} ${count === 1 ? 'item' : 'items'}`;

/** What the status bar says about work on its way. */
export function outboxWords(status: OutboxStatus | null, nowMs: number): { text: string; tone: Tone } {
  if (status === null) return { text: 'Outbox', tone: 'neutral' };
  if (status.state === 'unavailable') return { text: 'Saving is not possible', tone: 'stop' };
  if (status.parked > 0) {
    return { text: `${items(status.parked)} ${status.parked === 1 ? 'needs' : 'need'} attention`, tone: 'stop' };
  }
  if (status.waiting === 0) return { text: 'Everything synced', tone: 'good' };
  const age = status.oldestAt === null ? '' : `, oldest ${formatAge(nowMs - Date.parse(status.oldestAt))}`;
  const paused = status.state === 'paused' ? ', paused until you sign in' : '';
  return { text: `${items(status.waiting)} waiting${age}${paused}`, tone: 'warn' };
}

/** Kinds whose payload is a disposition, which has a form of its own. */
export const isDisposition = (kind: string): boolean => /disposition/i.test(kind);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body a parked item carries: directly, or under `body` where the item keeps the whole request. */
export function bodyOf(payload: Record<string, unknown>): Record<string, unknown> {
  const { body } = payload;
  return isRecord(body) ? body : payload;
}

/** The payload with some fields of its body replaced. */
export function withBody(payload: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  const body = bodyOf(payload);
  return body === payload ? { ...payload, ...change } : { ...payload, body: { ...body, ...change } };
}

/** The version the server has, when the item was refused over a version conflict. */
export function serverVersion(detail: unknown): number | null {
  if (!isRecord(detail)) return null;
  const known = detail['current_version'] ?? detail['version'];
  return typeof known === 'number' ? known : null;
}
