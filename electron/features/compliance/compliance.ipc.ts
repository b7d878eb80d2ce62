import type { Clock } from '../../../shared/domain/clock.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { DownloadCsv } from '../../sync/csv-download.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { ReceiptExportService } from './receipt-export.service.ts';

type Dependencies = {
  api: ApiClient;
  receipts: ReceiptExportService;
  downloadCsv: DownloadCsv;
  clock: Clock;
};

/** Never from a cache: a verdict of a moment ago is no verdict. */
export const createComplianceHandlers = ({ api, receipts, downloadCsv, clock }: Dependencies) =>
  ({
    'compliance:evaluate-pre-dial': async ({ phoneNumber, accountId }) =>
      valueOf(await api.call('evaluatePreDial', { body: { phone_number: phoneNumber, account_id: accountId } })),
    'compliance:list-decisions': async (query) => valueOf(await api.call('listDecisions', { query })),
    'compliance:list-violations': async (query) => valueOf(await api.call('listViolations', { query })),
    'compliance:export-violations': (filter) =>
      downloadCsv('exportViolations', filter, `violations-${new Date(clock.now()).toISOString().slice(0, 10)}.csv`),
    'compliance:get-overview': async (query) => valueOf(await api.call('getComplianceOverview', { query })),
    'overrides:ask': async (body) => valueOf(await api.call('askForOverride', { body })),
    'overrides:list': async () => valueOf(await api.call('listOverrides', {})),
    'overrides:decide': async ({ id, ...body }) => valueOf(await api.call('decideOverride', { params: { id }, body })),
    'compliance:get-decision': async (id) => valueOf(await api.call('getDecision', { params: { id } })),
    'compliance:export-receipt': (wanted) => receipts.exportReceipt(wanted),
    'compliance:save-cases': (cases) => receipts.saveCases(cases),
    'compliance:show-export': (fileName) => {
      receipts.showExport(fileName);
      return null;
    },
  }) satisfies Partial<IpcHandlers>;
