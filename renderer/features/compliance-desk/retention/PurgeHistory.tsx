import type { Purge } from '../../../../shared/contracts/retention/retention.contract.ts';
import { recordClasses } from '../../../../shared/domain/compliance/retention/record-classes.ts';
import { formatDate, formatTime } from '../../../ui/format.ts';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { purgeState, recordsIn } from './retention.model.ts';

type Props = { purges: readonly Purge[]; shownId: string; onOpen: (id: string) => void };

/** Every dry run and purge, the latest first; choosing one shows what it found. */
export const PurgeHistory = ({ purges, shownId, onOpen }: Props) => (
  <section aria-label="History" className="retention-history">
    <h3>History</h3>
    <ul className="desk-list">
      {purges.map((purge) => {
        const { words, tone } = purgeState(purge);
        return (
          <li key={purge.id}>
            <button type="button" aria-pressed={purge.id === shownId} onClick={() => onOpen(purge.id)}>
              <b className="truncate">
                {formatDate(purge.planned.at)}, {formatTime(purge.planned.at)}
              </b>
              <StatusPill tone={tone} isOutline>
                {words}
              </StatusPill>
              <span className="truncate">
                {purge.run === null ? `Tried out by ${purge.planned.by}` : `${purge.run.by}: ${purge.run.reason}`}
              </span>
            </button>
            {purge.run?.refused.map(({ kind, count, why }) => (
              <p key={`${kind} ${why}`} className="retention-refused muted">
                Refused, {recordClasses[kind].title.toLowerCase()}: {recordsIn(count)}. {why}
              </p>
            ))}
          </li>
        );
      })}
    </ul>
  </section>
);
