import { Progress } from '@mantine/core';
import type { z } from 'zod';
import type { fileRefusalSchema } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import type { EventPayload } from '../../../../shared/ipc/ipc-map.ts';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { count } from './do-not-call.model.ts';

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en-US')} kB`;

type Props = { fileName: string; progress: EventPayload<'dnc:import-progress'> | null };

/** How far a file is: on its way, then with the server, which says nothing until it is done. */
export function ImportProgress({ fileName, progress }: Props) {
  const share = progress === null || progress.bytes === 0 ? 0 : (progress.sentBytes / progress.bytes) * 100;
  const words =
    progress === null
      ? 'Opening the file'
      : progress.isSent
        ? 'The server has the file and is applying it'
        : `${kilobytes(progress.sentBytes)} of ${kilobytes(progress.bytes)} sent`;
  return (
    <div className="dialog-body">
      <p className="truncate">{fileName}</p>
      <Progress value={share} animated={progress?.isSent ?? false} aria-label="How much of the file is sent" />
      <output className="muted">{words}. The list in use holds until the new one is whole.</output>
    </div>
  );
}

/** The lines that could not be read; none of the file was used. */
export const RejectedLines = ({ refusal }: { refusal: z.output<typeof fileRefusalSchema> }) => (
  <section aria-label="Lines that cannot be read">
    <p>
      {count(refusal.rejected_count, 'line')} cannot be read
      {refusal.rejected.length < refusal.rejected_count ? `; the first ${refusal.rejected.length} are here` : ''}.
    </p>
    <ScrollRegion className="dnc-rejected" label="Rejected lines">
      <table className="table compact">
        <thead>
          <tr>
            <th scope="col" className="end">
              Line
            </th>
            <th scope="col">Why</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {refusal.rejected.map(({ line, reason, text }) => (
            <tr key={line}>
              <td className="end figure">{line.toLocaleString('en-US')}</td>
              <td>{reason}</td>
              <td className="mono">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  </section>
);
