import { Button, Modal, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AuditAction, auditActions } from '../../../shared/contracts/audit/audit-actions.ts';
import type { AuditEntry } from '../../../shared/contracts/audit/audit.contract.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatDate, formatTimeSeconds } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { auditWords } from './audit-words.ts';

const pageSize = 100;

/** The audit log, newest first; every row opens with all it says. */
export function AuditPage() {
  const [action, setAction] = useState<AuditAction | null>(null);
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const query = { page, page_size: pageSize, ...(action === null ? {} : { action }) };
  const audit = useQuery({
    queryKey: ['audit', query],
    queryFn: async () => request('audit:list', query),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel
      title="Audit"
      note={audit.data ? `${audit.data.total.toLocaleString('en-US')} entries, newest first` : undefined}
      className="page-panel"
      actions={
        <Select
          aria-label="What happened"
          placeholder="Everything"
          clearable
          searchable
          w={220}
          data={auditActions.map((each) => ({ value: each, label: auditWords[each].label }))}
          value={action}
          onChange={(value) => {
            setAction(auditActions.find((each) => each === value) ?? null);
            setPage(1);
          }}
        />
      }
    >
      {audit.isPending ? <LoadingState label="Loading the audit log" lines={12} /> : null}
      {audit.isError && !audit.data ? (
        <ProblemState problem={problemOf(audit.error)} onRetry={() => void audit.refetch()} />
      ) : null}
      {audit.data?.rows.length === 0 ? <EmptyState title="Nothing of this kind has happened" /> : null}
      {audit.data && audit.data.rows.length > 0 ? (
        <ScrollRegion className="page-scroll" label="Audit entries">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">Who</th>
                <th scope="col">About</th>
                <th scope="col">
                  <span className="visually-hidden">Details</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {audit.data.rows.map((entry) => (
                <tr key={entry.id}>
                  <td className="figure">
                    {formatDate(entry.at)} <span className="muted">{formatTimeSeconds(entry.at)}</span>
                  </td>
                  <td>
                    <StatusPill tone={auditWords[entry.action].tone}>{auditWords[entry.action].label}</StatusPill>
                  </td>
                  <td>{entry.actor_name}</td>
                  <td>
                    {entry.subject_type ?? ''} <span className="mono muted">{entry.subject_id?.slice(-12) ?? ''}</span>
                  </td>
                  <td className="end">
                    <Button
                      variant="default"
                      aria-label={`Details of ${auditWords[entry.action].label}`}
                      onClick={() => setOpen(entry)}
                    >
                      Details
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {audit.data ? <Pager page={page} pageSize={pageSize} total={audit.data.total} onPage={setPage} /> : null}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? auditWords[open.action].label : ''}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {open ? <EntryFacts entry={open} /> : null}
      </Modal>
    </Panel>
  );
}

const EntryFacts = ({ entry }: { entry: AuditEntry }) => (
  <dl className="facts">
    <dt>When</dt>
    <dd className="mono">{entry.at}</dd>
    <dt>Action</dt>
    <dd className="mono">{entry.action}</dd>
    <dt>Who</dt>
    <dd>{entry.actor_name}</dd>
    <dt>About</dt>
    <dd className="mono">
      {entry.subject_type ?? 'nothing'} {entry.subject_id ?? ''}
    </dd>
    <dt>Request</dt>
    <dd className="mono">{entry.request_id ?? 'none'}</dd>
    {Object.entries(entry.detail).map(([name, value]) => (
      <FactRow key={name} name={name} value={value} />
    ))}
  </dl>
);

const FactRow = ({ name, value }: { name: string; value: unknown }) => (
  <>
    <dt>{name.replaceAll('_', ' ')}</dt>
    <dd className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
  </>
);
