import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';

/** Saved first, like all work; a report about a server that is away must not get lost. */
export const createFeedbackHandlers = (saveWork: (work: OutboxWork) => SavedItem, clock: Clock) =>
  ({
    'feedback:send': (report) => saveWork({ kind: 'feedback', payload: { ...report, created_at: isoNow(clock) } }),
  }) satisfies Partial<IpcHandlers>;
