/**
 * Files of do-not-call and screening lists between this computer and the server. A window never sees a path, and a file never passes
 * through a window: main streams it from disk to the server and back.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import type { z } from 'zod';
import { type DncImport, dncImportSchema } from '../../../shared/contracts/dnc/dnc.contract.ts';
import { type ScreeningImport, screeningImportSchema } from '../../../shared/contracts/dnc/screening.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { ChannelReply, ChannelRequest, EventPayload } from '../../../shared/ipc/ipc-map.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { DownloadCsv } from '../../sync/csv-download.ts';
import { valueOf } from '../../sync/value-of.ts';

export type DncFiles = {
  progress: Signal<EventPayload<'dnc:import-progress'>>;
  choose: () => Promise<ChannelReply<'dnc:choose-file'>>;
  /** @throws ProblemError when the file or the server refuses; nothing has been changed then. */
  send: (request: ChannelRequest<'dnc:import'>) => Promise<DncImport>;
  /** @throws ProblemError; the place holds what it held before. */
  save: (list: ChannelRequest<'dnc:export'>) => Promise<ChannelReply<'dnc:export'>>;
  /** The same for litigators and answers about reassigned numbers. */
  sendScreening: (request: ChannelRequest<'screening:import'>) => Promise<ScreeningImport>;
  saveScreening: (list: ChannelRequest<'screening:export'>) => Promise<ChannelReply<'screening:export'>>;
};

type Dependencies = {
  api: ApiClient;
  /** The file that the person chose. */
  chooseFile: () => Promise<string | null>;
  downloadCsv: DownloadCsv;
  clock: Clock;
  logger: Logger;
};
type Chosen = { file: string; fileName: string; bytes: number };

/** A list of five million numbers over a slow line, and the time the server takes for it. */
const longestImportMs = 30 * 60_000;
/** A window is told at most this often. */
const progressEveryMs = 100;

const unreadable = (): ProblemError =>
  new ProblemError('local/unreadable', {
    message: 'This file cannot be read any more.',
  });

export function createDncFiles({ api, chooseFile, downloadCsv, clock, logger }: Dependencies): DncFiles {
  const progress = createSignal<EventPayload<'dnc:import-progress'>>((error) =>
    logger.error('dnc.listener-failed', {}, error),
  );
  const chosen = new Map<string, Chosen>();

  /** Counts what goes through, and says so. */
  function counting(fileId: string, bytes: number): Transform {
    let sentBytes = 0;
    let toldAtMs = 0;
    return new Transform({
      transform(piece: Buffer, _encoding, done) {
        sentBytes += piece.length;
        if (clock.now() - toldAtMs >= progressEveryMs) {
          toldAtMs = clock.now();
          progress.emit({ fileId, sentBytes, bytes, isSent: false });
        }
        done(null, piece);
      },
      flush(done) {
        progress.emit({ fileId, sentBytes, bytes, isSent: true });
        done();
      },
    });
  }

  /** Streams a chosen file to an endpoint that takes one. */
  async function uploadFile<S extends z.ZodType>(
    endpoint: 'importDnc' | 'importLitigators' | 'importReassignments',
    { fileId, query }: { fileId: string; query: Readonly<Record<string, string | undefined>> },
    replySchema: S,
  ): Promise<z.output<S>> {
    const from = chosen.get(fileId);
    if (!from) throw unreadable();
    const disk = createReadStream(from.file);
    const counted = counting(fileId, from.bytes);
    let isLost = false;
    disk.on('error', (error) => {
      isLost = true;
      counted.destroy(error);
    });
    const body: ReadableStream<Uint8Array> = Readable.toWeb(disk.pipe(counted));
    const signal = AbortSignal.timeout(longestImportMs);
    const sent = { query: { ...query, file_name: from.fileName }, contentType: 'text/csv', body };
    const reply = await api.stream(endpoint, { accept: 'application/json' }, signal, sent);
    disk.destroy();
    if (isLost) throw unreadable();
    const imported = replySchema.safeParse(
      await valueOf(reply)
        .json()
        .catch(() => null),
    );
    if (!imported.success) throw new ProblemError('network/contract-mismatch');
    chosen.delete(fileId);
    return imported.data;
  }

  const nameOf = (list: string): string => `${list}-${new Date(clock.now()).toISOString().slice(0, 10)}.csv`;

  return {
    progress,
    choose: async () => {
      const file = await chooseFile();
      if (file === null) return null;
      const found = await stat(file).catch(() => {
        throw unreadable();
      });
      const fileId = createId(clock);
      const fileName = path.basename(file).slice(0, 200);
      chosen.set(fileId, { file, fileName, bytes: found.size });
      return { fileId, fileName, bytes: found.size };
    },
    send: (request) => uploadFile('importDnc', request, dncImportSchema),
    save: ({ list, region }) => downloadCsv('exportDnc', { list, region }, nameOf(`do-not-call-${region ?? list}`)),
    sendScreening: ({ list, fileId, query }) =>
      list === 'litigators'
        ? uploadFile('importLitigators', { fileId, query }, screeningImportSchema)
        : uploadFile('importReassignments', { fileId, query }, screeningImportSchema),
    saveScreening: ({ list }) => downloadCsv('exportScreening', { list }, nameOf(list)),
  };
}
