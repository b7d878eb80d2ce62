import { Progress } from '@mantine/core';
import type { Purge } from '../../../../shared/contracts/retention/retention.contract.ts';
import { formatDate, formatTime } from '../../../ui/format.ts';
import { Notice } from '../../../ui/States.tsx';
import { progressOf } from './retention.model.ts';

/** How far the dry run is counted, or the purge has come; and plainly, when it stopped. */
export function JobState({ purge }: { purge: Purge }) {
  const progress = progressOf(purge);
  if (progress === null) return null;
  const { label, share, words, stoppedAt } = progress;
  return (
    <section className="retention-job" aria-label={label}>
      {stoppedAt === null ? null : (
        <Notice tone="stop" title={`It stopped on ${formatDate(stoppedAt)} at ${formatTime(stoppedAt)}.`}>
          The server tries again by itself and goes on where it was; nothing is lost. If it stops again, the log of the
          server says why.{purge.count === null ? '' : ' A new dry run sets this one going at once.'}
        </Notice>
      )}
      <Progress value={share ?? 100} animated={share === null && stoppedAt === null} aria-label={label} />
      <output className="muted">{words}</output>
      {stoppedAt === null ? (
        <p className="muted">You need not wait here: it goes on when you leave, and is found again in the history.</p>
      ) : null}
    </section>
  );
}
