import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { OutboxStatus, ParkedItem } from '../../../shared/ipc/local-schemas.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import { parseWork, titleOf } from '../../sync/outbox-kinds.ts';
import type { OutboxStore } from '../../sync/outbox-store.ts';
import type { Uploader } from '../../sync/uploader.ts';

type Outbox = { store: OutboxStore; uploader: Uploader };

/** What the windows are told when the file could not be opened at all. */
export const unavailableStatus = (notice: string): OutboxStatus => ({
  state: 'unavailable',
  waiting: 0,
  parked: 0,
  oldestAt: null,
  notice,
});

type OutboxHandlerDependencies = {
  /** Null while the file cannot be used. */
  outbox: () => Outbox | null;
  status: () => OutboxStatus;
  requireUserId: () => string;
};

export function createOutboxHandlers({ outbox, status, requireUserId }: OutboxHandlerDependencies) {
  const listParked = (userId: string): ParkedItem[] =>
    (outbox()?.store.listParked(userId) ?? []).map(({ id, kind, savedAt, parkedAt, problem, payload }) => {
      const work = parseWork(kind, payload);
      return { id, kind, title: work === null ? kind : titleOf(work), savedAt, parkedAt, problem, payload };
    });
  return {
    'outbox:get-status': () => status(),
    'outbox:list-parked': () => listParked(requireUserId()),
    'outbox:resend': ({ id, payload }) => {
      const open = outbox();
      if (open === null) throw new ProblemError('local/save-failed');
      open.uploader.noteResent(open.store.resend(id, payload, requireUserId()));
      return null;
    },
  } satisfies Partial<IpcHandlers>;
}
