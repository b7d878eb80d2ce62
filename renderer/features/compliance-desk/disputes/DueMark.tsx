import type { DisputeRow } from '../../../../shared/contracts/disputes/disputes.contract.ts';
import { formatDate } from '../../../ui/format.ts';
import { StatusPill } from '../../../ui/StatusPill.tsx';

const clockTones = { stopped: 'neutral', running: 'neutral', soon: 'warn', overdue: 'stop' } as const;

/** Until when an answer is to be sent, while one is. */
export const DueMark = ({ row }: { row: DisputeRow }) =>
  row.clock === 'stopped' ? null : (
    <StatusPill tone={clockTones[row.clock]} isOutline={row.clock === 'running'}>
      {row.clock === 'overdue' ? 'Overdue since' : 'Due'} {formatDate(row.due_at)}
    </StatusPill>
  );
