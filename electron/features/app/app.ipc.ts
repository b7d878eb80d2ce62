import type { AppInfo, LinkOwner } from '../../../shared/ipc/local-schemas.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';

type DeskPort = {
  openWindow: (kind: 'agent' | 'supervisor') => void;
  /** The number of a link nobody has seen yet, once. */
  takeNumber: () => string | null;
  linkOwners: () => Promise<LinkOwner[]>;
};

export const createAppHandlers = (info: Omit<AppInfo, 'window' | 'links'>, desk: DeskPort) =>
  ({
    'app:get-info': async (_request, { window }) => ({ ...info, links: await desk.linkOwners(), window }),
    'app:open-window': (kind) => {
      desk.openWindow(kind);
      return null;
    },
    'app:take-number': () => {
      const phoneNumber = desk.takeNumber();
      return phoneNumber === null ? null : { phoneNumber };
    },
  }) satisfies Partial<IpcHandlers>;
