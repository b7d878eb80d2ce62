import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { Purge } from '../../../../shared/contracts/retention/retention.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { useMinute } from '../../../platform/use-now.ts';
import { formatDate, formatTime } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import { FindingsTable } from './FindingsTable.tsx';
import { JobState } from './JobState.tsx';
import { PurgeHistory } from './PurgeHistory.tsx';
import { mayGoCount, mayResume, recordsIn, whyNotRun } from './retention.model.ts';
import { usePlanPurge, usePurges, useResumePurge, useRunPurge } from './use-retention.ts';

/** The latest dry run, or one that was chosen: what may go, what must stay and why; and the purge itself. */
export function PurgePanel({ mayChange }: { mayChange: boolean }) {
  const purges = usePurges();
  const plan = usePlanPurge();
  const resume = useResumePurge();
  const [openId, setOpenId] = useState<string | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const shown = purges.data?.find(({ id }) => id === openId) ?? purges.data?.[0];
  const isCounting = purges.data?.some(({ count }) => count !== null && count.stopped_at === null) ?? false;
  return (
    <Panel
      title="What may go, what must stay"
      note={
        shown ? `${formatDate(shown.planned.at)}, ${formatTime(shown.planned.at)}, by ${shown.planned.by}` : undefined
      }
      actions={
        mayChange ? (
          <span className="desk-actions">
            <Button
              size="compact-sm"
              variant="default"
              loading={plan.isPending}
              disabled={isCounting}
              {...(isCounting ? { title: 'One is being counted.' } : {})}
              onClick={() => plan.mutate(null, { onSuccess: ({ id }) => setOpenId(id) })}
            >
              Dry run
            </Button>
            {shown?.findings ? <RunButton purge={shown} onRun={() => setIsRunning(true)} /> : null}
            {shown ? <ResumeButton purge={shown} resume={resume} /> : null}
          </span>
        ) : null
      }
    >
      {plan.isError ? <ProblemNotice problem={problemOf(plan.error)} /> : null}
      {resume.isError ? <ProblemNotice problem={problemOf(resume.error)} /> : null}
      {shown ? <RunDialog purge={shown} isOpen={isRunning} onClose={() => setIsRunning(false)} /> : null}
      <Content purges={purges} shown={shown} onOpen={setOpenId} />
    </Panel>
  );
}

function RunButton({ purge, onRun }: { purge: Purge; onRun: () => void }) {
  const nowMs = useMinute();
  const obstacle = whyNotRun(purge, nowMs);
  return (
    <Button
      size="compact-sm"
      className="on-fill is-stop"
      disabled={obstacle !== null}
      {...(obstacle === null ? {} : { title: obstacle })}
      onClick={onRun}
    >
      Purge {recordsIn(mayGoCount(purge))}
    </Button>
  );
}

/** Only for a purge that nobody carries on. */
function ResumeButton({ purge, resume }: { purge: Purge; resume: ReturnType<typeof useResumePurge> }) {
  const nowMs = useMinute();
  if (!mayResume(purge, nowMs)) return null;
  return (
    <Button size="compact-sm" className="on-fill" loading={resume.isPending} onClick={() => resume.mutate(purge.id)}>
      Go on with the purge
    </Button>
  );
}

function RunDialog({ purge, isOpen, onClose }: { purge: Purge; isOpen: boolean; onClose: () => void }) {
  const run = useRunPurge();
  const records = recordsIn(mayGoCount(purge));
  return (
    <ReasonDialog
      isOpen={isOpen}
      title={`Purge ${records}`}
      text="They are gone for good. The rule is asked again about each of them; what it refuses by then stays. The reason and your name go into the audit."
      label="Why, for whoever reads it in three years"
      shortest={10}
      longest={1000}
      action={`Purge ${records}`}
      isStop
      onSave={async (reason) => run.mutateAsync({ id: purge.id, reason })}
      onClose={onClose}
    />
  );
}

type ContentProps = {
  purges: ReturnType<typeof usePurges>;
  shown: Purge | undefined;
  onOpen: (id: string) => void;
};

function Content({ purges, shown, onOpen }: ContentProps) {
  if (purges.isPending) return <LoadingState label="Loading dry runs and purges" lines={10} />;
  if (!purges.data) return <ProblemState problem={problemOf(purges.error)} onRetry={() => void purges.refetch()} />;
  if (!shown)
    return (
      <EmptyState
        icon={<IconHistory size={20} />}
        title="Nothing was ever purged"
        text="A dry run shows what may go and what must stay, and removes nothing."
      />
    );
  return (
    <ScrollRegion className="page-scroll" label="What may go, what must stay">
      {purges.isError ? <ProblemNotice problem={problemOf(purges.error)} /> : null}
      <JobState purge={shown} />
      {shown.findings ? <FindingsTable findings={shown.findings} /> : null}
      <PurgeHistory purges={purges.data} shownId={shown.id} onOpen={onOpen} />
    </ScrollRegion>
  );
}
