import { Button, Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconLoader2,
  IconMinus,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { checkOutItems, type CheckOutVerdict } from '../../../shared/domain/telephony/check-out.ts';
import type { CheckOutRun } from '../../../shared/ipc/local-schemas.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf } from '../../platform/bridge.ts';
import { formatTime } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { LiveTimer } from '../../ui/LiveTimer.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import {
  type CheckOutRow,
  itemWords,
  remedies,
  rowsOf,
  summaryOf,
  verdictWordsOf,
  worstOf,
} from './check-out.model.ts';
import { useCheckOut } from './use-check-out.ts';
import './telephony.css';

const icons: Readonly<Record<CheckOutVerdict, typeof IconCircleCheck>> = {
  passed: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  'not-applicable': IconMinus,
};

/** The check-out before the shift: ten items one after the other, each with what was found, in half a minute at most. */
export function CheckOutPage() {
  const { last, run } = useCheckOut();
  const current = last.data ?? null;
  const isRunning = run.isPending || (current !== null && !current.isDone);
  const start = (): void => {
    if (!isRunning) run.mutate();
  };
  useShortcut('check-out.run', start);
  useEffect(() => {
    if (current?.isDone) announce(summaryOf(current.findings).text, 'assertive');
  }, [current]);
  return (
    <Panel
      title="Check-out before the shift"
      note="Ten items, half a minute at most"
      className="page-panel check-out"
      actions={
        <Button
          className="on-fill"
          disabled={isRunning}
          rightSection={<KeyHint keys={keymap['check-out.run'].keys} />}
          onClick={start}
        >
          {isRunning ? 'Looking' : current === null ? 'Begin' : 'Run again'}
        </Button>
      }
    >
      {last.isPending ? <LoadingState label="Looking for the last check-out" lines={10} /> : null}
      {last.isError && !last.data ? (
        <ProblemState problem={problemOf(last.error)} onRetry={() => void last.refetch()} />
      ) : null}
      {run.isError ? <ProblemNotice problem={problemOf(run.error)} /> : null}
      {last.isPending || (last.isError && !last.data) ? null : (
        <>
          <Summary run={current} />
          <ScrollRegion className="page-scroll" label="What is looked at">
            <ol className="check-out-items">
              {rowsOf(current).map((row) => (
                <ItemRow key={row.item} row={row} />
              ))}
            </ol>
          </ScrollRegion>
        </>
      )}
    </Panel>
  );
}

function Summary({ run }: { run: CheckOutRun | null }) {
  if (run === null)
    return (
      <div className="check-out-summary">
        <p className="check-out-word">Not checked yet</p>
        <p className="muted">Put your headset on and begin. You hear short tones; nobody is called.</p>
      </div>
    );
  if (!run.isDone) {
    const done = new Set(run.findings.map(({ item }) => item)).size;
    return (
      <div className="check-out-summary">
        <p className="check-out-word">
          Looking… <LiveTimer since={run.startedAt} />
        </p>
        <Progress
          value={(done / checkOutItems.length) * 100}
          aria-label={`${String(done)} of ${String(checkOutItems.length)} items looked at`}
        />
      </div>
    );
  }
  const { text, tone } = summaryOf(run.findings);
  const tookMs = run.findings.reduce((sum, { tookMs: each }) => sum + each, 0);
  return (
    <div className={`check-out-summary tone-${tone}`}>
      <p className="check-out-word">{text}</p>
      <p className="muted">
        Checked {formatTime(run.startedAt)}, {(tookMs / 1000).toFixed(1)} s of looking.{' '}
        {run.isSaved ? 'Kept for your supervisor.' : 'Being kept for your supervisor.'}
      </p>
    </div>
  );
}

function ItemRow({ row: { item, findings, isRunning } }: { row: CheckOutRow }) {
  const verdict = worstOf(findings);
  const words = verdict ? verdictWordsOf[verdict] : null;
  const Icon = verdict ? icons[verdict] : isRunning ? IconLoader2 : IconCircleDashed;
  const remedy = verdict === 'failed' || verdict === 'warning' ? remedies[item] : undefined;
  const tookMs = findings.reduce((sum, finding) => sum + finding.tookMs, 0);
  return (
    <li className={`tone-${words?.tone ?? 'neutral'}${isRunning ? ' is-running' : ''}`}>
      <Icon size={20} aria-hidden className="check-out-icon" />
      <strong>{itemWords[item].label}</strong>
      <span className="check-out-found">
        {findings.length === 0 ? (
          <span className="muted">{itemWords[item].looks}</span>
        ) : (
          findings.map(({ detail }, index) => <span key={`${String(index)} ${detail}`}>{detail}</span>)
        )}
      </span>
      {remedy ? (
        <Link className="text-link" to={`/${remedy.screen}`}>
          {remedy.label}
        </Link>
      ) : (
        <span />
      )}
      <span className="figure muted check-out-took">{tookMs > 0 ? `${(tookMs / 1000).toFixed(1)} s` : ''}</span>
      <span className="check-out-verdict">
        {words ? <StatusPill tone={words.tone}>{words.label}</StatusPill> : isRunning ? 'Looking' : 'To come'}
      </span>
    </li>
  );
}
