import { Button } from '@mantine/core';
import { IconGavel, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { Hold } from '../../../../shared/contracts/retention/retention.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatDate } from '../../../ui/format.ts';
import { IconAction } from '../../../ui/IconAction.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { PlaceHoldDialog } from './PlaceHoldDialog.tsx';
import { scopeWords, subjectOf } from './retention.model.ts';
import { useHolds, useLiftHold } from './use-retention.ts';

/** Legal holds: those that hold first, lifted ones below them. */
export function HoldsPanel({ mayChange }: { mayChange: boolean }) {
  const [isPlacing, setIsPlacing] = useState(false);
  const [lifting, setLifting] = useState<Hold | null>(null);
  const lift = useLiftHold();
  const holds = useHolds();
  const holding = holds.data?.filter(({ lifted }) => lifted === null).length;
  return (
    <Panel
      title="Legal holds"
      note={holding === undefined ? undefined : `${holding} in force`}
      actions={
        mayChange ? (
          <Button size="compact-sm" variant="default" onClick={() => setIsPlacing(true)}>
            Place a hold
          </Button>
        ) : null
      }
    >
      <PlaceHoldDialog isOpen={isPlacing} onClose={() => setIsPlacing(false)} />
      <ReasonDialog
        isOpen={lifting !== null}
        title={lifting === null ? '' : `Lift the hold: ${lifting.matter}`}
        text="What it kept may be purged once its period is over. That it was there stays on record."
        label="Why it is lifted"
        shortest={10}
        longest={1000}
        action="Lift the hold"
        isStop
        onSave={async (reason) => (lifting === null ? null : lift.mutateAsync({ id: lifting.id, reason }))}
        onClose={() => setLifting(null)}
      />
      <HoldList holds={holds} onLift={mayChange ? setLifting : null} />
    </Panel>
  );
}

type ListProps = { holds: ReturnType<typeof useHolds>; onLift: ((hold: Hold) => void) | null };

function HoldList({ holds, onLift }: ListProps) {
  if (holds.isPending) return <LoadingState label="Loading the legal holds" lines={6} />;
  if (!holds.data) return <ProblemState problem={problemOf(holds.error)} onRetry={() => void holds.refetch()} />;
  if (holds.data.length === 0)
    return (
      <EmptyState
        icon={<IconGavel size={20} />}
        title="No legal hold was ever placed"
        text="When counsel asks to keep records, place one: no purge takes what it covers."
      />
    );
  return (
    <ScrollRegion className="page-scroll" label="Legal holds">
      {holds.isError ? <ProblemNotice problem={problemOf(holds.error)} /> : null}
      <ul className="retention-list">
        {holds.data.map((hold) => (
          <li key={hold.id}>
            <b className="truncate">{hold.matter}</b>
            <StatusPill tone={hold.lifted === null ? 'warn' : 'neutral'} isOutline={hold.lifted !== null}>
              {hold.lifted === null ? 'Holds' : 'Lifted'}
            </StatusPill>
            <span className="retention-words">
              {hold.scope === 'organization' ? null : `${scopeWords[hold.scope]}: `}
              {subjectOf(hold)}
            </span>
            {onLift && hold.lifted === null ? (
              <IconAction label={`Lift the hold ${hold.matter}`} onClick={() => onLift(hold)}>
                <IconLockOpen size={16} />
              </IconAction>
            ) : null}
            <span className="retention-words muted">
              {hold.reason} · {hold.placed.by}, {formatDate(hold.placed.at)}
            </span>
            {hold.lifted === null ? null : (
              <span className="retention-words muted">
                Lifted: {hold.lifted.reason} · {hold.lifted.by}, {formatDate(hold.lifted.at)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}
