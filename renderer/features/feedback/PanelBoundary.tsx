import { Button, Textarea } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { invoke, request } from '../../platform/bridge.ts';
import { ProblemNotice } from '../../ui/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { createPanelReport } from './report.model.ts';
import './feedback.css';

type Props = { panel: string; children: ReactNode };

/** Keeps the fault of one panel inside it: the others, and the call, go on. Offers retry and a report. */
export function PanelBoundary({ panel, children }: Props) {
  const queries = useQueryClient();
  const showBroken = useCallback((props: FallbackProps) => <BrokenPanel panel={panel} {...props} />, [panel]);
  return (
    <ErrorBoundary
      onReset={() => void queries.resetQueries({ predicate: (query) => query.state.status === 'error' })}
      fallbackRender={showBroken}
    >
      {children}
    </ErrorBoundary>
  );
}

function BrokenPanel({ panel, error, resetErrorBoundary }: FallbackProps & { panel: string }) {
  const [isReporting, setIsReporting] = useState(false);
  return (
    <section className="panel broken-panel" role="alert" aria-label={`${panel} has failed`}>
      <div className="state">
        <span className="state-icon" aria-hidden>
          <IconBug size={20} />
        </span>
        <p className="state-title">{panel} has failed</p>
        <p className="state-text">The rest of Deskline, and a call in progress, go on. Nothing you saved is lost.</p>
        <div className="state-actions">
          <Button onClick={resetErrorBoundary}>Try again</Button>
          <Button variant="default" aria-expanded={isReporting} onClick={() => setIsReporting(!isReporting)}>
            Report this
          </Button>
        </div>
        {isReporting ? <ReportForm panel={panel} error={error} /> : null}
      </div>
    </section>
  );
}

type Sending = { state: 'writing' } | { state: 'sending' } | { state: 'kept' } | { state: 'failed'; problem: Problem };

function ReportForm({ panel, error }: { panel: string; error: unknown }) {
  const info = useQuery({ queryKey: ['app-info'], queryFn: async () => request('app:get-info', null) });
  const [comment, setComment] = useState('');
  const [sending, setSending] = useState<Sending>({ state: 'writing' });
  const report = createPanelReport(panel, error, info.data?.version ?? 'unknown', comment);
  const send = async (): Promise<void> => {
    setSending({ state: 'sending' });
    const reply = await invoke('feedback:send', report);
    setSending(reply.ok ? { state: 'kept' } : { state: 'failed', problem: reply.problem });
  };
  if (sending.state === 'kept')
    return <output>Thank you. The report is kept here and sent when the server can be reached.</output>;
  return (
    <div className="report-form">
      <Textarea
        label="What were you doing? (may stay empty)"
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      <details>
        <summary>What is sent</summary>
        <ScrollRegion label="What is sent">
          <pre>{JSON.stringify(report, null, 2)}</pre>
        </ScrollRegion>
      </details>
      {sending.state === 'failed' ? <ProblemNotice problem={sending.problem} /> : null}
      <Button loading={sending.state === 'sending'} onClick={() => void send()}>
        Send report
      </Button>
    </div>
  );
}
