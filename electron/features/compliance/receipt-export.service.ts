/**
 * Receipts as files in the person's Downloads folder: JSON whole, PDF to be read. The server writes down who took one
 * before there is a file. Case files of the simulator, which hold nothing of the server's, and letters go the same way.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { receiptFileName } from '../../../shared/contracts/compliance/receipt-words.ts';
import type { ReceiptFormat } from '../../../shared/contracts/compliance/receipts.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Logger } from '../../os/logger.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import { receiptPage } from './receipt-page.ts';

export type ReceiptExportService = {
  /** Gives the name of the new file. @throws ProblemError of the server, or `local/save-failed` */
  exportReceipt: (wanted: { id: string; format: ReceiptFormat }) => Promise<{ fileName: string }>;
  /** A case file of the simulator, under a name made of `name`. @throws ProblemError `local/save-failed` */
  saveCases: (cases: { name: string; text: string }) => Promise<{ fileName: string }>;
  /** A page of HTML as PDF, under a name made of `name`. @throws ProblemError `local/save-failed` */
  savePdf: (page: { name: string; html: string }) => Promise<{ fileName: string }>;
  /** Shows a file that was exported since the start in its folder; any other name is ignored. */
  showExport: (fileName: string) => void;
};

type ReceiptExportDependencies = {
  api: ApiClient;
  downloads: () => string;
  printPdf: (html: string) => Promise<Uint8Array>;
  showInFolder: (file: string) => void;
  logger: Logger;
};

/** A file that is there is never written over: ` (2)`, ` (3)` and so on is put behind its name. */
async function writeNew(folder: string, name: string, ending: string, content: Uint8Array): Promise<string> {
  await fs.mkdir(folder, { recursive: true });
  for (let number = 1; ; number += 1) {
    const file = path.join(folder, `${name}${number === 1 ? '' : ` (${number})`}.${ending}`);
    try {
      await fs.writeFile(file, content, { flag: 'wx' });
      return file;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** What every file system takes in a name, and nothing that leads out of the folder. */
const safeName = (name: string): string => name.replaceAll(/[^\w-]+/g, '-').slice(0, 60) || 'cases';

export function createReceiptExportService(dependencies: ReceiptExportDependencies): ReceiptExportService {
  const { api, downloads, printPdf, showInFolder, logger } = dependencies;
  const files = new Map<string, string>();
  const keep = (file: string): { fileName: string } => {
    const fileName = path.basename(file);
    files.set(fileName, file);
    return { fileName };
  };
  return {
    exportReceipt: async ({ id, format }) => {
      const exported = valueOf(await api.call('exportDecision', { params: { id }, body: { format } }));
      try {
        const content =
          format === 'json'
            ? Buffer.from(`${JSON.stringify(exported, null, 2)}\n`)
            : await printPdf(receiptPage(exported));
        return keep(await writeNew(downloads(), receiptFileName(exported.receipt), format, content));
      } catch (error) {
        logger.error('receipt.not-written', { format }, error);
        throw new ProblemError('local/save-failed', {
          message: 'The receipt could not be written into your Downloads folder.',
        });
      }
    },
    saveCases: async ({ name, text }) => {
      try {
        return keep(await writeNew(downloads(), `deskline-cases-${safeName(name)}`, 'json', Buffer.from(text)));
      } catch (error) {
        logger.error('cases.not-written', {}, error);
        throw new ProblemError('local/save-failed', {
          message: 'The case file could not be written into your Downloads folder.',
        });
      }
    },
    savePdf: async ({ name, html }) => {
      try {
        return keep(await writeNew(downloads(), safeName(name), 'pdf', await printPdf(html)));
      } catch (error) {
        logger.error('pdf.not-written', {}, error);
        throw new ProblemError('local/save-failed', {
          message: 'The document could not be written into your Downloads folder.',
        });
      }
    },
    showExport: (fileName) => {
      const file = files.get(fileName);
      if (file !== undefined) showInFolder(file);
    },
  };
}
