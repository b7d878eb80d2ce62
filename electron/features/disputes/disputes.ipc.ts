import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { valueOf } from '../../sync/value-of.ts';
import { letterPage } from './letter-page.ts';

type Dependencies = {
  api: ApiClient;
  /** Prints a page into the Downloads folder. */
  savePdf: (page: { name: string; html: string }) => Promise<{ fileName: string }>;
  report: (work: OutboxWork) => SavedItem;
};

export const createDisputeHandlers = ({ api, savePdf, report }: Dependencies) =>
  ({
    'disputes:list': async (query) => valueOf(await api.call('listDisputes', { query })),
    'disputes:get': async (id) => valueOf(await api.call('getDispute', { params: { id } })),
    'disputes:file': (payload) => report({ kind: 'dispute', payload }),
    'disputes:step': async ({ id, step }) => valueOf(await api.call('changeDispute', { params: { id }, body: step })),
    'disputes:save-letter': async (id) => {
      const { letter, reference } = valueOf(await api.call('releaseDisputeLetter', { params: { id } }));
      return savePdf({ name: `letter-${reference}`, html: letterPage(letter) });
    },
  }) satisfies Partial<IpcHandlers>;
