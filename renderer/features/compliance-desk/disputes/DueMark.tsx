import type { DisputeRow } from '../../../../shared/contracts/disputes/disputes.contract.ts';
import { formatDate } from '../../../ui/format.ts';
import { StatusPill } from '../../../ui/StatusPill.tsx';

const clockTones = { stopped: 'neutral', running: 'neutral', soon: 'warn', overdue: 'stop' } as const;

/** Until when an answer, or the notice of a repetition, is to be sent, while one is. */
export const DueMark = ({ row }: { row: DisputeRow }) => {
  if (row.clock === 'stopped') return null;
  const since = row.clock === 'overdue' ? 'overdue since' : 'due';
  const owed = row.standing === 'duplicate' ? `Notice ${since}` : since === 'due' ? 'Due' : 'Overdue since';
  return (
    <StatusPill tone={clockTones[row.clock]} isOutline={row.clock === 'running'}>
      {owed} {formatDate(row.due_at)}
    </StatusPill>
  );
};
