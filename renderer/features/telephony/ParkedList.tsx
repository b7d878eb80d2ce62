import { Button } from '@mantine/core';
import { IconParking } from '@tabler/icons-react';
import type { ParkedCall } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { problemOf } from '../../platform/bridge.ts';
import { formatPhone } from '../../ui/format.ts';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { usePickUp, useParked } from './use-parked.ts';
import './telephony.css';

/** Every parked call of the house with who parked it and for how long; anybody may pick it up. */
export function ParkedList({ onDone }: { onDone?: () => void }) {
  const parked = useParked(true);
  const pickUp = usePickUp();
  if (parked.isPending) return <LoadingState label="Loading parked calls" lines={3} />;
  if (parked.isError && !parked.data)
    return <ProblemState problem={problemOf(parked.error)} onRetry={() => void parked.refetch()} />;
  if (parked.data.length === 0)
    return (
      <EmptyState
        icon={<IconParking size={20} />}
        title="No call is parked"
        text="A parked call waits here for whoever picks it up."
      />
    );
  return (
    <>
      <ul className="parked-calls">
        {parked.data.map((call) => (
          <ParkedRow
            key={call.place}
            call={call}
            isBusy={pickUp.isPending}
            onPickUp={() => pickUp.mutate(call.place, { onSuccess: () => onDone?.() })}
          />
        ))}
      </ul>
      {pickUp.isError ? <ProblemNotice problem={problemOf(pickUp.error)} /> : null}
    </>
  );
}

type RowProps = { call: ParkedCall; isBusy: boolean; onPickUp: () => void };

const ParkedRow = ({ call, isBusy, onPickUp }: RowProps) => (
  <li>
    <span className="parked-place figure">{call.place}</span>
    <span className="parked-who">
      <strong className="truncate">{call.remote_name ?? formatPhone(call.phone_number)}</strong>
      <span className="muted truncate">
        {call.account_reference === null ? '' : `${call.account_reference} · `}by {call.parked_by}
      </span>
    </span>
    <span className="figure">
      <LiveTimer since={call.parked_at} />
    </span>
    <Button variant="default" size="compact-sm" loading={isBusy} onClick={onPickUp}>
      Pick up <span className="visually-hidden">the call in place {call.place}</span>
    </Button>
  </li>
);
