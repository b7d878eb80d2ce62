/** What the server gives as CSV into a file of this computer. It never passes through a window, and half a file never stands there. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Contract, EndpointId } from '../../shared/contracts/contract.ts';
import { createProblem, ProblemError } from '../../shared/contracts/core/problem.ts';
import type { Logger } from '../os/logger.ts';
import type { ApiClient } from './api-client.ts';
import { valueOf } from './value-of.ts';

/** Endpoints that answer with a CSV file. */
type CsvEndpointId = {
  [I in EndpointId]: Contract[I] extends { media: 'csv' } ? I : never;
}[EndpointId];

/**
 * Asks the person where to, under a suggested name, and writes the whole reply there; null when they chose no place.
 * @throws ProblemError of the server, or `local/save-failed`; the place holds what it held before.
 */
export type DownloadCsv = (id: CsvEndpointId, body: object, name: string) => Promise<{ fileName: string } | null>;

type Dependencies = {
  api: Pick<ApiClient, 'stream'>;
  /** Where the person wants a file of this name. */
  choosePlace: (name: string) => Promise<string | null>;
  logger: Logger;
};

/** Five million numbers over a slow line. */
const longestMs = 30 * 60_000;

export function createCsvDownload({ api, choosePlace, logger }: Dependencies): DownloadCsv {
  return async (id, body, name) => {
    const place = await choosePlace(name);
    if (place === null) return null;
    const asked = { contentType: 'application/json', body: JSON.stringify(body) };
    const response = valueOf(await api.stream(id, { accept: 'text/csv' }, AbortSignal.timeout(longestMs), asked));
    const partial = `${place}.part`;
    try {
      await pipeline(response.body ?? [], createWriteStream(partial));
      await rename(partial, place);
    } catch (error) {
      await rm(partial, { force: true });
      logger.warn('csv.not-saved', { endpoint: id }, error);
      throw new ProblemError('local/save-failed', {
        message: createProblem('local/save-failed').message,
      });
    }
    return { fileName: path.basename(place) };
  };
}
